import type { IdentifierScheme } from '../../contract/drop-settings.ts';

/** What `drop.yaml` says that typing must know. A drop that is not named here is numbered `dk-cvr`. */
export interface DropSetting {
  readonly dropName: string;
  readonly identifierScheme: IdentifierScheme;
}

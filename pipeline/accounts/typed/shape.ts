/** How the companies of a country are numbered: eight digits, nine digits (both modulus 11), or anything. */
export type IdentifierScheme = 'dk-cvr' | 'no-orgnr' | 'none';

/** What `drop.yaml` says that typing must know. A drop that is not named here is numbered `dk-cvr`. */
export interface DropSetting {
  readonly dropName: string;
  readonly identifierScheme: IdentifierScheme;
}

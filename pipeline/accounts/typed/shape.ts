/** The part of a Frictionless Table Schema of `contract/inputs/` that typing needs. */
export interface InputContract {
  readonly name: string;
  readonly schema: { readonly fields: readonly FieldContract[] };
}

export interface FieldContract {
  readonly name: string;
  readonly kind: string;
  /** Canonical value → spellings that mean it. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  readonly constraints?: {
    readonly required?: boolean;
    readonly minimum?: number;
    readonly maximum?: number;
    readonly pattern?: string;
  };
}

/** How the companies of a country are numbered: eight digits, nine digits (both modulus 11), or anything. */
export type IdentifierScheme = 'dk-cvr' | 'no-orgnr' | 'none';

/** What `drop.yaml` says that typing must know. A drop that is not named here is numbered `dk-cvr`. */
export interface DropSetting {
  readonly dropName: string;
  readonly identifierScheme: IdentifierScheme;
}

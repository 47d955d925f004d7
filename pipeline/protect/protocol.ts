import type { PrimaryReason } from './rules.ts';

/** Why a figure is withheld; for the analyst only, never in a bundle. */
export interface ProtocolEntry {
  readonly indicator: string;
  readonly measure: string;
  readonly referenceYear: number;
  /** Dimension=code of what it is broken down by. */
  readonly breakdown: readonly string[];
  /**
   * The primary rule, `secondary` where it protects others, `earlier` where an earlier edition withheld it, `gap` where an
   * outsider's attack came too close to another figure.
   */
  readonly reason: PrimaryReason | 'secondary' | 'earlier' | 'gap';
  /** For a primary: relations by which it could have been worked out, each with a withheld number beside it. */
  readonly protectedBy: readonly string[];
}

export interface Protocol {
  readonly entries: readonly ProtocolEntry[];
  readonly figures: number;
  readonly primary: number;
  readonly secondary: number;
  /** Withheld figures as a share of all that were computed, by how they are broken down. */
  readonly informationLost: Readonly<Record<string, { readonly figures: number; readonly withheld: number }>>;
  /** Numbers that no pattern protects, mostly because an earlier edition told too much; as indicator and breakdown. */
  readonly unprotected: readonly string[];
}

import type { DisclosureClass, Dimension, EvidenceTier } from './figure.ts';
import type { Localised } from './finding.ts';

/** One number that an indicator gives, e.g. `count`, `share_pct`, `sum_dkk`. */
export interface Measure {
  readonly name: string;
  readonly title: Localised;
  /** `companies`, `count`, `pct`, `dkk`, `fte`, `ratio` ...; decides how the number is written. */
  readonly unit: string;
  readonly decimals: number;
  /** Class where it differs from the indicator's. */
  readonly disclosureClass?: DisclosureClass;
}

/** A definition in the catalogue: what a figure means. Read from the header of `sql/4-indicators/<id>.sql`. */
export interface Indicator {
  readonly id: string;
  /** DEL, VID, PRO, AKT, UDB, SUR, EFF, INT, FIN, ORG or KVA. */
  readonly family: string;
  readonly name: Localised;
  readonly definition: Localised;
  readonly numerator: Localised;
  readonly denominator: Localised | null;
  readonly measures: readonly Measure[];
  readonly evidenceTier: EvidenceTier;
  readonly disclosureClass: DisclosureClass;
  /** Sets of dimensions by which it is broken down, e.g. `[[], ['region'], ['region', 'size_band']]`. */
  readonly breakdowns: readonly (readonly Dimension[])[];
  /** Names of the contract's inputs it is computed from. */
  readonly inputs: readonly string[];
  /** What the values of the `item` dimension are, where it has one. */
  readonly item: Localised | null;
  readonly sinceYear: number | null;
  readonly changedInYear: number | null;
  /** Notes on comparability over time and between clusters. */
  readonly comparability: Localised | null;
}

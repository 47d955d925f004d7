/**
 * Why a figure differs from what an earlier edition said. `same`: it does not. `rounding`: only beyond the decimals shown.
 * `definition_changed`: the indicator was defined anew since. `data_revised`: same definition, other data. `withheld_before`,
 * `withheld_now` or `withheld_both`: disclosure control hides one of them, or both. `no_data`: it cannot be computed any more.
 * `unknown`: there is no such indicator or figure.
 */
export type RevisionReason =
  | 'same'
  | 'rounding'
  | 'definition_changed'
  | 'data_revised'
  | 'withheld_before'
  | 'withheld_now'
  | 'withheld_both'
  | 'no_data'
  | 'unknown';

/** A figure of an earlier edition beside the recomputed one. Numbers that are withheld now are null. */
export interface Revision {
  readonly indicator: string;
  readonly measure: string | null;
  readonly referenceYear: number;
  readonly editionYear: number | null;
  readonly cluster: string;
  readonly region: string;
  readonly source: string | null;
  readonly published: number | null;
  readonly recomputed: number | null;
  readonly difference: number | null;
  readonly reason: RevisionReason;
}

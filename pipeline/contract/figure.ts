/** Where the evidence behind a figure comes from. Tiers are shown beside every figure and never blended. */
export type EvidenceTier = 'self-report' | 'survey' | 'register';

/** Rule set that protects a figure: S0 public fact, S1 count, S2 magnitude, S3 survey, S4 model, S5 order statistic. */
export type DisclosureClass = 'S0' | 'S1' | 'S2' | 'S3' | 'S4' | 'S5';

/** The dimensions by which a figure can be broken down. A dimension that is not broken down holds `Total`. */
export const DIMENSIONS = [
  'cluster',
  'region',
  'growth_forum',
  'municipality',
  'size_band',
  'industry',
  'dedicated',
  'participation_status',
  'item',
] as const;

export type Dimension = (typeof DIMENSIONS)[number];

export const TOTAL = 'Total';

/** How far a figure can be trusted: `good`, `use_with_care`, `unreliable`, or `not_applicable` for complete counts. */
export type Reliability = 'good' | 'use_with_care' | 'unreliable' | 'not_applicable';

/** `no_data`: the inputs were not delivered, or the estimator could not be computed; `note` holds the reason code. */
export type ComputedStatus = 'computed' | 'no_data';

/** One number of one indicator before disclosure control. It must not leave the pipeline. */
export interface Figure extends Readonly<Record<Dimension, string>> {
  readonly indicator: string;
  /** Which of the indicator's measures, e.g. `count`, `share_pct`, `sum_dkk`. */
  readonly measure: string;
  readonly referenceYear: number;
  readonly value: number | null;
  readonly unit: string;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly standardError: number | null;
  readonly degreesOfFreedom: number | null;
  readonly confidenceLevel: number | null;
  /** Unweighted units behind the value: respondents for a survey, matched pairs for a model, companies for a count. */
  readonly n: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Distinct enterprise groups behind the value; what threshold and dominance rules count. */
  readonly contributors: number | null;
  /** Largest and second largest contribution of a group to a magnitude. */
  readonly largest1: number | null;
  readonly largest2: number | null;
  readonly evidenceTier: EvidenceTier;
  readonly disclosureClass: DisclosureClass;
  readonly reliability: Reliability;
  readonly status: ComputedStatus;
  readonly note: string | null;
}

/** Means nearer than this are the same. */
export const EQUAL = 1.5e-8;

/** Moments of one arm. */
export interface Arm {
  readonly mean: number;
  /** Weighted variance, sum w (x - mean)² / (1 - sum w²) with weights that add to 1; NaN for a binary covariate. */
  readonly variance: number;
}

/** Both arms. */
export type Arms = readonly [control: Arm, treated: Arm];

/**
 * Standard deviation of the treated in the full sample, sqrt(p (1 - p)) for a binary covariate; where it is 0, the root of
 * the mean of both arms' variances.
 */
export function scaleOf(both: Arms, binary: boolean): number {
  const [other, own] = both.map(({ mean, variance }) => (binary ? mean * (1 - mean) : variance)) as [number, number];
  return own > 0 ? Math.sqrt(own) : Math.sqrt((own + other) / 2);
}

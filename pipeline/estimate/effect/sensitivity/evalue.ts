/** How strong an unobserved confounder would have to be, as a risk ratio with both treatment and outcome. */
export interface EValue {
  readonly point: number;
  /** For the limit of the interval that is nearer to 1; 1 where the interval holds 1. */
  readonly interval: number;
}

const single = (ratio: number): number => {
  const above = ratio < 1 ? 1 / ratio : ratio;
  return above + Math.sqrt(above * (above - 1));
};

/** E-value of a risk ratio (VanderWeele and Ding 2017). */
export function eValue(ratio: number, lower: number, upper: number): EValue {
  const interval = lower <= 1 && upper >= 1 ? 1 : single(ratio > 1 ? lower : upper);
  return { point: single(ratio), interval };
}

/** Risk ratio that a standardised mean difference corresponds to: exp(0.91 d) (VanderWeele and Ding 2017). */
export const ratioOfStandardisedDifference = (difference: number): number => Math.exp(0.91 * difference);

/** How strong an unobserved confounder would have to be, as a risk ratio with both treatment and outcome. */
export interface EValue {
  readonly point: number;
  /** For the limit of the interval that is nearer to 1; 1 where the interval holds 1. */
  readonly interval: number;
}

/** E-value that moves a ratio to `target`: towards 1 past it, or away from 1 as far as it. */
function single(ratio: number, target: number): number {
  const [above, aim] = ratio <= 1 ? [1 / ratio, 1 / target] : [ratio, target];
  if (aim <= above) return (above + Math.sqrt(above * (above - aim))) / aim;
  const beyond = aim / above;
  return beyond + Math.sqrt(beyond * (beyond - 1));
}

/**
 * E-value of a risk ratio (VanderWeele and Ding 2017), or what it takes to move it to another value than 1; R
 * `EValue::evalues.RR(true = target)`.
 */
export function eValue(ratio: number, lower: number, upper: number, target = 1): EValue {
  const isHeld = lower <= target && upper >= target;
  return { point: single(ratio, target), interval: isHeld ? 1 : single(ratio > target ? lower : upper, target) };
}

/** Risk ratio that an odds ratio stands for: itself where the outcome is rare (under 15 %), else its root. */
export const ratioOfOddsRatio = (oddsRatio: number, isRare: boolean): number =>
  isRare ? oddsRatio : Math.sqrt(oddsRatio);

/** Risk ratio that a hazard ratio stands for at the end of follow-up; R `EValue::toRR`. */
export const ratioOfHazardRatio = (hazardRatio: number, isRare: boolean): number =>
  isRare ? hazardRatio : (1 - 0.5 ** Math.sqrt(hazardRatio)) / (1 - 0.5 ** Math.sqrt(1 / hazardRatio));

/** E-value of a standardised mean difference with its standard error; R `EValue::evalues.MD`. */
export function eValueOfDifference(difference: number, standardError: number): EValue {
  const ratio = (reach: number): number => Math.exp(0.91 * difference + reach);
  return eValue(ratio(0), ratio(-1.78 * standardError), ratio(1.78 * standardError));
}

/** Risk ratio that a standardised mean difference corresponds to: exp(0.91 d) (VanderWeele and Ding 2017). */
export const ratioOfStandardisedDifference = (difference: number): number => Math.exp(0.91 * difference);

import { tQuantile } from '../../distribution/index.ts';

/** How much of the residual variance of treatment and outcome an omitted variable must explain (Cinelli and Hazlett 2020). */
export interface RobustnessValue {
  /** Partial R² of treatment with the outcome. */
  readonly partialR2: number;
  /** To bring the estimate to 0, or to take `share` of it away. */
  readonly value: number;
  /** To bring its interval to include 0, or what is left. */
  readonly valueAtLevel: number;
}

const robustness = (f: number): number => (Math.sqrt(f ** 4 + 4 * f * f) - f * f) / 2;

/**
 * Robustness values of a coefficient from its t and degrees of freedom; R `sensemakr`, where `share` is q and `level` alpha.
 */
export function robustnessValue(t: number, degreesOfFreedom: number, level = 0.05, share = 1): RobustnessValue {
  const whole = Math.abs(t) / Math.sqrt(degreesOfFreedom);
  const f = share * whole;
  const critical = tQuantile(1 - level / 2, degreesOfFreedom - 1) / Math.sqrt(degreesOfFreedom - 1);
  const excess = f - critical;
  return {
    partialR2: (whole * whole) / (1 + whole * whole),
    value: robustness(f),
    valueAtLevel: excess > 0 ? beyond(f, critical) : 0,
  };
}

/** Robustness value at a level, with the extreme case in which no solution has equal partial R². */
function beyond(f: number, critical: number): number {
  const plain = robustness(f - critical);
  return f > 1 / critical ? Math.max(plain, (f * f - critical * critical) / (1 + f * f)) : plain;
}

/** Regressions without and with covariates. */
export interface CoefficientStability {
  readonly uncontrolled: { readonly estimate: number; readonly r2: number };
  readonly controlled: { readonly estimate: number; readonly r2: number };
}

/** Oster's bound and ratio, by the simple proportional formula, an approximation to the exact cubic (Oster 2019). */
export interface OsterBound {
  readonly largestR2: number;
  /** Estimate if unobservables mattered as much as observables (delta = 1). */
  readonly estimateAtOne: number;
  /** Delta at which the effect would be 0. */
  readonly delta: number;
}

/**
 * Oster's bound with a largest R² of 1.3 times the controlled one, 1 at most. Covariates that explain nothing tell nothing of
 * what else there is: the estimate is then NaN.
 */
export function osterBound({ uncontrolled, controlled }: CoefficientStability): OsterBound {
  const largestR2 = Math.min(1, 1.3 * controlled.r2);
  const move = uncontrolled.estimate - controlled.estimate;
  const gained = controlled.r2 - uncontrolled.r2;
  const left = largestR2 - controlled.r2;
  return {
    largestR2,
    estimateAtOne: gained > 0 ? controlled.estimate - (move * left) / gained : Number.NaN,
    delta: gained > 0 ? (controlled.estimate * gained) / (move * left) : Number.NaN,
  };
}

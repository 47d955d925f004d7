import { crossProduct, type Matrix, multiply } from '../../numeric/matrix.ts';
import { type LinearModel, weightOf } from './model.ts';

/** Classical covariance: residual variance times (X'WX)^-1; R `vcov`. */
export function classicalCovariance({ fit }: LinearModel): Matrix {
  const variance = fit.residualSumOfSquares / fit.degreesOfFreedom;
  return { ...fit.bread, values: fit.bread.values.map((value) => value * variance) };
}

/** Leverage of every row: the diagonal of the hat matrix; R `hatvalues`. */
export function leverages(model: LinearModel): Float64Array {
  const { x, fit } = model;
  const half = multiply(x, fit.bread);
  return Float64Array.from({ length: x.rows }, (_, i) => {
    let sum = 0;
    for (let j = i * x.columns; j < (i + 1) * x.columns; j++)
      sum += (half.values[j] as number) * (x.values[j] as number);
    return sum * weightOf(model, i);
  });
}

/** Corrections of squared residuals, as in R `sandwich::vcovHC`. */
export type HeteroskedasticType = 'HC0' | 'HC1' | 'HC2' | 'HC3' | 'HC4' | 'HC4m' | 'HC5';

/** Power of 1 - h by which the squared residual of a row of leverage h is divided; `ratio` is h n / k. */
function discountPower(type: Exclude<HeteroskedasticType, 'HC0' | 'HC1'>, ratio: number, largest: number): number {
  switch (type) {
    case 'HC2':
      return 1;
    case 'HC3':
      return 2;
    case 'HC4':
      return Math.min(4, ratio);
    case 'HC4m':
      return Math.min(1, ratio) + Math.min(1.5, ratio);
    case 'HC5':
      return Math.min(ratio, Math.max(4, 0.7 * largest)) / 2;
  }
}

/**
 * Heteroskedasticity-consistent covariance B X' diag(omega) X B; R `sandwich::vcovHC`. HC1 multiplies by n / (n - k), n being
 * rows of weight above 0, and is NaN where n = k; HC2 to HC5 divide squared residuals by a power of 1 - h (MacKinnon and White 1985; Cribari-Neto
 * 2004; Cribari-Neto, Souza and Vasconcellos 2007; Cribari-Neto and da Silva 2011).
 */
export function heteroskedasticCovariance(model: LinearModel, type: HeteroskedasticType): Matrix {
  const { x, fit } = model;
  const omega = Float64Array.from(fit.residuals, (residual, i) => (weightOf(model, i) * residual) ** 2);
  if (type !== 'HC0' && type !== 'HC1') {
    const hat = leverages(model);
    const perRank = x.rows / fit.rank;
    const largest = perRank * hat.reduce((most, leverage) => Math.max(most, leverage), 0);
    for (let i = 0; i < omega.length; i++) {
      const leverage = hat[i] as number;
      omega[i] = (omega[i] as number) / (1 - leverage) ** discountPower(type, leverage * perRank, largest);
    }
  }
  const meat = crossProduct(x, omega);
  const covariance = multiply(multiply(fit.bread, meat), fit.bread);
  if (type !== 'HC1') return covariance;
  const used = fit.degreesOfFreedom + fit.rank;
  const factor = fit.degreesOfFreedom > 0 ? used / fit.degreesOfFreedom : Number.NaN;
  return { ...covariance, values: covariance.values.map((value) => value * factor) };
}

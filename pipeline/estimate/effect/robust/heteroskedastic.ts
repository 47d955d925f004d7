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
export type HeteroskedasticType = 'HC0' | 'HC1' | 'HC2' | 'HC3' | 'HC4';

/**
 * Heteroskedasticity-consistent covariance B X' diag(omega) X B; R `sandwich::vcovHC`. HC1 multiplies by n / (n - k), n being
 * rows of weight above 0, HC2 to HC4 divide squared residuals by (1 - h) to the power 1, 2 and min(4, h n / k).
 */
export function heteroskedasticCovariance(model: LinearModel, type: HeteroskedasticType): Matrix {
  const { x, fit } = model;
  const omega = Float64Array.from(fit.residuals, (residual, i) => (weightOf(model, i) * residual) ** 2);
  if (type === 'HC2' || type === 'HC3' || type === 'HC4') {
    const hat = leverages(model);
    for (let i = 0; i < omega.length; i++) {
      const leverage = hat[i] as number;
      const power = type === 'HC2' ? 1 : type === 'HC3' ? 2 : Math.min(4, (leverage * x.rows) / fit.rank);
      omega[i] = (omega[i] as number) / (1 - leverage) ** power;
    }
  }
  const meat = crossProduct(x, omega);
  const covariance = multiply(multiply(fit.bread, meat), fit.bread);
  if (type !== 'HC1') return covariance;
  const used = fit.degreesOfFreedom + fit.rank;
  const factor = used / fit.degreesOfFreedom;
  return { ...covariance, values: covariance.values.map((value) => value * factor) };
}

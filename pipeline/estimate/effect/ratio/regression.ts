import { type Matrix, multiply, quadraticForm, zeroMatrix } from '../../numeric/matrix.ts';
import { clustersOf } from '../robust/clusters.ts';
import { type Family, logitFamily, poissonFamily } from '../score/family.ts';
import { fitGlm, type GlmFit } from '../score/glm.ts';

/**
 * Sandwich covariance of a generalised linear model: of rows, or of clusters where codes are given; without small-sample
 * factor. R `sandwich::sandwich` and `vcovCL(cadjust = FALSE, type = "HC0")`.
 */
export function glmSandwich(
  x: Matrix,
  y: ArrayLike<number>,
  family: Family,
  fit: GlmFit,
  clusters?: ArrayLike<number> | readonly string[],
): Matrix {
  const { columns, values } = x;
  const groups = clustersOf(clusters ?? Array.from({ length: x.rows }, (_, i) => i));
  const meat = zeroMatrix(columns, columns);
  const score = new Float64Array(columns);
  for (let g = 0; g < groups.count; g++) {
    score.fill(0);
    for (let at = groups.from[g] as number; at < (groups.from[g + 1] as number); at++) {
      const i = groups.rows[at] as number;
      const slope = family.slope(fit.linear[i] as number, fit.fitted[i] as number);
      const working = ((y[i] as number) - (fit.fitted[i] as number)) / slope;
      const factor = (fit.workingWeights[i] as number) * working;
      for (let j = 0; j < columns; j++) score[j] = (score[j] as number) + factor * (values[i * columns + j] as number);
    }
    for (let i = 0; i < columns; i++)
      for (let j = 0; j < columns; j++)
        meat.values[i * columns + j] =
          (meat.values[i * columns + j] as number) + (score[i] as number) * (score[j] as number);
  }
  return multiply(multiply(fit.covariance, meat), fit.covariance);
}

/** An adjusted risk ratio with the standard error of its logarithm. */
export interface AdjustedRatio {
  readonly ratio: number;
  readonly standardErrorOfLog: number;
  readonly fit: GlmFit;
  readonly covariance: Matrix;
}

/** Weights and clusters of a modified Poisson regression. */
export interface PoissonOptions {
  /** Pair or firm of every row: errors are clustered on it. */
  readonly clusters?: ArrayLike<number> | readonly string[];
  readonly weights?: ArrayLike<number>;
}

/** Has one value of a 0/1 column no outcome at all? Its coefficient then runs away, and the last step's error means nothing. */
function isSeparated(x: Matrix, y: ArrayLike<number>, column: number, weights: ArrayLike<number> | undefined): boolean {
  const sums = [Number.NaN, Number.NaN];
  for (let i = 0; i < x.rows; i++) {
    const side = x.values[i * x.columns + column] as number;
    if (side !== 0 && side !== 1) return false;
    const own = (y[i] as number) * (weights === undefined ? 1 : (weights[i] as number));
    sums[side] = Number.isNaN(sums[side]) ? own : (sums[side] as number) + own;
  }
  return sums.includes(0);
}

/**
 * Risk ratio by modified Poisson regression with a robust error (Zou 2004). `column` is the column of treatment; the ratio is NaN
 * where that is 0 or 1 and no row of one kind has the outcome.
 */
export function poissonRatio(
  x: Matrix,
  y: ArrayLike<number>,
  column: number,
  options: PoissonOptions = {},
): AdjustedRatio {
  const { clusters, weights } = options;
  const fit = fitGlm(x, y, poissonFamily, weights === undefined ? {} : { weights });
  const covariance = glmSandwich(x, y, poissonFamily, fit, clusters);
  const isKnown = !isSeparated(x, y, column, weights);
  return {
    ratio: isKnown ? Math.exp(fit.coefficients[column] as number) : Number.NaN,
    standardErrorOfLog: isKnown ? Math.sqrt(covariance.values[column * x.columns + column] as number) : Number.NaN,
    fit,
    covariance,
  };
}

/** Mean outcomes if all were treated and if none were, with delta errors from the model's covariance. */
export interface Standardised {
  readonly treatedShare: number;
  readonly controlShare: number;
  readonly ratio: number;
  readonly standardErrorOfLog: number;
  readonly difference: number;
  readonly standardErrorOfDifference: number;
}

/** Marginal standardisation (g-computation) of a logit over the sample. `column` is the column of treatment, 0 or 1. */
export function standardisedRatio(x: Matrix, y: ArrayLike<number>, column: number): Standardised {
  const fit = fitGlm(x, y, logitFamily);
  const side = (value: 0 | 1): { mean: number; gradient: Float64Array } => {
    const gradient = new Float64Array(x.columns);
    let sum = 0;
    for (let i = 0; i < x.rows; i++) {
      let linear = fit.linear[i] as number;
      linear += (value - (x.values[i * x.columns + column] as number)) * (fit.coefficients[column] as number);
      const mean = 1 / (1 + Math.exp(-linear));
      sum += mean;
      for (let j = 0; j < x.columns; j++) {
        const own = j === column ? value : (x.values[i * x.columns + j] as number);
        gradient[j] = (gradient[j] as number) + (mean * (1 - mean) * own) / x.rows;
      }
    }
    return { mean: sum / x.rows, gradient };
  };
  const one = side(1);
  const none = side(0);
  const ratioGradient = one.gradient.map((value, j) => value / one.mean - (none.gradient[j] as number) / none.mean);
  const differenceGradient = one.gradient.map((value, j) => value - (none.gradient[j] as number));
  return {
    treatedShare: one.mean,
    controlShare: none.mean,
    ratio: one.mean / none.mean,
    standardErrorOfLog: Math.sqrt(quadraticForm(fit.covariance, ratioGradient)),
    difference: one.mean - none.mean,
    standardErrorOfDifference: Math.sqrt(quadraticForm(fit.covariance, differenceGradient)),
  };
}

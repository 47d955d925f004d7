import { leastSquares, leastSquaresNormal } from '../../numeric/least-squares.ts';
import { type Matrix, matrixOfColumns, multiplyVector, selectRows } from '../../numeric/matrix.ts';
import { weightedUnits } from '../balance/arms.ts';
import { type HeteroskedasticType, heteroskedasticCovariance } from '../robust/heteroskedastic.ts';
import { linearModel } from '../robust/model.ts';
import { gather } from '../two-way/rows.ts';

/** A difference of weighted means with a robust standard error that takes the weights as known. */
export interface WeightedDifference {
  readonly estimate: number;
  readonly standardError: number;
}

/**
 * Difference of weighted (Hajek) means: the coefficient of treatment in a weighted regression; R `lm(y ~ d, weights = w)`. Units
 * of weight 0 are left out, whatever their outcome. NaN where an arm has no weight.
 */
export function weightedDifference(
  outcome: ArrayLike<number>,
  treated: ArrayLike<number>,
  weights: ArrayLike<number>,
  type: HeteroskedasticType = 'HC1',
): WeightedDifference {
  const units = weightedUnits(weights);
  const own = gather(treated, units);
  const design = matrixOfColumns([new Float64Array(units.length).fill(1), own]);
  if (!own.includes(0) || !own.includes(1)) return { estimate: Number.NaN, standardError: Number.NaN };
  const model = linearModel(design, gather(outcome, units), gather(weights, units));
  return {
    estimate: model.fit.coefficients[1] as number,
    standardError: Math.sqrt(heteroskedasticCovariance(model, type).values[3] as number),
  };
}

/** Effects on the treated that combine an outcome regression with weights. */
export interface DoublyRobust {
  /** mean_t(Y - m0) - sum((1-D) w (Y - m0)) / sum((1-D) w). */
  readonly hajek: number;
  /** The same with the weights as they are: sum((D - (1-D) w)(Y - m0)) / n_t. */
  readonly horvitzThompson: number;
  /** Outcome regression alone: mean_t(Y - m0). */
  readonly regression: number;
  /** Weights alone, not normalised: mean_t(Y) - sum((1-D) w Y) / n_t. */
  readonly weighting: number;
  /** Of `hajek`, from its influence function, the nuisance models taken as known. */
  readonly standardError: number;
}

const NOTHING: DoublyRobust = {
  hajek: Number.NaN,
  horvitzThompson: Number.NaN,
  regression: Number.NaN,
  weighting: Number.NaN,
  standardError: Number.NaN,
};

/**
 * Augmented inverse probability weighting for the effect on the treated (Robins, Rotnitzky and Zhao 1994): m0 is a linear
 * regression among controls, w = e / (1 - e). All is NaN where an arm is empty.
 */
export function doublyRobust(
  outcome: ArrayLike<number>,
  treated: ArrayLike<number>,
  score: ArrayLike<number>,
  design: Matrix,
): DoublyRobust {
  const size = treated.length;
  const controls: number[] = [];
  for (let i = 0; i < size; i++) if (treated[i] !== 1) controls.push(i);
  if (controls.length === 0 || controls.length === size) return NOTHING;
  const solve = controls.length > 20_000 ? leastSquaresNormal : leastSquares;
  const { coefficients } = solve(
    selectRows(design, controls),
    controls.map((i) => outcome[i] as number),
  );
  const predicted = multiplyVector(
    design,
    coefficients.map((value) => (Number.isNaN(value) ? 0 : value)),
  );
  let [own, weightedResidual, weight, weightedOutcome, treatedOutcome] = [0, 0, 0, 0, 0];
  for (let i = 0; i < size; i++) {
    const residual = (outcome[i] as number) - (predicted[i] as number);
    if (treated[i] === 1) {
      own += residual;
      treatedOutcome += outcome[i] as number;
    } else {
      const w = (score[i] as number) / (1 - (score[i] as number));
      weight += w;
      weightedResidual += w * residual;
      weightedOutcome += w * (outcome[i] as number);
    }
  }
  const n = size - controls.length;
  const regression = own / n;
  const bias = weightedResidual / weight;
  let squares = 0;
  for (let i = 0; i < size; i++) {
    const residual = (outcome[i] as number) - (predicted[i] as number);
    const w = (score[i] as number) / (1 - (score[i] as number));
    squares += treated[i] === 1 ? ((residual - regression) / n) ** 2 : ((w * (residual - bias)) / weight) ** 2;
  }
  return {
    hajek: regression - bias,
    horvitzThompson: regression - weightedResidual / n,
    regression,
    weighting: (treatedOutcome - weightedOutcome) / n,
    standardError: Math.sqrt(squares),
  };
}

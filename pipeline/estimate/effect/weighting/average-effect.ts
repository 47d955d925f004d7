import { leastSquares, leastSquaresNormal } from '../../numeric/least-squares.ts';
import { type Matrix, multiplyVector, selectRows } from '../../numeric/matrix.ts';

/** Effects on all units that combine outcome regressions with weights 1 / e and 1 / (1 - e). */
export interface AverageEffect {
  /** mean(m1 - m0) and the weighted means of the residuals of the treated less those of controls, weights summing to 1. */
  readonly hajek: number;
  /** The same with the weights as they are, over n. */
  readonly horvitzThompson: number;
  /** Outcome regressions alone: mean(m1 - m0). */
  readonly regression: number;
  /** Weights alone, not normalised. */
  readonly weighting: number;
  /** Of `horvitzThompson`, from its influence function, the nuisance models taken as known. */
  readonly standardError: number;
}

const LARGE = 20_000;

/** Linear prediction for all units from a regression among those of one arm. */
function predictedFrom(outcome: ArrayLike<number>, treated: ArrayLike<number>, design: Matrix, arm: 0 | 1) {
  const rows: number[] = [];
  for (let i = 0; i < treated.length; i++) if ((treated[i] === 1 ? 1 : 0) === arm) rows.push(i);
  if (rows.length === 0) return new Float64Array(treated.length).fill(Number.NaN);
  const solve = rows.length > LARGE ? leastSquaresNormal : leastSquares;
  const { coefficients } = solve(
    selectRows(design, rows),
    rows.map((i) => outcome[i] as number),
  );
  return multiplyVector(
    design,
    coefficients.map((value) => (Number.isNaN(value) ? 0 : value)),
  );
}

/**
 * Augmented inverse probability weighting for the effect on all (Robins, Rotnitzky and Zhao 1994), linear regressions by arm. All
 * is NaN where an arm is empty.
 */
export function doublyRobustAverage(
  outcome: ArrayLike<number>,
  treated: ArrayLike<number>,
  score: ArrayLike<number>,
  design: Matrix,
): AverageEffect {
  const n = treated.length;
  const own = predictedFrom(outcome, treated, design, 1);
  const other = predictedFrom(outcome, treated, design, 0);
  const influence = new Float64Array(n);
  let [regression, ownWeight, otherWeight, ownResidual, otherResidual, weighting] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const isTreated = treated[i] === 1;
    const e = score[i] as number;
    const difference = (own[i] as number) - (other[i] as number);
    const residual = (outcome[i] as number) - ((isTreated ? own[i] : other[i]) as number);
    const weight = isTreated ? 1 / e : 1 / (1 - e);
    regression += difference / n;
    weighting += ((isTreated ? weight : -weight) * (outcome[i] as number)) / n;
    influence[i] = difference + (isTreated ? weight : -weight) * residual;
    if (isTreated) {
      ownWeight += weight;
      ownResidual += weight * residual;
    } else {
      otherWeight += weight;
      otherResidual += weight * residual;
    }
  }
  const horvitzThompson = regression + (ownResidual - otherResidual) / n;
  const squares = influence.reduce((sum, value) => sum + (value - horvitzThompson) ** 2, 0);
  return {
    hajek: regression + ownResidual / ownWeight - otherResidual / otherWeight,
    horvitzThompson,
    regression,
    weighting: Number.isNaN(regression) ? Number.NaN : weighting,
    standardError: Math.sqrt(squares) / n,
  };
}

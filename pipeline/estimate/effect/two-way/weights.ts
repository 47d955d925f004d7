import { blankDetermined, prepareEffects, removeEffects } from './absorb.ts';
import { gather, usableRows } from './rows.ts';

/** With which weights a two-way fixed-effects coefficient averages the effects of the treated rows. */
export interface StaticWeights {
  /** Treated rows. */
  readonly treatedRows: number;
  readonly negativeRows: number;
  readonly negativeSharePct: number;
  /** Sum of the negative weights; all weights sum to 1. */
  readonly negativeSum: number;
  /** Weight of every treated row, in the order of the rows; 0 where unit and period effects leave nothing of treatment. */
  readonly weights: Float64Array;
  /** Positions of the treated rows. */
  readonly rows: Int32Array;
  /** Should the coefficient be read beside an estimator that allows effects to differ? */
  readonly hasNegative: boolean;
}

/**
 * Weights of the static two-way regression of an outcome on `treatment` (0 or 1): the residual of treatment on unit and
 * period effects over its sum in treated rows. Negative ones mean that the coefficient can have the wrong sign when effects
 * differ (de Chaisemartin and D'Haultfoeuille 2020; Goodman-Bacon 2021). R `TwoWayFEWeights`.
 */
export function staticWeights(
  unit: ArrayLike<number>,
  period: ArrayLike<number>,
  treatment: ArrayLike<number>,
  weights?: ArrayLike<number>,
): StaticWeights {
  const rows = { unit, period, outcome: treatment, ...(weights === undefined ? {} : { weights }) };
  const usable = usableRows(rows, [], true).rows;
  const rowWeights = weights === undefined ? undefined : gather(weights, usable);
  const effects = prepareEffects(gather(unit, usable), gather(period, usable), rowWeights);
  const own = gather(treatment, usable);
  const left = removeEffects(effects, own);
  blankDetermined([own], [left]);
  return weightsOfResidual(left, treatment, usable, weights);
}

/** The same from what effects leave of `treatment` in the rows at `usable`. */
export function weightsOfResidual(
  residual: Float64Array,
  treatment: ArrayLike<number>,
  usable: Int32Array,
  weights?: ArrayLike<number>,
): StaticWeights {
  const positions = usable.filter((row) => treatment[row] === 1);
  const shares = new Float64Array(positions.length);
  let total = 0;
  for (let k = 0, at = 0; k < usable.length; k++) {
    const row = usable[k] as number;
    if (treatment[row] !== 1) continue;
    const own = (residual[k] as number) * (weights === undefined ? 1 : (weights[row] as number));
    shares[at++] = own;
    total += own;
  }
  let negativeRows = 0;
  let negativeSum = 0;
  for (let k = 0; k < shares.length; k++) {
    const share = total === 0 ? 0 : (shares[k] as number) / total;
    shares[k] = share;
    if (share >= -1e-12) continue;
    negativeRows++;
    negativeSum += share;
  }
  return {
    treatedRows: shares.length,
    negativeRows,
    negativeSharePct: shares.length === 0 ? 0 : (100 * negativeRows) / shares.length,
    negativeSum,
    weights: shares,
    rows: positions,
    hasNegative: negativeRows > 0,
  };
}

import { prepareEffects, removeEffects } from './absorb.ts';
import { gather, usableRows } from './rows.ts';

/** With which weights a two-way fixed-effects coefficient averages the effects of the treated rows. */
export interface StaticWeights {
  /** Treated rows. */
  readonly treatedRows: number;
  readonly negativeRows: number;
  readonly negativeSharePct: number;
  /** Sum of the negative weights; all weights sum to 1. */
  readonly negativeSum: number;
  /** Weight of every treated row, in the order of the rows. */
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
  const usable = usableRows(
    { unit, period, outcome: treatment, ...(weights === undefined ? {} : { weights }) },
    [],
    true,
  ).rows;
  const treated = gather(treatment, usable);
  const rowWeights = weights === undefined ? undefined : gather(weights, usable);
  const effects = prepareEffects(gather(unit, usable), gather(period, usable), rowWeights);
  const residual = removeEffects(effects, treated);
  const positions: number[] = [];
  const values: number[] = [];
  for (let k = 0; k < treated.length; k++) {
    if (treated[k] !== 1) continue;
    positions.push(usable[k] as number);
    values.push((residual[k] as number) * (rowWeights === undefined ? 1 : (rowWeights[k] as number)));
  }
  const total = values.reduce((sum, value) => sum + value, 0);
  const shares = Float64Array.from(values, (value) => value / total);
  const negative = shares.filter((share) => share < -1e-12);
  return {
    treatedRows: shares.length,
    negativeRows: negative.length,
    negativeSharePct: shares.length === 0 ? 0 : (100 * negative.length) / shares.length,
    negativeSum: negative.reduce((sum, share) => sum + share, 0),
    weights: shares,
    rows: Int32Array.from(positions),
    hasNegative: negative.length > 0,
  };
}

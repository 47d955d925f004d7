import { weightedQuantile } from './quantile.ts';

/** Share of the weight, and the weighted sum, of the values that pass. */
function partOf(values: Float64Array, weights: Float64Array, isIn: (value: number) => boolean) {
  let [weight, sum, all] = [0, 0, 0];
  values.forEach((value, i) => {
    const own = weights[i] as number;
    all += own;
    if (!isIn(value)) return;
    weight += own;
    sum += own * value;
  });
  return { share: weight / all, sum };
}

/** What the fifth with the highest values has for every unit the lowest fifth has (S80/S20); R `laeken::qsr`. */
export function quintileShareRatio(values: Float64Array, weights: Float64Array): number {
  const low = weightedQuantile(values, weights, 0.2);
  const high = weightedQuantile(values, weights, 0.8);
  return partOf(values, weights, (value) => value > high).sum / partOf(values, weights, (value) => value <= low).sum;
}

/** A limit as a share of the weighted median, and the share of units below it, in per cent. */
export interface LowEnd {
  readonly limit: number;
  readonly belowPct: number;
}

/** Units below a share of the weighted median (at risk of poverty, for incomes: 0.6); R `laeken::arpt` and `arpr`. */
export function belowShareOfMedian(values: Float64Array, weights: Float64Array, share = 0.6): LowEnd {
  const limit = share * weightedQuantile(values, weights, 0.5);
  return { limit, belowPct: 100 * partOf(values, weights, (value) => value < limit).share };
}

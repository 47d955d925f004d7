/** Hyndman and Fan's nine definitions of a sample quantile, by R's numbers; 7 is the default of R, DuckDB and Excel. */
export type QuantileType = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** Constants of `m = a + p (1 - a - b)` by type: where the quantile stands between two order statistics. */
const CONTINUOUS: Readonly<Record<number, readonly [number, number]>> = {
  4: [0, 1],
  5: [0.5, 0.5],
  6: [0, 0],
  7: [1, 1],
  8: [1 / 3, 1 / 3],
  9: [3 / 8, 3 / 8],
};

/** Slack for products such as 0.1 * 30, which must count as whole; the one R uses. */
const FUZZ = 4 * Number.EPSILON;

/** Quantile of values in increasing order; R `quantile(type = )`. Throws a RangeError without values. */
export function sampleQuantile(sorted: Float64Array, p: number, type: QuantileType = 7): number {
  const n = sorted.length;
  if (n === 0) throw new RangeError('a quantile requires at least 1 value');
  const at = (rank: number): number => sorted[Math.min(n, Math.max(1, rank)) - 1] as number;
  const constants = CONTINUOUS[type];
  if (constants === undefined) {
    const position = type === 3 ? n * p - 0.5 : n * p;
    const rank = Math.floor(position + FUZZ);
    const isWhole = Math.abs(position - rank) <= FUZZ * Math.max(1, position);
    if (type === 1) return isWhole ? at(rank) : at(rank + 1);
    if (type === 2) return isWhole ? (at(rank) + at(rank + 1)) / 2 : at(rank + 1);
    return isWhole && rank % 2 === 0 ? at(rank) : at(rank + 1);
  }
  const [a, b] = constants;
  const position = a + p * (n + 1 - a - b);
  const rank = Math.floor(position + FUZZ);
  const share = Math.abs(position - rank) < FUZZ ? 0 : position - rank;
  return share === 0 ? at(rank) : at(rank) + share * (at(rank + 1) - at(rank));
}

/**
 * Weighted quantile: the first value at which the weights pass the share p; the mean of it and the next where they meet it
 * exactly. R `laeken::weightedQuantile` and the default of `Hmisc::wtd.quantile` on such data.
 */
export function weightedQuantile(values: Float64Array, weights: Float64Array, p: number): number {
  const order = [...values.keys()].sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  for (let place = 0; place < order.length; place += 1) {
    const i = order[place] as number;
    sum += weights[i] as number;
    const next = order[place + 1];
    if (Math.abs(sum / total - p) < Number.EPSILON * 4 && next !== undefined)
      return ((values[i] as number) + (values[next] as number)) / 2;
    if (sum / total > p || next === undefined) return values[i] as number;
  }
  return Number.NaN;
}

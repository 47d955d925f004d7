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

/**
 * Quantile of values in increasing order; R `quantile(type = )`.
 *
 * @throws RangeError without values.
 */
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
 * Weighted quantile between units laid end to end, each as long as its weight: place 1 + (sum of weights - 1) p, whole places
 * taking the value that covers them. R `Hmisc::wtd.quantile`; type 7 for weights of 1.
 */
export function weightedPlaceQuantile(values: Float64Array, weights: Float64Array, p: number): number {
  const order = [...values.keys()].sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const place = 1 + (total - 1) * p;
  const low = Math.max(Math.floor(place), 1);
  const share = place - Math.floor(place);
  const at = (wanted: number): number => {
    let covered = 0;
    for (const i of order) {
      covered += weights[i] as number;
      if (covered >= wanted) return values[i] as number;
    }
    return values[order.at(-1) as number] as number;
  };
  return (1 - share) * at(low) + share * at(Math.min(low + 1, total));
}

/** Which share of the weights counts as below a value that ends at place i of n: i/n, (i-1)/(n-1) or i/(n+1). */
export type EcdfKind = 'i/n' | '(i-1)/(n-1)' | 'i/(n+1)';

const ECDF_SHIFTS: Readonly<Record<EcdfKind, readonly [number, number]>> = {
  'i/n': [0, 0],
  '(i-1)/(n-1)': [-1, -1],
  'i/(n+1)': [0, 1],
};

/** Weighted quantile on straight lines through the cumulative distribution; R `Hmisc::wtd.quantile(type = kind)`. */
export function weightedEcdfQuantile(
  values: Float64Array,
  weights: Float64Array,
  p: number,
  kind: EcdfKind = '(i-1)/(n-1)',
): number {
  const order = [...values.keys()].sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const [above, below] = ECDF_SHIFTS[kind];
  let covered = 0;
  let [lastShare, lastValue] = [0, values[order[0] as number] as number];
  for (let place = 0; place < order.length; place++) {
    const i = order[place] as number;
    covered += weights[i] as number;
    const value = values[i] as number;
    const next = order[place + 1];
    if (next !== undefined && values[next] === value) continue;
    const share = (covered + above) / (total + below);
    if (share >= p)
      return share === lastShare ? value : lastValue + ((p - lastShare) / (share - lastShare)) * (value - lastValue);
    [lastShare, lastValue] = [share, value];
  }
  return lastValue;
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

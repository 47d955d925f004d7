import { type Matrix, zeroMatrix } from '../../numeric/matrix.ts';
import type { Pairs } from '../matching/pairs.ts';
import { type Clusters, clustersOf } from '../robust/clusters.ts';
import { type Effect, effectOf, type JointTest, jointTest, submatrix } from './effect.ts';
import { type Panel, periodIndex } from './panel.ts';

/** Mean over pairs of the change since the reference period, treated less control. */
export interface PairedEffect extends Effect {
  readonly event: number;
  readonly pairs: number;
}

/** Paired differences at every event time at which there is a pair. */
export interface PairedEventStudy {
  readonly events: readonly PairedEffect[];
  /** Of `events`, in their order. */
  readonly covariance: Matrix;
  readonly preTrend: JointTest | null;
  /** Mean over pairs of each pair's mean difference from entry on; the headline of pairs. */
  readonly average: PairedEffect;
}

export interface PairedOptions {
  readonly reference?: number;
  readonly from?: number;
  readonly to?: number;
  readonly level?: number;
}

/** Treated less mean of its controls, one row a pair, one column a period; NaN where either side is missing. */
function pairDifferences(
  panel: Panel,
  pairs: Pairs,
): { differences: Float64Array; treated: number[]; controls: number[][] } {
  const steps = panel.periods.length;
  const place = new Map<number, number>();
  const treated: number[] = [];
  const controls: number[][] = [];
  pairs.pair.forEach((pair, row) => {
    if (!place.has(pair)) {
      place.set(pair, treated.length);
      treated.push(pairs.treated[row] as number);
      controls.push([]);
    }
    controls[place.get(pair) as number]?.push(pairs.control[row] as number);
  });
  const differences = new Float64Array(treated.length * steps);
  treated.forEach((firm, p) => {
    const own = controls[p] as number[];
    for (let t = 0; t < steps; t++) {
      let sum = 0;
      for (const control of own) sum += panel.outcome[control * steps + t] as number;
      differences[p * steps + t] = (panel.outcome[firm * steps + t] as number) - sum / own.length;
    }
  });
  return { differences, treated, controls };
}

/** Influence summed within every connected set: pairs that share a control move together. */
function sumsBySet(influence: Float64Array, clusters: Clusters): Float64Array {
  const sums = new Float64Array(clusters.count);
  for (let g = 0; g < clusters.count; g++)
    for (let at = clusters.from[g] as number; at < (clusters.from[g + 1] as number); at++)
      sums[g] = (sums[g] as number) + (influence[clusters.rows[at] as number] as number);
  return sums;
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let g = 0; g < a.length; g++) sum += (a[g] as number) * (b[g] as number);
  return sum;
};

/** Number of the connected set of every pair: pairs are connected by sharing a firm. */
function connectedPairs(treated: readonly number[], controls: readonly (readonly number[])[]): Int32Array {
  const parent = Int32Array.from(treated.keys());
  const root = (p: number): number => {
    let at = p;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] as number] as number;
      at = parent[at] as number;
    }
    return at;
  };
  const firstUse = new Map<number, number>();
  treated.forEach((firm, p) => {
    for (const member of [firm, ...(controls[p] as readonly number[])]) {
      const other = firstUse.get(member);
      if (other === undefined) firstUse.set(member, p);
      else parent[root(p)] = root(other);
    }
  });
  return parent.map((_value, p) => root(p));
}

/**
 * Long differences of pairs: at every event time the mean over pairs of (treated - control) now less the same at the
 * reference period. Each pair is compared with its own controls in the same calendar years only, so effects may differ by
 * entry and by time since. Standard errors allow pairs that share a firm to move together, times m/(m-1), m being the number
 * of unconnected sets of pairs; t with m - 1 degrees of freedom. With unshared controls this is R `t.test(difference)`.
 */
export function pairedEventStudy(
  panel: Panel,
  pairs: Pairs,
  entry: ArrayLike<number>,
  options: PairedOptions = {},
): PairedEventStudy {
  const { reference = -1, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY, level = 0.95 } = options;
  const { differences, treated, controls } = pairDifferences(panel, pairs);
  const steps = panel.periods.length;
  const starts = treated.map((firm) => entry[firm] as number);
  const at = (event: number): Float64Array => {
    const place = new Map([...new Set(starts)].map((start) => [start, periodIndex(panel, start + event)]));
    return Float64Array.from(starts, (start, p) => {
      const t = place.get(start) as number;
      return t < 0 ? Number.NaN : (differences[p * steps + t] as number);
    });
  };
  const atReference = at(reference);
  const change = (event: number): Float64Array => at(event).map((value, p) => value - (atReference[p] as number));
  const seen = [...new Set(starts.flatMap((start) => panel.periods.map((period) => period - start)))]
    .filter((event) => event >= from && event <= to && event !== reference)
    .sort((a, b) => a - b)
    .map((event) => ({ event, column: change(event) }))
    .filter(({ column }) => column.some((value) => !Number.isNaN(value)));
  const events = seen.map(({ event }) => event);
  const columns = seen.map(({ column }) => column);
  const after = columns.filter((_column, k) => (events[k] as number) >= 0);
  const average = Float64Array.from(starts, (_start, p) => {
    const own = after.map((column) => column[p] as number).filter((value) => !Number.isNaN(value));
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  });
  const codes = connectedPairs(treated, controls);
  const parts = [...columns, average].map((column) => influenceOfMean(column, codes));
  const covariance = zeroMatrix(events.length, events.length);
  const factor = (k: number): number => (parts[k]?.sets as number) / ((parts[k]?.sets as number) - 1);
  const clusters = clustersOf(codes);
  const sums = parts.map(({ influence }) => sumsBySet(influence, clusters));
  const cross = (k: number, l: number): number =>
    dot(sums[k] as Float64Array, sums[l] as Float64Array) * Math.sqrt(factor(k) * factor(l));
  for (let k = 0; k < events.length; k++)
    for (let l = 0; l < events.length; l++) covariance.values[k * events.length + l] = cross(k, l);
  const effect = (k: number, event: number): PairedEffect => {
    const { mean, count, sets } = parts[k] as (typeof parts)[number];
    return { ...effectOf(mean, Math.sqrt(cross(k, k)), sets - 1, level), event, pairs: count };
  };
  const before = events.flatMap((event, k) => (event < reference ? [k] : []));
  const denominator = Math.min(...before.map((k) => (parts[k]?.sets as number) - 1));
  return {
    events: events.map((event, k) => effect(k, event)),
    covariance,
    preTrend: jointTest(
      before.map((k) => parts[k]?.mean as number),
      submatrix(covariance, before),
      denominator,
    ),
    average: effect(events.length, 0),
  };
}

/** Mean of the values that are there, and each one's part in its error. */
function influenceOfMean(column: Float64Array, codes: Int32Array) {
  let sum = 0;
  let count = 0;
  const sets = new Set<number>();
  column.forEach((value, p) => {
    if (Number.isNaN(value)) return;
    sum += value;
    count++;
    sets.add(codes[p] as number);
  });
  const mean = sum / count;
  return {
    mean,
    count,
    sets: sets.size,
    influence: column.map((value) => (Number.isNaN(value) ? 0 : (value - mean) / count)),
  };
}

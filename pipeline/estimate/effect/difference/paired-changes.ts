import { changeBetween } from '../../numeric/change.ts';
import type { Pairs } from '../matching/pairs.ts';
import { type Clusters, clustersOf } from '../robust/clusters.ts';
import { type Panel, periodIndex } from './panel.ts';

/** Reference, ends and level of long differences within pairs. */
export interface PairedOptions {
  readonly reference?: number;
  readonly from?: number;
  readonly to?: number;
  readonly level?: number;
}

/** Pairs with their rows: treated unit of every pair, and where the rows of its controls are. */
interface Groups extends Clusters {
  readonly treated: Int32Array;
  readonly control: Int32Array;
}

function groupsOf(pairs: Pairs): Groups {
  const clusters = clustersOf(pairs.pair);
  const treated = new Int32Array(clusters.count);
  for (let p = 0; p < treated.length; p++)
    treated[p] = pairs.treated[clusters.rows[clusters.from[p] as number] as number] as number;
  return { ...clusters, treated, control: pairs.control };
}

/** Treated less mean of its controls, one row a pair, one column a period; NaN where a side is missing or not finite. */
function pairDifferences({ periods, outcome }: Panel, { treated, control, from, rows }: Groups): Float64Array {
  const steps = periods.length;
  const differences = new Float64Array(treated.length * steps);
  for (let p = 0; p < treated.length; p++) {
    const [start, end] = [from[p] as number, from[p + 1] as number];
    const own = (treated[p] as number) * steps;
    for (let t = 0; t < steps; t++) {
      let sum = 0;
      for (let at = start; at < end; at++)
        sum += outcome[(control[rows[at] as number] as number) * steps + t] as number;
      const difference = changeBetween(outcome[own + t] as number, sum / (end - start));
      differences[p * steps + t] = Number.isFinite(difference) ? difference : Number.NaN;
    }
  }
  return differences;
}

/** Number of the connected set of every pair: pairs are connected by sharing a firm. */
function connectedPairs({ units }: Panel, { treated, control, from, rows }: Groups): Int32Array {
  const parent = new Int32Array(treated.length);
  for (let p = 0; p < parent.length; p++) parent[p] = p;
  const root = (p: number): number => {
    let at = p;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] as number] as number;
      at = parent[at] as number;
    }
    return at;
  };
  const firstUse = new Int32Array(units).fill(-1);
  const use = (firm: number, p: number): void => {
    const other = firstUse[firm] as number;
    if (other === -1) firstUse[firm] = p;
    else parent[root(p)] = root(other);
  };
  for (let p = 0; p < parent.length; p++) {
    use(treated[p] as number, p);
    for (let at = from[p] as number; at < (from[p + 1] as number); at++) use(control[rows[at] as number] as number, p);
  }
  return parent.map((_value, p) => root(p));
}

/** Changes of pairs since the reference period; columns have one element a pair, NaN where a side is missing. */
export interface PairedChanges {
  /** Event times at which there is a pair, without the reference. */
  readonly events: readonly number[];
  readonly columns: readonly Float64Array[];
  /** Mean of a pair's changes from entry on. */
  readonly average: Float64Array;
  /** Number of the set of every pair: pairs of a set share firms, directly or through others. */
  readonly sets: Int32Array;
  /** Treated unit of every pair. */
  readonly treated: Int32Array;
}

/** Works out (treated - controls) at every event time less the same at the reference, pair by pair. */
export function pairedChanges(
  panel: Panel,
  pairs: Pairs,
  entry: ArrayLike<number>,
  { reference = -1, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: PairedOptions = {},
): PairedChanges {
  const groups = groupsOf(pairs);
  const differences = pairDifferences(panel, groups);
  const { treated } = groups;
  const steps = panel.periods.length;
  const size = treated.length;
  const starts = Float64Array.from(treated, (firm) => entry[firm] as number);
  const distinct = [...new Set(starts)];
  const at = (event: number): Float64Array => {
    const place = new Map(distinct.map((start) => [start, periodIndex(panel, start + event)]));
    const column = new Float64Array(size).fill(Number.NaN);
    for (let p = 0; p < size; p++) {
      const t = place.get(starts[p] as number) as number;
      if (t >= 0) column[p] = differences[p * steps + t] as number;
    }
    return column;
  };
  const atReference = at(reference);
  const change = (event: number): Float64Array =>
    at(event).map((value, p) => changeBetween(value, atReference[p] as number));
  const seen = [...new Set(distinct.flatMap((start) => panel.periods.map((period) => period - start)))]
    .filter((event) => event >= from && event <= to && event !== reference)
    .sort((a, b) => a - b)
    .map((event) => ({ event, column: change(event) }))
    .filter(({ column }) => column.some((value) => !Number.isNaN(value)));
  const events = seen.map(({ event }) => event);
  const columns = seen.map(({ column }) => column);
  const after = columns.filter((_column, k) => (events[k] as number) >= 0);
  return { events, columns, average: rowMeans(after, size), sets: connectedPairs(panel, groups), treated };
}

/** Mean over columns of what every row has; NaN for a row that has nothing. */
function rowMeans(columns: readonly Float64Array[], rows: number): Float64Array {
  const means = new Float64Array(rows);
  const counts = new Int32Array(rows);
  for (const column of columns)
    for (let row = 0; row < rows; row++) {
      const value = column[row] as number;
      if (Number.isNaN(value)) continue;
      means[row] = (means[row] as number) + value;
      counts[row] = (counts[row] as number) + 1;
    }
  for (let row = 0; row < rows; row++) means[row] = (means[row] as number) / (counts[row] as number);
  return means;
}

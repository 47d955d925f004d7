import type { Pairs } from '../matching/pairs.ts';
import { type Panel, periodIndex } from './panel.ts';

/** Reference, ends and level of long differences within pairs. */
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
  readonly treated: readonly number[];
}

/** Works out (treated - controls) at every event time less the same at the reference, pair by pair. */
export function pairedChanges(
  panel: Panel,
  pairs: Pairs,
  entry: ArrayLike<number>,
  { reference = -1, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: PairedOptions = {},
): PairedChanges {
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
  return { events, columns, average, sets: connectedPairs(treated, controls), treated };
}

import type { Population } from './population.ts';

/** Rows of a comparison over time: who, on which side, with which weight, and the entry that changes are measured from. */
export interface EnteredRows extends Pick<Population, 'firm' | 'treated' | 'entry'> {
  readonly weights: ArrayLike<number>;
}

/** Weight of the treated by entry, as shares of all. */
function entryShares({ treated, entry, weights }: EnteredRows): [number, number][] {
  const sums = new Map<number, number>();
  let total = 0;
  for (let k = 0; k < treated.length; k++) {
    if (treated[k] !== 1 || weights[k] === 0) continue;
    sums.set(entry[k] as number, (sums.get(entry[k] as number) ?? 0) + (weights[k] as number));
    total += weights[k] as number;
  }
  return [...sums].sort(([a], [b]) => a - b).map(([year, sum]) => [year, sum / total]);
}

/**
 * Where cohorts share one base year donors have no entry. They stand beside every cohort then, with as much of their weight as
 * the cohort has of the treated: both sides are compared over the same years. Rows that have an entry stay as they are.
 */
export function besideCohorts(rows: EnteredRows): EnteredRows {
  const { firm, treated, entry, weights } = rows;
  const isWithout = (k: number): boolean => treated[k] !== 1 && entry[k] === 0;
  let without = 0;
  for (let k = 0; k < firm.length; k++) if (isWithout(k)) without++;
  const shares = entryShares(rows);
  if (without === 0 || shares.length === 0) return rows;
  const size = firm.length + without * (shares.length - 1);
  const stacked = {
    firm: new Int32Array(size),
    treated: new Uint8Array(size),
    entry: new Int32Array(size),
    weights: new Float64Array(size),
  };
  let next = 0;
  for (let k = 0; k < firm.length; k++)
    for (const [year, share] of isWithout(k) ? shares : [[entry[k] as number, 1] as const]) {
      stacked.firm[next] = firm[k] as number;
      stacked.treated[next] = treated[k] as number;
      stacked.entry[next] = year;
      stacked.weights[next++] = (weights[k] as number) * share;
    }
  return stacked;
}

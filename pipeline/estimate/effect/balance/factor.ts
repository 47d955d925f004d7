import type { CodedColumns } from '../score/design.ts';
import { type Arms, EQUAL, scaleOf } from './arms.ts';
import type { Balance, BalanceSample } from './balance.ts';

/** Sums of weights by arm (controls, then treated): all of them, and those in every column of a factor. */
interface Sums {
  readonly totals: Float64Array;
  readonly columns: readonly [Float64Array, Float64Array];
}

function sumsOf({ names, codes }: CodedColumns, { treated, weights, units }: BalanceSample): Sums {
  const totals = new Float64Array(2);
  const columns = [new Float64Array(names.length), new Float64Array(names.length)] as const;
  const size = units?.length ?? codes.length;
  for (let k = 0; k < size; k++) {
    const i = units === undefined ? k : (units[k] as number);
    const weight = weights === undefined ? 1 : (weights[i] as number);
    if (weight === 0) continue;
    const arm = treated[i] === 1 ? 1 : 0;
    totals[arm] = (totals[arm] as number) + weight;
    const column = codes[i] as number;
    const own = columns[arm];
    if (column >= 0) own[column] = (own[column] as number) + weight;
  }
  return { totals, columns };
}

const armsOf = ({ totals, columns }: Sums, j: number): Arms => {
  const arm = (side: 0 | 1) => ({
    mean: (columns[side][j] as number) / (totals[side] as number),
    variance: Number.NaN,
  });
  return [arm(0), arm(1)];
};

/** Number of pairs by column of which one has the level and the other has not. */
function unlikePairs({ names, codes }: CodedColumns, { pairs }: BalanceSample): Float64Array | null {
  if (pairs === undefined) return null;
  const unlike = new Float64Array(names.length);
  for (let k = 0; k < pairs.treated.length; k++) {
    const own = codes[pairs.treated[k] as number] as number;
    const other = codes[pairs.control[k] as number] as number;
    if (own === other) continue;
    if (own >= 0) unlike[own] = (unlike[own] as number) + 1;
    if (other >= 0) unlike[other] = (unlike[other] as number) + 1;
  }
  return unlike;
}

/** Balances of the dummies of a factor in samples of the same units: as of every dummy by itself, in one pass a sample. */
export function factorBalances(factor: CodedColumns, samples: readonly BalanceSample[]): Balance[][] {
  const treated = samples[0]?.treated ?? [];
  const full = sumsOf(factor, { treated });
  return samples.map((sample) => {
    const sums = sample.weights === undefined ? full : sumsOf(factor, sample);
    const unlike = unlikePairs(factor, sample);
    return factor.names.map((name, j) => {
      const scale = scaleOf(armsOf(full, j), true);
      const [control, own] = armsOf(sums, j);
      const difference = own.mean - control.mean;
      const distance =
        unlike === null || !(scale > 0) ? null : (unlike[j] as number) / (sample.pairs?.treated.length ?? 0);
      return {
        name,
        meanTreated: own.mean,
        meanControl: control.mean,
        standardisedDifference: Number.isFinite(difference) && scale > 0 ? difference / scale : null,
        varianceRatio: null,
        ecdfMean: Math.abs(difference),
        ecdfMax: Math.abs(difference),
        pairDistance: distance === null ? null : distance / (Math.abs(difference) > EQUAL ? scale : 1),
      };
    });
  });
}

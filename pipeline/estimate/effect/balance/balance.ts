import { ascendingOrder } from '../../numeric/order.ts';
import type { Pairs } from '../matching/pairs.ts';
import { type Arm, type Arms, EQUAL, scaleOf } from './arms.ts';

/** How alike treated and controls are in one covariate. */
export interface Balance {
  readonly name: string;
  readonly meanTreated: number;
  readonly meanControl: number;
  /** Difference of means over the standard deviation of the treated in the full sample; null where that is 0. */
  readonly standardisedDifference: number | null;
  /** Variance of the treated over that of the controls; null for a binary covariate. */
  readonly varianceRatio: number | null;
  /** Mean and largest distance of the two cumulative distributions over the values of the full sample. */
  readonly ecdfMean: number;
  readonly ecdfMax: number;
  /**
   * Mean distance within pairs in the same standard deviation; null before matching. As MatchIt has it, in units of the
   * covariate itself where the means do not differ at all.
   */
  readonly pairDistance: number | null;
}

/** Arm, weight and, after matching, the pairs that balance is judged by. */
export interface BalanceSample {
  readonly treated: ArrayLike<number>;
  /** 0 for units that are not in the sample; without weights all count as 1, as before matching. */
  readonly weights?: ArrayLike<number>;
  readonly pairs?: Pairs;
}

/** Weighted moments of both arms. */
function arms(values: Float64Array, binary: boolean, { treated, weights }: BalanceSample): Arms {
  let [ownTotal, ownSquares, ownSum, ownDeviation] = [0, 0, 0, 0];
  let [otherTotal, otherSquares, otherSum, otherDeviation] = [0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    if (weight === 0) continue;
    if (treated[i] === 1) {
      ownTotal += weight;
      ownSquares += weight * weight;
      ownSum += weight * (values[i] as number);
    } else {
      otherTotal += weight;
      otherSquares += weight * weight;
      otherSum += weight * (values[i] as number);
    }
  }
  const [ownMean, otherMean] = [ownSum / ownTotal, otherSum / otherTotal];
  for (let i = 0; !binary && i < values.length; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    if (weight === 0) continue;
    if (treated[i] === 1) ownDeviation += weight * ((values[i] as number) - ownMean) ** 2;
    else otherDeviation += weight * ((values[i] as number) - otherMean) ** 2;
  }
  const arm = (mean: number, deviation: number, total: number, squares: number): Arm => ({
    mean,
    variance: binary ? Number.NaN : deviation / total / (1 - squares / (total * total)),
  });
  return [arm(otherMean, otherDeviation, otherTotal, otherSquares), arm(ownMean, ownDeviation, ownTotal, ownSquares)];
}

function isBinary(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] !== 0 && values[i] !== 1) return false;
  return true;
}

function ecdfDistance({ order, ascending }: Covariate, sample: BalanceSample): { mean: number; max: number } {
  const { treated, weights } = sample;
  const size = order.length;
  const totals = new Float64Array(2);
  for (let i = 0; i < size; i++) {
    const own = treated[i] === 1 ? 1 : 0;
    totals[own] = (totals[own] as number) + (weights === undefined ? 1 : (weights[i] as number));
  }
  const [otherTotal, ownTotal] = totals as unknown as [number, number];
  const steps = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    if (weight !== 0) steps[i] = treated[i] === 1 ? weight / ownTotal : -weight / otherTotal;
  }
  let difference = 0;
  let sum = 0;
  let max = 0;
  let distinct = 0;
  for (let k = 0; k < size; k++) {
    difference += steps[order[k] as number] as number;
    if (k + 1 < size && ascending[k + 1] === ascending[k]) continue;
    const distance = k + 1 === size ? 0 : Math.abs(difference);
    sum += distance;
    if (distance > max) max = distance;
    distinct++;
  }
  return { mean: sum / distinct, max };
}

/** A covariate with what all its balances share. */
export interface Covariate {
  readonly name: string;
  readonly values: Float64Array;
  readonly isBinary: boolean;
  readonly scale: number;
  /** Moments of the full sample. */
  readonly arms: Arms;
  /** Order of the values; empty for a binary covariate. */
  readonly order: Uint32Array;
  /** The values in their order. */
  readonly ascending: Float64Array;
}

/** Prepares a covariate for balances before and after. */
export function covariate(name: string, values: Float64Array, treated: ArrayLike<number>): Covariate {
  const binary = isBinary(values);
  const order = binary ? new Uint32Array(0) : ascendingOrder(values);
  const ascending = new Float64Array(order.length);
  for (let k = 0; k < order.length; k++) ascending[k] = values[order[k] as number] as number;
  const both = arms(values, binary, { treated });
  return { name, values, isBinary: binary, scale: scaleOf(both, binary), arms: both, order, ascending };
}

/** Balance of a prepared covariate: of all units, or with the weights and pairs of a matching. R `summary` of a MatchIt object. */
export function balanceOf(prepared: Covariate, sample: BalanceSample): Balance {
  const { name, values, isBinary: binary, scale } = prepared;
  const [control, treated] = sample.weights === undefined ? prepared.arms : arms(values, binary, sample);
  const difference = treated.mean - control.mean;
  const distance = binary ? { mean: Math.abs(difference), max: Math.abs(difference) } : ecdfDistance(prepared, sample);
  return {
    name,
    meanTreated: treated.mean,
    meanControl: control.mean,
    standardisedDifference: scale > 0 ? difference / scale : null,
    varianceRatio: binary || !(control.variance > 0) ? null : treated.variance / control.variance,
    ecdfMean: distance.mean,
    ecdfMax: distance.max,
    pairDistance:
      sample.pairs === undefined || !(scale > 0)
        ? null
        : meanPairDistance(values, sample.pairs) / (Math.abs(difference) > EQUAL ? scale : 1),
  };
}

/**
 * Balance of one covariate, as R MatchIt's `summary`: the denominator of the standardised difference is the same before and
 * after matching. Differences below 0.1 and variance ratios between 0.5 and 2 are usually called balanced.
 */
export const balance = (name: string, values: Float64Array, sample: BalanceSample): Balance =>
  balanceOf(covariate(name, values, sample.treated), sample);

function meanPairDistance(values: Float64Array, { treated, control }: Pairs): number {
  let sum = 0;
  for (let k = 0; k < treated.length; k++)
    sum += Math.abs((values[treated[k] as number] as number) - (values[control[k] as number] as number));
  return sum / treated.length;
}

/** Kish's effective sample size (sum w)² / sum w² of one arm. */
export function effectiveSampleSize(
  weights: ArrayLike<number>,
  treated: ArrayLike<number>,
  isTreated: boolean,
): number {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < weights.length; i++) {
    if ((treated[i] === 1) !== isTreated) continue;
    sum += weights[i] as number;
    squares += (weights[i] as number) ** 2;
  }
  return squares === 0 ? 0 : (sum * sum) / squares;
}

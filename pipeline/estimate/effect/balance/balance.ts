import { ascendingOrder } from '../../numeric/order.ts';
import type { Pairs } from '../matching/pairs.ts';
import { type Arms, EQUAL, plainArms, scaleOf, weightedArms, weightedUnits } from './arms.ts';
import { ecdfDistance } from './ecdf.ts';

/** How alike treated and controls are in one covariate. */
export interface Balance {
  readonly name: string;
  readonly meanTreated: number;
  readonly meanControl: number;
  /** Difference of means over the standard deviation of the treated in the full sample; null where that is 0 or an arm is empty. */
  readonly standardisedDifference: number | null;
  /** Variance of the treated over that of the controls; null for a binary covariate, or where one of them is not known or 0. */
  readonly varianceRatio: number | null;
  /**
   * Mean and largest distance of the two cumulative distributions over the values of the full sample; not finite where a mean
   * is not.
   */
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
  /** Units with another weight than 0, in ascending order (`weightedUnits`); looked for where left out. */
  readonly units?: Int32Array;
  readonly pairs?: Pairs;
}

function isBinary(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] !== 0 && values[i] !== 1) return false;
  return true;
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
  /** In that order, 1 for the last of values that are equal. */
  readonly isLast: Uint8Array;
}

/** Prepares a covariate for balances before and after. */
export function covariate(name: string, values: Float64Array, treated: ArrayLike<number>): Covariate {
  const binary = isBinary(values);
  const order = binary ? new Uint32Array(0) : ascendingOrder(values);
  const isLast = new Uint8Array(order.length).fill(1);
  for (let k = 1; k < order.length; k++)
    if (values[order[k] as number] === values[order[k - 1] as number]) isLast[k - 1] = 0;
  const both = plainArms(values, binary, treated);
  return { name, values, isBinary: binary, scale: scaleOf(both, binary), arms: both, order, isLast };
}

/** Balance of a prepared covariate: of all units, or with the weights and pairs of a matching. R `summary` of a MatchIt object. */
export function balanceOf(prepared: Covariate, sample: BalanceSample): Balance {
  const { name, values, isBinary: binary, scale } = prepared;
  const { weights, units } = sample;
  const [control, treated] =
    weights === undefined
      ? prepared.arms
      : weightedArms(values, binary, sample.treated, weights, units ?? weightedUnits(weights));
  const difference = treated.mean - control.mean;
  const isKnown = Number.isFinite(difference);
  const distance =
    binary || !isKnown ? { mean: Math.abs(difference), max: Math.abs(difference) } : ecdfDistance(prepared, sample);
  return {
    name,
    meanTreated: treated.mean,
    meanControl: control.mean,
    standardisedDifference: isKnown && scale > 0 ? difference / scale : null,
    varianceRatio:
      binary || !(control.variance > 0 && treated.variance >= 0) ? null : treated.variance / control.variance,
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

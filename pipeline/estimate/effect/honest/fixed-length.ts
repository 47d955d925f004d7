import { normalCdf, normalQuantile } from '../../distribution/index.ts';
import { type Matrix, multiplyVector, quadraticForm, zeroMatrix } from '../../numeric/matrix.ts';
import { leastAbsolutePath, type PathPoint } from './path.ts';
import type { HonestStudy } from './study.ts';

/** Interval of the shortest length that holds whatever the violation allowed. */
export interface FixedLengthInterval {
  /** Bound on changes of slope. */
  readonly bound: number;
  readonly lower: number;
  readonly upper: number;
  /** Middle: the effect less what the estimates before entry say of the trend. */
  readonly estimate: number;
  readonly halfLength: number;
  /** Largest bias of the middle, and its standard error. */
  readonly bias: number;
  readonly standardError: number;
  /** Weights of the estimates before the reference in the middle, in order of time. */
  readonly weightsBefore: Float64Array;
}

/** Value that |z + mean| stays below with a probability, z being standard normal. */
export function foldedNormalQuantile(probability: number, mean: number): number {
  let low = 0;
  let high = Math.abs(mean) + normalQuantile(1 - (1 - probability) / 2) + 1;
  for (let step = 0; step < 200 && high - low > 1e-15 * high; step++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle - mean) - normalCdf(-middle - mean) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Sum of s times the s-th weight: how far the parameter moves with a slope of 1. */
const reachOf = (weights: Float64Array): number => weights.reduce((sum, weight, s) => sum + (s + 1) * weight, 0);

/** Bias for every unit of the bound that comes from periods after the reference. */
function biasAfter(weights: Float64Array): number {
  let sum = 0;
  for (let s = 1; s <= weights.length; s++) sum += Math.abs(reachOf(weights.slice(weights.length - s)));
  return sum;
}

/**
 * Estimators that add a weighted sum of the estimates before the reference to the parameter, weights such that a linear trend
 * cancels. Each is given by the cumulated sums of its weights on slopes; the last is fixed, their absolute sum is the bias.
 */
function estimatorsOf({ covariance, before, after, weights }: HonestStudy) {
  const reach = reachOf(weights);
  /** Weights of all estimates from cumulated sums: second differences before the reference. */
  const weightsFrom = (sums: ArrayLike<number>): Float64Array => {
    const at = (k: number): number => (k < 0 ? 0 : k === before - 1 ? reach : (sums[k] as number));
    return Float64Array.from({ length: before + after }, (_, k) =>
      k < before ? at(k) - 2 * at(k - 1) + at(k - 2) : (weights[k - before] as number),
    );
  };
  const base = weightsFrom(new Float64Array(before - 1));
  const moved = Array.from({ length: before - 1 }, (_, j) => {
    const unit = new Float64Array(before - 1);
    unit[j] = 1;
    return weightsFrom(unit).map((value, k) => value - (base[k] as number));
  });
  const quadratic: Matrix = zeroMatrix(before - 1, before - 1);
  const products = moved.map((direction) => multiplyVector(covariance, direction));
  const dot = (a: Float64Array, b: Float64Array): number =>
    a.reduce((sum, value, k) => sum + value * (b[k] as number), 0);
  moved.forEach((direction, i) => {
    products.forEach((product, j) => {
      quadratic.values[i * (before - 1) + j] = dot(direction, product);
    });
  });
  return { reach, weightsFrom, quadratic, linear: Float64Array.from(products, (product) => dot(base, product)) };
}

/**
 * Fixed-length confidence intervals when the slope of the violation changes by at most `bound` a period (Armstrong and Kolesár
 * 2018; Rambachan and Roth 2023): of all estimators that are affine in the estimates and bear a linear trend, the one whose
 * interval, bias included, is shortest. R `HonestDiD::createSensitivityResults(method = "FLCI")`, its default for smoothness,
 * without the noise of its simulated quantile.
 */
export function honestFixedLength(
  study: HonestStudy,
  bounds: readonly number[],
  { level = 0.95 }: { readonly level?: number } = {},
): FixedLengthInterval[] {
  const { estimates, covariance, weights } = study;
  const { reach, weightsFrom, quadratic, linear } = estimatorsOf(study);
  const path = leastAbsolutePath(quadratic, linear);
  const fixedBias = biasAfter(weights) - reach + Math.abs(reach);
  return bounds.map((bound) => {
    const intervalAt = (sums: Float64Array): FixedLengthInterval => {
      const all = weightsFrom(sums);
      const standardError = Math.sqrt(quadraticForm(covariance, all));
      const bias = bound * (fixedBias + sums.reduce((sum, value) => sum + Math.abs(value), 0));
      const halfLength = standardError * foldedNormalQuantile(level, bias / standardError);
      const estimate = all.reduce((sum, weight, k) => sum + weight * (estimates[k] as number), 0);
      const [lower, upper] = [estimate - halfLength, estimate + halfLength];
      return {
        bound,
        lower,
        upper,
        estimate,
        halfLength,
        bias,
        standardError,
        weightsBefore: all.slice(0, study.before),
      };
    };
    return shortest(path, intervalAt);
  });
}

/** The shortest interval along a path of estimators, on which lengths fall and then rise. */
function shortest(
  path: readonly PathPoint[],
  intervalAt: (sums: Float64Array) => FixedLengthInterval,
): FixedLengthInterval {
  const last = path.length - 1;
  const at = (place: number): Float64Array => {
    const k = Math.min(Math.floor(place), last);
    const [from, to] = [path[k] as PathPoint, path[Math.min(k + 1, last)] as PathPoint];
    return from.map((value, j) => value + (place - k) * ((to[j] as number) - value));
  };
  const lengthAt = (place: number): number => intervalAt(at(place)).halfLength;
  let [low, high] = [0, last];
  for (let step = 0; step < 200 && high - low > 1e-9; step++) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
    if (lengthAt(a) <= lengthAt(b)) high = b;
    else low = a;
  }
  return intervalAt(at((low + high) / 2));
}

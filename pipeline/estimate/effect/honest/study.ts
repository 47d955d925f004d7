import { factorCholesky } from '../../numeric/cholesky.ts';
import type { Matrix } from '../../numeric/matrix.ts';
import { submatrix } from '../difference/effect.ts';

/** Event-study estimates before and after a reference period whose effect is 0, and the parameter they are asked about. */
export interface HonestStudy {
  /** Before the reference in order of time, then after it. */
  readonly estimates: Float64Array;
  readonly covariance: Matrix;
  readonly before: number;
  readonly after: number;
  /** The parameter is the sum of these times the effects after the reference. */
  readonly weights: Float64Array;
}

/**
 * Puts event-study estimates in order. They must run without gaps around the reference and be long differences from it (with
 * group-time effects: a universal base), or the bounds mean nothing. Default parameter: the plain mean from event time 0 on.
 *
 * @param points estimates with their event times; the reference may be among them and is left out
 * @param covariance of `points`
 * @param parameter weight of an event time after the reference; weights need not sum to 1
 * @throws RangeError where event times have gaps, or lie on one side of the reference only; where an estimate or its error is not
 * known, or the covariance is singular, as with fewer units than event times; and where no event time has a weight.
 */
export function honestStudy(
  points: readonly { readonly event: number; readonly estimate: number }[],
  covariance: Matrix,
  reference = -1,
  parameter?: (event: number) => number,
): HonestStudy {
  const order = points.map((_point, k) => k).filter((k) => points[k]?.event !== reference);
  order.sort((a, b) => (points[a]?.event as number) - (points[b]?.event as number));
  const events = order.map((k) => points[k]?.event as number);
  const before = events.filter((event) => event < reference).length;
  const isWithoutGaps = events.every((event, k) => event === reference + k - before + (k < before ? 0 : 1));
  if (before === 0 || before === events.length || !isWithoutGaps)
    throw new RangeError('honest bounds require event times without gaps on both sides of the reference');
  const later = events.slice(before);
  const treated = later.filter((event) => event >= 0).length;
  const weightOf = parameter ?? ((event: number) => (event >= 0 ? 1 / treated : 0));
  const estimates = Float64Array.from(order, (k) => points[k]?.estimate as number);
  const own = submatrix(covariance, order);
  const isKnown = [...estimates, ...own.values].every(Number.isFinite);
  if (!isKnown || factorCholesky(own, 1e-12).dependent.length > 0)
    throw new RangeError('honest bounds require estimates with errors, none of which is a combination of others');
  const weights = Float64Array.from(later, weightOf);
  if (weights.every((weight) => weight === 0))
    throw new RangeError('honest bounds require at least 1 event time after the reference with a weight');
  return { estimates, covariance: own, before, after: events.length - before, weights };
}

/** Estimate of the parameter and its standard error. */
export function parameterOf({ estimates, covariance, before, weights }: HonestStudy): {
  readonly estimate: number;
  readonly standardError: number;
} {
  let estimate = 0;
  let variance = 0;
  weights.forEach((a, i) => {
    estimate += a * (estimates[before + i] as number);
    weights.forEach((b, j) => {
      variance += a * b * (covariance.values[(before + i) * covariance.columns + before + j] as number);
    });
  });
  return { estimate, standardError: Math.sqrt(variance) };
}

import type { Family } from './family.ts';

/** Where an iteration stands: linear predictor and means of every row. */
export interface Standing {
  readonly linear: Float64Array;
  readonly fitted: Float64Array;
}

/** Linear predictor of the means that R's families start from. */
export function startOf(family: Family, y: ArrayLike<number>, weights: ArrayLike<number> | undefined): Float64Array {
  const linear = new Float64Array(y.length);
  for (let i = 0; i < linear.length; i++)
    linear[i] = family.link(family.initial(y[i] as number, weights === undefined ? 1 : (weights[i] as number)));
  return linear;
}

/** Writes the means of a linear predictor. */
export function writeMeans(family: Family, linear: Float64Array, fitted: Float64Array): void {
  if (family.name === 'binomial-logit')
    for (let i = 0; i < fitted.length; i++) fitted[i] = 1 / (1 + Math.exp(-(linear[i] as number)));
  else for (let i = 0; i < fitted.length; i++) fitted[i] = family.inverse(linear[i] as number);
}

/** Sum of deviances; infinite where a fitted mean is outside the family's range. */
export function totalDeviance(
  family: Family,
  y: ArrayLike<number>,
  mu: Float64Array,
  weights?: ArrayLike<number>,
): number {
  if (family.name === 'binomial-logit' && weights === undefined) return logitDeviance(family, y, mu);
  let total = 0;
  for (let i = 0; i < mu.length; i++) {
    if (weights !== undefined && weights[i] === 0) continue;
    if (!family.isValid(mu[i] as number)) return Number.POSITIVE_INFINITY;
    total += (weights === undefined ? 1 : (weights[i] as number)) * family.deviance(y[i] as number, mu[i] as number);
  }
  return total;
}

/** The deviance of the logit without prior weights: without a call a row where an outcome is 0 or 1. */
function logitDeviance(family: Family, y: ArrayLike<number>, mu: Float64Array): number {
  let total = 0;
  for (let i = 0; i < mu.length; i++) {
    const mean = mu[i] as number;
    if (!(mean > 0 && mean < 1)) return Number.POSITIVE_INFINITY;
    if (y[i] === 1) total += 2 * Math.log(1 / mean);
    else if (y[i] === 0) total += 2 * Math.log(1 / (1 - mean));
    else total += family.deviance(y[i] as number, mean);
  }
  return total;
}

/** Working weights and responses: the weighted linear regression whose solution is the next step. */
export function linearise(
  family: Family,
  y: ArrayLike<number>,
  { linear, fitted }: Standing,
  weights: ArrayLike<number> | undefined,
  work: Float64Array,
  response: Float64Array,
): void {
  if (family.name === 'binomial-logit' && weights === undefined) {
    lineariseLogit(y, { linear, fitted }, work, response);
    return;
  }
  for (let i = 0; i < work.length; i++) {
    const mu = fitted[i] as number;
    const slope = family.slope(linear[i] as number, mu);
    const variance = family.variance(mu);
    const isUsed = variance > 0 && slope !== 0;
    const prior = weights === undefined ? 1 : (weights[i] as number);
    work[i] = isUsed ? (prior * slope * slope) / variance : 0;
    response[i] = isUsed ? (linear[i] as number) + ((y[i] as number) - mu) / slope : 0;
  }
}

/** The same for the logit without prior weights, where variance and slope are one number. */
function lineariseLogit(
  y: ArrayLike<number>,
  { linear, fitted }: Standing,
  work: Float64Array,
  response: Float64Array,
): void {
  for (let i = 0; i < work.length; i++) {
    const mu = fitted[i] as number;
    const slope = mu * (1 - mu);
    work[i] = slope > 0 ? (slope * slope) / slope : 0;
    response[i] = slope > 0 ? (linear[i] as number) + ((y[i] as number) - mu) / slope : 0;
  }
}

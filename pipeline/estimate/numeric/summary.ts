import { ascendingOrder } from './order.ts';

export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] as number;
  return total;
}

/** Mean; with weights sum(w x) / sum(w). NaN for no values. */
export function mean(values: ArrayLike<number>, weights?: ArrayLike<number>): number {
  let total = 0;
  let weight = 0;
  for (let i = 0; i < values.length; i++) {
    const w = weights === undefined ? 1 : (weights[i] as number);
    total += w * (values[i] as number);
    weight += w;
  }
  return total / weight;
}

/** Variance with n - 1; R `var`. */
export function variance(values: ArrayLike<number>): number {
  const centre = mean(values);
  let total = 0;
  for (let i = 0; i < values.length; i++) total += ((values[i] as number) - centre) ** 2;
  return total / (values.length - 1);
}

export const standardDeviation = (values: ArrayLike<number>): number => Math.sqrt(variance(values));

/** Quantiles by linear interpolation; R's default, type 7. Values may be in any order; NaN must be removed before. */
export function quantiles(values: Float64Array, probabilities: readonly number[]): number[] {
  const order = ascendingOrder(values);
  return probabilities.map((probability) => {
    const at = (values.length - 1) * probability;
    const below = Math.floor(at);
    const low = values[order[below] as number] as number;
    const high = values[order[Math.min(below + 1, values.length - 1)] as number] as number;
    return at === below ? low : low + (at - below) * (high - low);
  });
}

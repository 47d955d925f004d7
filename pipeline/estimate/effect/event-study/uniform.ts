import { factorCholesky } from '../../numeric/cholesky.ts';
import type { Matrix } from '../../numeric/matrix.ts';
import { normal } from '../../numeric/random.ts';
import { quantiles } from '../../numeric/summary.ts';

/** Level, seed and draws of a uniform band. */
export interface UniformOptions {
  readonly level?: number;
  /** The same seed gives the same value. Default 1. */
  readonly seed?: number;
  /** Default 10,000. */
  readonly draws?: number;
}

/**
 * Factor by which standard errors are multiplied so that intervals hold for all estimates at once: quantile of the largest
 * absolute t of a normal with their correlation, by seeded draws (sup-t band; Montiel Olea and Plagborg-Møller 2019). NaN
 * where no estimate has an error. For group-time effects `multiplierBootstrap` does the same from the data.
 */
export function uniformCriticalValue(covariance: Matrix, options: UniformOptions = {}): number {
  const { level = 0.95, seed = 1, draws = 10_000 } = options;
  const size = covariance.columns;
  const errors = Float64Array.from({ length: size }, (_, j) => Math.sqrt(covariance.values[j * size + j] as number));
  const known = Array.from(errors.keys()).filter((j) => (errors[j] as number) > 0);
  if (known.length === 0) return Number.NaN;
  const { values } = factorCholesky(covariance, 1e-12).lower;
  const noise = new Float64Array(size);
  const largest = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    for (let j = 0; j < size; j++) noise[j] = normal(seed, 4, draw, j);
    let top = 0;
    for (const i of known) {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += (values[i * size + j] as number) * (noise[j] as number);
      top = Math.max(top, Math.abs(sum) / (errors[i] as number));
    }
    largest[draw] = top;
  }
  return quantiles(largest, [level])[0] as number;
}

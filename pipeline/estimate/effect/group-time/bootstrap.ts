import { normalQuantile } from '../../distribution/index.ts';
import { randomWords } from '../../numeric/random.ts';
import { quantiles } from '../../numeric/summary.ts';
import { clusterInfluence } from './influence.ts';
import type { Influence, KeptUnits } from './options.ts';

export interface BootstrapOptions {
  /** Default 1000. */
  readonly replicates?: number;
  readonly seed: number;
  /** A number that belongs to every unit (or cluster) itself, e.g. `hashText(id)`; default its position. */
  readonly numbers?: ArrayLike<number>;
  readonly level?: number;
}

/** Errors from the bootstrap and the factor that makes intervals hold for all estimates at once. */
export interface UniformBands {
  /** Interquartile range of the draws over that of a normal; null where an estimate has no influence function. */
  readonly standardErrors: readonly (number | null)[];
  /** Interval: estimate +- criticalValue x standard error. */
  readonly criticalValue: number;
  readonly replicates: number;
  readonly seed: number;
}

/** Signs that one call of the generator gives. */
const SIGNS = 64;

/**
 * Multiplier bootstrap with Rademacher signs (Callaway and Sant'Anna 2021): draws are sums of influence with random signs. A
 * sign depends on the seed, the replicate and the unit's number alone, so neither threads nor the order of rows change it.
 * R `did::mboot`.
 */
export function multiplierBootstrap(
  kept: KeptUnits,
  influences: readonly Influence[],
  options: BootstrapOptions,
): UniformBands {
  const { replicates = 1000, seed, numbers, level = 0.95 } = options;
  const columns = influences.map((influence) => clusterInfluence(kept, influence));
  const draws = influences.map(() => new Float64Array(replicates));
  const sums = new Float64Array(SIGNS * columns.length);
  const signs = new Float64Array(SIGNS);
  for (let from = 0, number = 0; from < replicates; from += SIGNS, number++) {
    sums.fill(0);
    for (let i = 0; i < kept.clusters; i++) {
      const words = randomWords(seed, 1, number, numbers === undefined ? i : (numbers[i] as number));
      for (let bit = 0; bit < SIGNS; bit++) signs[bit] = 1 - 2 * (((words[bit >> 5] as number) >>> (bit & 31)) & 1);
      for (let j = 0; j < columns.length; j++) {
        const value = (columns[j] as Float64Array)[i] as number;
        if (value === 0) continue;
        for (let bit = 0, at = j * SIGNS; bit < SIGNS; bit++, at++)
          sums[at] = (sums[at] as number) + (signs[bit] as number) * value;
      }
    }
    const count = Math.min(SIGNS, replicates - from);
    for (let j = 0; j < columns.length; j++)
      for (let r = 0; r < count; r++)
        (draws[j] as Float64Array)[from + r] = (sums[j * SIGNS + r] as number) / kept.units.length;
  }
  const spread = normalQuantile(0.75) - normalQuantile(0.25);
  const standardErrors = draws.map((column) => {
    const [low, high] = quantiles(column, [0.25, 0.75]) as [number, number];
    return high > low ? (high - low) / spread : null;
  });
  const largest = new Float64Array(replicates);
  draws.forEach((column, j) => {
    const error = standardErrors[j] as number | null;
    if (error === null) return;
    for (let r = 0; r < replicates; r++)
      largest[r] = Math.max(largest[r] as number, Math.abs(column[r] as number) / error);
  });
  return { standardErrors, criticalValue: quantiles(largest, [level])[0] as number, replicates, seed };
}

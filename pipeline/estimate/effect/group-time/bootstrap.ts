import { normalQuantile } from '../../distribution/index.ts';
import { randomWords } from '../../numeric/random.ts';
import { quantiles } from '../../numeric/summary.ts';
import { clusterInfluence } from './influence.ts';
import type { Influence, KeptUnits } from './options.ts';

/** Draws, seed and level of the multiplier bootstrap. */
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
  /** Interval: estimate +- criticalValue x standard error. NaN where no estimate has an error. */
  readonly criticalValue: number;
  readonly replicates: number;
  readonly seed: number;
}

/** Signs that one call of the generator gives. */
const SIGNS = 64;
/** Units whose signs make up a byte: the 256 sums of their influence are looked up instead of added. */
const GROUP = 8;

/** Signs of a group of units: bit u of element r is the sign of its u-th unit in replicate r. */
function groupSigns(seed: number, numbers: ArrayLike<number>, first: number, signs: Uint8Array): void {
  signs.fill(0);
  const count = Math.min(GROUP, numbers.length - first);
  for (let u = 0; u < count; u++)
    for (let from = 0, block = 0; from < signs.length; from += SIGNS, block++) {
      const words = randomWords(seed, 1, block, numbers[first + u] as number);
      const end = Math.min(SIGNS, signs.length - from);
      for (let bit = 0; bit < end; bit++)
        signs[from + bit] = (signs[from + bit] as number) | ((((words[bit >> 5] as number) >>> (bit & 31)) & 1) << u);
    }
}

/** Sums of a group's values under all 256 choices of signs: plus where the bit is set. False where all values are 0. */
function signedSums(column: Float64Array, first: number, sums: Float64Array): boolean {
  let start = 0;
  let isZero = true;
  for (let u = 0; u < GROUP && first + u < column.length; u++) {
    const value = column[first + u] as number;
    start -= value;
    if (value !== 0) isZero = false;
  }
  if (isZero) return false;
  sums[0] = start;
  for (let u = 0; u < GROUP; u++) {
    const twice = first + u < column.length ? 2 * (column[first + u] as number) : 0;
    const size = 1 << u;
    for (let s = 0; s < size; s++) sums[size + s] = (sums[s] as number) + twice;
  }
  return true;
}

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
  const unitNumbers = numbers ?? Int32Array.from({ length: kept.clusters }, (_, i) => i);
  const draws = influences.map(() => new Float64Array(replicates));
  const signs = new Uint8Array(replicates);
  const sums = new Float64Array(1 << GROUP);
  for (let first = 0; first < kept.clusters; first += GROUP) {
    groupSigns(seed, unitNumbers, first, signs);
    columns.forEach((column, j) => {
      if (!signedSums(column, first, sums)) return;
      const drawn = draws[j] as Float64Array;
      for (let r = 0; r < replicates; r++) drawn[r] = (drawn[r] as number) + (sums[signs[r] as number] as number);
    });
  }
  for (const drawn of draws) for (let r = 0; r < replicates; r++) drawn[r] = (drawn[r] as number) / kept.units.length;
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
  const isKnown = standardErrors.some((error) => error !== null);
  const criticalValue = isKnown ? (quantiles(largest, [level])[0] as number) : Number.NaN;
  return { standardErrors, criticalValue, replicates, seed };
}

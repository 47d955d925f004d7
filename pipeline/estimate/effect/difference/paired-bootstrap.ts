import { uniform } from '../../numeric/random.ts';
import { quantiles, standardDeviation } from '../../numeric/summary.ts';
import type { Pairs } from '../matching/pairs.ts';
import { type PairedChanges, type PairedOptions, pairedChanges } from './paired-changes.ts';
import type { Panel } from './panel.ts';

/** Draws, seed and level of the bootstrap of pairs. */
export interface PairedBootstrapOptions extends PairedOptions {
  readonly seed: number;
  /** Default 1000. */
  readonly replicates?: number;
  /** A number that belongs to every unit of the panel itself, e.g. `hashText(id)`; default its position. */
  readonly numbers?: ArrayLike<number>;
}

/** Bootstrap of one event time. */
export interface BootstrapEffect {
  readonly event: number;
  readonly standardError: number;
  /** Percentiles of the draws. */
  readonly lower: number;
  readonly upper: number;
}

/** What the bootstrap of pairs gives. */
export interface PairedBootstrap {
  readonly events: readonly BootstrapEffect[];
  /** Of each pair's mean change from entry on. */
  readonly average: BootstrapEffect;
  readonly replicates: number;
  readonly seed: number;
}

/** Poisson(1) number of copies by inversion: how often a set is drawn when there are many. */
function copies(u: number): number {
  let share = Math.exp(-1);
  let count = 0;
  for (let below = share; u > below && count < 20; below += share) {
    count++;
    share /= count;
  }
  return count;
}

/** A number for every set of connected pairs that no order of pairs changes: the lowest of its treated units. */
function setNumbers({ sets, treated }: PairedChanges, numbers: ArrayLike<number> | undefined): Map<number, number> {
  const lowest = new Map<number, number>();
  sets.forEach((set, p) => {
    const unit = treated[p] as number;
    const own = numbers === undefined ? unit : (numbers[unit] as number);
    lowest.set(set, Math.min(lowest.get(set) ?? Number.POSITIVE_INFINITY, own));
  });
  return lowest;
}

/**
 * Bootstrap of `pairedEventStudy`: whole sets of pairs that share firms are drawn, each by its own Poisson number, so that
 * neither the order of pairs nor threads change a draw. The matching itself is held fixed; drawing it anew would be invalid
 * for nearest neighbours with replacement (Abadie and Imbens 2008).
 */
export function bootstrapPairs(
  panel: Panel,
  pairs: Pairs,
  entry: ArrayLike<number>,
  options: PairedBootstrapOptions,
): PairedBootstrap {
  const { seed, replicates = 1000, level = 0.95 } = options;
  const changes = pairedChanges(panel, pairs, entry, options);
  const columns = [...changes.columns, changes.average];
  const draws = columns.map(() => new Float64Array(replicates));
  const numberOf = setNumbers(changes, options.numbers);
  const weights = new Float64Array(changes.sets.length);
  const setWeights = new Map<number, number>();
  for (let r = 0; r < replicates; r++) {
    for (const [set, number] of numberOf) setWeights.set(set, copies(uniform(seed, 5, r, number)));
    for (let p = 0; p < weights.length; p++) weights[p] = setWeights.get(changes.sets[p] as number) as number;
    columns.forEach((column, k) => {
      let sum = 0;
      let total = 0;
      for (let p = 0; p < column.length; p++) {
        const value = column[p] as number;
        if (Number.isNaN(value)) continue;
        sum += (weights[p] as number) * value;
        total += weights[p] as number;
      }
      (draws[k] as Float64Array)[r] = sum / total;
    });
  }
  const tail = (1 - level) / 2;
  const summary = (drawn: Float64Array, event: number): BootstrapEffect => {
    const known = drawn.filter((value) => !Number.isNaN(value));
    const [lower, upper] = known.length === 0 ? [Number.NaN, Number.NaN] : quantiles(known, [tail, 1 - tail]);
    return { event, standardError: standardDeviation(known), lower: lower as number, upper: upper as number };
  };
  return {
    events: changes.events.map((event, k) => summary(draws[k] as Float64Array, event)),
    average: summary(draws.at(-1) as Float64Array, 0),
    replicates,
    seed,
  };
}

import type { StudySettings } from '../../contract/study.ts';
import { type Effect, effectOf, type JointTest } from '../../estimate/effect/difference/effect.ts';
import { type PairedEventStudy, pairedEventStudy } from '../../estimate/effect/difference/paired.ts';
import type { Panel } from '../../estimate/effect/difference/panel.ts';
import type { Pairs } from '../../estimate/effect/matching/pairs.ts';
import { changeBetween } from '../../estimate/numeric/change.ts';
import { quadraticForm } from '../../estimate/numeric/matrix.ts';

/** Effect on pairs: the plain mean over the horizons, every event time, and the test of the years before. */
export interface PairEstimate {
  /** Null where no pair is observed at any horizon. */
  readonly headline: (Effect & { readonly pairs: number }) | null;
  readonly study: PairedEventStudy;
  readonly preTrend: JointTest | null;
  readonly pairs: number;
}

/** Pairs whose treated unit passes; groups are numbered anew. */
export function selectPairs(pairs: Pairs, isKept: (treated: number, at: number) => boolean): Pairs {
  const kept: number[] = [];
  pairs.treated.forEach((unit, at) => {
    if (isKept(unit, at)) kept.push(at);
  });
  return {
    treated: Int32Array.from(kept, (at) => pairs.treated[at] as number),
    control: Int32Array.from(kept, (at) => pairs.control[at] as number),
    pair: Int32Array.from(kept, (at) => pairs.pair[at] as number),
  };
}

/**
 * Matched difference-in-differences by event time (long differences within pairs against the year before entry), and their
 * plain mean over the horizons with its error from their covariance. Errors move together within pairs that share a company.
 */
export function estimatePairs(
  panel: Panel,
  pairs: Pairs,
  entry: ArrayLike<number>,
  settings: Pick<StudySettings, 'horizons' | 'leads'>,
  level: number,
): PairEstimate {
  const last = Math.max(...settings.horizons);
  const study = pairedEventStudy(panel, pairs, entry, { from: -settings.leads, to: last, level });
  const isUsed = study.events.map(
    ({ event, standardError }) => settings.horizons.includes(event) && standardError !== null,
  );
  const count = isUsed.filter(Boolean).length;
  const groups = new Set(pairs.pair).size;
  if (count === 0) return { headline: null, study, preTrend: study.preTrend, pairs: groups };
  const weights = isUsed.map((used) => (used ? 1 / count : 0));
  const chosen = study.events.filter((_, k) => isUsed[k]);
  const estimate = chosen.reduce((sum, event) => sum + event.estimate, 0) / count;
  const error = Math.sqrt(quadraticForm(study.covariance, weights));
  const degrees = Math.min(...chosen.map(({ degreesOfFreedom }) => degreesOfFreedom));
  const headline = {
    ...effectOf(estimate, error, degrees, level),
    pairs: Math.max(...chosen.map((event) => event.pairs)),
  };
  return { headline, study, preTrend: study.preTrend, pairs: groups };
}

/** Changes since the year before entry, treated less control, by pair and horizon; NaN where either side is missing. */
export interface PairChanges {
  readonly horizons: readonly number[];
  readonly changes: Float64Array;
}

/** One change a pair and horizon, for pairs of one control each. */
export function changesOfPairs(
  panel: Panel,
  pairs: Pairs,
  entry: ArrayLike<number>,
  horizons: readonly number[],
): PairChanges {
  const steps = panel.periods.length;
  const stepOf = new Map(panel.periods.map((year, t) => [year, t]));
  const changes = new Float64Array(pairs.treated.length * horizons.length).fill(Number.NaN);
  pairs.treated.forEach((unit, row) => {
    const start = entry[unit] as number;
    const base = stepOf.get(start - 1);
    const control = pairs.control[row] as number;
    if (base === undefined) return;
    const gap = (t: number): number =>
      changeBetween(panel.outcome[unit * steps + t] as number, panel.outcome[control * steps + t] as number);
    horizons.forEach((horizon, k) => {
      const later = stepOf.get(start + horizon);
      if (later !== undefined) changes[row * horizons.length + k] = changeBetween(gap(later), gap(base));
    });
  });
  return { horizons, changes };
}

/** Number and mean of the changes of some rows at every horizon. */
function horizonMeans(changes: Float64Array, rows: readonly number[], width: number) {
  const counts = new Float64Array(width);
  const means = new Float64Array(width);
  for (const row of rows)
    for (let k = 0; k < width; k++) {
      const change = changes[row * width + k] as number;
      if (!Number.isFinite(change)) continue;
      counts[k] = (counts[k] as number) + 1;
      means[k] = (means[k] as number) + change;
    }
  for (let k = 0; k < width; k++) means[k] = (means[k] as number) / (counts[k] as number);
  return { counts, means };
}

/** The headline from changes of pairs that share no company: the same number and error as `estimatePairs`, without the study. */
export function headlineOfChanges(
  { horizons, changes }: PairChanges,
  isKept: (row: number) => boolean,
  level: number,
): PairEstimate['headline'] {
  const width = horizons.length;
  const rows = changes.length / width;
  const kept: number[] = [];
  for (let row = 0; row < rows; row++) if (isKept(row)) kept.push(row);
  const { counts, means } = horizonMeans(changes, kept, width);
  const used = horizons.flatMap((_, k) => ((counts[k] as number) > 1 ? [k] : []));
  if (used.length === 0) return null;
  let variance = 0;
  for (const row of kept) {
    let influence = 0;
    for (const k of used) {
      const change = changes[row * width + k] as number;
      if (!Number.isFinite(change)) continue;
      const count = counts[k] as number;
      influence += ((change - (means[k] as number)) / count) * Math.sqrt(count / (count - 1));
    }
    variance += influence * influence;
  }
  const estimate = used.reduce((sum, k) => sum + (means[k] as number), 0) / used.length;
  const sizes = used.map((k) => counts[k] as number);
  const error = Math.sqrt(variance) / used.length;
  return { ...effectOf(estimate, error, Math.min(...sizes) - 1, level), pairs: Math.max(...sizes) };
}

/** The headline of the pairs that pass. */
export type Headliner = (isKept: (treated: number, row: number) => boolean) => Pick<PairEstimate, 'headline' | 'pairs'>;

/** Prepares headlines of parts of the same pairs: at once where pairs share no company, by a whole study where they do. */
export function headliner(
  panel: Panel,
  pairs: Pairs,
  entry: ArrayLike<number>,
  settings: Pick<StudySettings, 'horizons' | 'leads'>,
  level: number,
): Headliner {
  const isPlain =
    new Set(pairs.control).size === pairs.control.length && new Set(pairs.pair).size === pairs.pair.length;
  if (!isPlain) return (isKept) => estimatePairs(panel, selectPairs(pairs, isKept), entry, settings, level);
  const changes = changesOfPairs(panel, pairs, entry, settings.horizons);
  return (isKept) => {
    let kept = 0;
    const isCounted = (row: number): boolean => {
      const isIn = isKept(pairs.treated[row] as number, row);
      if (isIn) kept++;
      return isIn;
    };
    const headline = headlineOfChanges(changes, isCounted, level);
    return { headline, pairs: kept };
  };
}

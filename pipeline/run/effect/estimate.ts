import type { StudySettings } from '../../contract/study.ts';
import { type Effect, effectOf, type JointTest } from '../../estimate/effect/difference/effect.ts';
import { type PairedEventStudy, pairedEventStudy } from '../../estimate/effect/difference/paired.ts';
import type { Panel } from '../../estimate/effect/difference/panel.ts';
import type { Pairs } from '../../estimate/effect/matching/pairs.ts';
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

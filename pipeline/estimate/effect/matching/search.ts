import type { Acceptance } from './acceptance.ts';
import type { Buckets, Stratum } from './buckets.ts';
import type { FreeList } from './free-list.ts';
import { type Mahalanobis, squaredDistance } from './mahalanobis.ts';
import type { MatchOptions } from './options.ts';
import { firstNotBelow } from './scores.ts';

/** The nearest free control of a treated place; -1 where none is within reach. `isTied`: another is equally near. */
export interface Choice {
  readonly candidate: number;
  readonly gap: number;
  readonly isTied: boolean;
}

/** A stratum in which treated places look for controls. */
export interface SearchSpace {
  readonly buckets: Buckets;
  readonly stratum: Stratum;
  readonly score: Float64Array;
  /** Scores of the stratum's controls, ascending. */
  readonly scores: Float64Array;
  readonly free: FreeList;
  /** Places of the controls that treated places have, `ratio` a treated place. */
  readonly found: Int32Array;
  readonly accepts: Acceptance | null;
  readonly options: MatchOptions;
}

/** May a free control be taken, whatever its distance? */
function acceptancePlace({ buckets, stratum, found, accepts, options }: SearchSpace) {
  const { ratio = 1, replace = false, reuse = 1 } = options;
  const { control } = buckets;
  const { controlFrom } = stratum;
  const canRepeat = replace || reuse > 1;
  return (place: number, unit: number, candidate: number): boolean => {
    if (accepts !== null && !accepts(unit, control[controlFrom + candidate] as number)) return false;
    if (canRepeat)
      for (let k = 0; k < ratio && found[place * ratio + k] !== -1; k++)
        if (found[place * ratio + k] === controlFrom + candidate) return false;
    return true;
  };
}

/** For every treated place of a stratum, how many of the controls have a score not above its own. */
function positionsOf({ buckets, stratum, score, scores }: SearchSpace): Int32Array {
  const { treatedFrom, treatedTo } = stratum;
  const position = new Int32Array(treatedTo - treatedFrom);
  let at = 0;
  for (let place = treatedFrom; place < treatedTo; place++) {
    const own = score[buckets.treated[place] as number] as number;
    while (at < scores.length && (scores[at] as number) <= own) at++;
    position[place - treatedFrom] = at;
  }
  return position;
}

/** Nearness in the score: outwards from the place where the treated score would stand among the controls. */
export function searchByScore(space: SearchSpace): (place: number) => Choice {
  const { buckets, stratum, score, scores, free, options } = space;
  const { caliper = Number.POSITIVE_INFINITY } = options;
  const { treated } = buckets;
  const { treatedFrom } = stratum;
  const position = positionsOf(space);
  const isAcceptable = acceptancePlace(space);
  return (place) => {
    const unit = treated[place] as number;
    const own = score[unit] as number;
    const start = position[place - treatedFrom] as number;
    let left = free.previous(start - 1);
    let right = free.next(start);
    let best = -1;
    let bestGap = caliper < 0 ? Number.POSITIVE_INFINITY : caliper;
    for (;;) {
      const leftGap = left >= 0 ? own - (scores[left] as number) : Number.POSITIVE_INFINITY;
      const rightGap = right < scores.length ? (scores[right] as number) - own : Number.POSITIVE_INFINITY;
      const gap = Math.min(leftGap, rightGap);
      if (gap === Number.POSITIVE_INFINITY || !(gap <= bestGap))
        return { candidate: best, gap: bestGap, isTied: false };
      const isLeft = leftGap <= rightGap;
      const last = isLeft ? left : right;
      const runStart = isLeft ? firstNotBelow(scores, left, scores[left] as number) : right;
      const first = isLeft ? free.next(runStart) : right;
      for (let candidate = first; candidate <= last; candidate = free.next(candidate + 1)) {
        if (!isAcceptable(place, unit, candidate)) continue;
        if (best !== -1) return { candidate: best, gap: bestGap, isTied: true };
        best = candidate;
        bestGap = gap;
      }
      if (isLeft) left = free.previous(runStart - 1);
      else right = free.next(right + 1);
    }
  };
}

/** Nearness in covariates: every free control within the caliper of the score is looked at. */
export function searchByCovariates(space: SearchSpace, mahalanobis: Mahalanobis): (place: number) => Choice {
  const { buckets, stratum, score, scores, free, options } = space;
  const caliper = options.caliper === undefined || options.caliper < 0 ? Number.POSITIVE_INFINITY : options.caliper;
  const isAcceptable = acceptancePlace(space);
  return (place) => {
    const unit = buckets.treated[place] as number;
    const own = score[unit] as number;
    let best = -1;
    let bestGap = Number.POSITIVE_INFINITY;
    let isTied = false;
    const slack = 1e-12 * (Math.abs(own) + caliper);
    let candidate = free.next(firstNotBelow(scores, scores.length, own - caliper - slack));
    for (; candidate < scores.length; candidate = free.next(candidate + 1)) {
      if ((scores[candidate] as number) - own > caliper) break;
      if (own - (scores[candidate] as number) > caliper || !isAcceptable(place, unit, candidate)) continue;
      const gap = squaredDistance(mahalanobis, unit, buckets.control[stratum.controlFrom + candidate] as number);
      if (gap === bestGap && best !== -1) isTied = true;
      if (!(gap < bestGap)) continue;
      best = candidate;
      bestGap = gap;
      isTied = false;
    }
    return { candidate: best, gap: bestGap, isTied };
  };
}

import type { Buckets, Stratum } from './buckets.ts';
import { choosingOrder } from './choosing-order.ts';
import { freeList } from './free-list.ts';
import type { MatchOptions, MatchUnits } from './options.ts';
import { candidateQueue } from './queue.ts';
import { firstNotBelow, scoresOf } from './scores.ts';

/** For every treated place of a stratum, how many of the controls have a score not above its own. */
function positionsOf(
  { treated }: Buckets,
  { treatedFrom, treatedTo }: Stratum,
  score: Float64Array,
  controls: Float64Array,
): Int32Array {
  const position = new Int32Array(treatedTo - treatedFrom);
  let at = 0;
  for (let place = treatedFrom; place < treatedTo; place++) {
    const own = score[treated[place] as number] as number;
    while (at < controls.length && (controls[at] as number) <= own) at++;
    position[place - treatedFrom] = at;
  }
  return position;
}

/** The nearest free control of a treated place; -1 where none is within reach. `isTied`: another is equally near. */
interface Choice {
  readonly candidate: number;
  readonly isTied: boolean;
}

/** Finds the nearest acceptable free controls of the treated places of a stratum. */
function searcher(
  units: MatchUnits,
  options: MatchOptions,
  buckets: Buckets,
  stratum: Stratum,
  scores: Float64Array,
  found: Int32Array,
) {
  const { ratio = 1, replace = false, caliper = Number.POSITIVE_INFINITY, covariateCalipers = [] } = options;
  const { score } = units;
  const { control, treated } = buckets;
  const { controlFrom, treatedFrom } = stratum;
  const position = positionsOf(buckets, stratum, score, scores);
  const free = freeList(scores.length);

  const isAcceptable = (place: number, unit: number, candidate: number): boolean => {
    const other = control[controlFrom + candidate] as number;
    for (const { values, width } of covariateCalipers)
      if (!(Math.abs((values[unit] as number) - (values[other] as number)) <= width)) return false;
    if (replace)
      for (let k = 0; k < ratio && found[place * ratio + k] !== -1; k++)
        if (found[place * ratio + k] === controlFrom + candidate) return false;
    return true;
  };

  const nearest = (place: number): Choice => {
    const unit = treated[place] as number;
    const own = score[unit] as number;
    const start = position[place - treatedFrom] as number;
    let left = free.previous(start - 1);
    let right = free.next(start);
    let best = -1;
    let bestGap = caliper;
    for (;;) {
      const leftGap = left >= 0 ? own - (scores[left] as number) : Number.POSITIVE_INFINITY;
      const rightGap = right < scores.length ? (scores[right] as number) - own : Number.POSITIVE_INFINITY;
      const gap = Math.min(leftGap, rightGap);
      if (gap === Number.POSITIVE_INFINITY || !(gap <= bestGap)) return { candidate: best, isTied: false };
      const isLeft = leftGap <= rightGap;
      const last = isLeft ? left : right;
      const runStart = isLeft ? firstNotBelow(scores, left, scores[left] as number) : right;
      const first = isLeft ? free.next(runStart) : right;
      for (let candidate = first; candidate <= last; candidate = free.next(candidate + 1)) {
        if (!isAcceptable(place, unit, candidate)) continue;
        if (best !== -1) return { candidate: best, isTied: true };
        best = candidate;
        bestGap = gap;
      }
      if (isLeft) left = free.previous(runStart - 1);
      else right = free.next(right + 1);
    }
  };
  return { free, nearest };
}

/**
 * Matches the treated places of one stratum: writes the places of their controls into `found`, `ratio` a treated place, and
 * gives the number of choices between equally near controls.
 */
export function matchStratum(
  units: MatchUnits,
  options: MatchOptions,
  buckets: Buckets,
  stratum: Stratum,
  found: Int32Array,
): number {
  const { ratio = 1, replace = false } = options;
  const scores = scoresOf(buckets, stratum, units.score);
  const { free, nearest } = searcher(units, options, buckets, stratum, scores, found);
  let tiedChoices = 0;
  const settle = (place: number, pass: number, { candidate, isTied }: Choice): void => {
    found[place * ratio + pass] = stratum.controlFrom + candidate;
    if (isTied) tiedChoices++;
    if (!replace) free.take(candidate);
  };
  const chooseInTurn = (places: Int32Array, pass: number): void => {
    for (const place of places) {
      const choice = nearest(place);
      if (choice.candidate !== -1) settle(place, pass, choice);
    }
  };
  /** The nearest pair of all first; whose control was taken meanwhile looks again. */
  const chooseClosest = (places: Int32Array, pass: number): void => {
    const queue = candidateQueue();
    const push = (place: number): void => {
      const { candidate, isTied } = nearest(place);
      if (candidate === -1) return;
      const own = units.score[buckets.treated[place] as number] as number;
      queue.push({ gap: Math.abs(own - (scores[candidate] as number)), place, candidate, isTied });
    };
    for (const place of places) push(place);
    for (let top = queue.pop(); top !== undefined; top = queue.pop()) {
      if (free.next(top.candidate) === top.candidate) settle(top.place, pass, top);
      else push(top.place);
    }
  };
  const order = choosingOrder(buckets, stratum, units, options);
  for (let pass = 0; pass < ratio; pass++) {
    const waiting = pass === 0 ? order : order.filter((place) => found[place * ratio + pass - 1] !== -1);
    if (options.order === 'closest' && !replace) chooseClosest(waiting, pass);
    else chooseInTurn(waiting, pass);
  }
  return tiedChoices;
}

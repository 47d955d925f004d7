import { hashText, uniform } from '../../numeric/random.ts';
import { type Buckets, fillBuckets, type Stratum } from './buckets.ts';
import { freeList } from './free-list.ts';
import type { Matches, MatchOptions, MatchUnits, UnmatchedReason } from './options.ts';
import { candidateQueue } from './queue.ts';

const RANDOM_ORDER_STREAM = 11;

/** Treated places of a stratum in the order in which they choose. Places stand by score, then id. */
function choosingOrder(buckets: Buckets, stratum: Stratum, units: MatchUnits, options: MatchOptions): Int32Array {
  const { treatedFrom: from, treatedTo: to } = stratum;
  const places = Int32Array.from({ length: to - from }, (_, k) => from + k);
  const unit = (place: number): number => buckets.treated[place] as number;
  const score = (place: number): number => units.score[unit(place)] as number;
  switch (options.order ?? 'largest') {
    case 'largest':
      return places.sort((a, b) => score(b) - score(a) || a - b);
    case 'data':
      return places.sort((a, b) => unit(a) - unit(b));
    case 'random': {
      const key = new Map(
        Array.from(places, (place) => {
          const id = units.ids === undefined ? unit(place) : units.ids[unit(place)];
          const number = typeof id === 'string' ? hashText(id) : hashText(String(id));
          return [place, uniform(options.seed ?? 0, RANDOM_ORDER_STREAM, 0, number)];
        }),
      );
      return places.sort((a, b) => (key.get(a) as number) - (key.get(b) as number) || a - b);
    }
    default:
      return places;
  }
}

/** Scores of the controls of a stratum, ascending. */
function scoresOf({ control }: Buckets, { controlFrom, controlTo }: Stratum, score: Float64Array): Float64Array {
  const scores = new Float64Array(controlTo - controlFrom);
  for (let k = 0; k < scores.length; k++) scores[k] = score[control[controlFrom + k] as number] as number;
  return scores;
}

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

/**
 * Greedy nearest neighbour matching on a score, for the effect on the treated.
 *
 * Inside every exact stratum treated units choose one after the other the nearest control that is free (or any control, with
 * replacement), within the calipers. Without covariate calipers the work is near n log n: controls are sorted once and used
 * ones are skipped by union-find.
 *
 * Ties never depend on the order of the rows: equal treated scores choose by id; of equally near controls the one with the
 * lower score is taken, then the one with the lowest id. `data` order is the order of the arrays, by request.
 *
 * Same pairs as R MatchIt 4.7 `method = "nearest"` where scores are not tied.
 */
export function matchNearest(units: MatchUnits, options: MatchOptions = {}): Matches {
  const { ratio = 1, replace = false, caliper = Number.POSITIVE_INFINITY, covariateCalipers = [] } = options;
  const { score } = units;
  const buckets = fillBuckets(units);
  const { control, treated, strata } = buckets;
  const found = new Int32Array(treated.length * ratio).fill(-1);
  let tiedChoices = 0;
  for (const stratum of strata) {
    const { controlFrom, controlTo, treatedFrom, treatedTo } = stratum;
    if (controlTo === controlFrom || treatedTo === treatedFrom) continue;
    const scores = scoresOf(buckets, stratum, score);
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

    /** Nearest acceptable free control of a treated place; -1 where none is within reach. Sets `isTied`. */
    let isTied = false;
    const nearest = (place: number): number => {
      const unit = treated[place] as number;
      const own = score[unit] as number;
      const start = position[place - treatedFrom] as number;
      let left = free.previous(start - 1);
      let right = free.next(start);
      let best = -1;
      let bestGap = caliper;
      isTied = false;
      for (;;) {
        const leftGap = left >= 0 ? own - (scores[left] as number) : Number.POSITIVE_INFINITY;
        const rightGap = right < scores.length ? (scores[right] as number) - own : Number.POSITIVE_INFINITY;
        const gap = Math.min(leftGap, rightGap);
        if (gap === Number.POSITIVE_INFINITY || !(gap <= bestGap)) return best;
        const isLeft = leftGap <= rightGap;
        const last = isLeft ? left : right;
        const runStart = isLeft ? firstNotBelow(scores, left, scores[left] as number) : right;
        const first = isLeft ? free.next(runStart) : right;
        for (let candidate = first; candidate <= last; candidate = free.next(candidate + 1)) {
          if (!isAcceptable(place, unit, candidate)) continue;
          if (best !== -1) {
            isTied = true;
            return best;
          }
          best = candidate;
          bestGap = gap;
        }
        if (isLeft) left = free.previous(runStart - 1);
        else right = free.next(right + 1);
      }
    };

    const settle = (place: number, pass: number, candidate: number, tied: boolean): void => {
      found[place * ratio + pass] = controlFrom + candidate;
      if (tied) tiedChoices++;
      if (!replace) free.take(candidate);
    };

    const order = choosingOrder(buckets, stratum, units, options);
    for (let pass = 0; pass < ratio; pass++) {
      const isWaiting = (place: number): boolean => pass === 0 || found[place * ratio + pass - 1] !== -1;
      if (options.order === 'closest' && !replace) {
        const queue = candidateQueue();
        const push = (place: number): void => {
          const candidate = nearest(place);
          if (candidate === -1) return;
          const gap = Math.abs((score[treated[place] as number] as number) - (scores[candidate] as number));
          queue.push({ gap, place, candidate, isTied });
        };
        for (const place of order) if (isWaiting(place)) push(place);
        for (let top = queue.pop(); top !== undefined; top = queue.pop()) {
          if (free.next(top.candidate) === top.candidate) settle(top.place, pass, top.candidate, top.isTied);
          else push(top.place);
        }
      } else
        for (const place of order) {
          if (!isWaiting(place)) continue;
          const candidate = nearest(place);
          if (candidate !== -1) settle(place, pass, candidate, isTied);
        }
    }
  }
  return report(units, buckets, options, found, tiedChoices);
}

function unitsTreated(treated: ArrayLike<number>, size: number): Int32Array {
  let count = 0;
  for (let i = 0; i < size; i++) if (treated[i] === 1) count++;
  const found = new Int32Array(count);
  for (let i = 0, next = 0; next < count; i++) if (treated[i] === 1) found[next++] = i;
  return found;
}

/** Place of a unit in an ascending list that holds it. */
function rowOf(units: Int32Array, unit: number): number {
  let low = 0;
  let high = units.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((units[middle] as number) < unit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Turns places back into units and says why a treated unit has no control. */
function report(
  units: MatchUnits,
  buckets: Buckets,
  { ratio = 1, replace = false, caliper = Number.POSITIVE_INFINITY, covariateCalipers = [] }: MatchOptions,
  found: Int32Array,
  tiedChoices: number,
): Matches {
  const { control, treated, strata } = buckets;
  const all = unitsTreated(units.treated, units.score.length);
  const controls = new Int32Array(all.length * ratio).fill(-1);
  const reasons = Array.from(
    all,
    (unit): UnmatchedReason => (Number.isNaN(units.score[unit] as number) ? 'no_score' : 'not_eligible'),
  );
  let tiedTreated = 0;
  for (const stratum of strata) {
    const { controlFrom, controlTo, treatedFrom, treatedTo } = stratum;
    let scores: Float64Array | null = null;
    for (let place = treatedFrom; place < treatedTo; place++) {
      const unit = treated[place] as number;
      const own = units.score[unit] as number;
      const row = rowOf(all, unit);
      const isEqual = (other: number): boolean =>
        other >= treatedFrom && other < treatedTo && units.score[treated[other] as number] === own;
      if (isEqual(place - 1) || isEqual(place + 1)) tiedTreated++;
      for (let k = 0; k < ratio; k++) {
        const candidate = found[place * ratio + k] as number;
        if (candidate !== -1) controls[row * ratio + k] = control[candidate] as number;
      }
      if (controls[row * ratio] !== -1) reasons[row] = 'matched';
      else if (controlFrom === controlTo) reasons[row] = 'no_control_in_stratum';
      else {
        const isCalipered = replace || covariateCalipers.length > 0 || Number.isFinite(caliper);
        scores ??= scoresOf(buckets, stratum, units.score);
        const hadOne = !replace && covariateCalipers.length === 0 && hasWithin(scores, own, caliper);
        reasons[row] = hadOne || !isCalipered ? 'controls_used_up' : 'caliper';
      }
    }
  }
  return { treated: all, ratio, controls, reasons, tiedChoices, tiedTreated };
}

/** First place before `to` whose score is not below `own`, or `to`; scores ascend. */
function firstNotBelow(scores: Float64Array, to: number, own: number): number {
  let low = 0;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scores[middle] as number) < own) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Is there a control, free or not, within the caliper? */
function hasWithin(scores: Float64Array, own: number, caliper: number): boolean {
  const at = firstNotBelow(scores, scores.length, own);
  const below = at > 0 ? own - (scores[at - 1] as number) : Number.POSITIVE_INFINITY;
  const above = at < scores.length ? (scores[at] as number) - own : Number.POSITIVE_INFINITY;
  return Math.min(below, above) <= caliper;
}

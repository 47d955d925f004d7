import { acceptanceOf } from './acceptance.ts';
import type { Buckets } from './buckets.ts';
import type { Matches, MatchOptions, MatchUnits, UnmatchedReason } from './options.ts';
import { firstNotBelow, scoresOf } from './scores.ts';

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
export function report(
  units: MatchUnits,
  buckets: Buckets,
  options: MatchOptions,
  found: Int32Array,
  tiedChoices: number,
): Matches {
  const { control, treated, strata } = buckets;
  const { ratio = 1, replace = false, caliper = Number.POSITIVE_INFINITY } = options;
  const asksMore = acceptanceOf(units, options) !== null;
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
        const isCalipered = replace || asksMore || Number.isFinite(caliper);
        scores ??= scoresOf(buckets, stratum, units.score);
        const hadOne = !replace && !asksMore && hasWithin(scores, own, caliper);
        reasons[row] = hadOne || !isCalipered ? 'controls_used_up' : 'caliper';
      }
    }
  }
  return { treated: all, ratio, controls, reasons, tiedChoices, tiedTreated };
}

/** Is there a control, free or not, within the caliper? */
function hasWithin(scores: Float64Array, own: number, caliper: number): boolean {
  const at = firstNotBelow(scores, scores.length, own);
  const below = at > 0 ? own - (scores[at - 1] as number) : Number.POSITIVE_INFINITY;
  const above = at < scores.length ? (scores[at] as number) - own : Number.POSITIVE_INFINITY;
  return Math.min(below, above) <= caliper;
}

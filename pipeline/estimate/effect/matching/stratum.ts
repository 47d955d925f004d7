import { acceptanceOf } from './acceptance.ts';
import type { Buckets, Stratum } from './buckets.ts';
import { choosingOrder } from './choosing-order.ts';
import { freeList } from './free-list.ts';
import type { Mahalanobis } from './mahalanobis.ts';
import type { MatchOptions, MatchUnits } from './options.ts';
import { candidateQueue } from './queue.ts';
import { scoresOf } from './scores.ts';
import { type Choice, searchByCovariates, searchByScore } from './search.ts';

/**
 * Matches the treated places of one stratum: writes the places of their controls into `found`, `ratio` a treated place, and
 * gives the number of choices between equally near controls. `mahalanobis`: where nearness is not that of the score.
 */
export function matchStratum(
  units: MatchUnits,
  options: MatchOptions,
  buckets: Buckets,
  stratum: Stratum,
  found: Int32Array,
  mahalanobis: Mahalanobis | null,
): number {
  const { ratio = 1, ratios, replace = false, reuse = 1 } = options;
  const { score } = units;
  const scores = scoresOf(buckets, stratum, score);
  const free = freeList(scores.length);
  const accepts = acceptanceOf(units, options);
  const space = { buckets, stratum, score, scores, free, found, accepts, options };
  const nearest = mahalanobis === null ? searchByScore(space) : searchByCovariates(space, mahalanobis);
  const uses = reuse > 1 ? new Int32Array(scores.length) : null;
  let tiedChoices = 0;
  const settle = (place: number, pass: number, { candidate, isTied }: Choice): void => {
    found[place * ratio + pass] = stratum.controlFrom + candidate;
    if (isTied) tiedChoices++;
    if (replace) return;
    if (uses !== null) uses[candidate] = (uses[candidate] as number) + 1;
    if (uses === null || (uses[candidate] as number) >= reuse) free.take(candidate);
  };
  const chooseInTurn = (places: Int32Array, pass: number): void => {
    for (const place of places) {
      const choice = nearest(place);
      if (choice.candidate !== -1) settle(place, pass, choice);
    }
  };
  /** The nearest pair of all first, or the farthest; whose control was taken meanwhile looks again. */
  const chooseByGap = (places: Int32Array, pass: number, first: 'smallest' | 'largest'): void => {
    const queue = candidateQueue(first);
    const push = (place: number): void => {
      const choice = nearest(place);
      if (choice.candidate !== -1) queue.push({ ...choice, place });
    };
    for (const place of places) push(place);
    for (let top = queue.pop(); top !== undefined; top = queue.pop()) {
      if (free.next(top.candidate) === top.candidate) settle(top.place, pass, top);
      else push(top.place);
    }
  };
  const order = choosingOrder(buckets, stratum, units, options);
  for (let pass = 0; pass < ratio; pass++) {
    const isWaiting = (place: number): boolean =>
      (pass === 0 || found[place * ratio + pass - 1] !== -1) &&
      (ratios === undefined || pass < (ratios[buckets.treated[place] as number] as number));
    const waiting = pass === 0 && ratios === undefined ? order : order.filter(isWaiting);
    if (options.order === 'closest' && !replace) chooseByGap(waiting, pass, 'smallest');
    else if (options.order === 'farthest' && !replace) chooseByGap(waiting, pass, 'largest');
    else chooseInTurn(waiting, pass);
  }
  return tiedChoices;
}

import { standardDeviation } from '../../numeric/summary.ts';

/** Which arm may be cut to the range of scores that the other has. */
export type Discard = 'none' | 'treated' | 'control' | 'both';

/** 1 for units whose score lies within the range of the other arm; R MatchIt `discard`. NaN scores are not eligible. */
export function commonSupport(score: Float64Array, treated: ArrayLike<number>, discard: Discard): Uint8Array {
  const range = [
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ] as const satisfies readonly (readonly [number, number])[];
  const ends = range.map((pair) => [...pair]) as [[number, number], [number, number]];
  for (let i = 0; i < score.length; i++) {
    const own = ends[treated[i] === 1 ? 1 : 0];
    if (Number.isNaN(score[i] as number)) continue;
    own[0] = Math.min(own[0], score[i] as number);
    own[1] = Math.max(own[1], score[i] as number);
  }
  const eligible = new Uint8Array(score.length);
  for (let i = 0; i < score.length; i++) {
    const value = score[i] as number;
    const isTreated = treated[i] === 1;
    const isCut = discard === 'both' || discard === (isTreated ? 'treated' : 'control');
    const [low, high] = ends[isTreated ? 0 : 1];
    if (!Number.isNaN(value) && (!isCut || (value >= low && value <= high))) eligible[i] = 1;
  }
  return eligible;
}

/**
 * Width of a caliper given in standard deviations of the score over all units that may be matched (n - 1), treated and
 * controls together. Mind which score: Austin's 0.2 is for the logit.
 */
export function caliperWidth(score: Float64Array, deviations: number, eligible?: ArrayLike<number>): number {
  const used = new Float64Array(score.length);
  let size = 0;
  for (let i = 0; i < score.length; i++) {
    const value = score[i] as number;
    if (!Number.isNaN(value) && (eligible === undefined || eligible[i] === 1)) used[size++] = value;
  }
  return deviations * standardDeviation(used.subarray(0, size));
}

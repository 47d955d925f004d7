import type { Buckets, Stratum } from './buckets.ts';

/** Scores of the controls of a stratum, ascending. */
export function scoresOf({ control }: Buckets, { controlFrom, controlTo }: Stratum, score: Float64Array): Float64Array {
  const scores = new Float64Array(controlTo - controlFrom);
  for (let k = 0; k < scores.length; k++) scores[k] = score[control[controlFrom + k] as number] as number;
  return scores;
}

/** First place before `to` whose score is not below `own`, or `to`; scores ascend. */
export function firstNotBelow(scores: Float64Array, to: number, own: number): number {
  let low = 0;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scores[middle] as number) < own) low = middle + 1;
    else high = middle;
  }
  return low;
}

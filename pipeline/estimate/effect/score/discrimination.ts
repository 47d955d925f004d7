import { midRanks } from '../../numeric/order.ts';

/** Probability that a treated unit has a higher score than a control, ties counting half: the area under the ROC curve. */
export function areaUnderCurve(score: Float64Array, treated: ArrayLike<number>): number {
  const ranks = midRanks(score);
  let count = 0;
  let sum = 0;
  for (let i = 0; i < score.length; i++) {
    if (treated[i] !== 1) continue;
    count++;
    sum += ranks[i] as number;
  }
  return (sum - (count * (count + 1)) / 2) / (count * (score.length - count));
}

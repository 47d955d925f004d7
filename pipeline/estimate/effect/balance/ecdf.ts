import { weightedUnits } from './arms.ts';
import type { BalanceSample, Covariate } from './balance.ts';

/** What every unit adds to the difference of the two cumulative distributions. */
function ecdfSteps({ treated, weights, units }: BalanceSample, size: number): Float64Array {
  const steps = new Float64Array(size);
  if (weights === undefined) {
    let own = 0;
    for (let i = 0; i < size; i++) if (treated[i] === 1) own++;
    const [up, down] = [1 / own, -1 / (size - own)];
    for (let i = 0; i < size; i++) steps[i] = treated[i] === 1 ? up : down;
    return steps;
  }
  const weighted = units ?? weightedUnits(weights);
  const totals = new Float64Array(2);
  for (const i of weighted) {
    const arm = treated[i] === 1 ? 1 : 0;
    totals[arm] = (totals[arm] as number) + (weights[i] as number);
  }
  const [otherTotal, ownTotal] = totals as unknown as [number, number];
  for (const i of weighted)
    steps[i] = treated[i] === 1 ? (weights[i] as number) / ownTotal : -(weights[i] as number) / otherTotal;
  return steps;
}

/** Mean and largest distance of the two cumulative distributions over the values of the full sample. */
export function ecdfDistance({ order, isLast }: Covariate, sample: BalanceSample): { mean: number; max: number } {
  const size = order.length;
  const steps = ecdfSteps(sample, size);
  let difference = 0;
  let sum = 0;
  let max = 0;
  let distinct = 0;
  for (let k = 0; k < size; k++) {
    difference += steps[order[k] as number] as number;
    if (isLast[k] === 0) continue;
    const distance = k + 1 === size ? 0 : Math.abs(difference);
    sum += distance;
    if (distance > max) max = distance;
    distinct++;
  }
  return { mean: sum / distinct, max };
}

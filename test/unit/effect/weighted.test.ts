import { expect, it } from 'vitest';
import { besideCohorts } from '../../../pipeline/run/effect/beside-cohorts.ts';
import { weightedDifference } from '../../../pipeline/run/effect/weighted.ts';

/** Firms 0 and 1 enter in 2, firm 2 in 3; firms 3 and 4 are donors. */
const outcome = [
  [0, 1, 4, 5],
  [0, 3, 5, 9],
  [1, 1, 2, 8],
  [0, 2, 3, 7],
  [5, 5, 9, 6],
];
const panel = { units: 5, periods: [1, 2, 3, 4], outcome: Float64Array.from(outcome.flat()) };
const shared = {
  firm: Int32Array.of(0, 1, 2, 3, 4),
  treated: Uint8Array.of(1, 1, 1, 0, 0),
  entry: Int32Array.of(2, 2, 3, 0, 0),
  weights: [1, 1, 2, 0.5, 1.5],
};

it('donors without an entry stand beside every cohort in its share of the treated', () => {
  const stacked = besideCohorts(shared);
  expect([...stacked.firm]).toEqual([0, 1, 2, 3, 3, 4, 4]);
  expect([...stacked.entry]).toEqual([2, 2, 3, 2, 3, 2, 3]);
  expect([...(stacked.weights as Float64Array)]).toEqual([1, 1, 2, 0.25, 0.25, 0.75, 0.75]);
  const changeTo = (firm: number, entry: number): number => {
    const own = outcome[firm] as number[];
    return (own[entry - 1] as number) - (own[entry - 2] as number);
  };
  const treated = (changeTo(0, 2) + changeTo(1, 2) + 2 * changeTo(2, 3)) / 4;
  const donors = [2, 3].reduce((sum, entry) => sum + 0.125 * changeTo(3, entry) + 0.375 * changeTo(4, entry), 0);
  const effect = weightedDifference(panel, stacked, [0], 0.95);
  expect(effect.estimate).toBeCloseTo(treated - donors, 12);
  expect(effect.treated).toBe(3);
  expect(effect.degreesOfFreedom).toBe(4);
});

it('rows that have an entry stay as they are', () => {
  const entered = { ...shared, entry: Int32Array.of(2, 2, 3, 2, 3) };
  expect(besideCohorts(entered)).toBe(entered);
  const nobody = { ...shared, treated: new Uint8Array(5), entry: new Int32Array(5) };
  expect(besideCohorts(nobody)).toBe(nobody);
});

import { expect, it } from 'vitest';
import { crossSection } from '../../../pipeline/run/effect/innovation.ts';

/** One company: when it entered the study, when it first took part at all, its answer and its weight. */
type Company = readonly [entry: number, firstPart: number, answer: -1 | 0 | 1, weight?: number];

function ratesOf(companies: readonly Company[]) {
  const answers = {
    innovativeAfter: companies.map(([, , answer]) => answer),
    weight: companies.map((one) => one[3] ?? 1),
  };
  const treatment = { entry: companies.map(([entry]) => entry), firstPart: companies.map(([, first]) => first) };
  return crossSection({ ...answers, after: { to: 2013 } } as never, treatment as never, 0.95);
}

const participants: readonly Company[] = [1, 1, 1, 0].map((answer) => [2011, 2011, answer as 0 | 1]);
const others: readonly Company[] = [1, 1, 0, 0].map((answer) => [0, 0, answer as 0 | 1]);

it('gives the ratio of innovation rates with an interval and the participants that answered', () => {
  const rates = ratesOf([...participants, ...others, [2011, 2011, -1], [2014, 2012, 1], [0, 2010, 1]]);
  // By hand: 0.75 / 0.5; the error of its logarithm is the root of 0.25 / 3 + 0.5 / 2.
  expect(rates?.ratio.estimate).toBeCloseTo(1.5, 10);
  expect(rates?.ratio.lower).toBeCloseTo(1.5 * Math.exp(-1.959964 * Math.sqrt(1 / 3)), 5);
  expect(rates?.ratio.upper).toBeCloseTo(1.5 * Math.exp(1.959964 * Math.sqrt(1 / 3)), 5);
  expect(rates?.treatedAnswers).toBe(4);
});

it('makes the interval wider where weights differ', () => {
  const widthOf = (weights: readonly number[]) => {
    const rates = ratesOf([...participants.map(([a, b, c], at): Company => [a, b, c, weights[at]]), ...others]);
    return Math.log((rates?.ratio.upper ?? 0) / (rates?.ratio.lower ?? 1));
  };
  expect(widthOf([1, 2, 3, 2])).toBeGreaterThan(widthOf([2, 2, 2, 2]));
});

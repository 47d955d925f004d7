import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classicalCovariance } from '../../../pipeline/estimate/effect/robust/heteroskedastic.ts';
import { linearModel } from '../../../pipeline/estimate/effect/robust/model.ts';
import {
  eValue,
  eValueOfDifference,
  ratioOfHazardRatio,
  ratioOfOddsRatio,
} from '../../../pipeline/estimate/effect/sensitivity/evalue.ts';
import {
  partialR2,
  type RegressionEstimate,
  withConfounder,
} from '../../../pipeline/estimate/effect/sensitivity/omitted-confounder.ts';
import { hodgesLehmann, hodgesLehmannBounds } from '../../../pipeline/estimate/effect/sensitivity/rosenbaum.ts';
import { matrixOfColumns } from '../../../pipeline/estimate/numeric/matrix.ts';
import { normal } from '../../../pipeline/estimate/numeric/random.ts';

const SIZE = 80;
const noise = (stream: number) => Float64Array.from({ length: SIZE }, (_, i) => normal(12, stream, 0, i));

/** Coefficient of the second column. */
function regress(outcome: Float64Array, columns: readonly Float64Array[]): RegressionEstimate {
  const model = linearModel(matrixOfColumns([new Float64Array(SIZE).fill(1), ...columns]), outcome);
  const { values, columns: width } = classicalCovariance(model);
  return {
    estimate: model.fit.coefficients[1] as number,
    standardError: Math.sqrt(values[width + 1] as number),
    degreesOfFreedom: model.fit.degreesOfFreedom,
  };
}

describe('an omitted confounder', () => {
  const [confounder, size] = [noise(1), noise(2)];
  const treated = noise(3).map((value, i) => value + 0.6 * (confounder[i] as number) + 0.3 * (size[i] as number));
  for (const pull of [0.5, -0.7])
    it(`of the strength it has gives the regression that holds it, pulling ${pull > 0 ? 'up' : 'down'}`, () => {
      const outcome = noise(4).map(
        (value, i) => value + 0.4 * (treated[i] as number) + pull * (confounder[i] as number) - (size[i] as number),
      );
      const without = regress(outcome, [treated, size]);
      const held = regress(outcome, [treated, size, confounder]);
      const ofOutcome = regress(outcome, [confounder, treated, size]);
      const ofTreatment = regress(treated, [confounder, size]);
      const strengthOf = ({ estimate, standardError, degreesOfFreedom }: RegressionEstimate) =>
        partialR2(estimate / standardError, degreesOfFreedom);
      const strength = { treatment: strengthOf(ofTreatment), outcome: strengthOf(ofOutcome) };
      const moved = withConfounder(without, strength, pull > 0 ? 'null' : 'away');
      expect(moved.estimate).toBeCloseTo(held.estimate, 10);
      expect(moved.standardError).toBeCloseTo(held.standardError, 10);
      expect(moved.degreesOfFreedom).toBe(held.degreesOfFreedom);
    });
});

describe('the E-value', () => {
  it('is the strength whose largest bias is the ratio over the target', () => {
    const ratio = fc.double({ min: 0.05, max: 20, noNaN: true });
    fc.assert(
      fc.property(ratio, ratio, (found, target) => {
        const { point } = eValue(found, found, found, target);
        const largestBias = (point * point) / (2 * point - 1);
        expect(largestBias / Math.max(found / target, target / found)).toBeCloseTo(1, 6);
      }),
    );
  });

  it('is 1 for an interval that holds the target, and goes by its nearer limit otherwise', () => {
    expect(eValue(1.5, 0.9, 2.5).interval).toBe(1);
    expect(eValue(1.5, 1.2, 1.9, 1.3).interval).toBe(1);
    expect(eValue(3.9, 1.8, 8.7).interval).toBeCloseTo(3, 3);
    expect(eValue(0.8, 0.71, 0.91).interval).toBe(eValue(0.91, 0.91, 0.91).point);
  });

  it('turns other measures into risk ratios', () => {
    expect(ratioOfOddsRatio(4, false)).toBe(2);
    expect(ratioOfOddsRatio(4, true)).toBe(4);
    expect(ratioOfHazardRatio(1, false)).toBe(1);
    expect(ratioOfHazardRatio(2, false) * ratioOfHazardRatio(0.5, false)).toBeCloseTo(1, 12);
    expect(eValueOfDifference(0.5, 0.1).point).toBe(eValue(Math.exp(0.455), 1, 2).point);
    expect(eValueOfDifference(0.1, 0.1).interval).toBe(1);
  });
});

describe('bounds on the Hodges-Lehmann estimate', () => {
  const differences = fc.array(fc.integer({ min: -30, max: 60 }), { minLength: 3, maxLength: 25 });

  it('hold the estimate, which they are without bias, and widen with it', () => {
    fc.assert(
      fc.property(differences, (values) => {
        const none = hodgesLehmannBounds(values, 1);
        expect([none.lower, none.upper]).toEqual([hodgesLehmann(values), hodgesLehmann(values)]);
        const [some, more] = [hodgesLehmannBounds(values, 1.5), hodgesLehmannBounds(values, 3)];
        expect(more.lower).toBeLessThanOrEqual(some.lower);
        expect(some.lower).toBeLessThanOrEqual(none.lower);
        expect(some.upper).toBeGreaterThanOrEqual(none.upper);
        expect(more.upper).toBeGreaterThanOrEqual(some.upper);
      }),
    );
  });

  it('are where the signed rank statistic passes its largest and smallest expectation', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -300, max: 600 }), { minLength: 4, maxLength: 20 }), (values) => {
        const count = values.length;
        /** Pairwise means above a value: the signed rank statistic of what is left of the differences. */
        const statistic = (effect: number): number =>
          values.reduce((sum, a, i) => sum + values.slice(i).filter((b) => (a + b) / 2 > effect).length, 0);
        const { lower, upper } = hodgesLehmannBounds(values, 2);
        const all = (count * (count + 1)) / 2;
        for (const [limit, expected] of [
          [lower, (2 / 3) * all],
          [upper, all / 3],
        ] as const) {
          expect(statistic(limit - 1e-6)).toBeGreaterThanOrEqual(expected - 1e-9);
          expect(statistic(limit + 1e-6)).toBeLessThanOrEqual(expected + 1e-9);
        }
      }),
    );
  });
});

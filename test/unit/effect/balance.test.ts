import { describe, expect, it } from 'vitest';
import { balance } from '../../../pipeline/estimate/effect/balance/balance.ts';
import { factorBalances } from '../../../pipeline/estimate/effect/balance/factor.ts';

const treated = [1, 1, 1, 0, 0, 0, 0, 0];
const same = new Float64Array(8).fill(0.1);
const sameTreated = Float64Array.of(0.1, 0.1, 0.1, 0.3, 0.5, 0.2, 0.1, 0.7);
const sameControls = Float64Array.of(0.1, 0.2, 0.3, 0.1, 0.1, 0.1, 0.5, 0.7);
const weights = [1, 1, 1, 1, 0.7, 1.3, 0, 0];

describe('balance of a covariate that does not vary', () => {
  it('has no difference in standard deviations, and none to speak of', () => {
    for (const sample of [{ treated }, { treated, weights }])
      expect(balance('same', same, sample)).toMatchObject({
        meanTreated: 0.1,
        meanControl: 0.1,
        standardisedDifference: null,
        varianceRatio: null,
      });
  });

  it('takes the deviation of both arms where the treated have none', () => {
    const { standardisedDifference, varianceRatio } = balance('treated', sameTreated, { treated });
    expect(standardisedDifference).toBeCloseTo(-0.26 / Math.sqrt(0.058 / 2), 12);
    expect(varianceRatio).toBe(0);
  });

  it('has no ratio of variances where the controls have none', () => {
    const own = balance('controls', sameControls, { treated, weights });
    expect(own.varianceRatio).toBeNull();
    expect(own.standardisedDifference).toBeCloseTo(1, 12);
  });
});

it('balance says nothing of an arm without units, or without a covariate of one of them', () => {
  const nobody = new Float64Array(8);
  const unknown = sameTreated.map((value, i) => (i === 1 ? Number.NaN : value));
  for (const own of [
    balance('no weights', sameTreated, { treated, weights: nobody }),
    balance('no treated', sameTreated, { treated: nobody }),
    balance('missing', unknown, { treated }),
  ]) {
    expect(own).toMatchObject({ standardisedDifference: null, varianceRatio: null });
    expect(own.ecdfMean).toBeNaN();
  }
  const factor = { names: ['north'], codes: Int16Array.of(0, -1, 0, -1, 0, 0, -1, 0) };
  expect(
    factorBalances(factor, [{ treated }, { treated, weights: nobody }])[1]?.[0]?.standardisedDifference,
  ).toBeNull();
  expect(balance('one', sameControls, { treated: [1, 0, 0, 0, 0, 0, 0, 0] })).toMatchObject({
    standardisedDifference: null,
    varianceRatio: null,
  });
});

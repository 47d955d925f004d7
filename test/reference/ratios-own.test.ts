import { describe, expect, it } from 'vitest';
import { fisherTest } from '../../pipeline/estimate/effect/ratio/fisher.ts';
import { logInterval } from '../../pipeline/estimate/effect/ratio/interval.ts';
import { comparePaired } from '../../pipeline/estimate/effect/ratio/paired.ts';
import { poissonRatio } from '../../pipeline/estimate/effect/ratio/regression.ts';
import { compareUnpaired, koopmanInterval } from '../../pipeline/estimate/effect/ratio/unpaired.ts';
import { matrixOfColumns } from '../../pipeline/estimate/numeric/matrix.ts';
import { expectedOf } from '../support/own-vectors.ts';
import { expectNear } from '../support/reference.ts';

const near = { rel: 1e-9, abs: 1e-12 };

describe('tables with empty cells agree with R', () => {
  for (const wanted of expectedOf('effect', 'ratios').tables) {
    const [treatedYes, treatedNo, controlYes, controlNo] = wanted.table as [number, number, number, number];
    const table = { treatedYes, treatedNo, controlYes, controlNo };
    it(`${wanted.table.join(' ')} at ${wanted.level}`, () => {
      const own = compareUnpaired(table, wanted.level);
      expect(own.isAdjusted).toBe(wanted.table.includes(0));
      const pairs: readonly [string, number, number][] = [
        ['treated share', own.treatedShare, wanted.p1],
        ['control share', own.controlShare, wanted.p0],
        ['difference', own.riskDifference.estimate, wanted.difference],
        ['Wald lower', own.riskDifference.lower, wanted.wald[0]],
        ['Wald upper', own.riskDifference.upper, wanted.wald[1]],
        ['Newcombe lower', own.newcombe.lower, wanted.newcombe[0]],
        ['Newcombe upper', own.newcombe.upper, wanted.newcombe[1]],
        ['chi-square', own.chiSquare.statistic, wanted.chisq],
        ['corrected', own.chiSquare.corrected, wanted.corrected],
        ['Fisher', fisherTest(table).p, wanted.fisher],
        ['risk ratio', own.riskRatio.estimate, wanted.ratio],
        ['error of its logarithm', own.riskRatio.standardErrorOfLog, wanted.error],
        ['odds ratio', own.oddsRatio.estimate, wanted.odds],
        ['odds lower', own.oddsRatio.lower, wanted.odds_ci[0]],
        ['odds upper', own.oddsRatio.upper, wanted.odds_ci[1]],
      ];
      for (const [what, found, value] of pairs) expectNear(found, value, near, what);
      // R finds the likeliest shares to the root of its precision.
      const koopman = [own.koopman.lower, own.koopman.upper];
      koopman.forEach((found, k) => {
        if (wanted.koopman[k] === 'Inf') expect(found).toBe(Number.POSITIVE_INFINITY);
        else expectNear(found, wanted.koopman[k], { rel: 1e-7, abs: 1e-12 }, `Koopman ${k}`);
      });
    });
  }
});

it('makes no number of an empty arm', () => {
  for (const table of [
    { treatedYes: 0, treatedNo: 0, controlYes: 3, controlNo: 7 },
    { treatedYes: 3, treatedNo: 7, controlYes: 0, controlNo: 0 },
  ]) {
    const { riskRatio, koopman, smallSampleRatio, oddsRatio, riskDifference, newcombe, chiSquare, isAdjusted } =
      compareUnpaired(table);
    expect(isAdjusted).toBe(false);
    expect(chiSquare.statistic).toBeNaN();
    for (const own of [riskRatio, smallSampleRatio, oddsRatio, riskDifference]) expect(own.estimate).toBeNaN();
    for (const { lower, upper } of [riskRatio, koopman, smallSampleRatio, oddsRatio, newcombe])
      expect([lower, upper]).toEqual([Number.NaN, Number.NaN]);
  }
});

it('says nothing of a ratio without an outcome in one arm', () => {
  const nothing = { lower: 0, upper: Number.POSITIVE_INFINITY };
  expect(koopmanInterval(0, 8, 0, 9)).toEqual(nothing);
  expect(logInterval(2, Number.POSITIVE_INFINITY)).toEqual(nothing);
  expect(compareUnpaired({ treatedYes: 0, treatedNo: 9, controlYes: 4, controlNo: 5 }).smallSampleRatio).toEqual({
    estimate: 0,
    ...nothing,
  });
  const { riskRatio, oddsRatio } = comparePaired({ both: 0, treatedOnly: 3, controlOnly: 0, neither: 10 });
  for (const own of [riskRatio, oddsRatio])
    expect(own).toMatchObject({ estimate: Number.POSITIVE_INFINITY, ...nothing });
});

it('has no regression ratio where an arm has no outcome', () => {
  const treated = [1, 1, 1, 0, 0, 0, 0, 0];
  const design = matrixOfColumns([treated.map(() => 1), treated]);
  const none = poissonRatio(design, [0, 0, 0, 1, 0, 1, 0, 1], 1);
  const noneWeighted = poissonRatio(design, [1, 0, 0, 1, 0, 1, 0, 1], 1, { weights: [0, 1, 1, 1, 1, 1, 1, 1] });
  for (const { ratio, standardErrorOfLog } of [none, noneWeighted])
    expect([ratio, standardErrorOfLog]).toEqual([Number.NaN, Number.NaN]);
  expect(poissonRatio(design, [1, 0, 0, 1, 0, 1, 0, 1], 1).ratio).toBeCloseTo(5 / 9, 8);
});

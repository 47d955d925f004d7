import { describe, expect, it } from 'vitest';
import {
  belowShareOfMedian,
  coefficientOfVariation,
  quintileShareRatio,
  weightedEcdfQuantile,
  weightedMean,
  weightedPlaceQuantile,
  weightedVariance,
} from '../../pipeline/estimate/descriptive/index.ts';
import {
  betaCdf,
  chiSquareUpperP,
  fQuantile,
  logGamma,
  normalQuantile,
} from '../../pipeline/estimate/distribution/index.ts';
import { matchNearest } from '../../pipeline/estimate/effect/matching/nearest.ts';
import type { MatchOptions, MatchUnits } from '../../pipeline/estimate/effect/matching/options.ts';
import { matchingWeights } from '../../pipeline/estimate/effect/matching/pairs.ts';
import { caliperWidth } from '../../pipeline/estimate/effect/matching/support.ts';
import { variableRatios } from '../../pipeline/estimate/effect/matching/variable-ratio.ts';
import { buildDesign, factor, numeric } from '../../pipeline/estimate/effect/score/design.ts';
import { areaUnderCurve } from '../../pipeline/estimate/effect/score/discrimination.ts';
import { cauchitFamily, cloglogFamily, logitFamily } from '../../pipeline/estimate/effect/score/family.ts';
import { fitGlm } from '../../pipeline/estimate/effect/score/glm.ts';
import { benchmarkStrength, withConfounder } from '../../pipeline/estimate/effect/sensitivity/omitted-confounder.ts';
import { robustnessValue } from '../../pipeline/estimate/effect/sensitivity/omitted-variable.ts';
import { doublyRobustAverage } from '../../pipeline/estimate/effect/weighting/average-effect.ts';
import { weightedDifference } from '../../pipeline/estimate/effect/weighting/estimates.ts';
import { inverseProbabilityWeights } from '../../pipeline/estimate/effect/weighting/inverse-probability.ts';
import { columnsOf, expectedOf } from '../support/own-vectors.ts';
import { expectNear, numbers } from '../support/reference.ts';

const expected = expectedOf('effect', 'options');
const { data, number: all } = columnsOf('effect', 'firms');
const near = { rel: 1e-7, abs: 1e-10 };

describe('matching options agree with R MatchIt 4.7.2', () => {
  const kept = new Set<string>(expected.units);
  const rows = data.filter(({ id }) => kept.has(id as string));
  const text = (name: string): string[] => rows.map((row) => row[name] as string);
  const number = (name: string): Float64Array => numbers(text(name));
  const [ids, treated, size, age] = [text('id'), number('treated'), number('size'), number('age')];
  const regions = ['east', 'north', 'south', 'west'];
  const region = text('region').map((name) => regions.indexOf(name));
  const design = buildDesign(rows.length, [
    numeric('size', size),
    numeric('age', age),
    factor('region', text('region')),
    numeric('exporter', number('exporter')),
  ]);
  const score = fitGlm(design.matrix, treated, logitFamily).fitted;
  const sd = (times: number, values = score): number => caliperWidth(values, times);
  const cauchit = fitGlm(design.matrix, treated, cauchitFamily).linear;
  const cloglog = fitGlm(design.matrix, treated, cloglogFamily).fitted;
  const other = treated.map((own) => 1 - own);
  const withinSize = { values: size, width: 0.5 * sd(1, size) };
  const mahalanobis = [size, age];
  const cases: readonly [string, MatchOptions, Partial<MatchUnits>?][] = [
    ['plain', {}],
    ['farthest', { order: 'farthest' }],
    ['farthest_ratio', { order: 'farthest', ratio: 2, caliper: sd(0.2) }],
    ['away', { caliper: sd(-0.1) }],
    ['away_raw', { caliper: -0.02, replace: true }],
    ['size_away', { covariateCalipers: [{ values: size, width: sd(-0.3, size) }] }],
    ['size_within_age_away', { caliper: sd(0.5), covariateCalipers: [withinSize, { values: age, width: -3 }] }],
    ['unlike_region', { antiexact: [region] }],
    ['unlike_region_exact', { antiexact: [region], ratio: 2 }, { stratum: number('exporter') }],
    ['reuse', { reuse: 2, ratio: 2, caliper: sd(0.1) }],
    ['closest_reuse', { reuse: 3, order: 'closest' }],
    ['variable', { ratio: 4, ratios: variableRatios(score, treated, { mean: 2, smallest: 1, largest: 4 }) }],
    ['mahalanobis', { mahalanobis, caliper: sd(0.25) }],
    ['mahalanobis_exact', { mahalanobis, caliper: sd(0.5) }, { stratum: region }],
    ['mahalanobis_closest', { mahalanobis, caliper: sd(0.25), order: 'closest' }],
    ['untreated', { caliper: sd(0.1), replace: true, order: 'smallest' }, { treated: other }],
    ['cloglog', { caliper: sd(0.2, cloglog) }, { score: cloglog }],
    ['cauchit', { caliper: sd(0.2, cauchit) }, { score: cauchit }],
  ];
  for (const [name, options, over = {}] of cases)
    it(name, () => {
      const wanted = expected.matching[name];
      const units = { score, treated, ids, ...over };
      const matches = matchNearest(units, options);
      const found = Array.from(matches.treated, (unit, row) => {
        const own = matches.controls.subarray(row * matches.ratio, (row + 1) * matches.ratio);
        return [
          ids[unit],
          ...Array.from(
            own.filter((control) => control !== -1),
            (control) => ids[control],
          ),
        ];
      });
      expect(found).toEqual(wanted.pairs.map((pair: string | string[]) => [pair].flat()));
      const weights = matchingWeights(matches, ids.length);
      weights.forEach((weight, i) => {
        expectNear(units.score[i], wanted.score[i], { rel: 1e-6, abs: 1e-9 }, `score ${i}`);
        expectNear(weight, wanted.weights[i], near, `weight ${i}`);
      });
    });
});

describe('omitted confounders agree with R sensemakr', () => {
  const { estimate, error, df, values, benchmarks, bounds } = expected.omitted;
  it('robustness values of a share and a level', () => {
    for (const { q, alpha, rv, rva } of values) {
      const own = robustnessValue(estimate / error, df, alpha, q);
      expectNear(own.value, rv, near, 'RV');
      expectNear(own.valueAtLevel, rva, near, 'RV at the level');
    }
  });

  it('bounds by covariates, once and twice as strong', () => {
    const strengths = benchmarks.flatMap((own: { treatment: number; outcome: number }) =>
      [1, 2].map((times) => benchmarkStrength(own, times)),
    );
    bounds.forEach((row: Record<string, number>, k: number) => {
      const strength = strengths[k];
      expectNear(strength.treatment, row['r2dz.x'], near, 'treatment');
      expectNear(strength.outcome, row['r2yz.dx'], near, 'outcome');
      const moved = withConfounder({ estimate, standardError: error, degreesOfFreedom: df }, strength);
      expectNear(moved.estimate, row.adjusted_estimate, near, 'estimate');
      expectNear(moved.standardError, row.adjusted_se, near, 'error');
    });
    expect(benchmarkStrength({ treatment: 0.6, outcome: 0.1 }, 1)).toBeNull();
  });
});

describe('weights, distributions and descriptions agree with R', () => {
  it('effects on the untreated, on all and on those that could be matched', () => {
    const { score, means, auc, hajek, horvitz, error, regression, weighting } = expected.weighting;
    const [treated, outcome] = [all('treated'), all('outcome')];
    for (const estimand of ['atc', 'ate', 'atm'] as const) {
      const weights = inverseProbabilityWeights(score, treated, estimand);
      expectNear(weightedDifference(outcome, treated, weights).estimate, means[estimand], near, estimand);
    }
    expectNear(areaUnderCurve(Float64Array.from(score), treated), auc, near, 'area');
    const { matrix } = buildDesign(data.length, [numeric('size', all('size')), numeric('age', all('age'))]);
    const own = doublyRobustAverage(outcome, treated, score, matrix);
    expectNear(own.hajek, hajek, near, 'Hajek');
    expectNear(own.horvitzThompson, horvitz, near, 'Horvitz-Thompson');
    expectNear(own.standardError, error, near, 'error');
    expectNear(own.regression, regression, near, 'regression');
    expectNear(own.weighting, weighting, near, 'weighting');
  });

  it('tails of distributions', () => {
    const { p, qnorm, qf, upper, lgamma, pbeta } = expected.distributions;
    const close = { rel: 1e-10, abs: 1e-14 };
    p.forEach((share: number, i: number) => {
      expectNear(normalQuantile(share), qnorm[i], close, `qnorm ${share}`);
    });
    for (const { a, b, q } of qf)
      q.forEach((value: number, i: number) => {
        expectNear(fQuantile(p[i + 5], a, b), value, { rel: 1e-7, abs: 0 }, `qf ${a} ${b}`);
      });
    for (const { df, x, p: tail } of upper)
      x.forEach((value: number, i: number) => {
        expectNear(chiSquareUpperP(value, df), tail[i], { rel: 1e-11, abs: 0 }, `pchisq ${value} ${df}`);
      });
    lgamma.x.forEach((value: number, i: number) => {
      expectNear(logGamma(value), lgamma.v[i], close, `lgamma ${value}`);
    });
    for (const { a, b, p: shares } of pbeta)
      [1e-12, 1e-7, 1e-4].forEach((x, i) => {
        expectNear(betaCdf(x, a, b), shares[i], { rel: 1e-9, abs: 0 }, `pbeta ${x} ${a} ${b}`);
      });
  });

  it('weighted quantiles, moments and inequality', () => {
    const wanted = expected.described;
    const values = all('size').map(Math.exp);
    const weights = all('weight');
    wanted.q.forEach((p: number, i: number) => {
      expectNear(weightedPlaceQuantile(values, weights, p), wanted.place[i], near, `quantile ${p}`);
      for (const { kind, q } of wanted.ecdf)
        expectNear(weightedEcdfQuantile(values, weights, p, kind), q[i], near, `quantile ${kind} ${p}`);
    });
    expectNear(weightedMean(values, weights), wanted.mean, near, 'mean');
    expectNear(weightedVariance(values, weights), wanted.variance, near, 'variance');
    expectNear(weightedVariance(values, weights, 'relative'), wanted.relative, near, 'relative variance');
    expectNear(coefficientOfVariation(values), wanted.cv, near, 'coefficient of variation');
    expectNear(quintileShareRatio(values, weights), wanted.qsr, near, 'quintile share ratio');
    const low = belowShareOfMedian(values, weights);
    expectNear(low.limit, wanted.limit, near, 'limit');
    expectNear(low.belowPct, wanted.below, near, 'below');
  });
});

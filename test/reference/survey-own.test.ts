import { describe, expect, it } from 'vitest';
import {
  calibrate,
  compareEstimates,
  degreesOfFreedomOf,
  postStratify,
  type QuantileRule,
  rake,
  raoScottTest,
  type SurveyDesign,
  surveyDesign,
  surveyMean,
  surveyOneSampleTTest,
  surveyProportion,
  surveyQuantile,
  surveyRatio,
  surveyRegression,
  surveyTotal,
  surveyTTest,
  trimWeights,
  waldIndependenceTest,
  weightingClasses,
} from '../../pipeline/estimate/survey/index.ts';
import { expectNear, factor } from '../support/reference.ts';
import {
  column,
  expectedOf,
  number,
  population,
  psu,
  region,
  size,
  sizeBand,
  stratum,
  weights,
} from '../support/survey-vectors.ts';

interface Row {
  readonly stat: string;
  readonly name: string;
  readonly est: number;
  readonly se: number;
  readonly lower: number;
  readonly upper: number;
}

const expected = expectedOf('survey');
const tolerance = { rel: 1e-9, abs: 1e-10 };
const iterated = { rel: 1e-7, abs: 1e-9 };
const outcomes: Record<string, Float64Array> = {
  innovative: number('innovative'),
  expects: number('expects'),
  turnover: number('turnover'),
};
const innovative = outcomes.innovative as Float64Array;
const turnover = outcomes.turnover as Float64Array;
const employees = number('employees');
const ones = new Float64Array(size).fill(1);
const where = (codes: Int32Array, code: number): Float64Array => Float64Array.from(codes, (c) => (c === code ? 1 : 0));
const domainOf = (codes: Int32Array, code: number): Uint8Array => Uint8Array.from(codes, (c) => (c === code ? 1 : 0));

const stratified = surveyDesign({ stratum, population, weights });
const clustered = surveyDesign({ psu, weights });
const sizes = Float64Array.of(1130, 1650, 1000);
const auxiliaries = [ones, where(sizeBand.codes, 1), where(sizeBand.codes, 2), employees];
const totals = [3780, 1650, 1000, 148000];
const designs: Record<string, SurveyDesign> = {
  stratified,
  without_fpc: surveyDesign({ stratum, weights }),
  clustered,
  two_stage: surveyDesign({
    weights,
    stages: [
      { strata: new Int32Array(size), clusters: psu, population: number('N_psu') },
      { strata: psu, clusters: Int32Array.from(number('id')), population: number('M_i') },
    ],
  }),
  poststratified: postStratify(stratified, sizeBand.codes, sizes),
  raked: rake(stratified, [
    { groups: sizeBand.codes, population: sizes },
    { groups: region.codes, population: Float64Array.of(1400, 1220, 1160) },
  ]).design,
  calibrated_linear: calibrate(stratified, auxiliaries, totals).design,
  calibrated_raking: calibrate(stratified, auxiliaries, totals, { metric: 'raking', tolerance: 1e-12 }).design,
  calibrated_logit: calibrate(stratified, auxiliaries, totals, {
    metric: 'logit',
    bounds: [0.3, 3],
    tolerance: 1e-12,
  }).design,
};

function expectRows(
  design: SurveyDesign,
  values: readonly Row[],
  data: Record<string, Float64Array>,
  what: string,
): void {
  for (const row of values) {
    const estimate = row.stat === 'mean' ? surveyMean : surveyTotal;
    const actual = estimate(design, data[row.name] as Float64Array);
    for (const [key, value] of [
      ['estimate', row.est],
      ['standardError', row.se],
      ['lower', row.lower],
      ['upper', row.upper],
    ] as const)
      expectNear(actual[key], value, iterated, `${what} ${row.stat} ${row.name} ${key}`);
  }
}

describe('survey inference agrees with R on generated data', () => {
  it.each(Object.keys(designs))('means and totals, %s', (name) => {
    expectRows(designs[name] as SurveyDesign, expected[name], outcomes, name);
  });

  it('degrees of freedom, design effects, ratio', () => {
    for (const name of ['stratified', 'clustered', 'two_stage'])
      expect(degreesOfFreedomOf(designs[name] as SurveyDesign)).toBe(expected.df[name]);
    expectNear(surveyMean(stratified, innovative).designEffect, expected.deff[0], tolerance, 'deff');
    expectNear(surveyMean(stratified, turnover).designEffect, expected.deff[1], tolerance, 'deff');
    const ratio = surveyRatio(stratified, turnover, employees);
    expectNear(ratio.estimate, expected.ratio.est, tolerance, 'ratio');
    expectNear(ratio.standardError, expected.ratio.se, tolerance, 'ratio se');
  });

  it('design effects of means, totals and ratios, against samples without and with replacement', () => {
    for (const [key, designEffect] of [
      ['without', 'without-replacement'],
      ['replace', 'replace'],
    ] as const) {
      const wanted = expected.deffs[key];
      const actual = {
        mean: surveyMean(clustered, turnover, { designEffect }),
        total: surveyTotal(clustered, turnover, { designEffect }),
        ratio: surveyRatio(clustered, turnover, employees, { designEffect }),
      };
      for (const [name, estimate] of Object.entries(actual))
        expectNear(estimate.designEffect, [wanted[name]].flat()[0], tolerance, `${key} ${name}`);
    }
  });

  it('domains keep all units of their strata', () => {
    const check = (design: SurveyDesign, outcome: Float64Array, domain: Uint8Array, name: string): void => {
      const actual = surveyMean(design, outcome, { domain });
      expectNear(actual.estimate, expected[name].est, tolerance, name);
      expectNear(actual.standardError, expected[name].se, tolerance, `${name} se`);
      expect(actual.n).toBe(expected[name].n);
      expect(actual.degreesOfFreedom).toBe(expected[name].df);
    };
    check(stratified, innovative, domainOf(sizeBand.codes, 0), 'domain_size_c');
    check(clustered, turnover, domainOf(region.codes, 1), 'domain_region_n_clustered');
  });

  it.each([
    ['prop_innovative', stratified, 'innovative'],
    ['prop_expects', stratified, 'expects'],
    ['prop_clustered', clustered, 'innovative'],
  ] as const)('intervals of %s', (name, design, outcome) => {
    for (const [method, row] of Object.entries(expected[name]) as [string, Row & { p: number }][]) {
      const interval = (method === 'xlogit' ? 'logit' : method) as 'beta';
      const actual = surveyProportion(design, outcomes[outcome] as Float64Array, { interval });
      expectNear(actual.estimate, row.p, iterated, method);
      expectNear(actual.standardError, row.se, iterated, `${method} se`);
      expectNear(actual.lower, row.lower, iterated, `${method} lower`);
      expectNear(actual.upper, row.upper, iterated, `${method} upper`);
    }
  });

  it('weights of calibration and trimming', () => {
    for (const [name, values] of Object.entries(expected.weights) as [string, number[]][])
      values.forEach((weight, i) => {
        expectNear(designs[name]?.weights[i], weight, iterated, `${name} ${i}`);
      });
    const { weights: trimmed, trimmed: count } = trimWeights(weights, 20);
    (expected.trimmed as number[]).forEach((weight, i) => {
      expectNear(trimmed[i], weight, tolerance, `trimmed ${i}`);
    });
    expect(count).toBeGreaterThan(0);
    const once = trimWeights(weights, 20, { rounds: 1 });
    const both = trimWeights(weights, 30, { lower: 2 });
    (expected.trimmed_once as number[]).forEach((weight, i) => {
      expectNear(once.weights[i], weight, tolerance, `trimmed once ${i}`);
      expectNear(both.weights[i], expected.trimmed_both[i], tolerance, `trimmed on both sides ${i}`);
    });
    expect(() => trimWeights(weights, 1)).toThrow(RangeError);
  });

  it.each(['remove', 'certainty', 'adjust', 'average'] as const)('a stratum with one unit, %s', (singleUnit) => {
    const append = (values: Float64Array, value: number) => Float64Array.from([...values, value]);
    const design = surveyDesign({
      stratum: Int32Array.from([...stratum, 6]),
      population: append(population, 9),
      weights: append(weights, 9),
      singleUnit,
    });
    const data = {
      innovative: append(innovative, innovative.at(-1) as number),
      turnover: append(turnover, 77777),
    };
    expectRows(design, expected.lonely[singleUnit], data, singleUnit);
    const failing = surveyMean({ ...design, singleUnit: 'fail' }, data.turnover);
    expect(failing.standardError).toBeNaN();
    expect(failing.lower).toBeNull();
    expect(failing.warnings).toContain('single_unit_stratum');
  });

  it('comparisons of two domains', () => {
    const [c, a] = [0, 2].map((code) => surveyMean(stratified, innovative, { domain: domainOf(sizeBand.codes, code) }));
    if (a === undefined || c === undefined) throw new Error('no domain');
    const difference = compareEstimates(stratified, 'difference', c, a, 234);
    const ratio = compareEstimates(stratified, 'ratio', c, a, 234);
    const odds = compareEstimates(stratified, 'odds_ratio', c, a, 234);
    expectNear(difference.estimate, expected.difference.est, tolerance, 'difference');
    expectNear(difference.standardError, expected.difference.se, tolerance, 'difference se');
    expectNear(Math.log(ratio.estimate), expected.log_ratio.est, tolerance, 'log ratio');
    expectNear(ratio.standardError, expected.log_ratio.se, tolerance, 'log ratio se');
    expectNear(Math.log(odds.estimate), expected.log_odds.est, tolerance, 'log odds');
    expectNear(odds.standardError, expected.log_odds.se, tolerance, 'log odds se');
  });

  it.each(Object.keys(expected.quantiles))('quantiles by rule %s', (rule) => {
    for (const { p, q, lower, upper, se } of expected.quantiles[rule]) {
      const actual = surveyQuantile(stratified, turnover, p, { rule: rule as QuantileRule, interval: 'beta' });
      expectNear(actual.estimate, q, iterated, `${p}`);
      if (lower === undefined || upper === undefined) {
        // R leaves out what it cannot compute.
        expect([actual.lower, actual.upper]).toContain(null);
        continue;
      }
      expectNear(actual.lower, lower, iterated, `${p} lower`);
      expectNear(actual.upper, upper, iterated, `${p} upper`);
      expectNear(actual.standardError, se, iterated, `${p} se`);
    }
  });

  it('tests and regressions', () => {
    const check = (
      actual: { statistic: number; degreesOfFreedom: readonly number[]; pValue: number },
      name: string,
    ) => {
      expectNear(actual.statistic, expected[name].stat, iterated, name);
      [expected[name].df].flat().forEach((df: number, i: number) => {
        expectNear(actual.degreesOfFreedom[i], df, iterated, `${name} df`);
      });
      expectNear(actual.pValue, expected[name].p, iterated, `${name} p`);
    };
    const answers = Int32Array.from(innovative);
    check(raoScottTest(stratified, answers, region.codes), 'chisq_F');
    check(raoScottTest(stratified, answers, region.codes, 'first'), 'chisq_1');
    check(waldIndependenceTest(stratified, answers, region.codes, 'plain'), 'wald');
    check(waldIndependenceTest(stratified, answers, region.codes), 'wald_adjusted');
    check(surveyTTest(stratified, turnover, innovative), 'ttest');
    check(
      surveyOneSampleTTest(
        stratified,
        turnover.map((value) => value - 5000),
      ),
      'ttest_one',
    );
    const regional = [where(region.codes, 1), where(region.codes, 2)];
    const logit = surveyRegression(stratified, innovative, [ones, employees, ...regional], 'binomial');
    const poisson = surveyRegression(clustered, innovative, [ones, employees], 'poisson');
    for (const [fit, name] of [
      [logit, 'logit'],
      [poisson, 'poisson'],
    ] as const)
      (expected[name] as { est: number; se: number; df: number }[]).forEach((row, a) => {
        expectNear(fit.coefficients[a], row.est, iterated, `${name} ${a}`);
        expectNear(fit.standardErrors[a], row.se, iterated, `${name} ${a} se`);
        expect(fit.degreesOfFreedom).toBe(row.df);
      });
  });

  it('weighting classes', () => {
    const sizes = column('size');
    const classes = factor(column('stratum').map((code, at) => `${code} ${sizes[at]}`));
    const { classes: actual, weightedRate } = weightingClasses(
      weights,
      Uint8Array.from(number('answered')),
      classes.codes,
    );
    for (const [name, value] of Object.entries(expected.response_factors) as [string, number][])
      expectNear(actual[classes.levels.indexOf(name)]?.factor, value, tolerance, name);
    expectNear(weightedRate, expected.response_rate_weighted, tolerance, 'rate');
  });
});

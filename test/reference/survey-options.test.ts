import { describe, expect, it } from 'vitest';
import {
  calibrate,
  type ProportionInterval,
  postStratify,
  type RaoScottOrder,
  raoScottTest,
  type SurveyDesign,
  surveyDesign,
  surveyMean,
  surveyOneSampleTTest,
  surveyProportion,
  surveyQuantile,
  surveyRatio,
  surveyTotal,
  surveyTTest,
  type TestResult,
  waldIndependenceTest,
} from '../../pipeline/estimate/survey/index.ts';
import { expectNear } from '../support/reference.ts';
import {
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

const expected = expectedOf('options');
const tolerance = { rel: 1e-7, abs: 1e-9 };
/** R looks for the saddlepoint with a tolerance of 1e-8, which moves p by about one in a million. */
const searched = { rel: 2e-6, abs: 1e-9 };
const turnover = number('turnover');
const employees = number('employees');
const innovative = number('innovative');
const answers = Int32Array.from(innovative);
const ones = new Float64Array(size).fill(1);

const stratified = surveyDesign({ stratum, population, weights });
const clustered = surveyDesign({ psu, weights });
const poststratified = postStratify(stratified, sizeBand.codes, Float64Array.of(1130, 1650, 1000));
const calibrated = (design: SurveyDesign, options: Parameters<typeof calibrate>[3]): SurveyDesign =>
  calibrate(design, [ones, employees], [3780, 148000], { tolerance: 1e-12, iterations: 200, ...options }).design;
const designs: Record<string, SurveyDesign> = {
  stratified,
  clustered,
  two_stage_unweighted: surveyDesign({
    stages: [
      { strata: new Int32Array(size), clusters: psu, population: number('N_psu') },
      { strata: psu, clusters: Int32Array.from(number('id')), population: number('M_i') },
    ],
  }),
  poststratified,
  linear_bounded: calibrated(stratified, { bounds: [0.9, 1.25] }),
  raking_bounded: calibrated(stratified, { metric: 'raking', bounds: [0.9, 1.25] }),
  poststratified_calibrated: calibrated(poststratified, {}),
};
const designOf = (name: string): SurveyDesign => designs[name] as SurveyDesign;
const where = (codes: Int32Array, code: number): Uint8Array => Uint8Array.from(codes, (c) => (c === code ? 1 : 0));
const large = where(sizeBand.codes, 0);
const north = where(region.codes, 1);
const parts: Record<string, { readonly domain?: Uint8Array }> = {
  all: {},
  large: { domain: large },
  north: { domain: north },
};

interface Tested {
  readonly stat: number;
  readonly df: number | readonly number[];
  readonly p: number;
}

function expectTest(actual: TestResult, wanted: Tested, what: string, ofP = tolerance): void {
  expectNear(actual.statistic, wanted.stat, tolerance, what);
  expectNear(actual.pValue, wanted.p, ofP, `${what} p`);
  expect(actual.degreesOfFreedom).toHaveLength([wanted.df].flat().length);
  [wanted.df].flat().forEach((df, i) => {
    expectNear(actual.degreesOfFreedom[i], df, tolerance, `${what} df`);
  });
}

function expectIndependence(
  design: SurveyDesign,
  row: Int32Array,
  columns: Int32Array,
  wanted: Readonly<Record<string, Tested>>,
  domain?: Uint8Array,
): void {
  const orders: Record<string, RaoScottOrder> = { F: 'second', Chisq: 'first', saddlepoint: 'saddlepoint' };
  for (const [statistic, order] of Object.entries(orders))
    expectTest(
      raoScottTest(design, row, columns, order, domain),
      wanted[statistic] as Tested,
      statistic,
      order === 'saddlepoint' ? searched : tolerance,
    );
  expectTest(waldIndependenceTest(design, row, columns, 'plain', domain), wanted.Wald as Tested, 'Wald');
  expectTest(waldIndependenceTest(design, row, columns, 'adjusted', domain), wanted.adjWald as Tested, 'adjusted Wald');
}

describe('options of survey inference agree with R on generated data', () => {
  it.each(Object.keys(expected.weights))('weights of %s', (name) => {
    for (const [i, weight] of (expected.weights[name] as number[]).entries())
      expectNear(designOf(name).weights[i], weight, tolerance, `weight ${i}`);
  });

  it.each(Object.keys(designs).flatMap((name) => Object.keys(parts).map((part) => [name, part] as const)))(
    'means, totals, ratios and design effects of %s, %s',
    (name, part) => {
      const wanted = expected.figures[name][part];
      const options = parts[part] as { readonly domain?: Uint8Array };
      const mean = surveyMean(designOf(name), turnover, options);
      const actual = {
        mean,
        total: surveyTotal(designOf(name), turnover, options),
        ratio: surveyRatio(designOf(name), turnover, employees, options),
      };
      for (const [key, estimate] of Object.entries(actual)) {
        expectNear(estimate.estimate, wanted[key].est, tolerance, key);
        expectNear(estimate.standardError, wanted[key].se, tolerance, `${key} se`);
      }
      expect([mean.degreesOfFreedom, mean.n]).toEqual([wanted.mean.df, wanted.mean.n]);
      expectNear(mean.designEffect, wanted.deff.turnover, tolerance, 'design effect');
      const replace = surveyMean(designOf(name), turnover, { ...options, designEffect: 'replace' });
      expectNear(replace.designEffect, wanted.deff_replace.turnover, tolerance, 'design effect with replacement');
    },
  );

  it.each(['stratified', 'clustered'])('intervals of other levels in domains, %s', (name) => {
    for (const [part, options] of Object.entries(parts))
      for (const [method, ends] of Object.entries<Record<string, [number, number]>>(expected.intervals[name][part]))
        for (const [level, key] of [
          [0.9, 'p90'],
          [0.99, 'p99'],
        ] as const) {
          const interval = (method === 'xlogit' ? 'logit' : method) as ProportionInterval;
          const actual = surveyProportion(designOf(name), innovative, { ...options, interval, level });
          expectNear(actual.lower, ends[key]?.[0], tolerance, `${part} ${method} ${level} lower`);
          expectNear(actual.upper, ends[key]?.[1], tolerance, `${part} ${method} ${level} upper`);
        }
  });

  it.each(['stratified', 'clustered', 'raking_bounded', 'north'])('quantiles, %s', (name) => {
    const isDomain = name === 'north';
    const design = isDomain ? clustered : designOf(name);
    for (const [method, list] of Object.entries<{ p: number; q: number; lower: number; upper: number; se: number }[]>(
      isDomain ? expected.quantiles_north : expected.quantiles[name],
    ))
      for (const { p, q, lower, upper, se } of list) {
        const interval = (method === 'xlogit' ? 'logit' : method) as ProportionInterval;
        const options = { rule: 'school', interval, level: 0.9, ...(isDomain ? { domain: north } : {}) } as const;
        const actual = surveyQuantile(design, turnover, p, options);
        expectNear(actual.estimate, q, tolerance, `${method} ${p}`);
        expectNear(actual.lower, lower, tolerance, `${method} ${p} lower`);
        expectNear(actual.upper, upper, tolerance, `${method} ${p} upper`);
        expectNear(actual.standardError, se, tolerance, `${method} ${p} se`);
      }
  });

  it.each(['stratified', 'clustered', 'poststratified'])('tests of independence, %s', (name) => {
    const wanted = expected.chisq[name];
    expectIndependence(designOf(name), answers, region.codes, wanted.innovative_region);
    expectIndependence(designOf(name), sizeBand.codes, region.codes, wanted.size_region);
  });

  it('tests of independence in domains', () => {
    expectIndependence(stratified, answers, region.codes, expected.chisq_large, large);
    expectIndependence(clustered, answers, sizeBand.codes, expected.chisq_north, north);
  });

  it.each([...Object.keys(designs), 'large'])('t-tests with their intervals, %s', (name) => {
    const isDomain = name === 'large';
    const design = isDomain ? stratified : designOf(name);
    const wanted = isDomain ? expected.ttest_large : expected.ttest[name];
    const moved = turnover.map((value) => value - 5000);
    const actual = {
      two: surveyTTest(design, turnover, innovative, isDomain ? large : undefined),
      one: surveyOneSampleTTest(design, moved, isDomain ? large : undefined),
    };
    for (const [key, test] of Object.entries(actual)) {
      expectTest(test, wanted[key], key);
      expectNear(test.estimate, wanted[key].est, tolerance, `${key} estimate`);
      expectNear(test.lower, wanted[key].lower, tolerance, `${key} lower`);
      expectNear(test.upper, wanted[key].upper, tolerance, `${key} upper`);
    }
  });

  it.each(['remove', 'certainty', 'adjust', 'average', 'fail'] as const)(
    'a single unit in a domain or not, %s',
    (singleUnit) => {
      const append = (values: Float64Array, value: number) => Float64Array.from([...values, value]);
      const design = surveyDesign({
        stratum: Int32Array.from([...stratum, 6]),
        population: append(population, 9),
        weights: append(weights, 9),
        singleUnit,
      });
      const outcome = append(turnover, 77777);
      const inDomain = surveyMean(design, outcome, { domain: Uint8Array.from([...large, 1]) });
      const outside = surveyMean(design, outcome, { domain: Uint8Array.from([...where(sizeBand.codes, 2), 0]) });
      const wanted = expected.lonely[singleUnit] ?? { large: Number.NaN, small: expected.lonely.remove.small };
      if (singleUnit === 'fail') expect(inDomain.standardError).toBeNaN();
      else expectNear(inDomain.standardError, wanted.large, tolerance, 'with it');
      expectNear(outside.standardError, wanted.small, tolerance, 'without it');
      expect(inDomain.warnings).toContain('single_unit_stratum');
      expect(outside.warnings).not.toContain('single_unit_stratum');
    },
  );
});

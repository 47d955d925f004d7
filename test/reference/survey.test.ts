import { describe, it } from 'vitest';
import {
  type ProportionInterval,
  type SurveyDesign,
  type SurveyEstimate,
  surveyDesign,
  surveyMean,
  surveyProportion,
  surveyRatio,
  surveyTotal,
} from '../../pipeline/estimate/survey/index.ts';
import { expectNear, factor, hasReference, numbers, referenceCase, referenceData } from '../support/reference.ts';

interface Row {
  readonly name: string;
  readonly est: number;
  readonly se: number;
  readonly lower: number;
  readonly upper: number;
  readonly deff?: number;
}

const yes = (column: readonly string[] | undefined): Float64Array =>
  Float64Array.from(column ?? [], (text) => (text === 'Yes' ? 1 : 0));

const domainWhere = (size: number, isMember: (i: number) => boolean): Uint8Array =>
  Uint8Array.from({ length: size }, (_, i) => (isMember(i) ? 1 : 0));

function schools() {
  const data = referenceData('apistrat.csv');
  const stratum = factor(data.stype);
  const size = stratum.codes.length;
  const fpc = numbers(data.fpc);
  const population = new Float64Array(stratum.levels.length);
  for (let i = 0; i < size; i += 1) population[stratum.codes[i] as number] = fpc[i] as number;
  const design = surveyDesign({ stratum: stratum.codes, population, weights: numbers(data.pw) });
  const withoutFpc = surveyDesign({ stratum: stratum.codes, weights: numbers(data.pw) });
  return { data, stratum, design, withoutFpc, size, enroll: numbers(data.enroll) };
}

const infinite = { degreesOfFreedom: Number.POSITIVE_INFINITY };

describe.runIf(hasReference)('survey inference agrees with R survey', () => {
  const expectRow = (actual: SurveyEstimate, row: Row, tolerance: { rel: number; abs: number }): void => {
    expectNear(actual.estimate, row.est, tolerance, `${row.name} estimate`);
    expectNear(actual.standardError, row.se, tolerance, `${row.name} se`);
    expectNear(actual.lower, row.lower, tolerance, `${row.name} lower`);
    expectNear(actual.upper, row.upper, tolerance, `${row.name} upper`);
    if (row.deff !== undefined) expectNear(actual.designEffect, row.deff, tolerance, `${row.name} deff`);
  };

  it('means and totals of a stratified sample, with and without finite population correction', () => {
    const { values, tolerance } = referenceCase('survey_strat_fpc_means');
    const { data, design, withoutFpc, enroll } = schools();
    const outcomes: Record<string, Float64Array> = {
      api00: numbers(data.api00),
      enroll,
      inno: yes(data.awards),
      sw: yes(data['sch.wide']),
    };
    const outcomeOf = (row: Row): Float64Array => outcomes[row.name] as Float64Array;
    const { mean_fpc_t_ci, mean_fpc_z_ci, mean_nofpc_t_ci, total_fpc_t_ci } = values as Record<string, Row[]>;
    for (const row of mean_fpc_t_ci ?? []) expectRow(surveyMean(design, outcomeOf(row)), row, tolerance);
    for (const row of mean_fpc_z_ci ?? []) expectRow(surveyMean(design, outcomeOf(row), infinite), row, tolerance);
    for (const row of mean_nofpc_t_ci ?? []) expectRow(surveyMean(withoutFpc, outcomeOf(row)), row, tolerance);
    for (const row of total_fpc_t_ci ?? []) expectRow(surveyTotal(design, outcomeOf(row)), row, tolerance);
  });

  it('intervals of proportions', () => {
    const { values, tolerance } = referenceCase('survey_strat_fpc_ciprop');
    const { data, design } = schools();
    const outcomes: Record<string, Float64Array> = {
      awards: yes(data.awards),
      schwide: yes(data['sch.wide']),
      yrrnd: yes(data['yr.rnd']),
    };
    const check = (name: string, outcome: Float64Array, options: object): void => {
      for (const [method, expected] of Object.entries((values as Record<string, Record<string, Row>>)[name] ?? {})) {
        const interval = (method === 'xlogit' ? 'logit' : method) as ProportionInterval;
        const actual = surveyProportion(design, outcome, { ...options, interval });
        expectNear(actual.standardError, expected.se, tolerance, `${name} ${method} se`);
        const near = method === 'likelihood' ? { rel: 1e-4, abs: 0 } : tolerance;
        expectNear(actual.lower, expected.lower, near, `${name} ${method} lower`);
        expectNear(actual.upper, expected.upper, near, `${name} ${method} upper`);
      }
    };
    for (const name of ['awards', 'schwide', 'yrrnd']) check(name, outcomes[name] as Float64Array, {});
    check('awards_90', outcomes.awards as Float64Array, { level: 0.9 });
    check('awards_dfInf', outcomes.awards as Float64Array, infinite);
  });

  it("Wilson's interval", () => {
    const { values, tolerance } = referenceCase('survey_wilson_strat');
    const { data, design } = schools();
    const expected = values as Record<string, Row>;
    const check = (name: string, column: string, options: object): void => {
      const actual = surveyProportion(design, yes(data[column]), { ...options, interval: 'wilson' });
      expectNear(actual.lower, expected[name]?.lower, tolerance, name);
      expectNear(actual.upper, expected[name]?.upper, tolerance, name);
    };
    check('awards', 'awards', {});
    check('yrrnd', 'yr.rnd', {});
    check('awards_dfInf', 'awards', infinite);
    check('awards90', 'awards', { level: 0.9 });
  });

  it('domains that cross strata', () => {
    const { values, tolerance } = referenceCase('survey_strat_fpc_by_domain');
    const { data, design, enroll, size } = schools();
    const inno = yes(data.awards);
    const band = (i: number): string => ((enroll[i] as number) < 400 ? 'S' : (enroll[i] as number) < 800 ? 'M' : 'L');
    const expected = values as Record<string, (Row & { domain: string; mean: number; n: number; size: string })[]>;
    const keys: Record<string, (i: number) => string> = {
      by_stype: (i) => data.stype?.[i] as string,
      by_size: band,
      by_stype_size: (i) => `${data.stype?.[i]}|${band(i)}`,
      api_by_size: band,
    };
    for (const [name, keyOf] of Object.entries(keys))
      for (const row of expected[name] ?? []) {
        const domain = domainWhere(size, (i) => keyOf(i) === row.domain);
        const outcome = name === 'api_by_size' ? numbers(data.api00) : inno;
        const actual = surveyMean(design, outcome, { domain });
        expectNear(actual.estimate, row.mean, tolerance, `${name} ${row.domain}`);
        expectNear(actual.standardError, row.se, tolerance, `${name} ${row.domain} se`);
        expectNear(actual.n, row.n, tolerance, `${name} ${row.domain} n`);
      }
    for (const row of expected.by_size_beta_ci ?? []) {
      const domain = domainWhere(size, (i) => band(i) === row.size);
      const actual = surveyProportion(design, inno, { domain });
      expectNear(actual.lower, row.lower, tolerance, `beta ${row.size}`);
      expectNear(actual.upper, row.upper, tolerance, `beta ${row.size}`);
    }
    for (const row of expected.pop_size_by_size ?? [])
      expectRow(
        surveyTotal(
          design,
          Float64Array.from({ length: size }, (_, i) => (`size${band(i)}` === row.name ? 1 : 0)),
        ),
        row,
        tolerance,
      );
  });

  it('ratio of two totals', () => {
    const { values, tolerance } = referenceCase('survey_strat_ratio_rr');
    const { data, design, enroll } = schools();
    const { est, se, ci } = (values as { ratio_stu_enroll: { est: number; se: number; ci: [number, number] } })
      .ratio_stu_enroll;
    expectRow(
      surveyRatio(design, numbers(data['api.stu']), enroll),
      { name: 'ratio', est, se, lower: ci[0], upper: ci[1] },
      tolerance,
    );
  });

  it('take-all strata, strata with one unit, nested clusters', () => {
    const { values, tolerance } = referenceCase('survey_certainty_lonely_psu');
    const data = referenceData('survey_fpc_small.csv');
    const x = numbers(data.x);
    const weights = numbers(data.weight);
    const stratum = Int32Array.from(numbers(data.stratid));
    const population = numbers(data.Nh);
    const byCode = (codes: Int32Array, sizes: Float64Array): Float64Array => {
      const result = new Float64Array(10);
      codes.forEach((code, i) => {
        result[code] = sizes[i] as number;
      });
      return result;
    };
    const expected = values as Record<string, Row[]> & { lonely: Record<string, Row[]> };
    const check = (design: SurveyDesign, outcome: Float64Array, rows: readonly Row[] | undefined): void =>
      (rows ?? []).forEach((row, i) => {
        expectRow((i === 0 ? surveyMean : surveyTotal)(design, outcome, infinite), row, tolerance);
      });
    check(surveyDesign({ weights, stratum, population: byCode(stratum, population) }), x, expected.fpc);
    check(surveyDesign({ weights, stratum }), x, expected.nofpc);
    check(surveyDesign({ weights, stratum, psu: Int32Array.from(numbers(data.psuid)) }), x, expected.nested_psu);
    const takeAll = population.map((size, i) => (stratum[i] === 2 ? 3 : size));
    const certainWeights = weights.map((weight, i) => (stratum[i] === 2 ? 1 : weight));
    check(
      surveyDesign({ weights: certainWeights, stratum, population: byCode(stratum, takeAll) }),
      x,
      expected.takeall,
    );
    const stratum3 = Int32Array.from([...stratum, 3]);
    const population3 = byCode(stratum3, Float64Array.from([...population, 6]));
    const lonely = { weights: Float64Array.from([...weights, 6]), stratum: stratum3, population: population3 };
    for (const singleUnit of ['remove', 'certainty', 'adjust', 'average'] as const)
      check(surveyDesign({ ...lonely, singleUnit }), Float64Array.from([...x, 5.1]), expected.lonely[singleUnit]);
  });
});

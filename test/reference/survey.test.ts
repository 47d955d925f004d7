import { describe, it } from 'vitest';
import {
  calibrate,
  compareEstimates,
  type ProportionInterval,
  postStratify,
  propensityWeights,
  type QuantileRule,
  rake,
  raoScottTest,
  type SurveyDesign,
  type SurveyEstimate,
  surveyDesign,
  surveyMean,
  surveyProportion,
  surveyQuantile,
  surveyRatio,
  surveyRegression,
  surveyTotal,
  surveyTTest,
  totalCovariance,
  weightingClasses,
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
    const { mean_fpc_deff_replace, vcov_mean } = values as {
      mean_fpc_deff_replace: { inno: number };
      vcov_mean: Record<string, Record<string, number>>;
    };
    const inno = surveyMean(design, outcomes.inno as Float64Array, { designEffect: 'replace' });
    expectNear(inno.designEffect, mean_fpc_deff_replace.inno, tolerance, 'deff with replacement');
    const sw = surveyMean(design, outcomes.sw as Float64Array);
    const { matrix } = totalCovariance(design, [inno.influence, sw.influence]);
    expectNear(matrix[0]?.[1], vcov_mean.inno?.sw, tolerance, 'covariance');
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
        expectNear(actual.lower, expected.lower, tolerance, `${name} ${method} lower`);
        expectNear(actual.upper, expected.upper, tolerance, `${name} ${method} upper`);
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

  it('ratio, difference and odds ratio of two domains; regressions', () => {
    const { values, tolerance } = referenceCase('survey_strat_ratio_rr');
    const { data, design, enroll, size } = schools();
    const inno = yes(data.awards);
    const big = enroll.map((count) => (count >= 600 ? 1 : 0));
    const [p0, p1] = [0, 1].map((code) =>
      surveyMean(design, inno, { domain: domainWhere(size, (i) => big[i] === code) }),
    );
    const expected = values as {
      rr: { est: number; se_log: number; ci_t: [number, number]; ci_z: [number, number]; df: number };
      rd: { est: number; se: number };
      log_or: { est: number; se: number };
    } & Record<string, { term: string; est: number; se: number; df_resid: number }[]>;
    const compare = (kind: 'ratio' | 'difference' | 'odds_ratio', df: number) =>
      compareEstimates(design, kind, p1 as SurveyEstimate, p0 as SurveyEstimate, df);
    const ratio = compare('ratio', expected.rr.df);
    expectNear(ratio.estimate, expected.rr.est, tolerance, 'rr');
    expectNear(ratio.standardError, expected.rr.se_log, tolerance, 'rr se');
    expectNear(ratio.lower, expected.rr.ci_t[0], tolerance, 'rr lower');
    expectNear(ratio.upper, expected.rr.ci_t[1], tolerance, 'rr upper');
    expectNear(compare('ratio', Number.POSITIVE_INFINITY).lower, expected.rr.ci_z[0], tolerance, 'rr lower z');
    expectNear(compare('difference', 197).estimate, expected.rd.est, tolerance, 'rd');
    expectNear(compare('difference', 197).standardError, expected.rd.se, tolerance, 'rd se');
    expectNear(Math.log(compare('odds_ratio', 197).estimate), expected.log_or.est, tolerance, 'log or');
    expectNear(compare('odds_ratio', 197).standardError, expected.log_or.se, tolerance, 'log or se');
    const ones = new Float64Array(size).fill(1);
    const models = {
      svyglm_poisson_log: [[ones, big], 'poisson'],
      svyglm_logit: [[ones, big], 'binomial'],
      svyglm_poisson_adj: [[ones, big, numbers(data.meals), numbers(data.ell)], 'poisson'],
    } as const;
    for (const [name, [columns, family]] of Object.entries(models)) {
      const fit = surveyRegression(design, inno, columns, family);
      (expected[name] ?? []).forEach((term, a) => {
        expectNear(fit.coefficients[a], term.est, tolerance, `${name} ${term.term}`);
        expectNear(fit.standardErrors[a], term.se, tolerance, `${name} ${term.term} se`);
        expectNear(fit.degreesOfFreedom, term.df_resid, tolerance, `${name} df`);
      });
    }
  });

  it('tests of independence and of equal means', () => {
    const { values, tolerance } = referenceCase('survey_tests_chisq_ttest');
    const { data, design, enroll } = schools();
    const big = enroll.map((count) => (count >= 600 ? 1 : 0));
    const inno = yes(data.awards);
    const expected = values as Record<string, { stat: number; df: number | number[]; p: number }>;
    const check = (
      actual: { statistic: number; degreesOfFreedom: readonly number[]; pValue: number },
      name: string,
    ) => {
      expectNear(actual.statistic, expected[name]?.stat, tolerance, name);
      [expected[name]?.df].flat().forEach((df, i) => {
        expectNear(actual.degreesOfFreedom[i], df, tolerance, `${name} df`);
      });
      expectNear(actual.pValue, expected[name]?.p, tolerance, `${name} p`);
    };
    check(raoScottTest(design, Int32Array.from(inno), Int32Array.from(big)), 'F');
    check(raoScottTest(design, Int32Array.from(inno), Int32Array.from(big), 'first'), 'Chisq');
    check(surveyTTest(design, inno, big), 't');
    check(surveyTTest(design, numbers(data.api00), big), 't_api');
  });

  it('weighted quantiles with Woodruff intervals', () => {
    const { values, tolerance } = referenceCase('survey_quantiles_strat');
    const { data, design } = schools();
    for (const [name, columns] of Object.entries(
      values as Record<string, Record<string, { p: number; q: number; lower: number; upper: number; se: number }[]>>,
    ))
      for (const [column, rows] of Object.entries(columns))
        for (const { p, q, lower, upper, se } of rows) {
          const [rule, interval] = name.split('_') as [QuantileRule, ProportionInterval];
          const actual = surveyQuantile(design, numbers(data[column]), p, { rule, interval });
          expectNear(actual.estimate, q, tolerance, `${name} ${column} ${p}`);
          expectNear(actual.lower, lower, tolerance, `${name} ${column} ${p} lower`);
          expectNear(actual.upper, upper, tolerance, `${name} ${column} ${p} upper`);
          expectNear(actual.standardError, se, tolerance, `${name} ${column} ${p} se`);
        }
  });

  it('cluster samples, post-stratified, raked and calibrated', () => {
    const { values, tolerance } = referenceCase('survey_cluster_poststrat_rake');
    const data = referenceData('apiclus1.csv');
    const psu = factor(data.dnum).codes;
    const size = psu.length;
    const base = surveyDesign({
      psu,
      weights: numbers(data.pw),
      population: Float64Array.of(numbers(data.fpc)[0] as number),
    });
    const stype = factor(data.stype);
    const wide = factor(data['sch.wide']);
    const indicator = (codes: Int32Array, code: number) =>
      Float64Array.from(codes, (value) => (value === code ? 1 : 0));
    const columns = [
      new Float64Array(size).fill(1),
      indicator(stype.codes, 1),
      indicator(stype.codes, 2),
      numbers(data.api99),
    ];
    const totals = [6194, 755, 1018, 3914069];
    const stypeSizes = Float64Array.of(4421, 755, 1018);
    const designs: Record<string, SurveyDesign> = {
      base,
      poststrat: postStratify(base, stype.codes, stypeSizes),
      rake: rake(base, [
        { groups: stype.codes, population: stypeSizes },
        { groups: wide.codes, population: Float64Array.of(1072, 5122) },
      ]).design,
      cal_linear: calibrate(base, columns, totals).design,
      cal_raking: calibrate(base, columns, totals, { metric: 'raking' }).design,
      cal_logit: calibrate(base, columns, totals, { metric: 'logit', bounds: [0.5, 2.5] }).design,
      cal_linear_bounded: calibrate(base, columns, totals, { bounds: [0.6, 1.6] }).design,
    };
    const outcomes: Record<string, Float64Array> = {
      api00: numbers(data.api00),
      enroll: numbers(data.enroll),
      inno: yes(data.awards),
    };
    const expected = values as Record<string, (Row & { stat: string })[]> &
      Record<string, { sum: number; min: number; max: number; first5: number[] }>;
    for (const [name, design] of Object.entries(designs)) {
      for (const row of expected[name] ?? []) {
        const estimate = row.stat === 'mean' ? surveyMean : surveyTotal;
        expectRow(
          estimate(design, outcomes[row.name] as Float64Array),
          { ...row, name: `${name} ${row.name}` },
          tolerance,
        );
      }
      const weights = expected[`w_${name}`];
      if (weights === undefined) continue;
      weights.first5.forEach((weight, i) => {
        expectNear(design.weights[i], weight, tolerance, `${name} weight ${i}`);
      });
      expectNear(Math.max(...design.weights), weights.max, tolerance, `${name} largest weight`);
    }
  });

  it('weighting classes for non-response', () => {
    const { values, tolerance } = referenceCase('survey_nonresponse_weightclass');
    const { data, stratum, enroll, size } = schools();
    const education = numbers(data['avg.ed']);
    const mobility = numbers(data.mobility);
    const responded = domainWhere(size, (i) => !Number.isNaN(education[i]) && (mobility[i] as number) < 30);
    const band = (i: number): string => ((enroll[i] as number) < 400 ? 'S' : (enroll[i] as number) < 800 ? 'M' : 'L');
    const classes = factor(Array.from({ length: size }, (_, i) => `${data.stype?.[i]} ${band(i)}`));
    const population = new Float64Array(3);
    numbers(data.fpc).forEach((count, i) => {
      population[stratum.codes[i] as number] = count;
    });
    const keep = [...responded.keys()].filter((i) => responded[i] === 1);
    const pick = (column: Float64Array) => Float64Array.from(keep, (i) => column[i] as number);
    const codes = Int32Array.from(keep, (i) => stratum.codes[i] as number);
    const outcomes: Record<string, Float64Array> = { inno: pick(yes(data.awards)), api00: pick(numbers(data.api00)) };
    const byClass = weightingClasses(numbers(data.pw), responded, classes.codes);
    const expected = values as Record<string, Row[]> & {
      response: { class: string; sampled: number; responded: number; factor: number }[];
      rate_unweighted: number;
      rate_weighted: number;
    };
    expected.response.forEach((row) => {
      const actual = byClass.classes[classes.levels.indexOf(row.class)];
      expectNear(actual?.factor, row.factor, tolerance, row.class);
      expectNear(actual?.responded, row.responded, tolerance, row.class);
    });
    expectNear(byClass.rate, expected.rate_unweighted, tolerance, 'rate');
    expectNear(byClass.weightedRate, expected.rate_weighted, tolerance, 'weighted rate');
    const adjusted = surveyDesign({ stratum: codes, population, weights: pick(byClass.weights) });
    const sizes = new Float64Array(classes.levels.length);
    numbers(data.pw).forEach((weight, i) => {
      const code = classes.codes[i] as number;
      sizes[code] = (sizes[code] as number) + weight;
    });
    const designs: Record<string, SurveyDesign> = {
      class_stratum: surveyDesign({ stratum: codes, population }),
      class_stratum_size: adjusted,
      class_stratum_size_poststrat: postStratify(
        surveyDesign({ stratum: codes, population, weights: pick(numbers(data.pw)) }),
        Int32Array.from(keep, (i) => classes.codes[i] as number),
        sizes,
      ),
      two_step: postStratify(adjusted, codes, Float64Array.of(4421, 755, 1018)),
    };
    const isType = (code: number) => Float64Array.from(stratum.codes, (value) => (value === code ? 1 : 0));
    const columns = [
      new Float64Array(size).fill(1),
      numbers(data.meals),
      numbers(data.ell),
      isType(stratum.levels.indexOf('H')),
      isType(stratum.levels.indexOf('M')),
    ];
    const asked = surveyDesign({ stratum: stratum.codes, population, weights: numbers(data.pw) });
    const byPropensity = propensityWeights(asked, responded, columns);
    const { propensity_coef, sum_w, kish_deff } = values as Record<string, Record<string, number>>;
    Object.values(propensity_coef ?? {}).forEach((value, a) => {
      expectNear(byPropensity.model.coefficients[a], value, tolerance, `propensity ${a}`);
    });
    designs.propensity = surveyDesign({ stratum: codes, weights: pick(byPropensity.weights) });
    for (const [name, design] of [
      ['w1', designs.class_stratum],
      ['w2', designs.class_stratum_size],
      ['w5', designs.propensity],
    ] as const) {
      if (design === undefined) throw new Error(name);
      const { n, effectiveN } = surveyMean(design, outcomes.inno as Float64Array);
      const sum = design.weights.reduce((total, weight) => total + weight, 0);
      expectNear(sum, sum_w?.[name], tolerance, `sum of ${name}`);
      if (name !== 'w1') expectNear(n / effectiveN, kish_deff?.[name], tolerance, `Kish ${name}`);
    }
    for (const [name, design] of Object.entries(designs))
      for (const row of expected[name] ?? [])
        expectRow(
          surveyMean(design, outcomes[row.name] as Float64Array),
          { ...row, name: `${name} ${row.name}` },
          tolerance,
        );
  });
});

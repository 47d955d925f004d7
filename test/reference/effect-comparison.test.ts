import { describe, expect, it } from 'vitest';
import { balance, effectiveSampleSize } from '../../pipeline/estimate/effect/balance/balance.ts';
import { abadieImbens } from '../../pipeline/estimate/effect/matching/abadie-imbens.ts';
import { type BinomialMethod, binomialInterval } from '../../pipeline/estimate/effect/ratio/binomial-interval.ts';
import { fisherTest } from '../../pipeline/estimate/effect/ratio/fisher.ts';
import type { Interval } from '../../pipeline/estimate/effect/ratio/interval.ts';
import { mantelHaenszel } from '../../pipeline/estimate/effect/ratio/mantel-haenszel.ts';
import { comparePaired } from '../../pipeline/estimate/effect/ratio/paired.ts';
import { poissonRatio, standardisedRatio } from '../../pipeline/estimate/effect/ratio/regression.ts';
import { compareUnpaired, koopmanInterval, type OutcomeTable } from '../../pipeline/estimate/effect/ratio/unpaired.ts';
import { adjustedClusterCovariance } from '../../pipeline/estimate/effect/robust/adjusted.ts';
import { clusterCovariance, twoWayClusterCovariance } from '../../pipeline/estimate/effect/robust/cluster-robust.ts';
import {
  classicalCovariance,
  heteroskedasticCovariance,
} from '../../pipeline/estimate/effect/robust/heteroskedastic.ts';
import { type LinearModel, linearModel } from '../../pipeline/estimate/effect/robust/model.ts';
import { smallSampleTest, smallSampleWald } from '../../pipeline/estimate/effect/robust/small-sample.ts';
import { buildDesign, factor, numeric } from '../../pipeline/estimate/effect/score/design.ts';
import { logBinomialFamily } from '../../pipeline/estimate/effect/score/family.ts';
import { fitGlm } from '../../pipeline/estimate/effect/score/glm.ts';
import { propensityScore } from '../../pipeline/estimate/effect/score/propensity.ts';
import { eValue, ratioOfStandardisedDifference } from '../../pipeline/estimate/effect/sensitivity/evalue.ts';
import { osterBound, robustnessValue } from '../../pipeline/estimate/effect/sensitivity/omitted-variable.ts';
import {
  criticalGamma,
  hodgesLehmann,
  rosenbaumBinaryBound,
  rosenbaumBound,
  signedRank,
} from '../../pipeline/estimate/effect/sensitivity/rosenbaum.ts';
import { doublyRobust, weightedDifference } from '../../pipeline/estimate/effect/weighting/estimates.ts';
import {
  inverseProbabilityWeights,
  trimWeights,
} from '../../pipeline/estimate/effect/weighting/inverse-probability.ts';
import { leastSquares } from '../../pipeline/estimate/numeric/least-squares.ts';
import { columnOf, type Matrix, standardErrors } from '../../pipeline/estimate/numeric/matrix.ts';
import { mean, standardDeviation } from '../../pipeline/estimate/numeric/summary.ts';
import { lalonde } from '../support/lalonde.ts';
import { expectNear, hasReference, numbers, referenceCase, referenceData } from '../support/reference.ts';

type Tolerance = { rel: number; abs: number };

const load = <Values>(id: string): { values: Values; tolerance: Tolerance } =>
  referenceCase(id) as unknown as { values: Values; tolerance: Tolerance };

const expectInterval = (actual: Interval, expected: readonly number[], tolerance: Tolerance, what: string): void => {
  expectNear(actual.lower, expected[0], tolerance, `${what} lower`);
  expectNear(actual.upper, expected[1], tolerance, `${what} upper`);
};

describe.runIf(hasReference)('weighting and matching with replacement agree with R', () => {
  it('match_abadie_imbens_lalonde', () => {
    const { values, tolerance } = load<Record<string, Record<string, number>>>('match_abadie_imbens_lalonde');
    const { treated, column, design } = lalonde();
    const { score, logit } = propensityScore(design, treated);
    const input = { score, treated, outcome: column('re78') };
    const adjust = design.names.slice(1).map((_, j) => columnOf(design.matrix, j + 1));
    const runs = {
      m1: abadieImbens(input),
      m4: abadieImbens(input, { matches: 4 }),
      'caliper_0.2': abadieImbens(input, { caliper: 0.2 }),
      bias_adjust: abadieImbens(input, { adjust }),
      linear: abadieImbens({ ...input, score: logit }),
      ate_m1: abadieImbens(input, { estimand: 'ate' }),
    };
    for (const [name, run] of Object.entries(runs)) {
      const row = values[name] as Record<string, number>;
      expectNear(run.estimate, row.att ?? row.ate, tolerance, `${name} estimate`);
      expectNear(run.standardError, row.se_ai, tolerance, `${name} se`);
      if (row.se_standard !== undefined)
        expectNear(run.naiveStandardError, row.se_standard, tolerance, `${name} naive`);
      if (row.ndrops !== undefined) expect(run.dropped).toBe(row.ndrops);
      if (row.n_pairs_incl_ties !== undefined) expect(run.pairs).toBe(row.n_pairs_incl_ties);
    }
  });

  it('ipw_dr_lalonde', () => {
    const { values, tolerance } = load<Record<string, number> & Record<string, Record<string, number>>>(
      'ipw_dr_lalonde',
    );
    const { treated, column, design } = lalonde();
    const { score } = propensityScore(design, treated);
    const outcome = column('re78');
    const att = inverseProbabilityWeights(score, treated);
    const trimmed = trimWeights(att, score, 0.1, 0.9);
    expect(trimmed.trimmed).toBe(values.n_trimmed);
    const check = (weights: Float64Array, row: Record<string, number>): void => {
      expectNear(weightedDifference(outcome, treated, weights, 'HC0').estimate, row.est, tolerance);
      expectNear(effectiveSampleSize(weights, treated, true), row.ess_treated, tolerance);
      expectNear(effectiveSampleSize(weights, treated, false), row.ess_control, tolerance);
    };
    const cases = values as unknown as Record<'att' | 'ate' | 'att_trim_0.1_0.9', Record<string, number>>;
    const ate = inverseProbabilityWeights(score, treated, 'ate');
    check(att, cases.att);
    check(ate, cases.ate);
    check(trimmed.weights, cases['att_trim_0.1_0.9']);
    for (const [weights, row] of [
      [att, cases.att],
      [ate, cases.ate],
    ] as const) {
      expectNear(weightedDifference(outcome, treated, weights, 'HC0').standardError, row.se_hc0, tolerance);
      expectNear(weightedDifference(outcome, treated, weights, 'HC1').standardError, row.se_hc1, tolerance);
    }
    // R sandwich multiplies by (rows of weight above 0) / (all rows) where weights are 0: an error too small, not repeated here.
    const share = (treated.length - trimmed.trimmed) / treated.length;
    const own = weightedDifference(outcome, treated, trimmed.weights, 'HC0').standardError;
    expectNear(own * share, cases['att_trim_0.1_0.9'].se_hc0, tolerance);
    const robust = doublyRobust(outcome, treated, score, design.matrix);
    expectNear(robust.hajek, values.aipw_hajek, tolerance);
    expectNear(robust.horvitzThompson, values.aipw_ht, tolerance);
    expectNear(robust.regression, values.outcome_regression_att, tolerance);
    expectNear(robust.weighting, values.ht_att, tolerance);
    const deviations = (values as unknown as { smd_after_att: Record<string, number> }).smd_after_att;
    design.names.slice(1).forEach((name, j) => {
      const column = columnOf(design.matrix, j + 1);
      const own = Float64Array.from(treated.keys())
        .filter((i) => treated[i] === 1)
        .map((i) => column[i] as number);
      const { meanTreated, meanControl } = balance(name, column, { treated, weights: att });
      // As the case has it: n - 1 for dummies too.
      expectNear((meanTreated - meanControl) / standardDeviation(own), deviations[name], tolerance, `balance ${name}`);
    });
  });
});

interface RobustCase {
  readonly coef: Record<string, number>;
  readonly iid: Record<string, number>;
  readonly hc: Record<'HC0' | 'HC1' | 'HC2' | 'HC3' | 'HC4', Record<string, number>>;
  readonly cl_cr0: Record<string, number>;
  readonly cl_hc0_cadjust: Record<string, number>;
  readonly cl_hc1: Record<string, number>;
  readonly club: Record<'CR0' | 'CR1' | 'CR1p' | 'CR1S' | 'CR2' | 'CR3', Record<string, number>>;
  readonly CR2_satterthwaite: readonly {
    readonly term: string;
    readonly se: number;
    readonly df: number;
    readonly p: number;
  }[];
  readonly twoway_hc1?: Record<string, number>;
  readonly twoway_cr0?: Record<string, number>;
  readonly wald_cr2_htz?: { readonly F: number; readonly df1: number; readonly df2: number; readonly p: number };
}

describe.runIf(hasReference)('robust errors agree with R sandwich and clubSandwich', () => {
  const expectErrors = (
    names: readonly string[],
    covariance: Matrix,
    row: Record<string, number>,
    tolerance: Tolerance,
    what: string,
  ) => {
    standardErrors(covariance).forEach((value, j) => {
      expectNear(value, row[names[j] as string], tolerance, `${what} ${names[j]}`);
    });
  };

  const expectRobust = (
    model: LinearModel,
    names: readonly string[],
    clusters: readonly string[],
    values: RobustCase,
    tolerance: Tolerance,
  ) => {
    names.forEach((name, j) => {
      expectNear(model.fit.coefficients[j], values.coef[name], tolerance, name);
    });
    expectErrors(names, classicalCovariance(model), values.iid, tolerance, 'iid');
    for (const type of ['HC0', 'HC1', 'HC2', 'HC3', 'HC4'] as const)
      expectErrors(names, heteroskedasticCovariance(model, type), values.hc[type], tolerance, type);
    expectErrors(names, clusterCovariance(model, clusters, 'CR0'), values.cl_cr0, tolerance, 'CR0');
    expectErrors(names, clusterCovariance(model, clusters, 'CR1'), values.cl_hc0_cadjust, tolerance, 'CR1');
    expectErrors(names, clusterCovariance(model, clusters, 'CR1S'), values.cl_hc1, tolerance, 'CR1S');
    for (const type of ['CR0', 'CR1', 'CR1p', 'CR1S'] as const)
      expectErrors(names, clusterCovariance(model, clusters, type), values.club[type], tolerance, `club ${type}`);
    for (const type of ['CR2', 'CR3'] as const)
      expectErrors(names, adjustedClusterCovariance(model, clusters, type), values.club[type], tolerance, type);
    values.CR2_satterthwaite.forEach((row, j) => {
      const test = smallSampleTest(model, clusters, j);
      expectNear(test.standardError, row.se, tolerance, `${row.term} CR2`);
      expectNear(test.degreesOfFreedom, row.df, tolerance, `${row.term} df`);
      expectNear(test.p, row.p, { rel: 1e-6, abs: 1e-10 }, `${row.term} p`);
    });
  };

  it('robust_cluster_grunfeld', () => {
    const { values, tolerance } = load<RobustCase>('robust_cluster_grunfeld');
    const data = referenceData('grunfeld.csv');
    const firm = data.firm as string[];
    const year = data.year as string[];
    const { matrix, names } = buildDesign(firm.length, [
      numeric('value', numbers(data.value)),
      numeric('capital', numbers(data.capital)),
    ]);
    const model = linearModel(matrix, numbers(data.inv));
    expectRobust(model, names, firm, values, tolerance);
    expectErrors(names, twoWayClusterCovariance(model, firm, year), values.twoway_hc1 as never, tolerance, 'two-way');
    expectErrors(
      names,
      twoWayClusterCovariance(model, firm, year, 'CR0'),
      values.twoway_cr0 as never,
      tolerance,
      'two-way CR0',
    );
    const wald = smallSampleWald(model, firm, [1, 2]);
    expectNear(wald.f, values.wald_cr2_htz?.F, tolerance, 'F');
    expectNear(wald.denominator, values.wald_cr2_htz?.df2, tolerance, 'df2');
    expectNear(wald.p, values.wald_cr2_htz?.p, tolerance, 'p');
  });

  it('robust_cluster_weighted_caschools', () => {
    const { values, tolerance } = load<RobustCase & { counties: number }>('robust_cluster_weighted_caschools');
    const data = referenceData('caschools.csv');
    const students = numbers(data.students);
    const teachers = numbers(data.teachers);
    const { matrix, names } = buildDesign(students.length, [
      numeric(
        'str',
        students.map((value, i) => value / (teachers[i] as number)),
      ),
      numeric('english', numbers(data.english)),
      numeric('lunch', numbers(data.lunch)),
    ]);
    const model = linearModel(matrix, numbers(data.read), students);
    expectRobust(model, names, data.county as string[], values, tolerance);
  });

  it('ols_longley', () => {
    const { values, tolerance } = load<{
      data: Record<string, number>[];
      coef: Record<string, number>;
      se: Record<string, number>;
      rss: number;
      r2: number;
    }>('ols_longley');
    const columns = Object.keys(values.data[0] as object).filter((name) => name !== 'Employed');
    const { matrix, names } = buildDesign(
      values.data.length,
      columns.map((name) =>
        numeric(
          name,
          values.data.map((row) => row[name] as number),
        ),
      ),
    );
    const y = values.data.map((row) => row.Employed as number);
    const fit = leastSquares(matrix, y);
    const errors = standardErrors(classicalCovariance({ x: matrix, weights: undefined, fit }));
    names.forEach((name, j) => {
      expectNear(fit.coefficients[j], values.coef[name], tolerance, name);
      expectNear(errors[j], values.se[name], tolerance, `se ${name}`);
    });
    expectNear(fit.residualSumOfSquares, values.rss, tolerance, 'rss');
    const centre = mean(y);
    const total = y.reduce((sum, value) => sum + (value - centre) ** 2, 0);
    expectNear(1 - fit.residualSumOfSquares / total, values.r2, tolerance, 'R²');
  });
});

describe.runIf(hasReference)('ratios and shares agree with R', () => {
  it('prop_intervals', () => {
    type Case = { x: number; n: number } & Record<string, number[]>;
    const { values, tolerance } = load<{ cases: Case[]; level90: Case; level99: Case }>('prop_intervals');
    const methods: Record<string, BinomialMethod> = {
      wald: 'wald',
      wilson: 'wilson',
      wilson_cc: 'wilson-corrected',
      clopper_pearson: 'clopper-pearson',
      agresti_coull: 'agresti-coull',
      jeffreys: 'jeffreys',
      midp: 'mid-p',
    };
    const check = (row: Case, level: number): void => {
      for (const [name, method] of Object.entries(methods))
        expectInterval(
          binomialInterval(row.x, row.n, method, level),
          row[name] as number[],
          tolerance,
          `${name} ${row.x}/${row.n}`,
        );
    };
    for (const row of values.cases) check(row, 0.95);
    check(values.level90, 0.9);
    check(values.level99, 0.99);
  });

  it('rr_unpaired_ucb', () => {
    type Row = Record<string, number> & Record<string, number[]>;
    const { values, tolerance } = load<{
      pooled: Row;
      by_dept: Record<string, Row>;
      mantel_haenszel: Row;
      koopman_published: number[];
      zero_cell: { table: number[]; haldane_0_5: never } & Record<string, { rr: number; se: number }>;
    }>('rr_unpaired_ucb');
    const tableOf = (cells: readonly number[]): OutcomeTable => {
      const [treatedYes, treatedNo, controlYes, controlNo] = cells as [number, number, number, number];
      return { treatedYes, treatedNo, controlYes, controlNo };
    };
    const check = (row: Row, what: string): void => {
      const table = tableOf(row.table as number[]);
      const own = compareUnpaired(table);
      expectNear(own.treatedShare, row.p1, tolerance, `${what} p1`);
      expectNear(own.controlShare, row.p0, tolerance, `${what} p0`);
      expectNear(own.riskRatio.estimate, row.rr, tolerance, `${what} rr`);
      expectNear(own.riskRatio.standardErrorOfLog, row.se_log, tolerance, `${what} se`);
      expectInterval(own.riskRatio, row.ci_log_wald as number[], tolerance, `${what} Katz`);
      expectInterval(own.koopman, row.koopman_score as number[], tolerance, `${what} Koopman`);
      expectNear(own.oddsRatio.estimate, row.or, tolerance, `${what} or`);
      expectInterval(own.oddsRatio, row.or_ci as number[], tolerance, `${what} or`);
      expectNear(own.riskDifference.estimate, row.rd, tolerance, `${what} rd`);
      expectInterval(own.riskDifference, row.rd_ci_wald as number[], tolerance, `${what} rd`);
      expectInterval(own.newcombe, row.rd_newcombe as number[], tolerance, `${what} Newcombe`);
      expectNear(own.chiSquare.statistic, row.chisq, tolerance, `${what} chi²`);
      expectNear(own.chiSquare.p, row.chisq_p, tolerance, `${what} p`);
      expectNear(own.chiSquare.corrected, row.chisq_cc, tolerance, `${what} corrected`);
      const small = row.small_adj_rr as number[];
      expectNear(own.smallSampleRatio.estimate, small[0], tolerance, `${what} small`);
      expectInterval(own.smallSampleRatio, small.slice(1), tolerance, `${what} small`);
      const fisher = fisherTest(table);
      expectNear(fisher.p, row.fisher_p, tolerance, `${what} Fisher p`);
      // R finds the conditional odds ratio with a tolerance of 1e-4 only.
      expectNear(fisher.oddsRatio, row.fisher_or, { rel: 1e-4, abs: 0 }, `${what} Fisher or`);
    };
    check(values.pooled, 'pooled');
    for (const [name, row] of Object.entries(values.by_dept)) check(row, name);
    expectInterval(koopmanInterval(36, 40, 16, 80), values.koopman_published, tolerance, 'published');
    const zero = compareUnpaired(tableOf(values.zero_cell.table as number[]));
    expect(zero.isAdjusted).toBe(true);
    expectNear(zero.riskRatio.estimate, values.zero_cell['haldane_0.5']?.rr, tolerance, 'zero cell');
    expectNear(zero.riskRatio.standardErrorOfLog, values.zero_cell['haldane_0.5']?.se, tolerance, 'zero cell se');
    const pooled = mantelHaenszel(Object.values(values.by_dept).map((row) => tableOf(row.table as number[])));
    const row = values.mantel_haenszel;
    expectNear(pooled.oddsRatio.estimate, row.mh_or, tolerance, 'mh or');
    expectInterval(pooled.oddsRatio, row.mh_or_ci as number[], tolerance, 'mh or');
    expectNear(pooled.riskRatio.estimate, row.mh_rr, tolerance, 'mh rr');
    expectNear(pooled.riskRatio.standardErrorOfLog, row.mh_rr_se_log, tolerance, 'mh rr se');
    expectInterval(pooled.riskRatio, row.mh_rr_ci as number[], tolerance, 'mh rr');
    expectNear(pooled.riskDifference, row.mh_rd, tolerance, 'mh rd');
    expectNear(pooled.crudeRiskRatio, row.crude_rr, tolerance, 'crude');
    expectNear(pooled.woolfOddsRatio, row.woolf_or, tolerance, 'woolf');
    expectNear(pooled.test.statistic, row.cmh_stat, tolerance, 'cmh');
    expectNear(pooled.test.p, row.cmh_p, tolerance, 'cmh p');
    expectNear(pooled.test.corrected, row.cmh_stat_cc, tolerance, 'cmh corrected');
  });

  it('rr_paired', () => {
    const { values, tolerance } =
      load<Record<string, Record<string, number> & { ci: number[]; or_ci: number[] }>>('rr_paired');
    for (const [name, row] of Object.entries(values)) {
      const own = comparePaired({
        both: row.both as number,
        treatedOnly: row.t_only as number,
        controlOnly: row.c_only as number,
        neither: row.none as number,
      });
      const check = (actual: number, key: string): void =>
        expectNear(actual, row[key] as number, tolerance, `${name} ${key}`);
      check(own.treatedShare, 'p_t');
      check(own.controlShare, 'p_c');
      check(own.riskRatio.estimate, 'rr');
      check(own.riskRatio.standardErrorOfLog, 'se_log');
      expectInterval(own.riskRatio, row.ci, tolerance, `${name} rr`);
      check(own.riskDifference.estimate, 'diff');
      check(own.riskDifference.standardError, 'diff_se');
      check(own.mcNemar.statistic, 'mcnemar');
      check(own.mcNemar.p, 'mcnemar_p');
      check(own.mcNemar.corrected, 'mcnemar_cc');
      check(own.mcNemar.exactP, 'exact_p');
      check(own.mcNemar.midP, 'midp');
      check(own.oddsRatio.estimate, 'or_paired');
      expectInterval(own.oddsRatio, row.or_ci, tolerance, `${name} or`);
    }
  });

  it('rr_regression_lalonde', () => {
    const { values, tolerance } = load<{
      poisson: { term: string; est: number; se_model: number; se_hc0: number; se_hc1: number }[];
      rr: number;
      gcomp: Record<string, number>;
      logbin: Record<string, number>;
    }>('rr_regression_lalonde');
    const { treated, column, race } = lalonde();
    const y = column('re78').map((value) => Number(value > 0));
    const { matrix, names } = buildDesign(treated.length, [
      numeric('treat', treated),
      numeric('age', column('age')),
      numeric('educ', column('educ')),
      factor('race', race),
      numeric('married', column('married')),
      numeric('nodegree', column('nodegree')),
    ]);
    const poisson = poissonRatio(matrix, y, 1);
    const robust = standardErrors(poisson.covariance);
    values.poisson.forEach((row, j) => {
      expect(names[j]).toBe(row.term);
      expectNear(poisson.fit.coefficients[j], row.est, tolerance, row.term);
      expectNear(poisson.fit.standardErrors[j], row.se_model, tolerance, `${row.term} model`);
      expectNear(robust[j], row.se_hc0, tolerance, `${row.term} HC0`);
      const factorOne = Math.sqrt(y.length / (y.length - names.length));
      expectNear((robust[j] as number) * factorOne, row.se_hc1, tolerance, `${row.term} HC1`);
    });
    expectNear(poisson.ratio, values.rr, tolerance, 'rr');
    const standardised = standardisedRatio(matrix, y, 1);
    expectNear(standardised.treatedShare, values.gcomp.p1, tolerance, 'p1');
    expectNear(standardised.controlShare, values.gcomp.p0, tolerance, 'p0');
    expectNear(standardised.ratio, values.gcomp.rr, tolerance, 'ratio');
    expectNear(standardised.standardErrorOfLog, values.gcomp.se_log_rr, tolerance, 'se log rr');
    expectNear(standardised.difference, values.gcomp.rd, tolerance, 'rd');
    expectNear(standardised.standardErrorOfDifference, values.gcomp.se_rd, tolerance, 'se rd');
    const simple = buildDesign(treated.length, [numeric('treat', treated), numeric('age', column('age'))]);
    const logBinomial = fitGlm(simple.matrix, y, logBinomialFamily, { start: [-0.5, 0, 0] });
    simple.names.forEach((name, j) => {
      expectNear(logBinomial.coefficients[j], values.logbin[name], tolerance, `log-binomial ${name}`);
    });
  });
});

describe.runIf(hasReference)('sensitivity agrees with R', () => {
  it('sens_evalue', () => {
    const { values, tolerance } =
      load<Record<string, { rr: number; ci: [number, number]; e_point: number; e_ci: number; d: number }>>(
        'sens_evalue',
      );
    for (const name of ['a', 'b', 'c', 'd']) {
      const row = values[name] as NonNullable<(typeof values)[string]>;
      const own = eValue(row.rr, row.ci[0], row.ci[1]);
      expectNear(own.point, row.e_point, tolerance, name);
      expectNear(own.interval, row.e_ci, tolerance, `${name} interval`);
    }
    expectNear(ratioOfStandardisedDifference(values.smd_to_rr?.d as number), values.smd_to_rr?.rr, tolerance);
  });

  it('sens_omitted_variable', () => {
    const { values, tolerance } = load<{
      sensemakr: Record<string, number>;
      uncontrolled: { beta: number; r2: number };
      controlled: { beta: number; r2: number };
      oster: Record<string, number>;
    }>('sens_omitted_variable');
    const { treated, column, race } = lalonde();
    const y = column('re78');
    const covariates = ['age', 'educ', 'married', 'nodegree', 're74', 're75'].map((name) =>
      numeric(name, column(name)),
    );
    const plain = linearModel(buildDesign(treated.length, [numeric('treat', treated)]).matrix, y);
    const full = linearModel(
      buildDesign(treated.length, [numeric('treat', treated), ...covariates, factor('race', race)]).matrix,
      y,
    );
    const centre = mean(y);
    const total = y.reduce((sum, value) => sum + (value - centre) ** 2, 0);
    const statistics = ({ fit }: LinearModel) => ({
      estimate: fit.coefficients[1] as number,
      r2: 1 - fit.residualSumOfSquares / total,
    });
    const uncontrolled = statistics(plain);
    const controlled = statistics(full);
    expectNear(uncontrolled.estimate, values.uncontrolled.beta, tolerance);
    expectNear(uncontrolled.r2, values.uncontrolled.r2, tolerance);
    expectNear(controlled.r2, values.controlled.r2, tolerance);
    const error = standardErrors(classicalCovariance(full))[1] as number;
    expectNear(error, values.sensemakr.se, tolerance);
    const own = robustnessValue(controlled.estimate / error, full.fit.degreesOfFreedom);
    expectNear(own.partialR2, values.sensemakr.r2yd_x, tolerance, 'partial R²');
    expectNear(own.value, values.sensemakr.rv_q, tolerance, 'rv');
    expectNear(own.valueAtLevel, values.sensemakr.rv_qa, tolerance, 'rv at level');
    const oster = osterBound({ uncontrolled, controlled });
    expectNear(oster.largestR2, values.oster.rmax, tolerance, 'rmax');
    expectNear(oster.estimateAtOne, values.oster.beta_star_delta1_simple, tolerance, 'beta star');
    expectNear(oster.delta, values.oster.delta_simple, tolerance, 'delta');
  });

  it('sens_rosenbaum_lalonde', () => {
    type Bound = { gamma: number; p_upper: number; p_lower: number };
    const { values, tolerance } = load<
      Record<string, number> & { pair_differences: number[]; bounds: Bound[]; binary: Bound[]; binary2: Bound[] }
    >('sens_rosenbaum_lalonde');
    const rank = signedRank(values.pair_differences);
    expect(rank.nonZero).toBe(values.n_nonzero);
    expectNear(rank.statistic, values.T, tolerance);
    expectNear(rank.sumOfSquaredRanks, values.sum_sq_ranks, tolerance);
    expectNear(hodgesLehmann(values.pair_differences), values.hodges_lehmann, tolerance);
    for (const row of values.bounds) {
      const own = rosenbaumBound(rank, row.gamma);
      expectNear(own.upperP, row.p_upper, tolerance, `upper ${row.gamma}`);
      expectNear(own.lowerP, row.p_lower, tolerance, `lower ${row.gamma}`);
    }
    expectNear(criticalGamma(rank), values.critical_gamma_one_sided_05, tolerance, 'critical');
    const check = (rows: Bound[], b: number, c: number): void => {
      for (const row of rows) {
        const own = rosenbaumBinaryBound(b, c, row.gamma);
        expectNear(own.upperP, row.p_upper, tolerance, `binary upper ${row.gamma}`);
        expectNear(own.lowerP, row.p_lower, tolerance, `binary lower ${row.gamma}`);
      }
    };
    check(values.binary, 86, 150);
    check(values.binary2, 9, 2);
  });
});

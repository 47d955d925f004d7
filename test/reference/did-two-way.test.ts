import { describe, expect, it } from 'vitest';
import { percentEffect } from '../../pipeline/estimate/effect/difference/effect.ts';
import { panelOfRows } from '../../pipeline/estimate/effect/difference/panel.ts';
import { differenceInDifferences } from '../../pipeline/estimate/effect/difference/two-periods.ts';
import { type EventRows, eventStudy } from '../../pipeline/estimate/effect/event-study/event-study.ts';
import { sunAbraham, type WeightedEffect } from '../../pipeline/estimate/effect/event-study/sun-abraham.ts';
import { clusterCovariance } from '../../pipeline/estimate/effect/robust/cluster-robust.ts';
import {
  classicalCovariance,
  heteroskedasticCovariance,
} from '../../pipeline/estimate/effect/robust/heteroskedastic.ts';
import { linearModel } from '../../pipeline/estimate/effect/robust/model.ts';
import { logitFamily } from '../../pipeline/estimate/effect/score/family.ts';
import { fitGlm } from '../../pipeline/estimate/effect/score/glm.ts';
import { denseCodes } from '../../pipeline/estimate/effect/two-way/codes.ts';
import { type TwoWayOptions, twoWayRegression } from '../../pipeline/estimate/effect/two-way/regression.ts';
import { staticWeights } from '../../pipeline/estimate/effect/two-way/weights.ts';
import { matrixOfColumns } from '../../pipeline/estimate/numeric/matrix.ts';
import { variance } from '../../pipeline/estimate/numeric/summary.ts';
import { expectNear, factor, hasReference, numbers, referenceCase, referenceData } from '../support/reference.ts';

interface Term {
  readonly term: string;
  readonly est: number;
  readonly se: number;
  readonly p?: number;
}

/** fixest and plm keep units with a single row; so must we to get their factors. */
const asFixest: TwoWayOptions = { smallSample: 'nested', dropSingletons: false };

const rowsWhere = (size: number, keep: (row: number) => boolean): number[] =>
  Array.from({ length: size }, (_, row) => row).filter(keep);

const pick = (column: ArrayLike<number>, rows: readonly number[]): Float64Array =>
  Float64Array.from(rows, (row) => column[row] as number);

describe.runIf(hasReference)('two-way fixed effects agree with R fixest, plm and published tables', () => {
  it('2x2 by regression and by differences, with each small-sample factor', () => {
    const { values, tolerance } = referenceCase('did_2x2_mpdta_cluster') as never as {
      values: unknown;
      tolerance: { rel: number; abs: number };
    };
    const data = referenceData('mpdta.csv');
    const first = numbers(data['first.treat']);
    const years = numbers(data.year);
    const rows = rowsWhere(years.length, (i) => [0, 2007].includes(first[i] as number) && (years[i] as number) >= 2006);
    const unit = pick(numbers(data.countyreal), rows);
    const period = pick(years, rows);
    const outcome = pick(numbers(data.lemp), rows);
    const after = Float64Array.from(rows, (i) => (first[i] === 2007 && years[i] === 2007 ? 1 : 0));
    const run = (options: TwoWayOptions) =>
      twoWayRegression({ unit, period, outcome }, [{ name: 'D', values: after }], options);
    const expected = values as Record<string, number>;
    const [effect] = run(asFixest).coefficients;
    expectNear(effect?.estimate, expected.did, tolerance, 'did');
    expectNear(effect?.standardError, expected.se_feols_default, tolerance, 'fixest se');
    expect(effect?.degreesOfFreedom).toBe(expected.dof_t_feols);
    const classical = linearModel(
      matrixOfColumns([
        outcome.map(() => 1),
        Float64Array.from(rows, (i) => (first[i] === 2007 ? 1 : 0)),
        Float64Array.from(rows, (i) => (years[i] === 2007 ? 1 : 0)),
        after,
      ]),
      outcome,
    );
    const errorOf = (covariance: { values: Float64Array }) => Math.sqrt(covariance.values[15] as number);
    expectNear(errorOf(classicalCovariance(classical)), expected.se_iid, tolerance, 'classical');
    expectNear(errorOf(clusterCovariance(classical, unit)), expected.se_cr1_stata, tolerance, 'Stata');
    const [plain] = run({ smallSample: 'none' }).coefficients;
    expectNear(plain?.standardError, expected.se_cr0, tolerance, 'CR0');
    expectNear(plain?.standardError, expected.se_feols_noadj, tolerance, 'fixest without adjustment');
    const { diff_reg: byDifferences, means } = values as Record<string, Record<string, number>>;
    const { codes, count } = denseCodes(unit);
    const { panel } = panelOfRows(codes, period, outcome);
    const treated = new Float64Array(count);
    rows.forEach((row, k) => {
      treated[codes[k] as number] = first[row] === 2007 ? 1 : 0;
    });
    const simple = differenceInDifferences(panel, treated, 2006, 2007);
    expectNear(simple.estimate, byDifferences?.est, tolerance, 'differences');
    expectNear(simple.standardError, byDifferences?.se_hc1, tolerance, 'differences se');
    const unscaled = differenceInDifferences(panel, treated, 2006, 2007, { factor: 'CR0' });
    expectNear(unscaled.standardError, byDifferences?.se_hc0, tolerance, 'differences HC0');
    const changes = Float64Array.from(
      { length: count },
      (_, i) => (panel.outcome[2 * i + 1] as number) - (panel.outcome[2 * i] as number),
    );
    const model = linearModel(matrixOfColumns([treated.map(() => 1), treated]), changes);
    const jackknife = Math.sqrt(heteroskedasticCovariance(model, 'HC3').values[3] as number);
    expectNear(jackknife, byDifferences?.se_hc3, tolerance, 'differences HC3');
    expectNear(simple.treatedBefore, means?.tr1_post0, tolerance, 'mean');
    expectNear(simple.treatedAfter, means?.tr1_post1, tolerance, 'mean');
    expectNear(simple.controlBefore, means?.tr0_post0, tolerance, 'mean');
    expectNear(simple.controlAfter, means?.tr0_post1, tolerance, 'mean');
    expect(simple.treated + simple.controls).toBe(expected.n_units);
  });

  it('Wooldridge example 14.1: within, classical, Arellano, plm sss and fixest errors', () => {
    const { values, tolerance } = referenceCase('twfe_jtrain_published') as never as {
      values: Record<string, Term[]> & { n: never; firms: never };
      tolerance: { rel: number; abs: number };
    };
    const data = referenceData('jtrain.csv');
    const regressors = ['d88', 'd89', 'grant', 'grant_1'].map((name) => ({ name, values: numbers(data[name]) }));
    const rows = { unit: numbers(data.fcode), outcome: numbers(data.lscrap) };
    const check = (key: string, smallSample: NonNullable<TwoWayOptions['smallSample']>) => {
      const fit = twoWayRegression(rows, regressors, { smallSample, dropSingletons: false });
      (values[key] as Term[]).forEach(({ term, est, se }, j) => {
        expectNear(fit.coefficients[j]?.estimate, est, tolerance, `${key} ${term}`);
        expectNear(fit.coefficients[j]?.standardError, se, tolerance, `${key} ${term} se`);
      });
      return fit;
    };
    check('arellano_hc0', 'none');
    check('arellano_sss', 'slopes');
    const fit = check('feols_cluster', 'nested');
    expect(fit.rows).toBe(values.n);
    expect(fit.units).toBe(values.firms);
    expectNear(fit.withinRSquared, values.within_r2 as never, tolerance, 'within R2');
    (values.within as Term[]).forEach(({ term }, j) => {
      const [published] = (values.published as never as Record<string, Record<string, number[]>>).within?.[term] ?? [];
      expectNear(fit.coefficients[j]?.estimate, published, { rel: 0, abs: 6e-4 }, `published ${term}`);
    });
    const year = numbers(data.year);
    const scrap = numbers(data.clscrap);
    const changed = rowsWhere(year.length, (i) => year[i] === 1988 && !Number.isNaN(scrap[i] as number));
    const change = linearModel(
      matrixOfColumns([new Float64Array(changed.length).fill(1), pick(numbers(data.cgrant), changed)]),
      pick(scrap, changed),
    );
    const explained = 1 - change.fit.residualSumOfSquares / (variance(pick(scrap, changed)) * (changed.length - 1));
    expectNear(explained, values.fd_r2 as never, tolerance, 'first difference R2');
    (values.first_diff_8788 as Term[]).forEach(({ term, est, se }, j) => {
      expectNear(change.fit.coefficients[j], est, tolerance, `first difference ${term}`);
      expectNear(Math.sqrt(classicalCovariance(change).values[j * 3] as number), se, tolerance, `${term} se`);
    });
    (values.within as Term[]).forEach(({ term, se }, j) => {
      expectNear(Math.sqrt(fit.classicalCovariance.values[j * 5] as number), se, tolerance, `classical ${term}`);
    });
    for (const [name, errors] of [
      ['feols_hc1', 'heteroskedastic'],
      ['feols_iid', 'classical'],
    ] as const) {
      const alone = twoWayRegression(rows, regressors, { errors, dropSingletons: false });
      (values[name] as Term[]).forEach(({ term, se, p }, j) => {
        expectNear(alone.coefficients[j]?.standardError, se, tolerance, `${errors} ${term}`);
        expectNear(alone.coefficients[j]?.p, p, { rel: 1e-6, abs: 1e-10 }, `${errors} p ${term}`);
      });
    }
  });

  it('Stock and Watson: beer tax with state, state and year effects, clustered one and two ways', () => {
    const { values, tolerance } = referenceCase('twfe_fatalities_published') as never as {
      values: Record<string, Term[]> & Record<string, number> & { pooled: { est: number; hc1: number } };
      tolerance: { rel: number; abs: number };
    };
    const data = referenceData('fatalities.csv');
    const unit = factor(data.state).codes;
    const period = numbers(data.year);
    const population = numbers(data.pop);
    const outcome = numbers(data.fatal).map((value, i) => (value / (population[i] as number)) * 10_000);
    const tax = numbers(data.beertax);
    const run = (options: TwoWayOptions = asFixest, withYears = true) =>
      twoWayRegression({ unit, outcome, ...(withYears ? { period } : {}) }, [{ name: 'beertax', values: tax }], options)
        .coefficients[0];
    const near = (actual: ReturnType<typeof run>, [term]: Term[]) => {
      expectNear(actual?.estimate, term?.est, tolerance, term?.term);
      expectNear(actual?.standardError, term?.se, tolerance, `${term?.term} se`);
      expectNear(actual?.p, term?.p, tolerance, `${term?.term} p`);
    };
    near(run(), values.twfe as never);
    near(run(asFixest, false), values.state_fe as never);
    near(run({ ...asFixest, cluster: [unit, period] }), values.twfe_twoway as never);
    expectNear(run({ smallSample: 'none' })?.standardError, values.plm_cr0, tolerance, 'CR0');
    expectNear(run({ smallSample: 'slopes' })?.standardError, values.twfe_nested_none, tolerance, 'slopes');
    expectNear(run({ smallSample: 'all' })?.standardError, values.twfe_full, tolerance, 'all');
    expect(run()?.degreesOfFreedom).toBe(values.df_t);
    const pooled = linearModel(matrixOfColumns([Float64Array.from(tax, () => 1), tax]), outcome);
    expectNear(pooled.fit.coefficients[1], values.pooled.est, tolerance, 'pooled');
    expectNear(Math.sqrt(heteroskedasticCovariance(pooled, 'HC1').values[3] as number), values.pooled.hc1, tolerance);
  });

  it('event study, its covariance and the joint pre-trend test', () => {
    const { values, tolerance } = referenceCase('event_study_mpdta_twfe_sunab') as never as {
      values: {
        twfe_static: Term[];
        twfe_event: Term[];
        pretrend_wald: { F: number; p: number; df1: number; df2: number };
        vcov_event: Record<string, Record<string, number>>;
        sunab_event: Term[];
        sunab_att: Record<string, number>[];
        sunab_cohort: Record<string, number>[];
      };
      tolerance: { rel: number; abs: number };
    };
    const data = referenceData('mpdta.csv');
    const rows: EventRows = {
      unit: numbers(data.countyreal),
      period: numbers(data.year),
      outcome: numbers(data.lemp),
      entry: numbers(data['first.treat']),
    };
    const study = eventStudy(rows, { ...asFixest, denominator: 'rows' });
    for (const { term, est, se, p } of values.twfe_event) {
      const effect = study.events.find(({ event }) => `rel::${event}` === term);
      expectNear(effect?.estimate, est, tolerance, term);
      expectNear(effect?.standardError, se, tolerance, `${term} se`);
      expectNear(effect?.p, p, tolerance, `${term} p`);
    }
    study.covarianceEvents.forEach((a, i) => {
      study.covarianceEvents.forEach((b, j) => {
        const expected = values.vcov_event[`rel::${a}`]?.[`rel::${b}`];
        expectNear(study.covariance.values[i * study.covariance.columns + j], expected, tolerance, `cov ${a} ${b}`);
      });
    });
    const { F, p, df1, df2 } = values.pretrend_wald;
    expectNear(study.preTrend?.f, F, tolerance, 'F');
    expectNear(study.preTrend?.p, p, tolerance, 'p');
    expect([study.preTrend?.numerator, study.preTrend?.denominator]).toEqual([df1, df2]);
    const weighted = sunAbraham(rows, asFixest);
    expect(weighted.events.map(({ key }) => `year::${key}`)).toEqual(values.sunab_event.map(({ term }) => term));
    values.sunab_event.forEach(({ term, est, se }, k) => {
      expectNear(weighted.events[k]?.estimate, est, tolerance, `sunab ${term}`);
      expectNear(weighted.events[k]?.standardError, se, tolerance, `sunab ${term} se`);
    });
    const near = (
      actual: Pick<WeightedEffect, 'estimate' | 'standardError' | 'p'> | undefined | null,
      expected: Record<string, number> | undefined,
    ) => {
      expectNear(actual?.estimate, expected?.Estimate, tolerance, 'sunab');
      expectNear(actual?.standardError, expected?.['Std..Error'], tolerance, 'sunab se');
      expectNear(actual?.p, expected?.['Pr...t..'], tolerance, 'sunab p');
    };
    near(weighted.overall, values.sunab_att[0]);
    values.sunab_cohort.forEach((expected, k) => {
      near(weighted.cohorts[k], expected);
    });
    const after = Float64Array.from(rows.outcome as Float64Array, (_, i) =>
      (rows.entry[i] as number) > 0 && (rows.period[i] as number) >= (rows.entry[i] as number) ? 1 : 0,
    );
    const fixed = twoWayRegression(rows, [{ name: 'D', values: after }], asFixest).coefficients[0];
    expectNear(fixed?.estimate, values.twfe_static[0]?.est, tolerance, 'static');
    expectNear(fixed?.standardError, values.twfe_static[0]?.se, tolerance, 'static se');
  });

  it('weighted two-way effects and static weights of a staggered law', () => {
    const { values, tolerance } = referenceCase('twfe_weights_castle') as never as {
      values: {
        twfe: Term[];
        twfe_weighted: Term[];
        weights: { n: number; n_negative: number; sum_negative: number; sum: number };
        sunab_att: Record<string, number>[];
      };
      tolerance: { rel: number; abs: number };
    };
    const data = referenceData('castle.csv');
    const unit = numbers(data.sid);
    const period = numbers(data.year);
    const outcome = numbers(data.homicide).map(Math.log);
    const after = numbers(data.post).map((value) => (value > 0 ? 1 : 0));
    for (const [weights, expected] of [
      [undefined, values.twfe],
      [numbers(data.popwt), values.twfe_weighted],
    ] as const) {
      const rows = { unit, period, outcome, ...(weights === undefined ? {} : { weights }) };
      const [effect] = twoWayRegression(rows, [{ name: 'D', values: after }], asFixest).coefficients;
      expectNear(effect?.estimate, expected[0]?.est, tolerance, 'estimate');
      expectNear(effect?.standardError, expected[0]?.se, tolerance, 'se');
    }
    const first = new Map<number, number>();
    unit.forEach((state, row) => {
      if (after[row] === 1)
        first.set(state, Math.min(first.get(state) ?? Number.POSITIVE_INFINITY, period[row] as number));
    });
    const entry = unit.map((state) => first.get(state) ?? 0);
    const weighted = sunAbraham({ unit, period, outcome, entry }, asFixest).overall;
    expectNear(weighted?.estimate, values.sunab_att[0]?.Estimate, tolerance, 'sunab');
    expectNear(weighted?.standardError, values.sunab_att[0]?.['Std..Error'], tolerance, 'sunab se');
    const weights = staticWeights(unit, period, after);
    expect([weights.treatedRows, weights.negativeRows]).toEqual([values.weights.n, values.weights.n_negative]);
    expect(weights.negativeSum).toBe(values.weights.sum_negative);
    expectNear(
      weights.weights.reduce((sum, value) => sum + value, 0),
      values.weights.sum,
      tolerance,
    );
  });

  it('placebo on Spanish firms: nothing is found where nothing is', () => {
    const { values, tolerance } = referenceCase('did_placebo_snmesp') as never as {
      values: {
        did: Term[];
        event: Term[];
        pre_wald: { F: number; p: number };
        placebo_1985: Term[];
        n: number;
        firms: number;
        treated: number;
        ps_coef: Record<string, number>;
        pct_effect: number;
        pct_ci: number[];
      };
      tolerance: { rel: number; abs: number };
    };
    const data = referenceData('snmesp.csv');
    const unit = numbers(data.firm);
    const period = numbers(data.year);
    const n = numbers(data.n);
    const outcome = numbers(data.y).map((value, i) => value - (n[i] as number));
    const entry = unit.map((firm) => (firm % 5 === 0 ? 1987 : 0));
    const effectFrom = (start: number, until: number) => {
      const rows = rowsWhere(unit.length, (i) => (period[i] as number) < until);
      const after = Float64Array.from(rows, (i) => (entry[i] !== 0 && (period[i] as number) >= start ? 1 : 0));
      return twoWayRegression(
        { unit: pick(unit, rows), period: pick(period, rows), outcome: pick(outcome, rows) },
        [{ name: 'D', values: after }],
        asFixest,
      ).coefficients[0];
    };
    const effect = effectFrom(1987, 9999);
    expectNear(effect?.estimate, values.did[0]?.est, tolerance, 'did');
    expectNear(effect?.standardError, values.did[0]?.se, tolerance, 'did se');
    const percent = percentEffect(effect as never);
    expectNear(percent.estimatePct, values.pct_effect, tolerance, 'percent');
    expectNear(percent.lowerPct, values.pct_ci[0], tolerance, 'percent lower');
    expectNear(percent.upperPct, values.pct_ci[1], tolerance, 'percent upper');
    const placebo = effectFrom(1985, 1987);
    expectNear(placebo?.estimate, values.placebo_1985[0]?.est, tolerance, 'placebo');
    expectNear(placebo?.standardError, values.placebo_1985[0]?.se, tolerance, 'placebo se');
    const last = rowsWhere(unit.length, (i) => period[i] === 1986);
    const score = fitGlm(
      matrixOfColumns([
        new Float64Array(last.length).fill(1),
        pick(outcome, last),
        pick(n, last),
        pick(numbers(data.k), last),
      ]),
      pick(
        entry.map((start) => (start > 0 ? 1 : 0)),
        last,
      ),
      logitFamily,
    );
    Object.values(values.ps_coef).forEach((expected, j) => {
      expectNear(score.coefficients[j], expected, { rel: 1e-6, abs: 1e-7 }, `score ${j}`);
    });
    const study = eventStudy({ unit, period, outcome, entry }, { ...asFixest, denominator: 'rows' });
    expect([
      unit.length,
      study.regression.units,
      new Set(unit.filter((_u, i) => (entry[i] as number) > 0)).size,
    ]).toEqual([values.n, values.firms, values.treated]);
    for (const { term, est, se } of values.event) {
      const found = study.events.find(({ event }) => `year::${event + 1987}:tr` === term);
      expectNear(found?.estimate, est, tolerance, term);
      expectNear(found?.standardError, se, tolerance, `${term} se`);
    }
    expectNear(study.preTrend?.f, values.pre_wald.F, tolerance, 'F');
    expectNear(study.preTrend?.p, values.pre_wald.p, tolerance, 'p');
  });
});

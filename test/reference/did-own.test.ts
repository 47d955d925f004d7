import { describe, expect, it } from 'vitest';
import { matchedDifferenceInDifferences } from '../../pipeline/estimate/effect/difference/matched.ts';
import { pairedEventStudy } from '../../pipeline/estimate/effect/difference/paired.ts';
import { panelOfRows } from '../../pipeline/estimate/effect/difference/panel.ts';
import { eventStudy } from '../../pipeline/estimate/effect/event-study/event-study.ts';
import { sunAbraham } from '../../pipeline/estimate/effect/event-study/sun-abraham.ts';
import {
  type AggregationOptions,
  type AggregationType,
  aggregateGroupTime,
} from '../../pipeline/estimate/effect/group-time/aggregate.ts';
import { groupTimeEffects } from '../../pipeline/estimate/effect/group-time/group-time.ts';
import type { GroupTimeData, GroupTimeOptions } from '../../pipeline/estimate/effect/group-time/options.ts';
import { honestRelativeMagnitudes } from '../../pipeline/estimate/effect/honest/bounds.ts';
import { denseCodes } from '../../pipeline/estimate/effect/two-way/codes.ts';
import { fewClusterEffects } from '../../pipeline/estimate/effect/two-way/few-clusters.ts';
import { type TwoWayOptions, twoWayRegression } from '../../pipeline/estimate/effect/two-way/regression.ts';
import { staticWeights } from '../../pipeline/estimate/effect/two-way/weights.ts';
import { columnsOf, expectedOf } from '../support/own-vectors.ts';
import { expectNear } from '../support/reference.ts';

const expected = expectedOf('did', 'did');
const { number: column, text } = columnsOf('did', 'panel');

const firm = column('firm');
const year = column('year');
const entry = column('entry');
const outcome = column('outcome');
const size = column('size');
const weight = column('weight');
const network = column('network');
const after = entry.map((start, i) => (start > 0 && (year[i] as number) >= start ? 1 : 0));

const EXACT = { rel: 1e-8, abs: 1e-10 };

interface Term {
  readonly est: number;
  readonly se: number;
}

describe('two-way effects agree with R plm, sandwich and least squares on dummies', () => {
  const rows = { unit: firm, period: year, outcome };
  const regressors = [
    { name: 'D', values: after },
    { name: 'size', values: size },
  ];
  const cases: readonly [string, TwoWayOptions, { weights?: Float64Array; period?: undefined }?][] = [
    ['hc0', { smallSample: 'none' }],
    ['sss', { smallSample: 'slopes' }],
    ['all', { smallSample: 'all' }],
    ['network', { smallSample: 'all', cluster: [network] }],
    ['weighted', { smallSample: 'all' }, { weights: weight }],
    ['two_ways', { smallSample: 'nested', cluster: [firm, year] }],
    ['two_ways_each', { smallSample: 'all', cluster: [firm, year], clusterCount: 'each' }],
  ];
  for (const [name, options, more = {}] of cases)
    it(name, () => {
      const fitted = twoWayRegression({ ...rows, ...more }, regressors, options);
      (expected.two_way[name] as Term[]).forEach(({ est, se }, j) => {
        expectNear(fitted.coefficients[j]?.estimate, est, EXACT, 'estimate');
        expectNear(fitted.coefficients[j]?.standardError, se, EXACT, 'se');
      });
      expect([fitted.rows, fitted.units, fitted.singletonRows]).toEqual([
        expected.two_way.rows,
        expected.two_way.firms,
        expected.two_way.singletons,
      ]);
      expect(fitted.residualDegreesOfFreedom).toBe(expected.two_way.df_residual);
    });

  it('firm effects alone, and classical errors', () => {
    const alone = twoWayRegression({ unit: firm, outcome }, regressors, { smallSample: 'slopes' });
    const both = twoWayRegression(rows, regressors);
    regressors.forEach((_regressor, j) => {
      const term = expected.two_way.firm_only_sss[j] as Term;
      expectNear(alone.coefficients[j]?.estimate, term.est, EXACT, 'estimate');
      expectNear(alone.coefficients[j]?.standardError, term.se, EXACT, 'se');
      const classical = Math.sqrt(both.classicalCovariance.values[j * 3] as number);
      expectNear(classical, (expected.two_way.classical[j] as Term).se, EXACT, 'classical se');
    });
  });

  it('few clusters: CR2 and Satterthwaite', () => {
    const effects = fewClusterEffects(rows, regressors, network);
    expected.two_way.few_clusters.forEach((term: Term & { df: number; p: number }, j: number) => {
      expectNear(effects[j]?.estimate, term.est, EXACT, 'estimate');
      expectNear(effects[j]?.standardError, term.se, EXACT, 'se');
      expectNear(effects[j]?.degreesOfFreedom, term.df, { rel: 1e-6, abs: 0 }, 'df');
      expectNear(effects[j]?.p, term.p, { rel: 1e-6, abs: 0 }, 'p');
    });
    const weighted = fewClusterEffects({ ...rows, weights: weight }, regressors, network);
    expected.two_way.few_weighted.forEach((term: { se: number; df: number }, j: number) => {
      expectNear(weighted[j]?.standardError, term.se, EXACT, 'weighted se');
      expectNear(weighted[j]?.degreesOfFreedom, term.df, { rel: 1e-6, abs: 0 }, 'weighted df');
    });
    expect(() => fewClusterEffects(rows, regressors, year)).toThrow('requires one cluster');
  });

  it('static weights, some of them negative where few are never treated', () => {
    const all = staticWeights(firm, year, after);
    expected.static.weights.forEach((value: number, k: number) => {
      expectNear(all.weights[k], value, EXACT, `weight ${k}`);
    });
    const kept = Array.from(firm.keys()).filter((i) => (entry[i] as number) > 0 || (year[i] as number) > 2019);
    const pick = (values: Float64Array): Float64Array => Float64Array.from(kept, (i) => values[i] as number);
    const early = staticWeights(pick(firm), pick(year), pick(after));
    expect([early.treatedRows, early.negativeRows]).toEqual([expected.static.early_n, expected.static.early_negative]);
    expect(early.hasNegative).toBe(true);
    expectNear(early.negativeSum, expected.static.early_sum, EXACT, 'sum');
  });

  it('event study with binned ends, and its pre-trend test', () => {
    const study = eventStudy({ ...rows, entry }, { from: -3, to: 3, smallSample: 'all' });
    expect(study.covarianceEvents).toEqual(expected.event.events);
    study.covarianceEvents.forEach((event, i) => {
      expectNear(study.events.find((one) => one.event === event)?.estimate, expected.event.est[i], EXACT, `e ${event}`);
      study.covarianceEvents.forEach((_other, j) => {
        expectNear(study.covariance.values[i * 6 + j], expected.event.V[i][j], EXACT, `V ${i} ${j}`);
      });
    });
    expect(study.events.map(({ event, isBinned }) => (isBinned ? event : 0))).toEqual([-3, 0, 0, 0, 0, 0, 3]);
    const { F, df1, df2, p } = expected.event.pre;
    expectNear(study.preTrend?.f, F, EXACT, 'F');
    expectNear(study.preTrend?.p, p, EXACT, 'p');
    expect([study.preTrend?.numerator, study.preTrend?.denominator]).toEqual([df1, df2]);
    expectNear(study.average?.estimate, expected.event.average.est, EXACT, 'average');
    expectNear(study.average?.standardError, expected.event.average.se, EXACT, 'average se');
  });

  it('Sun and Abraham', () => {
    const { events, cohorts, overall } = sunAbraham({ ...rows, entry }, { smallSample: 'all' });
    const near = (actual: { estimate: number; standardError: number | null } | undefined | null, term: Term) => {
      expectNear(actual?.estimate, term.est, EXACT, 'estimate');
      expectNear(actual?.standardError, term.se, EXACT, 'se');
    };
    expected.sunab.events.forEach((row: Term & { e: number }, k: number) => {
      expect(events[k]?.key).toBe(row.e);
      near(events[k], row);
    });
    expected.sunab.cohorts.forEach((row: Term & { g: number }, k: number) => {
      expect(cohorts[k]?.key).toBe(row.g);
      near(cohorts[k], row);
    });
    near(overall, { est: expected.sunab.att[0], se: expected.sunab.att[1] });
  });
});

const { codes, count } = denseCodes(firm);
const { panel } = panelOfRows(codes, year, outcome);
const spread = (values: ArrayLike<number>): Float64Array => {
  const result = new Float64Array(count);
  codes.forEach((unit, row) => {
    result[unit] = values[row] as number;
  });
  return result;
};
const cohort = spread(entry);

describe('pairs agree with R t.test and least squares on dummies', () => {
  const units = Array.from(cohort.keys());
  const treated = Int32Array.from(units.filter((i) => cohort[i] !== 0));
  const never = units.filter((i) => cohort[i] === 0);
  const pair = Int32Array.from(treated.keys());

  it('long differences', () => {
    const study = pairedEventStudy(
      panel,
      { treated, control: Int32Array.from(treated, (_unit, k) => never[k] as number), pair },
      cohort,
      { from: -3, to: 3 },
    );
    expected.matched.paired.forEach((row: Record<string, number>, k: number) => {
      const effect = study.events[k];
      expect([effect?.event, effect?.pairs]).toEqual([row.e, row.n]);
      expectNear(effect?.estimate, row.est, EXACT, `e ${row.e}`);
      expectNear(effect?.standardError, row.se, EXACT, `e ${row.e} se`);
      expectNear(effect?.lower, row.lower, EXACT, `e ${row.e} lower`);
      expectNear(effect?.upper, row.upper, EXACT, `e ${row.e} upper`);
      expectNear(effect?.p, row.p, EXACT, `e ${row.e} p`);
    });
  });

  it('reused controls, clustered by pair and by firm', () => {
    const control = Int32Array.from(treated, (_unit, k) => never[k % 40] as number);
    const effect = matchedDifferenceInDifferences(panel, { treated, control, pair }, cohort);
    expect([effect.hasReusedControls, effect.clusteredBy]).toEqual([true, 'pair-and-unit']);
    const { rows, est, se, df } = expected.matched.reused;
    expect([effect.regression.rows, effect.degreesOfFreedom]).toEqual([rows, df]);
    expectNear(effect.estimate, est, EXACT, 'estimate');
    expectNear(effect.standardError, se, EXACT, 'se');
  });
});

interface KeyedEstimate {
  readonly k: number;
  readonly att: number;
  readonly se: number | null;
}

describe('group-time effects agree with their formulas in base R', () => {
  const wide = new Float64Array(count * panel.periods.length).fill(Number.NaN);
  codes.forEach((unit, row) => {
    wide[unit * panel.periods.length + panel.periods.indexOf(year[row] as number)] = size[row] as number;
  });
  const sectors = text('sector');
  const isSector = (sector: string) => spread(sectors.map((own) => (own === sector ? 1 : 0)));
  const base: GroupTimeData = { panel, cohort };
  const full: GroupTimeData = { ...base, covariates: [wide, isSector('b'), isSector('c')] };
  const weights = spread(weight);
  const onlyTreated = { ...full, cohort: cohort.map((start) => (start === 0 ? Number.NaN : start)) };

  const cases: readonly [string, GroupTimeData, GroupTimeOptions, AggregationOptions?][] = [
    ['dr', full, {}],
    ['ipw', full, { method: 'ipw' }],
    ['reg', full, { method: 'reg' }],
    ['plain', base, {}],
    ['dr_notyet', full, { controls: 'not-yet' }],
    ['reg_notyet_universal', full, { method: 'reg', controls: 'not-yet', base: 'universal' }],
    ['ipw_universal', full, { method: 'ipw', base: 'universal' }],
    ['dr_anticipation', full, { anticipation: 1 }],
    [
      'reg_notyet_anticipation_universal',
      full,
      { method: 'reg', controls: 'not-yet', base: 'universal', anticipation: 1 },
    ],
    ['dr_drop', full, { incomplete: 'drop' }],
    ['dr_weighted', { ...full, weights }, {}],
    ['ipw_weighted_notyet', { ...full, weights }, { method: 'ipw', controls: 'not-yet' }],
    ['dr_cluster', { ...full, cluster: spread(network) }, {}],
    ['reg_last_cohort', onlyTreated, { method: 'reg' }],
    ['reg_last_notyet', onlyTreated, { method: 'reg', controls: 'not-yet' }],
    ['reg_balance', full, { method: 'reg' }, { balance: 1 }],
    ['reg_events', full, { method: 'reg' }, { minimumEvent: -2, maximumEvent: 2 }],
  ];
  const near = (actual: { estimate: number; standardError: number | null } | null | undefined, row: KeyedEstimate) => {
    expectNear(actual?.estimate, row.att, EXACT, `att ${row.k}`);
    if (row.se === null) expect(actual?.standardError).toBeNull();
    else expectNear(actual?.standardError, row.se, EXACT, `se ${row.k}`);
  };
  for (const [name, input, options, aggregation = {}] of cases)
    it(name, () => {
      const effects = groupTimeEffects(input, options);
      const values = expected.group_time[name];
      expect(effects.kept.units.length).toBe(values.n);
      expect(effects.cells.map(({ cohort: g, period }) => [g, period])).toEqual(
        values.cells.map(({ g, t }: { g: number; t: number }) => [g, t]),
      );
      values.cells.forEach((row: KeyedEstimate, k: number) => {
        near(effects.cells[k]?.effect, row);
      });
      expectNear(effects.preTest?.statistic, values.pretest.W, EXACT, 'W');
      expectNear(effects.preTest?.p, values.pretest.p, EXACT, 'p');
      expect(effects.preTest?.degreesOfFreedom).toBe(values.pretest.df);
      const isRestricted = aggregation.maximumEvent !== undefined;
      for (const type of ['simple', 'dynamic', 'group', 'calendar'] as const satisfies AggregationType[]) {
        if (isRestricted && type !== 'dynamic') continue;
        const actual = aggregateGroupTime(effects, type, aggregation);
        near(actual.overall, (type === 'simple' ? values.simple : values[`${type}_overall`])[0]);
        const by: KeyedEstimate[] = type === 'simple' ? [] : values[type];
        expect(actual.by.map(({ key }) => key)).toEqual(by.map(({ k }) => k));
        by.forEach((row, k) => {
          near(actual.by[k], row);
        });
      }
    });
});

describe('honest bounds agree with a search of all vertices in base R', () => {
  const { beta, V, first, average } = expected.honest;
  const study = (weights: readonly number[]) => ({
    estimates: Float64Array.from(beta),
    covariance: { rows: 6, columns: 6, values: Float64Array.from(V.flat()) },
    before: 2,
    after: 4,
    weights: Float64Array.from(weights),
  });
  it.each([
    ['first effect', [1, 0, 0, 0], first],
    ['average effect', [0.25, 0.25, 0.25, 0.25], average],
  ] as const)('%s', (_name, weights, ends) => {
    const bounds = honestRelativeMagnitudes(study(weights), [0.5, 1], { draws: 20_000 });
    bounds.forEach(({ lower, upper }, k) => {
      expectNear(lower, ends[k][0], { rel: 0, abs: 0.0015 }, 'lower');
      expectNear(upper, ends[k][1], { rel: 0, abs: 0.0015 }, 'upper');
    });
  });
});

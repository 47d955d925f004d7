import { describe, expect, it } from 'vitest';
import { uniformCriticalValue } from '../../../pipeline/estimate/effect/event-study/uniform.ts';
import { type AggregationType, aggregateGroupTime } from '../../../pipeline/estimate/effect/group-time/aggregate.ts';
import { multiplierBootstrap } from '../../../pipeline/estimate/effect/group-time/bootstrap.ts';
import { groupTimeEffects } from '../../../pipeline/estimate/effect/group-time/group-time.ts';
import { covarianceOf } from '../../../pipeline/estimate/effect/group-time/influence.ts';
import type { GroupTimeData, Influence } from '../../../pipeline/estimate/effect/group-time/options.ts';
import { normal } from '../../../pipeline/estimate/numeric/random.ts';
import { plannedPanel, reorderUnits } from '../../support/did/panels.ts';

const PERIODS = [2015, 2016, 2017, 2018, 2019];
const effect = (entry: number, since: number) => 0.01 * (entry - 2010) + 0.1 * since;

const staggered = (noise: number, units = 300, entries = [0, 0, 0, 2017, 2018]) =>
  plannedPanel({ units, periods: PERIODS, seed: 21, entries, effect, noise });

const sizeOf = (units: number, shift = 0) => Float64Array.from({ length: units }, (_, i) => normal(6, 1, shift, i));

describe('group-time effects', () => {
  it('are exact without noise, whatever the method, controls and base', () => {
    const data = { ...staggered(0), covariates: [sizeOf(300)] };
    for (const method of ['dr', 'ipw', 'reg'] as const)
      for (const controls of ['never', 'not-yet'] as const)
        for (const base of ['varying', 'universal'] as const)
          for (const cell of groupTimeEffects(data, { method, controls, base }).cells) {
            const truth = cell.event < 0 ? 0 : effect(cell.cohort, cell.event);
            expect(cell.effect?.estimate).toBeCloseTo(truth, 8);
          }
  });

  it('are the same with a factor as with its dummies, wherever it stands', () => {
    const data = staggered(0.2);
    const codes = Int16Array.from({ length: 300 }, (_, i) => (i % 4) - 1);
    const dummies = [0, 1, 2].map((level) => Uint8Array.from(codes, (code) => Number(code === level)));
    const varying = Float64Array.from({ length: 300 * data.panel.periods.length }, (_, at) => normal(7, 1, 0, at));
    const factor = { codes, width: 3 };
    for (const method of ['dr', 'reg'] as const)
      for (const [factored, written] of [
        [
          [varying, factor, sizeOf(300)],
          [varying, ...dummies, sizeOf(300)],
        ],
        [
          [sizeOf(300), factor, varying],
          [sizeOf(300), ...dummies, varying],
        ],
      ] as const)
        expect(groupTimeEffects({ ...data, covariates: factored }, { method })).toEqual(
          groupTimeEffects({ ...data, covariates: written }, { method }),
        );
    expect(() => groupTimeEffects({ ...data, covariates: [{ codes: codes.slice(1), width: 3 }] })).toThrow(RangeError);
  });

  it('average by known shares', () => {
    const data = staggered(0);
    const effects = groupTimeEffects(data);
    const [early, late] = [2017, 2018].map((entry) => data.cohort.filter((start) => start === entry).length) as [
      number,
      number,
    ];
    const of = (type: AggregationType) => aggregateGroupTime(effects, type);
    const mean = (pairs: readonly (readonly [number, number])[]) =>
      pairs.reduce((sum, [weight, value]) => sum + weight * value, 0) /
      pairs.reduce((sum, [weight]) => sum + weight, 0);
    const e = (entry: number, since: number) => effect(entry, since);
    expect(of('simple').overall?.estimate).toBeCloseTo(
      mean([
        [early, e(2017, 0)],
        [early, e(2017, 1)],
        [early, e(2017, 2)],
        [late, e(2018, 0)],
        [late, e(2018, 1)],
      ]),
      8,
    );
    expect(of('group').overall?.estimate).toBeCloseTo(
      mean([
        [early, e(2017, 1)],
        [late, e(2018, 0.5)],
      ]),
      8,
    );
    const both = (since: number) =>
      mean([
        [early, e(2017, since)],
        [late, e(2018, since)],
      ]);
    expect(of('dynamic').overall?.estimate).toBeCloseTo((both(0) + both(1) + e(2017, 2)) / 3, 8);
    const inYear = (year: number) =>
      mean([
        [early, e(2017, year - 2017)],
        [late, e(2018, year - 2018)],
      ]);
    expect(of('calendar').overall?.estimate).toBeCloseTo((e(2017, 0) + inYear(2018) + inYear(2019)) / 3, 8);
    expect(of('dynamic').by.map(({ key, treated }) => [key, treated])).toEqual([
      [-2, late],
      [-1, early + late],
      [0, early + late],
      [1, early + late],
      [2, early],
    ]);
  });

  it('keep the same cohorts at every event time when balanced', () => {
    const balanced = aggregateGroupTime(groupTimeEffects(staggered(0)), 'dynamic', { balance: 2 });
    expect(balanced.by.map(({ key }) => key)).toEqual([-1, 0, 1, 2]);
    for (const { key, estimate } of balanced.by) expect(estimate).toBeCloseTo(key < 0 ? 0 : effect(2017, key), 8);
    const part = aggregateGroupTime(groupTimeEffects(staggered(0)), 'dynamic', { minimumEvent: 0, maximumEvent: 1 });
    expect(part.by.map(({ key }) => key)).toEqual([0, 1]);
  });

  it('do not depend on the order of units or on the units of covariates', () => {
    const plain = staggered(0.3);
    const covariates = [sizeOf(300), sizeOf(300, 1)];
    const order = Array.from({ length: 300 }, (_, k) => ((k * 77) % 300 === 0 ? k : k)).reverse();
    const turned = {
      ...reorderUnits(plain, order),
      covariates: covariates.map((values) => Float64Array.from(order, (from) => 1e6 + 4000 * (values[from] as number))),
    };
    const one = groupTimeEffects({ ...plain, covariates });
    const two = groupTimeEffects(turned);
    one.cells.forEach((cell, k) => {
      expect(two.cells[k]?.effect?.estimate).toBeCloseTo(cell.effect?.estimate as number, 9);
      expect(two.cells[k]?.effect?.standardError).toBeCloseTo(cell.effect?.standardError as number, 9);
    });
  });

  it('drop the always treated with a count and take late entrants as never treated', () => {
    const data = staggered(0, 300, [0, 2015, 2016, 2018, 2024]);
    const count = (entry: number) => data.cohort.filter((start) => start === entry).length;
    const effects = groupTimeEffects(data);
    expect(effects.kept.alwaysTreated).toBe(count(2015));
    expect(effects.kept.cohort.filter((start) => start === 0).length).toBe(count(0) + count(2024));
    expect(effects.cohorts.map(({ cohort }) => cohort)).toEqual([2016, 2018]);
    const anticipating = groupTimeEffects(data, { anticipation: 1 });
    expect(anticipating.kept.alwaysTreated).toBe(count(2015) + count(2016));
    expect(anticipating.cells.every(({ basePeriod, event, cohort }) => event < 0 || basePeriod === cohort - 2)).toBe(
      true,
    );
  });

  it('compare with the last cohort where nobody is never treated', () => {
    const data = staggered(0, 300, [2016, 2017, 2019]);
    for (const controls of ['never', 'not-yet'] as const) {
      const effects = groupTimeEffects(data, { controls });
      expect(effects.kept.units.length).toBe(300);
      expect(effects.kept.periods).toEqual([2015, 2016, 2017, 2018]);
      expect(effects.cohorts.map(({ cohort }) => cohort)).toEqual([2016, 2017]);
      for (const cell of effects.cells)
        expect(cell.effect?.estimate).toBeCloseTo(cell.event < 0 ? 0 : effect(cell.cohort, cell.event), 8);
    }
    expect(groupTimeEffects(data).kept.comparison).toBe('last-cohort');
  });

  it('say why a cell has no estimate', () => {
    const data = staggered(0.1);
    const constant = Float64Array.from({ length: 300 }, () => 4);
    const split = Float64Array.from(data.cohort, (start, i) => (start > 0 ? 1 : 0.001 * (i % 7)));
    const problems = (input: GroupTimeData, options = {}) => [
      ...new Set(groupTimeEffects(input, options).cells.map(({ problem }) => problem)),
    ];
    expect(problems({ ...data, covariates: [constant] }, { method: 'reg' })).toEqual(['collinear_covariates']);
    expect(problems({ ...data, covariates: [split] })).toEqual(['no_overlap']);
    expect(problems(data, { minimumTreated: 100_000 })).toEqual(['few_treated']);
    expect(problems(data, { base: 'universal' })).toEqual([null, 'reference']);
    const few = { ...data, cohort: data.cohort.map((start, i) => (start === 0 && i > 3 ? Number.NaN : start)) };
    expect(problems({ ...few, covariates: [sizeOf(300), sizeOf(300, 1), sizeOf(300, 2)] })).toEqual(['few_controls']);
    const nothing = aggregateGroupTime(groupTimeEffects(data, { minimumTreated: 100_000 }), 'simple');
    expect(nothing.overall).toBeNull();
    expect(nothing.by).toEqual([]);
  });

  it('leave controls aside whose kind no treated unit is of, whatever cell was estimated before', () => {
    const units = 400;
    const { panel, cohort } = staggered(0.4, units);
    const size = sizeOf(units);
    const isOddKind = Float64Array.from(cohort, (entry, i) => Number(entry !== 2017 && i % 3 === 0));
    const all = groupTimeEffects({ panel, cohort, covariates: [size, isOddKind] }, { method: 'ipw' });
    const alike = cohort.map((entry, i) => (isOddKind[i] === 1 ? Number.NaN : entry));
    const few = groupTimeEffects({ panel, cohort: alike, covariates: [size] }, { method: 'ipw' });
    const own = all.cells.filter((cell) => cell.cohort === 2017);
    expect(own.map(({ problem }) => problem)).toEqual([null, null, null, null]);
    own.forEach((cell, k) => {
      expect(cell.effect?.estimate).toBeCloseTo(few.cells[k]?.effect?.estimate as number, 6);
      expect(cell.effect?.standardError).toBeCloseTo(few.cells[k]?.effect?.standardError as number, 6);
    });
  });

  it('use in every cell the units whose two periods are there', () => {
    const data = staggered(0);
    const outcome = data.panel.outcome.slice();
    outcome[0] = Number.NaN; // Unit 0 misses 2015.
    const panel = { ...data.panel, outcome };
    const cell = (incomplete: 'pairs' | 'drop', period: number) => {
      const { cells, kept } = groupTimeEffects({ ...data, panel }, { incomplete });
      return { cell: cells.find((one) => one.cohort === 2018 && one.period === period), kept };
    };
    const always = data.cohort[0] === 2018 || data.cohort[0] === 0 ? 1 : 0;
    expect(cell('pairs', 2016).cell?.incomplete).toBe(always);
    expect(cell('pairs', 2018).cell?.incomplete).toBe(0);
    expect(cell('pairs', 2018).kept.unobserved).toBe(0);
    expect(cell('drop', 2018).kept.unobserved).toBe(1);
  });

  it('leave units without a covariate out of the cells, constant over time or not', () => {
    const data = staggered(0.1);
    const never = data.cohort.indexOf(0);
    const constant = sizeOf(300);
    constant[never] = Number.NaN;
    const changing = Float64Array.from({ length: 300 * PERIODS.length }, (_, at) => normal(6, 2, 0, at));
    changing[never * PERIODS.length] = Number.NaN; // As of 2015 only.
    for (const cell of groupTimeEffects({ ...data, covariates: [constant] }).cells) {
      expect(cell.incomplete).toBe(1);
      expect(cell.effect?.estimate).not.toBeNaN();
    }
    for (const cell of groupTimeEffects({ ...data, covariates: [changing] }).cells) {
      expect(cell.incomplete).toBe(cell.basePeriod === 2015 ? 1 : 0);
      expect(cell.effect?.estimate).not.toBeNaN();
    }
  });

  it('refuse covariates of another length', () => {
    expect(() => groupTimeEffects({ ...staggered(0), covariates: [[1, 2, 3]] })).toThrow('covariate 0 requires 300');
  });
});

describe('the multiplier bootstrap', () => {
  const effects = groupTimeEffects(staggered(0.3));
  const influences = effects.cells.map(({ influence }) => influence as Influence);

  it('gives the analytical errors, and a critical value above that of one interval', () => {
    const bands = multiplierBootstrap(effects.kept, influences, { seed: 3, replicates: 4000 });
    effects.cells.forEach((cell, k) => {
      const error = cell.effect?.standardError as number;
      expect(Math.abs((bands.standardErrors[k] as number) / error - 1)).toBeLessThan(0.06);
    });
    expect(bands.criticalValue).toBeGreaterThan(2.3);
    expect(bands.criticalValue).toBeLessThan(3);
    const byNormal = uniformCriticalValue(covarianceOf(effects.kept, influences));
    expect(Math.abs(byNormal / bands.criticalValue - 1)).toBeLessThan(0.05);
    const single = multiplierBootstrap(effects.kept, influences.slice(0, 1), { seed: 3, replicates: 4000 });
    expect(Math.abs(single.criticalValue - 1.96)).toBeLessThan(0.12);
  });

  it('is the same for the same seed, in whatever order the units stand', () => {
    const order = Array.from({ length: 300 }, (_, k) => (k * 7 + 3) % 300);
    const numbers = Array.from({ length: 300 }, (_, i) => 100_003 + 17 * i);
    const turned = groupTimeEffects(reorderUnits(staggered(0.3), order));
    const options = { seed: 11, replicates: 200 };
    const one = multiplierBootstrap(effects.kept, influences, { ...options, numbers });
    const two = multiplierBootstrap(
      turned.kept,
      turned.cells.map(({ influence }) => influence as Influence),
      { ...options, numbers: order.map((from) => numbers[from] as number) },
    );
    expect(two.criticalValue).toBeCloseTo(one.criticalValue, 10);
    one.standardErrors.forEach((error, k) => {
      expect(two.standardErrors[k]).toBeCloseTo(error as number, 10);
    });
    const other = multiplierBootstrap(effects.kept, influences, { ...options, numbers, seed: 12 });
    expect(other.criticalValue).not.toBeCloseTo(one.criticalValue, 6);
  });

  it('draws once a cluster where units are clustered', () => {
    const data = staggered(0.3);
    const cluster = Int32Array.from({ length: 300 }, (_, i) => i % 30);
    const clustered = groupTimeEffects({ ...data, cluster });
    const bands = multiplierBootstrap(
      clustered.kept,
      clustered.cells.map(({ influence }) => influence as Influence),
      { seed: 3, replicates: 4000 },
    );
    expect(clustered.kept.clusters).toBe(30);
    expect(clustered.cells[0]?.effect?.degreesOfFreedom).toBe(29);
    clustered.cells.forEach((cell, k) => {
      const error = cell.effect?.standardError as number;
      expect(Math.abs((bands.standardErrors[k] as number) / error - 1)).toBeLessThan(0.12);
    });
  });
});

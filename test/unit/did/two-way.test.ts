import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventStudy } from '../../../pipeline/estimate/effect/event-study/event-study.ts';
import { sunAbraham } from '../../../pipeline/estimate/effect/event-study/sun-abraham.ts';
import { uniformCriticalValue } from '../../../pipeline/estimate/effect/event-study/uniform.ts';
import { aggregateGroupTime } from '../../../pipeline/estimate/effect/group-time/aggregate.ts';
import { groupTimeEffects } from '../../../pipeline/estimate/effect/group-time/group-time.ts';
import { prepareEffects, removeEffects } from '../../../pipeline/estimate/effect/two-way/absorb.ts';
import { twoWayRegression } from '../../../pipeline/estimate/effect/two-way/regression.ts';
import { staticWeights } from '../../../pipeline/estimate/effect/two-way/weights.ts';
import { plannedPanel, rowsOfPanel } from '../../support/did/panels.ts';

const unevenRows = fc
  .array(
    fc.record({
      unit: fc.integer({ min: 0, max: 8 }),
      period: fc.integer({ min: 2015, max: 2020 }),
      value: fc.double({ min: -10, max: 10, noNaN: true }),
      weight: fc.double({ min: 0.1, max: 5, noNaN: true }),
    }),
    { minLength: 4, maxLength: 40 },
  )
  .map((rows) => ({
    unit: rows.map(({ unit }) => unit),
    period: rows.map(({ period }) => period),
    value: Float64Array.from(rows, ({ value }) => value),
    weight: Float64Array.from(rows, ({ weight }) => weight),
  }));

describe('unit and period effects', () => {
  it('leave what is orthogonal to every dummy, also with gaps and weights', () => {
    fc.assert(
      fc.property(unevenRows, fc.boolean(), ({ unit, period, value, weight }, isWeighted) => {
        const weights = isWeighted ? weight : undefined;
        const left = removeEffects(prepareEffects(unit, period, weights), value);
        for (const codes of [unit, period])
          for (const code of new Set(codes)) {
            let sum = 0;
            codes.forEach((own, row) => {
              if (own === code) sum += (weights?.[row] ?? 1) * (left[row] as number);
            });
            expect(Math.abs(sum)).toBeLessThan(1e-7);
          }
      }),
    );
  });

  it('take constants of units and periods out altogether', () => {
    fc.assert(
      fc.property(unevenRows, ({ unit, period, value, weight }) => {
        const effects = prepareEffects(unit, period, weight);
        const shifted = value.map((own, row) => own + 3 * (unit[row] as number) - 0.7 * (period[row] as number) ** 2);
        const [plain, moved] = [removeEffects(effects, value), removeEffects(effects, shifted)];
        plain.forEach((own, row) => {
          expect(Math.abs(own - (moved[row] as number))).toBeLessThan(1e-5);
        });
      }),
    );
  });

  it('count period effects that can be told apart in unconnected parts', () => {
    // Units 0 and 1 are seen in 2015 and 2016, units 2 and 3 in 2018 and 2019: two parts, two period effects.
    const unit = [0, 0, 1, 1, 2, 2, 3, 3];
    const period = [2015, 2016, 2015, 2016, 2018, 2019, 2018, 2019];
    expect(prepareEffects(unit, period).periodRank).toBe(2);
  });
});

describe('the two-way regression', () => {
  const rows = rowsOfPanel(
    plannedPanel({
      units: 60,
      periods: [1, 2, 3, 4],
      seed: 3,
      entries: [0, 3],
      effect: () => 1,
      noise: 0.1,
    }),
  );
  const after = rows.entry.map((start, i) => (start > 0 && (rows.period[i] as number) >= start ? 1 : 0));

  it('names regressors that units or periods determine', () => {
    const group = rows.entry.map((start) => (start > 0 ? 1 : 0));
    const year = rows.period.map((period) => period * 2);
    const { coefficients } = twoWayRegression(rows, [
      { name: 'group', values: group },
      { name: 'D', values: after },
      { name: 'D again', values: after.map((value) => 3 * value) },
      { name: 'year', values: year },
    ]);
    expect(coefficients.map(({ isAliased }) => isAliased)).toEqual([true, false, true, true]);
    expect(coefficients[1]?.estimate).toBeCloseTo(1, 1);
  });

  it('drops incomplete rows and singletons and says how many', () => {
    const outcome = rows.outcome.slice();
    outcome.fill(Number.NaN, 0, 3); // Unit 0 keeps one row, a singleton.
    outcome[10] = Number.POSITIVE_INFINITY;
    const fitted = twoWayRegression({ ...rows, outcome }, [{ name: 'D', values: after }]);
    expect([fitted.incompleteRows, fitted.singletonRows, fitted.rows]).toEqual([4, 1, 235]);
    const kept = twoWayRegression({ ...rows, outcome }, [{ name: 'D', values: after }], { dropSingletons: false });
    expect(kept.rows).toBe(236);
    expect(kept.coefficients[0]?.estimate).toBeCloseTo(fitted.coefficients[0]?.estimate as number, 12);
  });

  it('does not depend on the order of rows', () => {
    const order = Array.from(rows.unit.keys()).sort((a, b) => ((a * 7919) % 241) - ((b * 7919) % 241));
    const pick = (column: ArrayLike<number>) => Float64Array.from(order, (i) => column[i] as number);
    const fitted = twoWayRegression(rows, [{ name: 'D', values: after }]).coefficients[0];
    const again = twoWayRegression({ unit: pick(rows.unit), period: pick(rows.period), outcome: pick(rows.outcome) }, [
      { name: 'D', values: pick(after) },
    ]).coefficients[0];
    expect(again?.estimate).toBeCloseTo(fitted?.estimate as number, 12);
    expect(again?.standardError).toBeCloseTo(fitted?.standardError as number, 12);
  });

  it('weighs effects so that the weighted mean of unequal effects is its coefficient', () => {
    const effect = (entry: number, since: number) => 0.1 * entry + 0.2 * since;
    const staggered = rowsOfPanel(
      plannedPanel({ units: 90, periods: [1, 2, 3, 4, 5, 6], seed: 4, entries: [2, 3, 5, 0], effect }),
    );
    const treatment = staggered.entry.map((start, i) =>
      start > 0 && (staggered.period[i] as number) >= start ? 1 : 0,
    );
    const { weights, rows: at } = staticWeights(staggered.unit, staggered.period, treatment);
    const mean = weights.reduce((sum, weight, k) => {
      const row = at[k] as number;
      const start = staggered.entry[row] as number;
      return sum + weight * effect(start, (staggered.period[row] as number) - start);
    }, 0);
    const fitted = twoWayRegression(staggered, [{ name: 'D', values: treatment }]).coefficients[0];
    expect(fitted?.estimate).toBeCloseTo(mean, 10);
  });
});

describe('the uniform critical value', () => {
  const correlated = (size: number, correlation: number) => ({
    rows: size,
    columns: size,
    values: Float64Array.from({ length: size * size }, (_, at) => 9 * (at % (size + 1) === 0 ? 1 : correlation)),
  });

  it('is that of one interval, of independent ones, and of one again where all move together', () => {
    expect(Math.abs(uniformCriticalValue(correlated(1, 0)) - 1.96)).toBeLessThan(0.04);
    // Four independent intervals: the two-sided quantile of 0.95 to the power of a quarter.
    expect(Math.abs(uniformCriticalValue(correlated(4, 0)) - 2.4909)).toBeLessThan(0.05);
    expect(Math.abs(uniformCriticalValue(correlated(4, 1)) - 1.96)).toBeLessThan(0.04);
    expect(uniformCriticalValue(correlated(4, 0), { seed: 2 })).not.toBe(uniformCriticalValue(correlated(4, 0)));
  });

  it('leaves estimates without an error aside', () => {
    const covariance = correlated(2, 0);
    covariance.values.set([0, 0, 0, 9]);
    expect(Math.abs(uniformCriticalValue(covariance) - 1.96)).toBeLessThan(0.04);
    expect(uniformCriticalValue({ rows: 1, columns: 1, values: Float64Array.of(0) })).toBeNaN();
  });
});

describe('event studies', () => {
  const staggered = plannedPanel({
    units: 200,
    periods: [1, 2, 3, 4, 5, 6],
    seed: 8,
    entries: [0, 0, 3, 5],
    effect: (entry, since) => 0.1 * entry * (since + 1),
    noise: 0.2,
  });

  it('by Sun and Abraham are group-time effects with a universal base on a balanced panel', () => {
    const weighted = sunAbraham(rowsOfPanel(staggered));
    const dynamic = aggregateGroupTime(groupTimeEffects(staggered, { base: 'universal', method: 'reg' }), 'dynamic');
    for (const { key, estimate } of weighted.events) {
      const other = dynamic.by.find((effect) => effect.key === key);
      expect(estimate).toBeCloseTo(other?.estimate as number, 10);
    }
    expect(weighted.events.length).toBe(dynamic.by.length - 1);
  });

  it('are exact without noise when effects are the same in every cohort', () => {
    const rows = rowsOfPanel(
      plannedPanel({
        units: 100,
        periods: [1, 2, 3, 4, 5],
        seed: 8,
        entries: [0, 3, 4],
        effect: (_e, since) => since + 1,
      }),
    );
    for (const { event, estimate } of eventStudy(rows).events)
      expect(estimate).toBeCloseTo(event >= 0 ? event + 1 : 0, 9);
  });

  it('mark the reference and bins, and count treated rows', () => {
    const study = eventStudy(rowsOfPanel(staggered), { from: -2, to: 1 });
    expect(study.events.map(({ event, isBinned, isReference }) => [event, isBinned, isReference])).toEqual([
      [-2, true, false],
      [-1, false, true],
      [0, false, false],
      [1, true, false],
    ]);
    const total = study.events.reduce((sum, { treatedRows }) => sum + treatedRows, 0);
    expect(total).toBe(6 * staggered.cohort.filter((start) => start > 0).length);
    expect(study.events[1]).toMatchObject({ estimate: 0, standardError: null });
    expect(study.preTrend?.numerator).toBe(1);
  });

  it('say that one event time more cannot be told apart where nobody is never treated', () => {
    const rows = rowsOfPanel(staggered);
    const treatedOnly = Array.from(rows.unit.keys()).filter((i) => rows.entry[i] !== 0);
    const pick = (column: ArrayLike<number>) => Float64Array.from(treatedOnly, (i) => column[i] as number);
    const part = {
      unit: pick(rows.unit),
      period: pick(rows.period),
      outcome: pick(rows.outcome),
      entry: pick(rows.entry),
    };
    const study = eventStudy(part);
    expect(study.hasNeverTreated).toBe(false);
    expect(study.events.filter(({ isAliased }) => isAliased).length).toBeGreaterThanOrEqual(1);
    const weighted = sunAbraham(part);
    expect(weighted.comparison).toBe('last-cohort');
    expect(weighted.cohorts.map(({ key }) => key)).toEqual([3]);
    expect(weighted.droppedRows).toBe(2 * new Set(part.unit).size);
  });
});

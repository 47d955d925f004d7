import { describe, expect, it } from 'vitest';
import {
  effectOf,
  jointTest,
  percentEffect,
  waldStatistic,
} from '../../../pipeline/estimate/effect/difference/effect.ts';
import {
  matchedDifferenceInDifferences,
  matchedEventStudy,
} from '../../../pipeline/estimate/effect/difference/matched.ts';
import { pairedEventStudy } from '../../../pipeline/estimate/effect/difference/paired.ts';
import { bootstrapPairs } from '../../../pipeline/estimate/effect/difference/paired-bootstrap.ts';
import { panelOfRows } from '../../../pipeline/estimate/effect/difference/panel.ts';
import { placeboCohorts, placeboInTime } from '../../../pipeline/estimate/effect/difference/placebo.ts';
import { differenceInDifferences } from '../../../pipeline/estimate/effect/difference/two-periods.ts';
import { plannedPanel } from '../../support/did/panels.ts';

const matrix = (size: number, values: readonly number[]) => ({
  rows: size,
  columns: size,
  values: Float64Array.from(values),
});

/** k-th treated unit with the k-th never-treated one. */
function pairUp(cohort: Float64Array) {
  const units = Array.from(cohort.keys());
  const treated = units.filter((i) => cohort[i] !== 0);
  const never = units.filter((i) => cohort[i] === 0);
  const size = Math.min(treated.length, never.length);
  return {
    treated: Int32Array.from(treated.slice(0, size)),
    control: Int32Array.from(never.slice(0, size)),
    pair: Int32Array.from({ length: size }, (_, k) => k),
  };
}

describe('effects', () => {
  it('have an interval of t, and none without an error', () => {
    const effect = effectOf(2, 1, 10);
    expect(effect.lower).toBeCloseTo(2 - 2.228138852, 8);
    expect(effect.upper).toBeCloseTo(2 + 2.228138852, 8);
    expect(effect.p).toBeCloseTo(0.0733880348, 8);
    for (const error of [0, Number.NaN, Number.POSITIVE_INFINITY])
      expect(effectOf(2, error, 10)).toMatchObject({ standardError: null, lower: null, upper: null, p: null });
    expect(effectOf(2, 1, 0).lower).toBeNull();
  });

  it('on a log outcome become percent by transforming the ends', () => {
    const percent = percentEffect(effectOf(Math.log(1.036), 0.01, Number.POSITIVE_INFINITY));
    expect(percent.estimatePct).toBeCloseTo(3.6, 10);
    expect(percent.upperPct).toBeCloseTo(100 * (1.036 * Math.exp(0.01 * 1.959963985) - 1), 8);
    expect(percent.lowerPct).toBeCloseTo(100 * (1.036 * Math.exp(-0.01 * 1.959963985) - 1), 8);
  });

  it('are tested together unless their covariance is singular', () => {
    expect(waldStatistic([1, 2], matrix(2, [1, 0, 0, 4]))).toBeCloseTo(2, 12);
    expect(jointTest([1, 2], matrix(2, [1, 0, 0, 4]), 30)).toMatchObject({ f: 1, numerator: 2, denominator: 30 });
    expect(jointTest([1, 2], matrix(2, [1, 2, 2, 4]), 30)).toBeNull();
    expect(jointTest([], matrix(0, []), 30)).toBeNull();
  });
});

describe('panels', () => {
  it('order periods and keep what is missing', () => {
    const { panel, missingRows } = panelOfRows([0, 0, 1], [2021, 2019, 2019], [5, Number.POSITIVE_INFINITY, 7]);
    expect(panel.periods).toEqual([2019, 2021]);
    expect(Array.from(panel.outcome)).toEqual([Number.NaN, 5, 7, Number.NaN]);
    expect(missingRows).toBe(1);
  });

  it('refuse two rows of one unit and period', () => {
    expect(() => panelOfRows([0, 0, 0], [2020, 2020, 2021], [1, 2, 3])).toThrow('1 rows are second ones');
    expect(() => panelOfRows([3], [2020], [1], 2)).toThrow('names unit 3');
  });
});

describe('differences', () => {
  it('in two periods are those of a hand-made table', () => {
    const { panel } = panelOfRows(
      [0, 0, 1, 1, 2, 2, 3, 3, 4],
      [1, 2, 1, 2, 1, 2, 1, 2, 1],
      [10, 15, 20, 27, 5, 6, 7, 8, 9],
    );
    const result = differenceInDifferences(panel, [1, 1, 0, 0, 0], 1, 2);
    expect(result).toMatchObject({ treatedBefore: 15, treatedAfter: 21, controlBefore: 6, controlAfter: 7 });
    expect(result).toMatchObject({ treated: 2, controls: 2, incomplete: 1 });
    expect(result.estimate).toBeCloseTo(5, 12);
    // Changes 5 and 7 against 1 and 1: squares 2 over 2², times n / (n - 2).
    expect(result.standardError).toBeCloseTo(Math.sqrt((2 / 4) * 2), 12);
  });

  const plan = { units: 300, periods: [1, 2, 3, 4, 5, 6], seed: 5, entries: [0, 0, 0, 3, 4] };

  it('of pairs recover a constant effect exactly', () => {
    const { panel, cohort } = plannedPanel({ ...plan, effect: () => 0.25 });
    const pairs = pairUp(cohort);
    const effect = matchedDifferenceInDifferences(panel, pairs, cohort);
    expect(effect.estimate).toBeCloseTo(0.25, 10);
    expect(effect.pairs).toBe(pairs.pair.length);
    expect(effect.clusteredBy).toBe('pair');
    for (const { estimate, event } of pairedEventStudy(panel, pairs, cohort).events)
      expect(estimate).toBeCloseTo(event >= 0 ? 0.25 : 0, 10);
  });

  it('of pairs by event time stay right where effects differ by entry and the two-way coefficient does not', () => {
    const effectAt = (entry: number, since: number) => (entry === 3 ? 0.1 : 0.3) * (since + 1);
    const { panel, cohort } = plannedPanel({ ...plan, units: 1200, effect: effectAt });
    const pairs = pairUp(cohort);
    const study = pairedEventStudy(panel, pairs, cohort);
    const early = pairs.treated.filter((unit) => cohort[unit] === 3).length;
    const late = pairs.treated.length - early;
    for (const { event, estimate } of study.events) {
      const both = event <= 2 && event >= -2;
      const truth = both
        ? (early * effectAt(3, event) + late * effectAt(4, event)) / (early + late)
        : effectAt(event > 2 ? 3 : 4, event);
      expect(estimate).toBeCloseTo(event < 0 ? 0 : truth, 10);
    }
    const stacked = matchedEventStudy(panel, pairs, cohort);
    const first = stacked.events.find(({ event }) => event === 0)?.estimate as number;
    const truth = (early * effectAt(3, 0) + late * effectAt(4, 0)) / (early + late);
    expect(Math.abs(first - truth)).toBeGreaterThan(1e-4);
  });

  it('with two controls a pair weigh each by a half', () => {
    const { panel, cohort } = plannedPanel({ ...plan, noise: 0.1, effect: () => 0 });
    const { treated, control } = pairUp(cohort);
    const size = Math.floor(control.length / 2);
    const doubled = {
      treated: Int32Array.from({ length: 2 * size }, (_, k) => treated[Math.floor(k / 2)] as number),
      control: control.slice(0, 2 * size),
      pair: Int32Array.from({ length: 2 * size }, (_, k) => Math.floor(k / 2)),
    };
    const study = pairedEventStudy(panel, doubled, cohort, { from: 0, to: 0 });
    const y = (unit: number, period: number) => panel.outcome[unit * 6 + period - 1] as number;
    let sum = 0;
    for (let k = 0; k < size; k++) {
      const unit = treated[k] as number;
      const start = cohort[unit] as number;
      const change = (i: number) => y(i, start) - y(i, start - 1);
      sum += change(unit) - (change(control[2 * k] as number) + change(control[2 * k + 1] as number)) / 2;
    }
    expect(study.events[0]?.estimate).toBeCloseTo(sum / size, 12);
    const effect = matchedDifferenceInDifferences(panel, doubled, cohort);
    expect(effect.pairs).toBe(size);
    expect(effect.hasReusedControls).toBe(false);
  });

  it('with one or two controls a pair weigh pairs, not controls', () => {
    const { panel, cohort } = plannedPanel({ ...plan, entries: [0, 0, 0, 4], noise: 0.3, effect: () => 0 });
    const { treated, control } = pairUp(cohort);
    const [a, b] = [treated[0] as number, treated[1] as number];
    const [c, d, e] = [control[0] as number, control[1] as number, control[2] as number];
    const uneven = {
      treated: Int32Array.of(a, b, b),
      control: Int32Array.of(c, d, e),
      pair: Int32Array.of(0, 1, 1),
    };
    const change = (unit: number) => {
      const y = panel.outcome.subarray(unit * 6, unit * 6 + 6);
      const mean = (from: number, to: number) => y.slice(from, to).reduce((sum, value) => sum + value, 0) / (to - from);
      return mean(3, 6) - mean(0, 3);
    };
    const expected = (change(a) - change(c) + change(b) - (change(d) + change(e)) / 2) / 2;
    expect(matchedDifferenceInDifferences(panel, uneven, cohort).estimate).toBeCloseTo(expected, 12);
  });

  it('say that they have no estimate where there are no pairs or no outcomes', () => {
    const empty = { treated: new Int32Array(0), control: new Int32Array(0), pair: new Int32Array(0) };
    const { panel, cohort } = plannedPanel({ ...plan, effect: () => 0 });
    const missing = { ...panel, outcome: panel.outcome.map(() => Number.NaN) };
    for (const [input, pairs] of [
      [panel, empty],
      [missing, pairUp(cohort)],
    ] as const) {
      const { events, average, preTrend } = pairedEventStudy(input, pairs, cohort);
      expect([events, preTrend]).toEqual([[], null]);
      for (const effect of [average, matchedDifferenceInDifferences(input, pairs, cohort)])
        expect(effect).toMatchObject({
          estimate: Number.NaN,
          standardError: null,
          lower: null,
          upper: null,
          p: null,
          pairs: 0,
        });
      expect(matchedEventStudy(input, pairs, cohort)).toMatchObject({ events: [], average: null, preTrend: null });
    }
    const alone = pairedEventStudy(
      panel,
      {
        treated: pairUp(cohort).treated.slice(0, 1),
        control: pairUp(cohort).control.slice(0, 1),
        pair: Int32Array.of(0),
      },
      cohort,
    );
    for (const effect of alone.events) expect(effect).toMatchObject({ standardError: null, p: null, pairs: 1 });
  });

  it('are drawn again with the errors of the formula, in whatever order the pairs stand', () => {
    const { panel, cohort } = plannedPanel({ ...plan, units: 900, noise: 0.3, effect: () => 0.2 });
    const { treated, control, pair } = pairUp(cohort);
    const reused = { treated, pair, control: control.map((_unit, k) => control[Math.floor(k / 2)] as number) };
    const study = pairedEventStudy(panel, reused, cohort);
    const options = { seed: 4, replicates: 4000 };
    const drawn = bootstrapPairs(panel, reused, cohort, options);
    [...study.events, study.average].forEach((effect, k) => {
      const own = [...drawn.events, drawn.average][k];
      expect(own?.event).toBe(effect.event);
      expect(Math.abs((own?.standardError as number) / (effect.standardError as number) - 1)).toBeLessThan(0.1);
      expect(Math.abs((own?.lower as number) - (effect.lower as number))).toBeLessThan(
        0.2 * (effect.standardError as number),
      );
    });
    const order = Array.from(pair.keys()).reverse();
    const turn = (column: Int32Array) => Int32Array.from(order, (k) => column[k] as number);
    const turned = { treated: turn(reused.treated), control: turn(reused.control), pair: turn(reused.pair) };
    const again = bootstrapPairs(panel, turned, cohort, options);
    expect(again.average.standardError).toBeCloseTo(drawn.average.standardError, 12);
    expect(bootstrapPairs(panel, reused, cohort, { ...options, seed: 5 }).average.standardError).not.toBeCloseTo(
      drawn.average.standardError,
      6,
    );
  });

  it('ignore rows outside the event window', () => {
    const { panel, cohort } = plannedPanel({ ...plan, effect: (_entry, since) => (since >= 2 ? 9 : 0.5) });
    const pairs = pairUp(cohort);
    expect(matchedDifferenceInDifferences(panel, pairs, cohort, { from: -2, to: 1 }).estimate).toBeCloseTo(0.5, 10);
  });

  it('before entry find nothing, however large the effect after it', () => {
    const { panel, cohort } = plannedPanel({
      ...plan,
      entries: [0, 0, 4, 5],
      noise: 0.1,
      effect: () => 50,
    });
    const placebo = placeboInTime(panel, pairUp(cohort), cohort, 2);
    expect(Math.abs(placebo.estimate)).toBeLessThan(4 * (placebo.standardError as number));
    expect(placebo.standardError).toBeLessThan(0.05);
  });

  it('among units relabelled by their own number do not depend on their order', () => {
    const cohort = Float64Array.from({ length: 400 }, (_, i) => (i % 4 === 0 ? 2000 + (i % 3) : 0));
    const numbers = Array.from(cohort, (_, i) => i * 7919);
    const fake = placeboCohorts(cohort, numbers, 0.3, 9);
    const order = Array.from(cohort.keys()).reverse();
    const again = placeboCohorts(
      order.map((i) => cohort[i] as number),
      order.map((i) => numbers[i] as number),
      0.3,
      9,
    );
    expect(order.map((_i, k) => again[k])).toEqual(order.map((i) => fake[i]));
    cohort.forEach((start, i) => {
      expect(Number.isNaN(fake[i])).toBe(start !== 0);
    });
    const relabelled = fake.filter((start) => start > 0).length;
    expect(relabelled).toBeGreaterThan(60);
    expect(relabelled).toBeLessThan(120);
    expect(() => placeboCohorts([0, 0], [1, 2], 0.5, 1)).toThrow('at least 1 treated');
  });
});

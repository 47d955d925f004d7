import { describe, expect, it } from 'vitest';
import { pairedEventStudy } from '../../../pipeline/estimate/effect/difference/paired.ts';
import { eventStudy } from '../../../pipeline/estimate/effect/event-study/event-study.ts';
import { multiplierBootstrap } from '../../../pipeline/estimate/effect/group-time/bootstrap.ts';
import { groupTimeEffects } from '../../../pipeline/estimate/effect/group-time/group-time.ts';
import { honestStudy } from '../../../pipeline/estimate/effect/honest/study.ts';
import { abadieImbens } from '../../../pipeline/estimate/effect/matching/abadie-imbens.ts';
import { osterBound, robustnessValue } from '../../../pipeline/estimate/effect/sensitivity/omitted-variable.ts';
import {
  criticalGamma,
  hodgesLehmann,
  rosenbaumBound,
  signedRank,
} from '../../../pipeline/estimate/effect/sensitivity/rosenbaum.ts';
import { staticWeights } from '../../../pipeline/estimate/effect/two-way/weights.ts';
import { doublyRobustAverage } from '../../../pipeline/estimate/effect/weighting/average-effect.ts';
import { entropyBalance } from '../../../pipeline/estimate/effect/weighting/entropy-balancing.ts';
import { doublyRobust, weightedDifference } from '../../../pipeline/estimate/effect/weighting/estimates.ts';
import { changeBetween } from '../../../pipeline/estimate/numeric/change.ts';
import { matrixOfColumns } from '../../../pipeline/estimate/numeric/matrix.ts';
import { normal, uniform } from '../../../pipeline/estimate/numeric/random.ts';

const treated = [1, 1, 1, 0, 0, 0, 0, 0];
const outcome = [3, 4, 5, 1, 2, 3, 4, 5];
const score = Float64Array.of(0.5, 0.6, 0.7, 0.2, 0.3, 0.55, 0.6, 0.65);
const nobody = new Float64Array(8);
const everybody = new Float64Array(8).fill(1);
const isNothing = (numbers: object): boolean => Object.values(numbers).every(Number.isNaN);

describe('weights', () => {
  it('of 0 leave a unit out, whatever its outcome', () => {
    const weights = [0, 1, 2, 1, 1, 1, 0, 1];
    const gone = outcome.map((value, i) => (weights[i] === 0 ? Number.NaN : value));
    expect(weightedDifference(gone, treated, weights)).toEqual(weightedDifference(outcome, treated, weights));
  });

  it('compare nobody with nobody', () => {
    const design = matrixOfColumns([everybody, score]);
    expect(isNothing(weightedDifference(outcome, treated, [0, 0, 0, 1, 1, 1, 1, 1]))).toBe(true);
    for (const arm of [nobody, everybody]) {
      expect(isNothing(doublyRobust(outcome, arm, score, design))).toBe(true);
      expect(isNothing(doublyRobustAverage(outcome, arm, score, design))).toBe(true);
    }
    expect(weightedDifference(outcome, treated, [1, 0, 0, 1, 0, 0, 0, 0]).standardError).toBeNaN();
  });
});

describe('matching with replacement', () => {
  it('takes all controls where scores are equal', () => {
    const equal = abadieImbens({ score: everybody, treated, outcome });
    expect(equal.estimate).toBeCloseTo(1, 12);
    expect([equal.pairs, equal.dropped]).toEqual([15, 0]);
  });

  it('leaves out units without a score', () => {
    const without = (values: readonly number[]): number[] => values.filter((_value, i) => i !== 1 && i !== 6);
    const gaps = score.map((value, i) => (i === 1 || i === 6 ? Number.NaN : value));
    const own = { treated: without(treated), outcome: without(outcome), score: Float64Array.from(without([...score])) };
    for (const options of [{}, { caliper: 0.4 }, { matches: 4 }, { estimand: 'ate' as const }])
      expect(abadieImbens({ score: gaps, treated, outcome }, options)).toEqual(abadieImbens(own, options));
  });

  it('has no error of a single unit', () => {
    const single = abadieImbens({ score, treated: [1, 0, 0, 0, 0, 0, 0, 0], outcome });
    expect([single.estimate, single.standardError, single.naiveStandardError]).toEqual([0, Number.NaN, Number.NaN]);
  });
});

describe('sensitivity', () => {
  it('ranks known differences alone', () => {
    const known = [2, -1, 3, 0, 5];
    const given = [2, Number.NaN, -1, 3, Number.NEGATIVE_INFINITY, 0, 5];
    expect(signedRank(given)).toEqual(signedRank(known));
    expect(hodgesLehmann(given)).toBe(hodgesLehmann(known));
  });

  it('holds nothing for shown where all differences are 0', () => {
    const rank = signedRank([0, 0, 0]);
    expect(rosenbaumBound(rank, 1.5)).toEqual({ gamma: 1.5, upperP: 1, lowerP: 1 });
    expect(criticalGamma(rank)).toBe(1);
  });

  it('has no value at a level without degrees of freedom, and no bound from covariates that explain nothing', () => {
    expect(robustnessValue(5, 1).valueAtLevel).toBe(0);
    const bound = osterBound({ uncontrolled: { estimate: 1, r2: 0.2 }, controlled: { estimate: 0.8, r2: 0.2 } });
    expect([bound.estimateAtOne, bound.delta]).toEqual([Number.NaN, Number.NaN]);
  });
});

describe('effects over time', () => {
  it('have no weights where nothing varies beyond unit and period', () => {
    const unit = [0, 0, 0, 1, 1, 1, 2, 2, 2];
    const period = [1, 2, 3, 1, 2, 3, 1, 2, 3];
    for (const own of [unit.map(() => 1), unit.map((code) => Number(code > 0)), period.map((step) => Number(step > 1))])
      expect(staticWeights(unit, period, own)).toMatchObject({ negativeRows: 0, negativeSum: 0, hasNegative: false });
  });

  it('have no errors where every row is fitted', () => {
    const study = eventStudy({
      unit: [0, 0, 0, 1, 1, 1],
      period: [1, 2, 3, 1, 2, 3],
      outcome: [1, 2, 3, 2, 1, 4],
      entry: [2, 2, 2, 0, 0, 0],
    });
    expect(study.events.map(({ standardError }) => standardError)).toEqual([null, null, null]);
    expect(study.average?.standardError).toBeNull();
    expect(study.regression.classicalCovariance.values.every((value) => value === 0)).toBe(true);
  });

  it('of pairs do not take what is not finite', () => {
    const infinite = Float64Array.of(1, 2, 3, 2, Number.POSITIVE_INFINITY, 2, 1, 1, 1, 0, Number.NEGATIVE_INFINITY, 4);
    const pairs = { treated: Int32Array.of(0, 1), control: Int32Array.of(2, 3), pair: Int32Array.of(0, 1) };
    const study = (values: Float64Array) =>
      pairedEventStudy({ units: 4, periods: [1, 2, 3], outcome: values }, pairs, [2, 2, 0, 0]);
    const missing = infinite.map((value) => (Number.isFinite(value) ? value : Number.NaN));
    expect(study(infinite)).toEqual(study(missing));
  });

  it('have no band without errors', () => {
    const panel = { units: 4, periods: [1, 2], outcome: new Float64Array(8) };
    const { kept, cells } = groupTimeEffects({ panel, cohort: [2, 2, 0, 0] }, { minimumTreated: 1 });
    const influences = cells.flatMap(({ influence }) => (influence === null ? [] : [influence]));
    expect(influences).toHaveLength(1);
    const { standardErrors, criticalValue } = multiplierBootstrap(kept, influences, { seed: 1, replicates: 50 });
    expect([standardErrors, criticalValue]).toEqual([[null], Number.NaN]);
  });

  it('take no factor whose codes go beyond its dummies', () => {
    const data = { panel: { units: 2, periods: [1, 2], outcome: Float64Array.of(1, 2, 3, 4) }, cohort: [2, 0] };
    expect(() => groupTimeEffects({ ...data, covariates: [{ codes: Int16Array.of(0, 2), width: 2 }] })).toThrow(
      /codes below its 2 dummies/,
    );
  });
});

it.each([0, 2000, 1e5])('entropy balances a covariate around %s beside one that does not vary', (centre) => {
  const size = 200;
  const arm = Float64Array.from({ length: size }, (_, i) => Number(i % 4 === 0));
  const spread = Float64Array.from({ length: size }, (_, i) => normal(5, 1, 0, i) + 0.4 * (arm[i] as number));
  const same = new Float64Array(size).fill(0.1);
  const balanced = entropyBalance(matrixOfColumns([spread.map((value) => centre + value), same]), arm);
  expect(balanced.hasConverged).toBe(true);
  const alone = entropyBalance(matrixOfColumns([spread]), arm);
  balanced.weights.forEach((weight, i) => {
    expect(weight).toBeCloseTo(alone.weights[i] as number, 6);
  });
  const unlike = entropyBalance(matrixOfColumns([spread, same.map((value, i) => value + (arm[i] as number))]), arm);
  expect(unlike.hasConverged).toBe(false);
});

it('honest bounds are not made of estimates without errors, or of no effect at all', () => {
  const points = [-3, -2, 0, 1].map((event) => ({ event, estimate: event / 10 }));
  const covariance = (diagonal: number, other: number) => ({
    rows: 4,
    columns: 4,
    values: Float64Array.from({ length: 16 }, (_, at) => (at % 5 === 0 ? diagonal : other)),
  });
  expect(honestStudy(points, covariance(1, 0.9)).before).toBe(2);
  for (const [diagonal, other] of [
    [0, 0],
    [1, 1],
    [Number.NaN, 0],
  ] as const)
    expect(() => honestStudy(points, covariance(diagonal, other))).toThrow(/estimates with errors/);
  const unknown = points.map((point) => (point.event === 0 ? { ...point, estimate: Number.NaN } : point));
  expect(() => honestStudy(unknown, covariance(1, 0))).toThrow(/estimates with errors/);
  expect(() => honestStudy(points, covariance(1, 0), -1, (event) => Number(event > 1))).toThrow(/with a weight/);
});

describe('an outcome that never changes but by its rounding', () => {
  const periods = [1, 2, 3, 4];
  const firms = 40;
  const size = (at: number): number => Math.exp(3 * uniform(8, 1, 0, at));
  const ratio = Float64Array.from({ length: firms * periods.length }, (_, at) => Math.log((100 * size(at)) / size(at)));
  const panel = { units: firms, periods, outcome: ratio };
  const entry = Float64Array.from({ length: firms }, (_, i) => (i < 20 ? 3 : 0));

  it('has no errors', () => {
    expect(new Set(ratio).size).toBeGreaterThan(1);
    const half = Int32Array.from({ length: 20 }, (_, i) => i);
    const pairs = { treated: half, control: half.map((i) => i + 20), pair: half };
    const paired = pairedEventStudy(panel, pairs, entry);
    const byCell = groupTimeEffects({ panel, cohort: entry });
    const rows = Array.from(ratio.keys());
    const twoWay = eventStudy({
      unit: rows.map((at) => Math.floor(at / periods.length)),
      period: rows.map((at) => periods[at % periods.length] as number),
      outcome: ratio,
      entry: rows.map((at) => entry[Math.floor(at / periods.length)] as number),
    });
    for (const { estimate, standardError } of [
      ...paired.events,
      ...twoWay.events,
      ...byCell.cells.flatMap(({ effect }) => (effect === null ? [] : [effect])),
    ])
      expect([Math.abs(estimate), standardError]).toEqual([0, null]);
  });

  it('is not taken for one where it is missing or infinite', () => {
    expect(changeBetween(Number.POSITIVE_INFINITY, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(changeBetween(Number.NaN, 1)).toBeNaN();
    expect(changeBetween(1 + 1e-14, 1)).toBe(1 + 1e-14 - 1);
    expect(changeBetween(0.1 + 0.2, 0.3)).toBe(0);
  });
});

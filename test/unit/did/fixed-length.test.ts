import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../../pipeline/estimate/distribution/index.ts';
import { foldedNormalQuantile, honestFixedLength } from '../../../pipeline/estimate/effect/honest/fixed-length.ts';
import { leastAbsolutePath } from '../../../pipeline/estimate/effect/honest/path.ts';
import type { HonestStudy } from '../../../pipeline/estimate/effect/honest/study.ts';
import { crossProduct, type Matrix, multiplyVector, quadraticForm } from '../../../pipeline/estimate/numeric/matrix.ts';
import { normal, uniform } from '../../../pipeline/estimate/numeric/random.ts';

/** A covariance without pattern. */
function covarianceOf(size: number, seed: number): Matrix {
  const values = Float64Array.from({ length: 2 * size * size }, (_, at) => normal(seed, 1, 0, at));
  return crossProduct({ rows: 2 * size, columns: size, values });
}

function studyOf(before: number, after: number, seed: number, weights: Float64Array): HonestStudy {
  const estimates = Float64Array.from({ length: before + after }, (_, k) => normal(seed, 2, 0, k));
  return { estimates, covariance: covarianceOf(before + after, seed), before, after, weights };
}

const first = (after: number): Float64Array => Float64Array.from({ length: after }, (_, k) => Number(k === 0));
const mean = (after: number): Float64Array => new Float64Array(after).fill(1 / after);

describe('the path of least squares with a price on absolute values', () => {
  it('is made of minima: no coordinate can be moved to a lower sum', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const size = 1 + (seed % 6);
      const quadratic = covarianceOf(size, seed);
      const linear = Float64Array.from({ length: size }, (_, j) => 3 * normal(seed, 3, 0, j));
      const path = leastAbsolutePath(quadratic, linear);
      for (const point of path) {
        const pull = multiplyVector(quadratic, point).map((value, j) => -value - (linear[j] as number));
        const price = Math.max(...pull.map(Math.abs));
        point.forEach((value, j) => {
          if (Math.abs(value) > 1e-9) expect((pull[j] as number) - Math.sign(value) * price).toBeCloseTo(0, 7);
        });
      }
      const last = path.at(-1) as Float64Array;
      const slope = multiplyVector(quadratic, last).map((value, j) => value + (linear[j] as number));
      for (const value of slope) expect(value).toBeCloseTo(0, 7);
    }
  });
});

describe('the fixed-length interval', () => {
  it('continues the last slope where one period is before, with the bias that the bound allows', () => {
    const study = studyOf(1, 1, 4, first(1));
    const [interval] = honestFixedLength(study, [0.3]);
    const [early, late] = study.estimates as unknown as [number, number];
    const error = Math.sqrt(quadraticForm(study.covariance, [1, 1]));
    expect(interval?.estimate).toBeCloseTo(late + early, 12);
    expect(interval?.bias).toBeCloseTo(0.3, 12);
    expect(interval?.halfLength).toBeCloseTo(error * foldedNormalQuantile(0.95, 0.3 / error), 12);
    expect(foldedNormalQuantile(0.95, 0)).toBeCloseTo(normalQuantile(0.975), 12);
    expect(foldedNormalQuantile(0.95, 8)).toBeCloseTo(8 + normalQuantile(0.95), 10);
  });

  it('does not move with a linear trend in the estimates', () => {
    for (const weights of [first(3), mean(3)]) {
      const study = studyOf(4, 3, 7, weights);
      const trend = [-4, -3, -2, -1, 1, 2, 3];
      const tilted = { ...study, estimates: study.estimates.map((value, k) => value + 0.4 * (trend[k] as number)) };
      for (const bound of [0, 0.1, 1]) {
        const [own] = honestFixedLength(study, [bound]);
        const [other] = honestFixedLength(tilted, [bound]);
        expect(other?.lower).toBeCloseTo(own?.lower as number, 8);
        expect(other?.halfLength).toBeCloseTo(own?.halfLength as number, 8);
      }
    }
  });

  it('is shorter than that of any other estimator that bears a linear trend', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const [before, after] = [2 + (seed % 4), 1 + (seed % 3)];
      const weights = seed % 2 === 0 ? mean(after) : first(after);
      const study = studyOf(before, after, seed, weights);
      const bound = 0.3 * (seed % 5);
      const [found] = honestFixedLength(study, [bound]);
      for (let draw = 0; draw < 200; draw++) {
        const scale = 10 ** (-1 - 4 * uniform(seed, 5, draw, 0));
        // Weights stay free of level and slope: the last two before the reference make up for the others.
        const change = Float64Array.from({ length: before }, (_, k) => scale * normal(seed, 6, draw, k));
        const slope = change.reduce((sum, value, k) => sum + value * (k - before), 0);
        change[before - 1] = (change[before - 1] as number) + slope;
        const own = Float64Array.from(
          [...(found?.weightsBefore ?? []), ...weights],
          (value, k) => value + (change[k] ?? 0),
        );
        const error = Math.sqrt(quadraticForm(study.covariance, own));
        const length = error * foldedNormalQuantile(0.95, (bound * largestBias(own, before)) / error);
        expect(length).toBeGreaterThanOrEqual((found?.halfLength as number) * (1 - 1e-9));
      }
    }
  });
});

/** Largest weighted sum of a path that is 0 at the reference and whose slope changes by at most 1: a bend of 1 at every period. */
function largestBias(weights: Float64Array, before: number): number {
  const times = Array.from(weights, (_, k) => (k < before ? k - before : k - before + 1));
  const bends = Array.from({ length: weights.length - 1 }, (_, k) => k - before + 1);
  return bends.reduce((sum, bend) => {
    const bent = (time: number): number => (bend >= 0 ? Math.max(0, time - bend) : Math.max(0, bend - time));
    return sum + Math.abs(times.reduce((own, time, k) => own + (weights[k] as number) * bent(time), 0));
  }, 0);
}

import { describe, expect, it } from 'vitest';
import { effectiveSampleSize } from '../../../pipeline/estimate/effect/balance/balance.ts';
import { entropyBalance } from '../../../pipeline/estimate/effect/weighting/entropy-balancing.ts';
import {
  inverseProbabilityWeights,
  trimWeights,
} from '../../../pipeline/estimate/effect/weighting/inverse-probability.ts';
import { matrixOfColumns } from '../../../pipeline/estimate/numeric/matrix.ts';
import { normal, uniform } from '../../../pipeline/estimate/numeric/random.ts';

const SIZE = 600;
const treated = Array.from({ length: SIZE }, (_, i) => Number(i % 4 === 0));
const columns = [0, 1, 2].map((j) =>
  Float64Array.from({ length: SIZE }, (_, i) => normal(3, j, 0, i) + (treated[i] === 1 ? 0.4 : 0)),
);

describe('entropy balancing', () => {
  it('makes weighted control means equal those of the treated', () => {
    const { weights, hasConverged } = entropyBalance(matrixOfColumns(columns), treated);
    expect(hasConverged).toBe(true);
    for (const column of columns) {
      const sum = (arm: number): number => {
        let [total, weight] = [0, 0];
        column.forEach((value, i) => {
          if (treated[i] !== arm) return;
          total += (weights[i] as number) * value;
          weight += weights[i] as number;
        });
        return total / weight;
      };
      expect(sum(0)).toBeCloseTo(sum(1), 6);
    }
    expect(weights.every((weight) => weight > 0)).toBe(true);
    expect(effectiveSampleSize(weights, treated, false)).toBeLessThan(450);
  });

  it('has nearly exponential-linear weights: log weights are a linear function of the covariates', () => {
    const { weights } = entropyBalance(matrixOfColumns(columns.slice(0, 1)), treated);
    const controls = treated.flatMap((arm, i) => (arm === 0 ? [i] : []));
    const [a, b, c] = controls as [number, number, number];
    const slope = (i: number, j: number): number =>
      Math.log((weights[i] as number) / (weights[j] as number)) /
      ((columns[0]?.[i] as number) - (columns[0]?.[j] as number));
    expect(slope(a, b)).toBeCloseTo(slope(b, c), 8);
  });

  it('says when no weights can balance', () => {
    const impossible = Float64Array.from(treated, (arm, i) => (arm === 1 ? 5 : uniform(1, 0, 0, i)));
    expect(entropyBalance(matrixOfColumns([impossible]), treated).hasConverged).toBe(false);
  });
});

describe('weights by the score', () => {
  it('follow their formulas', () => {
    const score = [0.2, 0.2];
    const arms = [1, 0];
    expect(Array.from(inverseProbabilityWeights(score, arms, 'att'))).toEqual([1, 0.25]);
    expect(Array.from(inverseProbabilityWeights(score, arms, 'ate'))).toEqual([5, 1.25]);
    expect(Array.from(inverseProbabilityWeights(score, arms, 'ato'))).toEqual([0.8, 0.2]);
    expect(trimWeights([1, 2], [0.05, 0.5], 0.1, 0.9)).toEqual({ weights: Float64Array.of(0, 2), trimmed: 1 });
  });
});

import { expect, it } from 'vitest';
import { adjustedClusterCovariance } from '../../../pipeline/estimate/effect/robust/adjusted.ts';
import { clusterFactor } from '../../../pipeline/estimate/effect/robust/cluster-robust.ts';
import { type LinearModel, linearModel } from '../../../pipeline/estimate/effect/robust/model.ts';
import { matrixOfColumns } from '../../../pipeline/estimate/numeric/matrix.ts';
import { normal, uniform } from '../../../pipeline/estimate/numeric/random.ts';

const ROWS = 60;
const unit = Array.from({ length: ROWS }, (_, i) => i % 12);
const organisation = unit.map((own) => own % 5);
const drawn = (stream: number): number[] => Array.from({ length: ROWS }, (_, i) => normal(11, stream, 0, i));
const outcome = drawn(1).map((value, i) => value + (unit[i] as number) / 3);
const weights = Float64Array.from({ length: ROWS }, (_, i) => 0.2 + 2 * uniform(11, 2, 0, i));
const covariates = [drawn(3), drawn(4)];

/** Two covariates and an effect of every unit among the rows. */
function fitted(rows: readonly number[], isWeighted: boolean): LinearModel {
  const units = [...new Set(rows.map((i) => unit[i] as number))].sort((a, b) => a - b);
  const columns = [
    ...covariates.map((own) => rows.map((i) => own[i] as number)),
    ...units.map((own) => rows.map((i) => Number(unit[i] === own))),
  ];
  const own = isWeighted ? rows.map((i) => weights[i] as number) : undefined;
  return linearModel(
    matrixOfColumns(columns),
    rows.map((i) => outcome[i] as number),
    own,
  );
}

it.each([false, true])('CR3 leaves out cluster after cluster, unit effects with them (weighted: %s)', (isWeighted) => {
  const all = Array.from({ length: ROWS }, (_, i) => i);
  const whole = fitted(all, isWeighted);
  const covariance = adjustedClusterCovariance(whole, organisation, 'CR3');
  const moves = [0, 1, 2, 3, 4].map((left) => {
    const { fit } = fitted(
      all.filter((i) => organisation[i] !== left),
      isWeighted,
    );
    return [0, 1].map((j) => (fit.coefficients[j] as number) - (whole.fit.coefficients[j] as number));
  });
  for (const i of [0, 1])
    for (const j of [0, 1]) {
      const jackknife = moves.reduce((sum, move) => sum + (move[i] as number) * (move[j] as number), 0);
      expect(covariance.values[i * covariance.columns + j]).toBeCloseTo(jackknife, 10);
    }
});

it('CR1p has no factor where there are no more clusters than coefficients', () => {
  expect(clusterFactor('CR1p', 5, 60, 3)).toBe(2.5);
  expect(clusterFactor('CR1p', 3, 60, 3)).toBeNaN();
  expect(clusterFactor('CR1p', 3, 60, 4)).toBeNaN();
});

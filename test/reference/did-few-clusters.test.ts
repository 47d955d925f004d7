import { describe, expect, it } from 'vitest';
import { adjustedClusterCovariance } from '../../pipeline/estimate/effect/robust/adjusted.ts';
import { linearModel } from '../../pipeline/estimate/effect/robust/model.ts';
import { fewClusterEffects } from '../../pipeline/estimate/effect/two-way/few-clusters.ts';
import { matrixOfColumns } from '../../pipeline/estimate/numeric/matrix.ts';
import { expectedOf } from '../support/own-vectors.ts';
import { expectNear } from '../support/reference.ts';

const { rows, tests, jackknife } = expectedOf('did', 'few');
const { firm, year, outcome, size, D, w } = rows as Record<string, number[]> & { firm: number[]; outcome: number[] };
const regressors = [
  { name: 'D', values: D as number[] },
  { name: 'size', values: size as number[] },
];
const near = { rel: 1e-7, abs: 1e-10 };

describe('few clusters with weights that differ within firms agree with R clubSandwich', () => {
  for (const wanted of tests)
    it(`by ${wanted.by}, ${wanted.periods ? 'with' : 'without'} period effects`, () => {
      const given = {
        unit: firm,
        outcome,
        weights: w as number[],
        ...(wanted.periods ? { period: year as number[] } : {}),
      };
      fewClusterEffects(given, regressors, rows[wanted.by]).forEach((own, j) => {
        expectNear(own.estimate, wanted.est[j], near, 'estimate');
        expectNear(own.standardError, wanted.se[j], near, 'error');
        expectNear(own.degreesOfFreedom, wanted.df[j], near, 'degrees of freedom');
        expectNear(own.p, wanted.p[j], near, 'p');
      });
    });

  it('and CR3 with leaving out network after network', () => {
    const dummies = (codes: readonly number[]) =>
      [...new Set(codes)].sort((a, b) => a - b).map((code) => codes.map((own) => Number(own === code)));
    const columns = [D as number[], size as number[], ...dummies(firm), ...dummies(year as number[]).slice(1)];
    const model = linearModel(matrixOfColumns(columns), outcome, w);
    const covariance = adjustedClusterCovariance(model, rows.network, 'CR3');
    for (const i of [0, 1])
      for (const j of [0, 1])
        expectNear(covariance.values[i * covariance.columns + j], jackknife[i][j], near, `CR3 ${i} ${j}`);
  });

  it('and nothing of a covariate that firms keep', () => {
    const kept = firm.map((code) => (code % 7) / 10);
    const [effect] = fewClusterEffects(
      { unit: firm, period: year as number[], outcome },
      [{ name: 'kept', values: kept }],
      firm,
    );
    expect(effect?.estimate).toBeNaN();
    expect(effect?.standardError).toBeNull();
  });
});

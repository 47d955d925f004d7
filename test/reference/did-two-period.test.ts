import { describe, expect, it } from 'vitest';
import {
  estimateTwoPeriod,
  prepareSample,
  type TwoPeriodMethod,
} from '../../pipeline/estimate/effect/group-time/two-period.ts';
import { heteroskedasticCovariance } from '../../pipeline/estimate/effect/robust/heteroskedastic.ts';
import { linearModel } from '../../pipeline/estimate/effect/robust/model.ts';
import { logitFamily } from '../../pipeline/estimate/effect/score/family.ts';
import { fitGlm } from '../../pipeline/estimate/effect/score/glm.ts';
import { matrixOfColumns } from '../../pipeline/estimate/numeric/matrix.ts';
import { sum } from '../../pipeline/estimate/numeric/summary.ts';
import { expectNear, hasReference, numbers, referenceCase, referenceData } from '../support/reference.ts';

interface Estimate {
  readonly att: number;
  readonly se: number;
}

interface Values {
  readonly n: number;
  readonly treated: number;
  readonly dr: Estimate;
  readonly reg: Estimate;
  readonly ipw_ht: Estimate;
  readonly ipw_hajek: Estimate;
  readonly twfe: Estimate;
  readonly nocov: Estimate;
  readonly ps_coef: Readonly<Record<string, number>>;
  readonly ps_max: number;
}

const NAMES = ['age', 'educ', 'black', 'married', 'nodegree', 'hisp', 're74'];

/** Job training against a survey of the population: one row a person with earnings before and after. */
function people() {
  const data = referenceData('nsw_psid_long.csv');
  const year = numbers(data.year);
  const id = numbers(data.id);
  const earnings = numbers(data.re);
  const after = new Map<number, number>();
  year.forEach((value, row) => {
    if (value === 1978) after.set(id[row] as number, earnings[row] as number);
  });
  const rows = Array.from(year.keys()).filter((row) => year[row] === 1975);
  const pick = (column: readonly string[] | undefined): Float64Array => {
    const values = numbers(column);
    return Float64Array.from(rows, (row) => values[row] as number);
  };
  const before = pick(data.re);
  const later = Float64Array.from(rows, (row) => after.get(id[row] as number) as number);
  return {
    treated: Uint8Array.from(pick(data.treat)),
    covariates: NAMES.map((name) => pick(data[name])),
    before,
    later,
    change: later.map((value, i) => value - (before[i] as number)),
  };
}

const ones = (size: number): Float64Array => new Float64Array(size).fill(1);

describe.runIf(hasReference)('two periods and two groups agree with R DRDID', () => {
  const reference = () => referenceCase('did_drdid_nsw_psid') as never as { values: Values; tolerance: Tolerance };

  it('regression, weighting scaled and not, doubly robust, and no covariates', () => {
    const { values, tolerance } = reference();
    const { treated, covariates, change } = people();
    const n = treated.length;
    expect([n, sum(treated)]).toEqual([values.n, values.treated]);
    const near = (method: TwoPeriodMethod, columns: readonly Float64Array[], expected: Estimate) => {
      const prepared = prepareSample({ treated, x: matrixOfColumns([ones(n), ...columns]) }, method);
      if (typeof prepared === 'string') throw new Error(`${method}: ${prepared}`);
      const { estimate, influence } = estimateTwoPeriod(prepared, change);
      const error = Math.sqrt(influence.reduce((total, value) => total + value * value, 0)) / n;
      expectNear(estimate, expected.att, tolerance, method);
      expectNear(error, expected.se, { rel: tolerance.se_rel, abs: tolerance.abs }, `${method} se`);
    };
    near('dr', covariates, values.dr);
    near('reg', covariates, values.reg);
    near('ipw-ht', covariates, values.ipw_ht);
    near('ipw', covariates, values.ipw_hajek);
    near('reg', [], values.nocov);
    near('dr', [], values.nocov);
  });

  it('the score', () => {
    const { values, tolerance } = reference();
    const { treated, covariates } = people();
    const fit = fitGlm(matrixOfColumns([ones(treated.length), ...covariates]), treated, logitFamily);
    ['(Intercept)', ...NAMES].forEach((name, j) => {
      expectNear(fit.coefficients[j], values.ps_coef[name], { rel: 1e-6, abs: 1e-8 }, name);
    });
    const highest = fit.fitted.reduce((max, value, i) => (treated[i] === 0 ? Math.max(max, value) : max), 0);
    expectNear(highest, values.ps_max, tolerance, 'highest score of a control');
  });

  it('the pooled regression with covariates in levels', () => {
    const { values, tolerance } = reference();
    const { treated, covariates, before, later } = people();
    const n = treated.length;
    const twice = (column: ArrayLike<number>) =>
      Float64Array.from({ length: 2 * n }, (_, i) => column[i % n] as number);
    const post = Float64Array.from({ length: 2 * n }, (_, i) => (i < n ? 0 : 1));
    const group = twice(treated);
    const x = matrixOfColumns([
      ones(2 * n),
      post.map((value, i) => value * (group[i] as number)),
      post,
      group,
      ...covariates.map(twice),
    ]);
    const model = linearModel(x, Float64Array.from([...before, ...later]));
    const variance = heteroskedasticCovariance(model, 'HC0').values[x.columns + 1] as number;
    expectNear(model.fit.coefficients[1], values.twfe.att, tolerance, 'twfe');
    const error = Math.sqrt((variance * 2 * n) / (2 * n - 1));
    expectNear(error, values.twfe.se, { rel: tolerance.se_rel, abs: tolerance.abs }, 'twfe se');
  });
});

interface Tolerance {
  readonly rel: number;
  readonly abs: number;
  readonly se_rel: number;
}

import { expect, it } from 'vitest';
import {
  chiSquareCdf,
  chiSquareQuantile,
  chiSquareUpperP,
  fCdf,
  fUpperP,
} from '../../pipeline/estimate/distribution/index.ts';
import { columnsOf } from '../support/own-vectors.ts';
import { expectNear } from '../support/reference.ts';

it('both sides of F agree with R from the far lower to the far upper tail', () => {
  const { data, number } = columnsOf('distribution', 'f');
  const [x, numerator, denominator, lower, upper] = ['x', 'numerator', 'denominator', 'lower', 'upper'].map(number);
  const at = (column: Float64Array | undefined, row: number): number => column?.[row] as number;
  for (let row = 0; row < data.length; row += 1) {
    const of = [at(x, row), at(numerator, row), at(denominator, row)] as const;
    // Where 1e-300 is not reached either, both are 0 or close to it.
    expectNear(fCdf(...of), at(lower, row), { rel: 1e-10, abs: 1e-300 }, `pf(${of})`);
    expectNear(fUpperP(...of), at(upper, row), { rel: 1e-10, abs: 1e-300 }, `pf(${of}, lower.tail = FALSE)`);
  }
  expect(data.length).toBe(468);
});

it('chi-square agrees with R for few and many degrees of freedom', () => {
  const { data, number } = columnsOf('distribution', 'chi-square');
  const [p, degrees, quantile, lower, upper] = ['p', 'degrees', 'quantile', 'lower', 'upper'].map(number);
  const at = (column: Float64Array | undefined, row: number): number => column?.[row] as number;
  for (let row = 0; row < data.length; row += 1) {
    const [x, of] = [at(quantile, row), at(degrees, row)];
    expectNear(chiSquareQuantile(at(p, row), of), x, { rel: 1e-9, abs: 0 }, `qchisq(${at(p, row)}, ${of})`);
    expectNear(chiSquareCdf(x, of), at(lower, row), { rel: 1e-9, abs: 0 }, `pchisq(${x}, ${of})`);
    expectNear(
      chiSquareUpperP(x, of),
      at(upper, row),
      { rel: 1e-9, abs: 0 },
      `pchisq(${x}, ${of}, lower.tail = FALSE)`,
    );
  }
  expect(data.length).toBe(72);
});

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { fCdf, fQuantile, fUpperP, tCdf, tQuantile } from '../../../pipeline/estimate/distribution/index.ts';

const freedom = fc.double({ min: 0.5, max: 400, noNaN: true });
const share = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
const near = (actual: number, expected: number): void => expect(Math.abs(actual - expected)).toBeLessThan(1e-9);

it('the two sides of F are all of it, and its quantile leads back', () => {
  fc.assert(
    fc.property(share, freedom, freedom, (p, numerator, denominator) => {
      const x = fQuantile(p, numerator, denominator);
      near(fCdf(x, numerator, denominator), p);
      near(fUpperP(x, numerator, denominator), 1 - p);
    }),
  );
});

it('t is even, its quantile leads back, and its square is F with one degree of freedom', () => {
  fc.assert(
    fc.property(share, freedom, (p, degrees) => {
      const t = tQuantile(p, degrees);
      near(tCdf(t, degrees), p);
      near(tCdf(-t, degrees), 1 - p);
      near(fCdf(t * t, 1, degrees), Math.abs(2 * p - 1));
    }),
  );
});

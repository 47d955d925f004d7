import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cubicSpline } from '../../../pipeline/estimate/numeric/spline.ts';

const coefficient = fc.double({ min: -5, max: 5, noNaN: true });

it('is the cubic itself where the knots lie on one, and goes through its knots', () => {
  fc.assert(
    fc.property(
      fc.tuple(coefficient, coefficient, coefficient, coefficient),
      fc.uniqueArray(fc.integer({ min: -20, max: 20 }), { minLength: 4, maxLength: 12 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      ([a, b, c, d], places, share) => {
        const x = places.sort((p, q) => p - q).map((place) => place / 10);
        const cubic = (t: number): number => a + t * (b + t * (c + t * d));
        const spline = cubicSpline(x, x.map(cubic));
        const between = (x[0] as number) + share * ((x.at(-1) as number) - (x[0] as number));
        for (const t of [...x, between]) expect(spline(t)).toBeCloseTo(cubic(t), 7);
      },
    ),
  );
  expect(() => cubicSpline([0, 1, 2], [0, 1, 2])).toThrow(RangeError);
});

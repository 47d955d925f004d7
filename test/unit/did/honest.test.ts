import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf } from '../../../pipeline/estimate/distribution/index.ts';
import {
  breakdownMbar,
  honestRelativeMagnitudes,
  honestSmoothness,
} from '../../../pipeline/estimate/effect/honest/bounds.ts';
import { plugInRelativeMagnitudes, plugInSmoothness } from '../../../pipeline/estimate/effect/honest/plug-in.ts';
import {
  type Restriction,
  relativeMagnitudes,
  smoothness,
} from '../../../pipeline/estimate/effect/honest/restrictions.ts';
import { Simplex } from '../../../pipeline/estimate/effect/honest/simplex.ts';
import { honestStudy, parameterOf } from '../../../pipeline/estimate/effect/honest/study.ts';
import { truncatedNormalQuantile } from '../../../pipeline/estimate/effect/honest/truncated-normal.ts';
import { leastSquares } from '../../../pipeline/estimate/numeric/least-squares.ts';
import type { Matrix } from '../../../pipeline/estimate/numeric/matrix.ts';

const matrix = (rows: number, columns: number, values: ArrayLike<number>): Matrix => ({
  rows,
  columns,
  values: Float64Array.from(values),
});

/** All choices of `size` out of `count`. */
function choices(count: number, size: number): number[][] {
  if (size === 0) return [[]];
  if (count < size) return [];
  return [...choices(count - 1, size), ...choices(count - 1, size - 1).map((rest) => [...rest, count - 1])];
}

/** Highest objective of all vertices, by solving every basis. */
function bestVertex(a: Matrix, b: readonly number[], c: ArrayLike<number>): number {
  let best = Number.NEGATIVE_INFINITY;
  for (const basis of choices(a.columns, a.rows)) {
    const square = matrix(
      a.rows,
      a.rows,
      Array.from({ length: a.rows * a.rows }, (_, at) => {
        const [i, l] = [Math.floor(at / a.rows), at % a.rows];
        return a.values[i * a.columns + (basis[l] as number)] as number;
      }),
    );
    const { coefficients, aliased } = leastSquares(square, b);
    if (aliased.length > 0 || coefficients.some((value) => value < -1e-9)) continue;
    best = Math.max(
      best,
      coefficients.reduce((sum, value, l) => sum + value * (c[basis[l] as number] as number), 0),
    );
  }
  return best;
}

describe('the simplex', () => {
  const problem = fc
    .record({ rows: fc.integer({ min: 1, max: 3 }), extra: fc.integer({ min: 1, max: 4 }) })
    .chain(({ rows, extra }) =>
      fc.record({
        rows: fc.constant(rows),
        columns: fc.constant(rows + extra),
        // A positive first row bounds the set; the others are any small numbers.
        a: fc.array(fc.integer({ min: -3, max: 3 }), {
          minLength: rows * (rows + extra),
          maxLength: rows * (rows + extra),
        }),
        objectives: fc.array(
          fc.array(fc.integer({ min: -9, max: 9 }), { minLength: rows + extra, maxLength: rows + extra }),
          {
            minLength: 1,
            maxLength: 4,
          },
        ),
      }),
    );

  it('finds the best of all vertices, for one objective after the other', () => {
    let feasible = 0;
    fc.assert(
      fc.property(problem, ({ rows, columns, a, objectives }) => {
        const bounded = matrix(
          rows,
          columns,
          a.map((value, at) => (at < columns ? Math.abs(value) + 1 : value)),
        );
        const b = [1, ...new Array<number>(rows - 1).fill(0)];
        const simplex = Simplex.feasible(bounded, b);
        for (const objective of objectives) {
          const expected = bestVertex(bounded, b, objective);
          if (expected === Number.NEGATIVE_INFINITY) continue;
          feasible++;
          expect(simplex?.maximise(objective)).toBeCloseTo(expected, 8);
          const x = simplex?.vertex() as Float64Array;
          expect(Math.min(...x)).toBeGreaterThanOrEqual(0);
          for (let i = 0; i < rows; i++) {
            let sum = 0;
            for (let j = 0; j < columns; j++) sum += (bounded.values[i * columns + j] as number) * (x[j] as number);
            expect(sum).toBeCloseTo(b[i] as number, 9);
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(feasible).toBeGreaterThan(200);
  });

  it('knows when nothing is feasible and when nothing bounds the objective', () => {
    expect(Simplex.feasible(matrix(2, 2, [1, 1, 1, 1]), [1, 2])).toBeNull();
    expect(Simplex.feasible(matrix(1, 2, [1, -1]), [1])?.maximise([0, 1])).toBe(Number.POSITIVE_INFINITY);
    expect(Simplex.feasible(matrix(2, 3, [1, 1, 1, 2, 2, 2]), [1, 2])?.maximise([1, 5, 2])).toBeCloseTo(5, 12);
  });

  it('knows how far an objective can move before the vertex changes', () => {
    // Weights on three moments that sum to 1; the objective is (v, 2, 3 - v): the first is best from v = 2 on.
    const simplex = Simplex.feasible(matrix(1, 3, [1, 1, 1]), [1]) as Simplex;
    const [base, slope] = [Float64Array.of(0, 2, 3), Float64Array.of(1, 0, -1)];
    simplex.maximise([5, 2, -2]);
    expect(simplex.range(base, slope, 5, -1)).toBeCloseTo(2, 12);
    expect(simplex.range(base, slope, 5, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(simplex.maximise([0, 2, 3])).toBeCloseTo(3, 12);
    expect(simplex.range(base, slope, 0, 1)).toBeCloseTo(1, 12);
  });
});

it('keeps a vertex through all the bases that describe it', () => {
  // Vertices are (1,0,0,0), (0,½,0,½) and (0,0,½,½); the first has a basis with the second or with the third column.
  const simplex = Simplex.feasible(matrix(2, 4, [1, 1, 1, 1, 0, 1, 1, -1]), [1, 0]) as Simplex;
  const [base, slope] = [Float64Array.of(1, 0, 0, 0), Float64Array.of(0, 0, 1, 0)];
  expect(simplex.maximise([1, 0, -1, 0])).toBeCloseTo(1, 12);
  expect(Array.from(simplex.vertex())).toEqual([1, 0, 0, 0]);
  expect(simplex.range(base, slope, -1, 1)).toBeCloseTo(2, 12);
  expect(simplex.range(base, slope, -1, -1)).toBe(Number.NEGATIVE_INFINITY);
});

it('inverts the truncated normal, also far in the tails', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      fc.double({ min: -6, max: 6, noNaN: true }),
      fc.double({ min: 0.1, max: 6, noNaN: true }),
      (p, lower, width) => {
        const upper = lower + width;
        const q = truncatedNormalQuantile(p, lower, upper);
        const share = (x: number) => (lower > 0 ? normalCdf(-lower) - normalCdf(-x) : normalCdf(x) - normalCdf(lower));
        expect(share(q) / share(upper)).toBeCloseTo(p, 6);
      },
    ),
  );
  // Far out the tail is exponential with rate `lower`.
  expect(truncatedNormalQuantile(0.5, 50, Number.POSITIVE_INFINITY)).toBeCloseTo(50 + Math.log(2) / 50, 4);
});

describe('restrictions', () => {
  const isIn = ({ a, limit }: Restriction, violation: readonly number[]): boolean =>
    Array.from(limit).every((bound, i) => {
      let sum = 0;
      for (let j = 0; j < a.columns; j++) sum += (a.values[i * a.columns + j] as number) * (violation[j] as number);
      return sum <= bound + 1e-9;
    });
  const violations = fc
    .record({ before: fc.integer({ min: 1, max: 4 }), after: fc.integer({ min: 1, max: 4 }) })
    .chain(({ before, after }) =>
      fc.record({
        before: fc.constant(before),
        after: fc.constant(after),
        violation: fc.array(fc.integer({ min: -6, max: 6 }), { minLength: before + after, maxLength: before + after }),
        bound: fc.constantFrom(0, 0.5, 1, 2),
      }),
    );
  const changesOf = (violation: readonly number[], before: number): number[] => {
    const path = [...violation.slice(0, before), 0, ...violation.slice(before)];
    return path.slice(1).map((value, r) => value - (path[r] as number));
  };

  it('of relative magnitudes hold for paths whose later changes are small against the largest before', () => {
    fc.assert(
      fc.property(violations, ({ before, after, violation, bound }) => {
        const sizes = changesOf(violation, before).map(Math.abs);
        const isAllowed = Math.max(...sizes.slice(before)) <= bound * Math.max(...sizes.slice(0, before)) + 1e-9;
        expect(relativeMagnitudes(before, after, bound).some((set) => isIn(set, violation))).toBe(isAllowed);
      }),
      { numRuns: 500 },
    );
  });

  it('of relative magnitudes ask nothing of periods before alone, also where one period follows', () => {
    for (const after of [1, 3])
      for (const { a } of relativeMagnitudes(3, after, 0.5))
        for (let i = 0; i < a.rows; i++)
          expect(a.values.subarray(i * a.columns + 3, (i + 1) * a.columns).some((value) => value !== 0)).toBe(true);
  });

  it('of smoothness hold for paths whose slope changes little', () => {
    fc.assert(
      fc.property(violations, ({ before, after, violation, bound }) => {
        const changes = changesOf(violation, before);
        const bends = changes.slice(1).map((value, r) => Math.abs(value - (changes[r] as number)));
        const asked = after === 1 ? bends : bends.slice(before - 1);
        expect(isIn(smoothness(before, after, 4 * bound), violation)).toBe(Math.max(...asked) <= 4 * bound);
      }),
      { numRuns: 500 },
    );
  });
});

describe('honest bounds', () => {
  const points = [-4, -3, -2, 0, 1, 2].map((event, k) => ({
    event,
    estimate: [0.01, -0.015, 0.02, 0.12, 0.14, 0.15][k] as number,
  }));
  const covariance = matrix(
    6,
    6,
    Array.from({ length: 36 }, (_, at) => 1e-4 * (at % 7 === 0 ? 4 : 1.5)),
  );
  const study = honestStudy(points, covariance, -1, (event) => (event === 0 ? 1 : 0));

  it('order the estimates, leave the reference out and refuse gaps', () => {
    const withReference = [...points, { event: -1, estimate: 0 }].reverse();
    const larger = matrix(
      7,
      7,
      Array.from({ length: 49 }, (_, at) => (at % 8 === 0 && at > 0 ? 4e-4 : 0)),
    );
    const ordered = honestStudy(withReference, larger);
    expect(Array.from(ordered.estimates)).toEqual(points.map(({ estimate }) => estimate));
    expect([ordered.before, ordered.after]).toEqual([3, 3]);
    expect(Array.from(ordered.weights)).toEqual([1 / 3, 1 / 3, 1 / 3]);
    const gap = points.filter(({ event }) => event !== -3);
    expect(() => honestStudy(gap, covariance)).toThrow('without gaps');
    expect(() => honestStudy(points.slice(0, 3), covariance)).toThrow('both sides');
  });

  it('widen with Mbar, contain the plug-in set, and start near the ordinary interval', () => {
    const bounds = honestRelativeMagnitudes(study, [0, 0.5, 1, 2]);
    const { estimate, standardError } = parameterOf(study);
    const width = (k: number) => (bounds[k]?.upper as number) - (bounds[k]?.lower as number);
    expect(width(0) / (2 * 1.96 * standardError)).toBeGreaterThan(0.6);
    expect(width(0) / (2 * 1.96 * standardError)).toBeLessThan(1.3);
    for (let k = 1; k < bounds.length; k++) expect(width(k)).toBeGreaterThan(width(k - 1));
    bounds.forEach(({ bound, lower, upper, isOpen }) => {
      const plugIn = plugInRelativeMagnitudes(study, bound);
      expect(isOpen).toBe(false);
      expect(lower).toBeLessThan(plugIn.lower);
      expect(upper).toBeGreaterThan(plugIn.upper);
      expect(lower).toBeLessThan(estimate);
    });
  });

  it('without sampling error add up changes over the periods of an average', () => {
    const average = honestStudy(points, covariance);
    const { estimate } = parameterOf(average);
    // The largest change before entry is 0.035; it counts three, two and one times in the mean of three periods.
    const reach = (2 * 0.035 * (3 + 2 + 1)) / 3;
    expect(plugInRelativeMagnitudes(average, 2)).toMatchObject({
      lower: expect.closeTo(estimate - reach, 12),
      upper: expect.closeTo(estimate + reach, 12),
    });
    // A slope of -0.02 goes on for one, two and three periods; bends of 0.01 count once, three and six times at most.
    const plugIn = plugInSmoothness(average, 0.01);
    expect((plugIn.lower + plugIn.upper) / 2).toBeCloseTo(estimate + (0.02 * (1 + 2 + 3)) / 3, 12);
    expect(plugIn.upper - plugIn.lower).toBeCloseTo((2 * 0.01 * (1 + 3 + 6)) / 3, 12);
  });

  it('break down where the interval first contains 0', () => {
    const mbar = breakdownMbar(study) as number;
    const [before, after] = honestRelativeMagnitudes(study, [mbar - 0.05, mbar + 0.05]);
    expect(before?.lower).toBeGreaterThan(0);
    expect(after?.lower).toBeLessThan(0);
    const none = honestStudy(
      points.map(({ event, estimate }) => ({ event, estimate: event < 0 ? estimate : 0.001 })),
      covariance,
    );
    expect(breakdownMbar(none)).toBe(0);
  });

  it('by smoothness follow a linear trend where the slope may not change', () => {
    const trend = points.map(({ event }) => ({ event, estimate: 0.03 * (event + 1) + (event >= 0 ? 0.2 : 0) }));
    const precise = matrix(
      6,
      6,
      covariance.values.map((value) => value * 1e-3),
    );
    const linear = honestStudy(trend, precise, -1, (event) => (event === 0 ? 1 : 0));
    expect(plugInSmoothness(linear, 0)).toMatchObject({
      lower: expect.closeTo(0.2, 10),
      upper: expect.closeTo(0.2, 10),
    });
    const [exact, loose] = honestSmoothness(linear, [0, 0.02]);
    expect(Math.abs(((exact?.lower as number) + (exact?.upper as number)) / 2 - 0.2)).toBeLessThan(0.002);
    expect(loose?.lower).toBeLessThan((exact?.lower as number) - 0.015);
    expect(loose?.upper).toBeGreaterThan((exact?.upper as number) + 0.015);
  });

  it('have nothing to say where the estimates before entry contradict the restriction', () => {
    const early = points.slice(0, 4).map(({ event, estimate }) => ({ event, estimate: event === -3 ? 1 : estimate }));
    const wild = honestStudy(
      early,
      matrix(
        4,
        4,
        [4, 1, 1, 1, 1, 4, 1, 1, 1, 1, 4, 1, 1, 1, 1, 4].map((v) => v * 1e-4),
      ),
    );
    expect(honestSmoothness(wild, [0.0001])).toEqual([{ bound: 0.0001, lower: null, upper: null, isOpen: false }]);
    expect(honestSmoothness(wild, [5])[0]?.lower).not.toBeNull();
  });

  it('are the same for the same seed', () => {
    expect(honestRelativeMagnitudes(study, [1], { seed: 5 })).toEqual(
      honestRelativeMagnitudes(study, [1], { seed: 5 }),
    );
  });

  it('come to an end where errors are smaller than the numbers can tell apart', () => {
    const tiny = points.map(({ event, estimate }) => ({ event, estimate: 1e-16 * estimate }));
    const covariance = { ...study.covariance, values: study.covariance.values.map((value) => 1e-30 * value) };
    const [bounds] = honestSmoothness(honestStudy(tiny, covariance), [0.01], { draws: 50 });
    expect(bounds?.upper).toBeGreaterThan(0.001);
    expect(bounds?.lower).toBeLessThan(-0.001);
  });
});

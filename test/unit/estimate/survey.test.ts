import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  collapseSmall,
  postStratify,
  surveyDesign,
  surveyMean,
  surveyProportion,
  surveyTotal,
} from '../../../pipeline/estimate/survey/index.ts';
import { coverageOf, generatedPopulation } from '../../bench/survey-coverage.ts';

const answers = fc.array(fc.record({ stratum: fc.integer({ min: 0, max: 2 }), yes: fc.boolean() }), {
  minLength: 4,
  maxLength: 40,
});

const designOf = (rows: readonly { stratum: number }[]) =>
  surveyDesign({ stratum: Int32Array.from(rows, (row) => row.stratum), population: Float64Array.of(100, 200, 300) });

describe('survey estimates', () => {
  it('stay between 0 and 1, with the estimate inside its interval', () => {
    fc.assert(
      fc.property(answers, (rows) => {
        const outcome = Float64Array.from(rows, (row) => (row.yes ? 1 : 0));
        const { estimate, lower, upper } = surveyProportion(designOf(rows), outcome);
        if (lower === null || upper === null) return;
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(upper).toBeLessThanOrEqual(1);
        expect(lower).toBeLessThanOrEqual(estimate + 1e-12);
        expect(upper).toBeGreaterThanOrEqual(estimate - 1e-12);
      }),
    );
  });

  it('do not depend on the order of the respondents', () => {
    fc.assert(
      fc.property(answers, (rows) => {
        const estimateOf = (ordered: typeof rows) =>
          surveyMean(
            designOf(ordered),
            Float64Array.from(ordered, (row) => (row.yes ? 1 : 0)),
          );
        const [forward, backward] = [estimateOf(rows), estimateOf([...rows].reverse())];
        expect(backward.estimate).toBeCloseTo(forward.estimate, 12);
        expect(backward.standardError).toBeCloseTo(forward.standardError, 12);
      }),
    );
  });

  it('of the domains add up to the whole', () => {
    fc.assert(
      fc.property(answers, (rows) => {
        const design = designOf(rows);
        const outcome = Float64Array.from(rows, (row) => (row.yes ? 1 : 0));
        const totals = [0, 1, 2].map(
          (stratum) =>
            surveyTotal(design, outcome, { domain: Uint8Array.from(rows, (row) => (row.stratum === stratum ? 1 : 0)) })
              .estimate,
        );
        expect(totals.reduce((a, b) => a + b, 0)).toBeCloseTo(surveyTotal(design, outcome).estimate, 9);
      }),
    );
  });

  it('meet known group sizes after post-stratification, with no variance left in them', () => {
    const rows = Array.from({ length: 30 }, (_, i) => ({ stratum: i % 3 }));
    const groups = Int32Array.from(rows, (_, i) => (i < 10 ? 0 : 1));
    const design = postStratify(designOf(rows), groups, Float64Array.of(150, 450));
    const size = surveyTotal(
      design,
      Float64Array.from(groups, (code) => (code === 0 ? 1 : 0)),
    );
    expect(size.estimate).toBeCloseTo(150, 9);
    expect(size.standardError).toBeCloseTo(0, 9);
  });

  it('say when all answers are alike and use Clopper and Pearson', () => {
    const rows = Array.from({ length: 12 }, (_, i) => ({ stratum: i % 3 }));
    const none = surveyProportion(designOf(rows), new Float64Array(12));
    expect(none.warnings).toContain('no_variation');
    expect(none.lower).toBe(0);
    expect(none.upper).toBeCloseTo(1 - 0.025 ** (1 / 12), 12);
  });

  it('give no interval without degrees of freedom, rather than a normal one', () => {
    const rows = [{ stratum: 0 }, { stratum: 1 }, { stratum: 2 }];
    const { lower, upper, warnings, reliability } = surveyProportion(designOf(rows), Float64Array.of(1, 0, 1));
    expect([lower, upper, reliability]).toEqual([null, null, 'unreliable']);
    expect(warnings).toContain('no_degrees_of_freedom');
  });

  it('leave those without an answer to the question out of the domain', () => {
    const rows = Array.from({ length: 9 }, (_, i) => ({ stratum: i % 3 }));
    const outcome = Float64Array.from(rows, (_, i) => (i === 0 ? Number.NaN : i % 2));
    expect(surveyProportion(designOf(rows), outcome)).toMatchObject({ n: 8, successes: 4 });
  });

  it('cover the truth about as often as they say in an ordinary design', () => {
    const { coveragePct } = coverageOf(generatedPopulation(0.5, 0.3), [60, 50, 50, 40, 30, 20], 300, 'beta', false);
    expect(coveragePct).toBeGreaterThan(92);
    expect(coveragePct).toBeLessThan(98.5);
  });
});

describe('collapseSmall', () => {
  it('merges small groups with the smaller neighbour until all are large enough', () => {
    expect(collapseSmall([12, 3, 5, 0, 40], 6)).toEqual({
      codes: Int32Array.of(0, 2, 2, 3, 4),
      merges: [{ from: 1, into: 2 }],
    });
  });

  it('ends with groups of at least the minimum, or with one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 12 }), (counts) => {
        const { codes } = collapseSmall(counts, 8);
        const sizes = new Map<number, number>();
        counts.forEach((count, i) => {
          if (count > 0) sizes.set(codes[i] as number, (sizes.get(codes[i] as number) ?? 0) + count);
        });
        const all = [...sizes.values()];
        expect(all.reduce((a, b) => a + b, 0)).toBe(counts.reduce((a, b) => a + b, 0));
        expect(all.length <= 1 || all.every((size) => size >= 8)).toBe(true);
      }),
    );
  });
});

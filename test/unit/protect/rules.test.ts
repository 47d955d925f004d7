import { describe, expect, it } from 'vitest';
import { loadSolver, protectFigures } from '../../../pipeline/protect/index.ts';
import { primaryReason } from '../../../pipeline/protect/rules.ts';
import { figureWith } from '../../support/figures.ts';

const parameters = {
  minimumContributors: 3,
  dominanceTop2Pct: 85,
  pPercent: 15,
  minimumRespondents: 10,
  minimumPairs: 10,
  minimumOrderStatistic: 10,
};

const solver = await loadSolver();

const reasonOf = (changes: Parameters<typeof figureWith>[0]) => primaryReason(figureWith(changes), parameters);

describe('primary rules', () => {
  it.each([
    [0, null],
    [1, 'threshold'],
    [2, 'threshold'],
    [3, null],
  ])('counts groups, not rows: %i contributing groups', (contributors, expected) => {
    expect(reasonOf({ value: 17, contributors })).toBe(expected);
  });

  it.each([
    ['few in the numerator', 2, 40],
    ['few outside the numerator', 39, 40],
    ['few in the denominator', 0, 2],
  ])('withholds a share with %s', (_name, numerator, denominator) => {
    expect(reasonOf({ measure: 'share_pct', contributors: 40, numerator, denominator })).toBe('threshold');
  });

  it("agrees with Statistics Denmark's worked example of dominance", () => {
    const sum = (value: number, largest1: number, largest2: number, contributors: number) =>
      reasonOf({ disclosureClass: 'S2', measure: 'sum_dkk', value, largest1, largest2, contributors });
    expect(sum(100, 50, 20, 25)).toBeNull();
    expect(sum(30, 12, 8, 5)).toBeNull();
    expect(sum(70, 45, 20, 20)).toBe('dominance');
  });

  it('applies the p% rule where dominance is switched off', () => {
    const figure = figureWith({ disclosureClass: 'S2', value: 70, largest1: 45, largest2: 20, contributors: 20 });
    expect(primaryReason(figure, { ...parameters, dominanceTop2Pct: 100 })).toBe('p_percent');
    expect(primaryReason(figure, { ...parameters, dominanceTop2Pct: 100, pPercent: 10 })).toBeNull();
  });

  it.each([
    [9, 4, 'respondents'],
    [10, 2, 'outcome'],
    [10, 8, 'outcome'],
    [10, 0, null],
    [10, 10, null],
    [10, 3, null],
  ])('needs respondents and both outcomes: %i answers, %i with the outcome', (n, numerator, expected) => {
    expect(reasonOf({ disclosureClass: 'S3', measure: 'rate_pct', n, numerator })).toBe(expected);
  });

  it('needs matched pairs behind a model and units behind a median', () => {
    expect(reasonOf({ disclosureClass: 'S4', n: 9 })).toBe('pairs');
    expect(reasonOf({ disclosureClass: 'S4', n: 10 })).toBeNull();
    expect(reasonOf({ disclosureClass: 'S5', n: 9 })).toBe('order');
  });

  it('never withholds a public fact', () => {
    expect(reasonOf({ disclosureClass: 'S0', contributors: 1 })).toBeNull();
  });
});

describe('protectFigures', () => {
  it('leaves no number in a suppressed figure and no contributor in any', () => {
    const hidden = figureWith({ value: 2, contributors: 2, n: 2, numerator: 2, denominator: 77, lower: 1, upper: 3 });
    const { figures, suppressedByReason } = protectFigures(solver, [hidden, figureWith({})], parameters);
    expect(suppressedByReason).toEqual({ threshold: 1 });
    const numbers = Object.entries(figures[0] ?? {}).filter(
      ([key, value]) => typeof value === 'number' && key !== 'referenceYear',
    );
    expect(numbers).toEqual([]);
    expect(figures[0]?.status).toBe('suppressed');
    expect(figures[1]).toMatchObject({ status: 'published', value: 100 });
    for (const figure of figures) expect(Object.keys(figure)).not.toContain('contributors');
  });

  it('keeps the reason of a figure without data', () => {
    const { figures } = protectFigures(
      solver,
      [figureWith({ status: 'no_data', value: null, note: 'INPUT_MISSING' })],
      parameters,
    );
    expect(figures[0]).toMatchObject({ status: 'no_data', note: 'INPUT_MISSING' });
  });
});

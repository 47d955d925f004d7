import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weightAnswers } from '../../../pipeline/run/figures/weighting.ts';

const asked = (rows: readonly (readonly [stratum: string, population: number, answered: 0 | 1])[]) => ({
  strata: rows.map(([stratum]) => stratum),
  population: Float64Array.from(rows, ([, population]) => population),
  answered: Uint8Array.from(rows, ([, , answered]) => answered),
});
const many = (stratum: string, population: number, answers: number, silent: number) => [
  ...Array.from({ length: answers }, () => [stratum, population, 1] as const),
  ...Array.from({ length: silent }, () => [stratum, population, 0] as const),
];
const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

describe('weightAnswers', () => {
  it('weights by population over answers in each stratum', () => {
    const made = weightAnswers(asked([...many('a', 20, 5, 3), ...many('b', 12, 6, 0)]));
    expect([...(made?.design.weights ?? [])]).toEqual([...Array(5).fill(4), ...Array(6).fill(2)]);
    expect(made).toMatchObject({ strata: 2, classes: 2, isPopulationMissing: false });
  });

  it('merges a stratum with few answers, and one nobody answered, with a neighbour', () => {
    const made = weightAnswers(asked([...many('a', 20, 2, 3), ...many('b', 10, 8, 0), ...many('c', 30, 0, 4)]));
    expect(made?.classes).toBe(1);
    expect([...(made?.design.weights ?? [])]).toEqual(Array(10).fill(6));
  });

  it('lets those asked stand for themselves where no population is known, and never for fewer than answered', () => {
    expect(weightAnswers(asked(many('a', Number.NaN, 5, 5)))).toMatchObject({ isPopulationMissing: true });
    expect(sum(weightAnswers(asked(many('a', Number.NaN, 5, 5)))?.design.weights as Float64Array)).toBe(10);
    expect(sum(weightAnswers(asked(many('a', 3, 6, 0)))?.design.weights as Float64Array)).toBe(6);
  });

  it('gives nothing where nobody answered', () => {
    expect(weightAnswers(asked(many('a', 10, 0, 4)))).toBeNull();
    expect(weightAnswers(asked([]))).toBeNull();
  });

  it('always adds up to the population', () => {
    const stratum = fc.record({ answers: fc.nat(9), silent: fc.nat(4), extra: fc.nat(50) });
    fc.assert(
      fc.property(fc.array(stratum, { minLength: 1, maxLength: 7 }), (strata) => {
        const rows = strata.flatMap(({ answers, silent, extra }, i) =>
          many(String(i), answers + silent + extra, answers, silent),
        );
        const made = weightAnswers(asked(rows));
        if (!strata.some(({ answers }) => answers > 0)) {
          expect(made).toBeNull();
          return;
        }
        const asking = strata.filter(({ answers, silent }) => answers + silent > 0);
        const population = asking.reduce((total, { answers, silent, extra }) => total + answers + silent + extra, 0);
        expect(sum(made?.design.weights as Float64Array)).toBeCloseTo(population, 8);
      }),
    );
  });
});

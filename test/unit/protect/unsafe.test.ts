import { describe, expect, it } from 'vitest';
import { attack } from '../../../pipeline/protect/attack/bounds.ts';
import type { Equation, Prior } from '../../../pipeline/protect/attack/equations.ts';
import { unsafeBounds } from '../../../pipeline/protect/attack/unsafe.ts';
import { loadSolver } from '../../../pipeline/protect/solver.ts';
import { uniforms } from '../../support/tables.ts';

const highs = await loadSolver();

const equation = (terms: readonly (readonly [number, number])[], constant: number): Equation => ({
  terms: new Map(terms),
  constant,
  slack: 0,
  label: terms.map(([unknown, factor]) => `${factor} x${unknown}`).join(' + '),
});

/** Equations of one to four unknowns, of weights 1 and -1, that a table of small numbers meets. */
function system(seed: number) {
  const next = uniforms(seed);
  const upTo = (count: number): number => Math.floor(next() * count);
  const count = 6 + upTo(14);
  const truth = Array.from({ length: count }, () => upTo(9));
  const priors = truth.map(
    (value): Prior => ({
      lower: next() < 0.2 ? Math.max(0, value - 1) : 0,
      upper: next() < 0.2 ? value + 2 : Number.POSITIVE_INFINITY,
    }),
  );
  const equations = Array.from({ length: 4 + upTo(count) }, () => {
    const terms = new Map(Array.from({ length: 1 + upTo(4) }, () => [upTo(count), next() < 0.5 ? 1 : -1] as const));
    const constant = [...terms].reduce((sum, [unknown, factor]) => sum + factor * (truth[unknown] as number), 0);
    return equation([...terms], constant);
  });
  return { truth, priors, equations, unknowns: [...truth.keys()] };
}

describe('bounds of numbers that are not safe', () => {
  it('are those that two programmes for each number find, whatever the equations', () => {
    let found = 0;
    for (let seed = 1; seed <= 60; seed += 1) {
      const { truth, priors, equations, unknowns } = system(seed);
      const isSafe = (unknown: number, { lower, upper }: Prior): boolean =>
        upper - lower > 2.1 + (truth[unknown] as number) / 3;
      const all = attack(highs, priors, equations, unknowns);
      const expected = unknowns.filter((unknown) => !isSafe(unknown, all[unknown] as Prior));
      const { bounds, contradicted } = unsafeBounds(highs, priors, { unknowns, equations }, isSafe);
      expect([seed, [...bounds.keys()]]).toEqual([seed, expected]);
      expect(contradicted).toEqual([]);
      for (const [unknown, { lower, upper }] of bounds) {
        expect(lower).toBeCloseTo((all[unknown] as Prior).lower, 5);
        expect(upper).toBeCloseTo((all[unknown] as Prior).upper, 5);
      }
      found += bounds.size;
    }
    expect(found).toBeGreaterThan(200);
  });

  it('are found by the equations that are left when some contradict the others', () => {
    const priors = Array.from({ length: 4 }, (): Prior => ({ lower: 0, upper: Number.POSITIVE_INFINITY }));
    const sums: readonly (readonly [unknowns: readonly number[], constant: number])[] = [
      [[0], 5],
      [[1], 4],
      [[0, 1], 9],
      [[0, 1, 2], 40],
      [[1, 2], 7],
      [[2, 3], 30],
    ];
    const equations = sums.map(([of, constant]) =>
      equation(
        of.map((unknown) => [unknown, 1] as const),
        constant,
      ),
    );
    const block = { unknowns: [0, 1, 2, 3], equations };
    const { bounds, contradicted } = unsafeBounds(highs, priors, block, (_unknown, { lower, upper }) => upper > lower);
    expect(contradicted).toEqual([equations[3]]);
    expect([...bounds].map(([unknown, { lower }]) => [unknown, Math.round(lower)])).toEqual([
      [0, 5],
      [1, 4],
      [2, 3],
      [3, 27],
    ]);
  });
});

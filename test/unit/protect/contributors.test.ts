import { expect, it } from 'vitest';
import { Alternatives } from '../../../pipeline/protect/attack/alternatives.ts';
import { attack } from '../../../pipeline/protect/attack/bounds.ts';
import { attackByContributors } from '../../../pipeline/protect/attack/contributors.ts';
import { tableEquations } from '../../../pipeline/protect/attack/tables.ts';
import { loadSolver } from '../../../pipeline/protect/solver.ts';
import { protectTables } from '../../../pipeline/protect/tables/protect.ts';
import { readTables } from '../../../pipeline/protect/tables/read.ts';
import { crossTable, uniforms } from '../../support/tables.ts';

const highs = await loadSolver();
const RULES = { minimum: 3, dominance: { largest: 1, sharePct: 85 }, pPercent: 15 } as const;

const TABLE = 'sector,value,count\n1,20,1\n2,25,1\n3,30,9\n4,60,12\nTotal,135,23';

it('lets a contributor who is alone in a cell subtract what he has', () => {
  const set = readTables([{ name: 't.csv', text: TABLE }], new Map());
  const places = (...codes: string[]): Set<number> =>
    new Set(set.cells.flatMap((cell, place) => (codes.includes(cell.codes[0] as string) ? [place] : [])));
  const seen = (withheld: Set<number>): string[] => {
    const { unknowns, priors, equations } = tableEquations(set, (place) => withheld.has(place));
    const truth = unknowns.map((place) => set.cells[place]?.value as number);
    const soles = unknowns.flatMap((place, unknown) => (set.cells[place]?.count === 1 ? [unknown] : []));
    return attackByContributors(
      highs,
      priors,
      equations,
      truth,
      soles,
      (_unknown, { lower, upper }) => upper - lower > 1,
    )
      .map(({ attacker, target }) =>
        [attacker, target].map((one) => set.cells[unknowns[one] as number]?.codes[0]).join('→'),
      )
      .sort();
  };
  expect(seen(places('1', '2'))).toEqual(['1→2', '2→1']);
  expect(seen(places('1', '2', '3'))).toEqual([]);
});

it.each([11, 12, 13])('finds nothing in a table that was protected: seed %i', (seed) => {
  const { tables } = crossTable([8, 6], seed, 20);
  const set = readTables(
    Object.entries(tables).map(([name, text]) => ({ name, text })),
    new Map(),
  );
  const { seenThrough, primaries } = protectTables(highs, set, RULES);
  expect(primaries.length).toBeGreaterThan(1);
  expect(seenThrough).toEqual([]);
});

it.each([1, 2, 3, 4])('finds what two programmes for each pair of cells find: seed %i', (seed) => {
  const { tables } = crossTable([6, 5], seed, 20);
  const set = readTables(
    Object.entries(tables).map(([name, text]) => ({ name, text })),
    new Map(),
  );
  const next = uniforms(seed);
  const isWithheld = set.cells.map(() => next() < 0.45);
  const { unknowns, priors, equations } = tableEquations(set, (place) => isWithheld[place] === true);
  const truth = unknowns.map((place) => set.cells[place]?.value as number);
  const soles = unknowns.flatMap((_place, unknown) => (next() < 0.4 ? [unknown] : []));
  const targets = unknowns.flatMap((_place, unknown) => (next() < 0.6 ? [unknown] : []));
  const isSafe = (unknown: number, { lower, upper }: { readonly lower: number; readonly upper: number }): boolean =>
    !targets.includes(unknown) || upper - lower > 0.8 * (truth[unknown] as number);
  const alternatives = new Alternatives();
  attack(highs, priors, equations, targets, truth, alternatives);
  const found = attackByContributors(highs, priors, equations, truth, soles, isSafe, alternatives);
  const expected = soles.flatMap((attacker) => {
    const value = truth[attacker] as number;
    const known = priors.map((prior, unknown) => (unknown === attacker ? { lower: value, upper: value } : prior));
    return attack(highs, known, equations, targets, truth).flatMap((bounds, at) => {
      const target = targets[at] as number;
      return target === attacker || isSafe(target, bounds) ? [] : [`${attacker}→${target}`];
    });
  });
  expect(expected.length).toBeGreaterThan(0);
  expect(expected.length).toBeLessThan(soles.length * targets.length);
  expect(found.map(({ attacker, target }) => `${attacker}→${target}`).sort()).toEqual(expected.sort());
});

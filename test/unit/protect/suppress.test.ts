import { describe, expect, it } from 'vitest';
import { Pattern } from '../../../pipeline/protect/suppress/pattern.ts';
import { rigidCells } from '../../../pipeline/protect/suppress/rigid.ts';
import { suppress } from '../../../pipeline/protect/suppress/suppress.ts';
import { indexCells } from '../../../pipeline/protect/system/index-of-cells.ts';
import { FREE, PRIMARY, SHOWN, type SuppressionProblem } from '../../../pipeline/protect/system/problem.ts';
import { readTables } from '../../../pipeline/protect/tables/read.ts';
import { tableRelations } from '../../../pipeline/protect/tables/relations.ts';
import { crossTable, uniforms } from '../../support/tables.ts';

/** A random table in which about one cell in ten is a primary; every fifth of the others must be shown if asked. */
function problemWith(widths: readonly number[], seed: number, isShown = false): SuppressionProblem {
  const { tables } = crossTable(widths, seed, 4);
  const set = readTables(
    Object.entries(tables).map(([name, text]) => ({ name, text })),
    new Map(),
  );
  const next = uniforms(seed);
  const states = Uint8Array.from(set.cells, ({ codes, value }) => {
    if (value > 0 && !codes.includes('Total') && next() < 0.2) return PRIMARY;
    return isShown && next() < 0.2 ? SHOWN : FREE;
  });
  const { system } = tableRelations(set);
  const distances = Float64Array.from(system.values, (value, cell) => (states[cell] === PRIMARY ? 0.15 * value : 0));
  return {
    system,
    states,
    costs: new Float64Array(states.length).fill(1),
    floors: new Float64Array(states.length),
    ceilings: new Float64Array(states.length).fill(Number.POSITIVE_INFINITY),
    below: distances,
    above: distances,
    isSole: new Uint8Array(states.length),
  };
}

const secondaries = ({ states }: SuppressionProblem, isWithheld: Uint8Array): number =>
  isWithheld.filter((withheld, cell) => withheld === 1 && states[cell] === FREE).length;

describe('secondary suppression', () => {
  it('finds fewer cells with more effort, and never more', () => {
    let saved = 0;
    for (let seed = 1; seed <= 8; seed += 1) {
      const problem = problemWith([6, 5], seed);
      const quick = secondaries(problem, suppress(problem).isWithheld);
      const long = secondaries(problem, suppress(problem, () => 8000).isWithheld);
      expect(long).toBeLessThanOrEqual(quick);
      saved += quick - long;
    }
    expect(saved).toBeGreaterThan(0);
  });

  it('withholds primaries, shows what must be shown, and names what nothing protects', () => {
    for (let seed = 1; seed <= 5; seed += 1) {
      const problem = problemWith([5, 4], seed, true);
      const { isWithheld, unprotected } = suppress(problem, () => 2000);
      const stuck = rigidCells(problem, indexCells(problem.system));
      problem.states.forEach((state, cell) => {
        if (state === PRIMARY) expect(isWithheld[cell]).toBe(1);
        if (state === SHOWN) expect(isWithheld[cell]).toBe(0);
        if (state === PRIMARY && stuck[cell] === 1) expect(unprotected).toContain(cell);
      });
    }
  });

  it('does the same again', () => {
    const problem = problemWith([5, 4, 3], 3);
    expect(suppress(problem, () => 5000)).toEqual(suppress(problem, () => 5000));
  });
});

describe('a pattern', () => {
  it('comes back to where it was', () => {
    const problem = problemWith([6, 5], 2);
    const pattern = new Pattern(problem);
    expect(pattern.complete()).toEqual([]);
    const before = pattern.snapshot();
    const given = pattern.secondaries().slice(0, 3);
    pattern.publish(given);
    expect(pattern.witnesses.requirements.every((_one, id) => pattern.witnesses.isMet(id))).toBe(false);
    pattern.complete((cell) => (given.includes(cell) ? Number.POSITIVE_INFINITY : 1));
    expect(pattern.secondaries().some((cell) => given.includes(cell))).toBe(false);
    pattern.restore(before);
    expect(pattern.snapshot()).toEqual(before);
    for (const cell of given) expect(pattern.witnesses.userCount(cell)).toBeGreaterThan(0);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { type Highs, loadSolver } from '../../../pipeline/protect/solver.ts';
import { exactPattern } from '../../../pipeline/protect/suppress/exact.ts';
import { Pattern } from '../../../pipeline/protect/suppress/pattern.ts';
import { rigidCells } from '../../../pipeline/protect/suppress/rigid.ts';
import { suppress } from '../../../pipeline/protect/suppress/suppress.ts';
import { indexCells } from '../../../pipeline/protect/system/index-of-cells.ts';
import { FREE, PRIMARY, SHOWN, type SuppressionProblem } from '../../../pipeline/protect/system/problem.ts';
import { readTables } from '../../../pipeline/protect/tables/read.ts';
import { tableRelations } from '../../../pipeline/protect/tables/relations.ts';
import { crossTable, uniforms } from '../../support/tables.ts';

let highs: Highs;
beforeAll(async () => {
  highs = await loadSolver();
});

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
    owners: new Int32Array(states.length),
  };
}

const secondaries = ({ states }: SuppressionProblem, isWithheld: Uint8Array): number =>
  isWithheld.filter((withheld, cell) => withheld === 1 && states[cell] === FREE).length;

describe('secondary suppression', () => {
  it('finds fewer cells with more effort, and never more', () => {
    let saved = 0;
    for (let seed = 1; seed <= 8; seed += 1) {
      const problem = problemWith([6, 5], seed);
      const quick = secondaries(problem, suppress(highs, problem).isWithheld);
      const long = secondaries(problem, suppress(highs, problem, () => 8000).isWithheld);
      expect(long).toBeLessThanOrEqual(quick);
      saved += quick - long;
    }
    expect(saved).toBeGreaterThan(0);
  });

  it('withholds primaries, shows what must be shown, and names what nothing protects', () => {
    for (let seed = 1; seed <= 5; seed += 1) {
      const problem = problemWith([5, 4], seed, true);
      const { isWithheld, unprotected } = suppress(highs, problem, () => 2000);
      const stuck = rigidCells(problem, indexCells(problem.system));
      problem.states.forEach((state, cell) => {
        if (state === PRIMARY) expect(isWithheld[cell]).toBe(1);
        if (state === SHOWN) expect(isWithheld[cell]).toBe(0);
        if (state === PRIMARY && stuck[cell] === 1) expect(unprotected).toContain(cell);
      });
    }
  });

  it('does the same again', () => {
    const problem = problemWith([5, 4], 3);
    expect(suppress(highs, problem, () => 3000)).toEqual(suppress(highs, problem, () => 3000));
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

/** Whether every requirement is met when these free cells are withheld and no others. */
function protects(problem: SuppressionProblem, cells: readonly number[]): boolean {
  const only = new Set(cells);
  const states = problem.states.map((state, cell) => (state === FREE && !only.has(cell) ? SHOWN : state));
  return new Pattern({ ...problem, states }).complete().length === 0;
}

/** The fewest free cells that protect, by trying all choices of fewer than `most`; `most` where there are none. */
function fewest(problem: SuppressionProblem, most: number): number {
  const free = [...problem.states.keys()].filter((cell) => problem.states[cell] === FREE);
  const tryFrom = (chosen: readonly number[], from: number, count: number): boolean => {
    if (chosen.length === count) return protects(problem, chosen);
    return free.slice(from).some((cell, at) => tryFrom([...chosen, cell], from + at + 1, count));
  };
  for (let count = 0; count < most; count += 1) if (tryFrom([], 0, count)) return count;
  return most;
}

describe('the exact method', () => {
  it('finds as few cells as trying every choice does', () => {
    const limits = { fractionalRounds: 10, wholeRounds: 30, nodes: 1000, widestGap: Number.POSITIVE_INFINITY };
    for (let seed = 1; seed <= 6; seed += 1) {
      const problem = problemWith([3, 3], seed);
      const { lowerBound, cells } = exactPattern(highs, new Pattern(problem), Number.POSITIVE_INFINITY, limits);
      expect(protects(problem, cells ?? [])).toBe(true);
      expect(cells).toHaveLength(fewest(problem, cells?.length ?? 0));
      expect(lowerBound).toBeCloseTo(cells?.length ?? -1, 6);
    }
  });

  it('takes no cell where nothing is cheaper than what is known', () => {
    const problem = problemWith([4, 3], 2);
    const limits = { fractionalRounds: 10, wholeRounds: 30, nodes: 1000, widestGap: Number.POSITIVE_INFINITY };
    const { cells } = exactPattern(highs, new Pattern(problem), Number.POSITIVE_INFINITY, limits);
    expect(cells).not.toBeNull();
    const again = exactPattern(highs, new Pattern(problem), cells?.length ?? 0, limits);
    expect(again).toEqual({ lowerBound: expect.closeTo(cells?.length ?? -1, 6), cells: null });
  });
});

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Highs, loadSolver } from '../../../pipeline/protect/solver.ts';
import { Router } from '../../../pipeline/protect/suppress/route.ts';
import { indexCells } from '../../../pipeline/protect/system/index-of-cells.ts';
import { FREE, type SuppressionProblem } from '../../../pipeline/protect/system/problem.ts';
import { relationCount, termsOf } from '../../../pipeline/protect/system/system.ts';
import { readTables } from '../../../pipeline/protect/tables/read.ts';
import { tableRelations } from '../../../pipeline/protect/tables/relations.ts';
import { crossTable, uniforms } from '../../support/tables.ts';

let highs: Highs;
beforeAll(async () => {
  highs = await loadSolver();
});

/** A random table in which every cell may move down to zero and up to a ceiling. */
function problemWith(widths: readonly number[], seed: number): SuppressionProblem {
  const { tables } = crossTable(widths, seed, 3);
  const set = readTables(
    Object.entries(tables).map(([name, text]) => ({ name, text })),
    new Map(),
  );
  const { system } = tableRelations(set);
  const next = uniforms(seed + 1);
  const count = set.cells.length;
  const ceilings = Float64Array.from(system.values, (value) => (next() < 0.5 ? value * (1 + next()) : Infinity));
  return {
    system,
    states: new Uint8Array(count).fill(FREE),
    costs: Float64Array.from(system.values, () => (next() < 0.3 ? 1e-4 : 1 + 5 * next())),
    floors: new Float64Array(count),
    ceilings,
    below: new Float64Array(count),
    above: new Float64Array(count),
    isSole: new Uint8Array(count),
    owners: new Int32Array(count),
  };
}

/** The least cost by HiGHS, with a rise and a fall for each cell, or null. */
function leastCost({ system, costs, floors, ceilings }: SuppressionProblem, cell: number, amount: number) {
  const count = system.values.length;
  const value = (at: number): number => system.values[at] as number;
  const upper = Array.from({ length: 2 * count }, (_, column) => {
    const at = column >> 1;
    if (at === cell) return column % 2 === (amount > 0 ? 0 : 1) ? Math.abs(amount) : 0;
    return column % 2 === 0 ? (ceilings[at] as number) - value(at) : value(at) - (floors[at] as number);
  });
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  const numRows = relationCount(system);
  for (let relation = 0; relation < numRows; relation += 1) {
    for (const { cell: at, coefficient } of termsOf(system, relation)) {
      indices.push(2 * at, 2 * at + 1);
      values.push(coefficient, -coefficient);
    }
    starts.push(indices.length);
  }
  const model = highs.raw.createModel();
  try {
    model.setOptionValue('output_flag', false);
    model.passLp({
      numCols: 2 * count,
      numRows,
      colCost: Array.from({ length: 2 * count }, (_, column) =>
        column >> 1 === cell ? 0 : (costs[column >> 1] as number),
      ),
      colLower: upper.map((bound, column) => (column >> 1 === cell ? bound : 0)),
      colUpper: upper,
      rowLower: new Float64Array(numRows),
      rowUpper: new Float64Array(numRows),
      matrix: { format: 'csr', numRows, numCols: 2 * count, starts, indices, values },
    });
    model.run();
    return model.getModelStatus() === highs.constants.modelStatus.optimal ? model.getObjectiveValue() : null;
  } finally {
    model.dispose();
  }
}

describe('the cheapest flow', () => {
  it('costs what a linear programme says, keeps every relation and every bound', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.constantFrom([5, 4], [3, 3, 2], [8, 3]),
        fc.double({ min: 0.05, max: 1.2, noNaN: true }),
        fc.boolean(),
        (seed, widths, share, isUp) => {
          const problem = problemWith(widths, seed);
          const { system, costs, floors, ceilings } = problem;
          const router = new Router(problem, indexCells(system), () => true);
          for (let cell = 0; cell < system.values.length; cell += 3) {
            const amount = (isUp ? 1 : -1) * share * (system.values[cell] as number);
            if (amount === 0) continue;
            const flow = router.route(cell, amount, costs);
            const least = leastCost(problem, cell, amount);
            expect(flow === null).toBe(least === null);
            if (flow === null || least === null) continue;
            const moved = new Map([...flow.cells].map((at, place) => [at, flow.amounts[place] as number]));
            const tolerance = 1e-6 * Math.abs(amount);
            expect(moved.get(cell)).toBeCloseTo(amount, 9);
            for (let relation = 0; relation < relationCount(system); relation += 1) {
              const terms = [...termsOf(system, relation)];
              const missed = terms.reduce((sum, term) => sum + term.coefficient * (moved.get(term.cell) ?? 0), 0);
              expect(Math.abs(missed)).toBeLessThan(tolerance);
            }
            let cost = 0;
            for (const [at, change] of moved) {
              const value = (system.values[at] as number) + change;
              if (at === cell) continue;
              cost += (costs[at] as number) * Math.abs(change);
              expect(value).toBeGreaterThanOrEqual((floors[at] as number) - tolerance);
              expect(value).toBeLessThanOrEqual((ceilings[at] as number) + tolerance);
            }
            expect(cost / Math.abs(amount)).toBeCloseTo(least / Math.abs(amount), 4);
          }
        },
      ),
      { numRuns: 20, seed: 11 },
    );
  }, 60_000);

  it('goes around from a table that a flow has changed', () => {
    const problem = problemWith([5, 4], 3);
    const { system, costs } = problem;
    const router = new Router(
      { ...problem, ceilings: system.values.map(() => Infinity) },
      indexCells(system),
      () => true,
    );
    const cell = system.values.indexOf(Math.max(...system.values.filter((_value, at) => at % 7 === 3)));
    const flow = router.route(cell, 0.2 * (system.values[cell] as number), costs);
    const [other] = [...(flow?.cells ?? [])].filter((at) => at !== cell);
    if (flow === null || other === undefined) throw new Error('no flow');
    const amount = flow.amounts[flow.cells.indexOf(other)] as number;
    const detour = router.route(other, -amount, costs.with(cell, Infinity), flow);
    expect(detour?.cells.includes(cell)).toBe(false);
    expect(detour?.amounts[detour.cells.indexOf(other)]).toBeCloseTo(-amount, 9);
  });
});

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { attack } from '../../../pipeline/protect/attack/bounds.ts';
import { tableEquations } from '../../../pipeline/protect/attack/tables.ts';
import { attackRounded, isSafe } from '../../../pipeline/protect/rounding/attack.ts';
import { roundControlled } from '../../../pipeline/protect/rounding/round.ts';
import { roundTables, type TableRounding } from '../../../pipeline/protect/rounding/tables.ts';
import { type Highs, loadSolver } from '../../../pipeline/protect/solver.ts';
import { linearSystem } from '../../../pipeline/protect/system/system.ts';
import type { TableSet } from '../../../pipeline/protect/tables/cell.ts';
import { readHierarchy, readTables } from '../../../pipeline/protect/tables/read.ts';
import { tableRelations } from '../../../pipeline/protect/tables/relations.ts';
import { crossTable, hierarchicalTable, type Instance, linkedTables } from '../../support/tables.ts';

const RULES = { minimum: 3, dominance: null, pPercent: 15 } as const;

let highs: Highs;
beforeAll(async () => {
  highs = await loadSolver();
});

const setOf = ({ tables, hierarchies }: Pick<Instance, 'tables' | 'hierarchies'>): TableSet =>
  readTables(
    Object.entries(tables).map(([name, text]) => ({ name, text })),
    new Map(Object.entries(hierarchies).map(([name, text]) => [name, readHierarchy({ name, text })])),
  );

/** A table of counts with its margins: rows of numbers. */
function counts(rows: readonly (readonly number[])[]): TableSet {
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  const columns = (rows[0] ?? []).map((_number, at) => sum(rows.map((row) => row[at] as number)));
  const whole = [...rows.map((row) => [...row, sum(row)]), [...columns, sum(columns)]];
  const code = (at: number, last: number): string => (at === last ? 'Total' : String(at + 1));
  const lines = whole.flatMap((row, r) =>
    row.map((value, c) => [code(r, whole.length - 1), code(c, row.length - 1), value, value].join()),
  );
  return setOf({ tables: { 't.csv': ['row,column,value,count', ...lines].join('\n') }, hierarchies: {} });
}

function mustAddUp(set: TableSet, { values }: TableRounding, base: number): void {
  const { system } = tableRelations({
    ...set,
    cells: set.cells.map((cell, at) => ({ ...cell, value: values[at] as number })),
  });
  const { system: before } = tableRelations(set);
  expect([...system.cells]).toEqual([...before.cells]);
  expect([...values].every((value) => value % base === 0 && value >= 0)).toBe(true);
}

describe('controlled rounding', () => {
  it('keeps multiples, moves others to a neighbouring one, and keeps the margins sums', () => {
    const set = counts([
      [1, 2, 9],
      [4, 0, 6],
      [7, 11, 13],
    ]);
    const rounding = roundTables(highs, set, RULES, 3) as TableRounding;
    mustAddUp(set, rounding, 3);
    expect(rounding.strayed).toEqual([]);
    set.cells.forEach(({ value }, at) => {
      const rounded = rounding.values[at] as number;
      if (value % 3 === 0) expect(rounded).toBe(value);
      else expect(Math.abs(rounded - value)).toBeLessThan(3);
    });
  });

  it('changes as little as it can: alone, each number goes to the nearest multiple', () => {
    const { values } = roundControlled(highs, linearSystem(Float64Array.from([1, 2, 4, 5, 7, 8]), []), 5) ?? {
      values: [],
    };
    expect([...values]).toEqual([0, 0, 5, 5, 5, 10]);
  });

  it('leaves open whether a rounded cell holds one, two or none', () => {
    const set = counts([
      [1, 2, 9],
      [4, 1, 6],
      [7, 11, 13],
    ]);
    const { primaries } = roundTables(highs, set, RULES, 3) as TableRounding;
    expect(primaries.map(({ value }) => value).sort()).toEqual([1, 1, 2]);
    expect(primaries.every(({ isReached }) => isReached)).toBe(true);
  });

  it('sees through a rounding where sums leave nothing open', () => {
    const set = counts([
      [1, 0],
      [0, 0],
    ]);
    const { primaries, values } = roundTables(highs, set, RULES, 3) as TableRounding;
    expect([...values].every((value) => value === values[0])).toBe(true);
    expect(primaries.every(({ bounds }) => bounds.lower <= 1 && bounds.upper >= 1)).toBe(true);
  });

  it.each([3, 5])(
    'adds up in every small table, base %i',
    (base) => {
      fc.assert(
        fc.property(
          fc.array(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 3, maxLength: 3 }), {
            minLength: 2,
            maxLength: 5,
          }),
          (rows) => {
            const set = counts(rows);
            const rounding = roundTables(highs, set, RULES, base) as TableRounding;
            mustAddUp(set, rounding, base);
            expect(rounding.strayed).toEqual([]);
          },
        ),
        { numRuns: 15, seed: 3 },
      );
    },
    60_000,
  );

  it.each([hierarchicalTable(3), linkedTables(4)])(
    'adds up over hierarchies and linked tables: $name',
    (instance) => {
      const set = setOf(instance);
      const rounding = roundTables(highs, set, RULES, 3) as TableRounding;
      mustAddUp(set, rounding, 3);
      expect([...(roundTables(highs, set, RULES, 3) as TableRounding).values]).toEqual([...rounding.values]);
    },
    60_000,
  );

  it('goes further where no neighbouring multiples add up', () => {
    // x + y + z = 3 and x = y = z: each is 1, and 0 or 3 thrice is never 3.
    const system = linearSystem(Float64Array.from([1, 1, 1, 3]), [
      [
        { cell: 3, coefficient: 1 },
        { cell: 0, coefficient: -1 },
        { cell: 1, coefficient: -1 },
        { cell: 2, coefficient: -1 },
      ],
      [
        { cell: 0, coefficient: 1 },
        { cell: 1, coefficient: -1 },
      ],
      [
        { cell: 1, coefficient: 1 },
        { cell: 2, coefficient: -1 },
      ],
    ]);
    const { values, strayed } = roundControlled(highs, system, 3) ?? { values: [], strayed: [] };
    expect([...values]).toEqual([0, 0, 0, 0]);
    expect(strayed).toEqual([3]);
  });
});

/** How many firms there are in each cell of a table over three dimensions. */
function firms(widths: readonly number[], seed: number): TableSet {
  const set = setOf(crossTable(widths, seed, 4));
  return { ...set, cells: set.cells.map((cell) => ({ ...cell, value: cell.count as number })) };
}

it('adds up in a table of thousands of cells, each at a neighbouring multiple', () => {
  const set = firms([30, 12, 6], 1);
  expect(set.cells.length).toBeGreaterThan(2000);
  const rounding = roundTables(highs, set, RULES, 5) as TableRounding;
  mustAddUp(set, rounding, 5);
  expect(rounding.strayed).toEqual([]);
  expect(rounding.primaries.filter(({ isReached }) => !isReached)).toEqual([]);
});

it.each([1, 2, 3])('finds safe what two programmes a cell find safe: seed %i', (seed) => {
  const set = firms([5, 4, 3], seed);
  const { unknowns, equations } = tableEquations(set, () => true);
  const truth = unknowns.map((place) => set.cells[place]?.value as number);
  const priors = truth.map((value) => ({ lower: Math.max(0, value - 2), upper: value + 2 }));
  const targets = [...unknowns.keys()];
  const wanted = { low: 1.5, high: 9.5 };
  const exact = attack(highs, priors, equations, targets, truth).map((bounds) => isSafe(bounds, wanted));
  expect(new Set(exact).size).toBe(2);
  const found = attackRounded(highs, priors, equations, targets, truth, wanted);
  expect(found.map((bounds) => isSafe(bounds, wanted))).toEqual(exact);
});

import type { Highs } from '../solver.ts';
import { cellKey, isTotal, type TableCell, type TableSet } from '../tables/cell.ts';
import type { TableRules } from '../tables/primaries.ts';
import { protectTables, type TableProtection } from '../tables/protect.ts';

/** Two codes of a dimension that could be shown as one, and how many cells fewer would be withheld. */
export interface TableMerge {
  readonly dimension: string;
  readonly codes: readonly [string, string];
  readonly before: number;
  readonly after: number;
}

/** Pairs tried in each dimension: those with most withheld cells. */
const PAIRS = 3;

/** Codes of a dimension with the parent that they hang below; only codes without children can be merged. */
function leavesOf(set: TableSet, axis: number): Map<string, string> {
  const hierarchy = set.hierarchies.get(set.dimensions[axis] as string) ?? new Map<string, readonly string[]>();
  const parents = new Map<string, string>();
  for (const [parent, children] of hierarchy) for (const child of children) parents.set(child, parent);
  const codes = new Set(set.cells.map(({ codes: own }) => own[axis] as string));
  return new Map(
    [...codes].filter((code) => !isTotal(code) && !hierarchy.has(code)).map((code) => [code, parents.get(code) ?? '']),
  );
}

const sum = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

/** One cell of two: contributors of both are taken to be different. */
function mergedCell(codes: readonly string[], [a, b]: readonly [TableCell, TableCell]): TableCell {
  const largest = [a.max1, a.max2, b.max1, b.max2].filter((size) => size !== null).sort((x, y) => y - x);
  return {
    codes,
    value: a.value + b.value,
    count: sum(a.count, b.count),
    max1: a.max1 === null || b.max1 === null ? null : (largest[0] ?? null),
    max2: a.max1 === null || b.max1 === null ? null : (largest[1] ?? null),
    status: null,
    interval: null,
  };
}

/** The set with two codes of a dimension as one. Cells that only one of them has are kept under the new code. */
export function mergeCodes(set: TableSet, axis: number, [first, second]: readonly [string, string]): TableSet {
  const code = `${first} + ${second}`;
  const cells = new Map<string, TableCell>();
  for (const cell of set.cells) {
    const own = cell.codes[axis] as string;
    const isOfPair = own === first || own === second;
    const codes = isOfPair ? cell.codes.map((one, at) => (at === axis ? code : one)) : cell.codes;
    const known = cells.get(cellKey(codes));
    cells.set(
      cellKey(codes),
      known === undefined
        ? { ...cell, codes, ...(isOfPair ? { status: null } : {}) }
        : mergedCell(codes, [known, cell]),
    );
  }
  const dimension = set.dimensions[axis] as string;
  const rename = (children: readonly string[]): string[] => [
    ...new Set(children.map((child) => (child === first || child === second ? code : child))),
  ];
  const hierarchies = new Map(
    [...set.hierarchies].map(([name, tree]) => [
      name,
      name === dimension ? new Map([...tree].map(([parent, children]) => [parent, rename(children)])) : tree,
    ]),
  );
  const inOrder = [...cells].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, cell]) => cell);
  return { dimensions: set.dimensions, cells: inOrder, hierarchies };
}

const withheldIn = ({ pattern }: TableProtection): number => pattern.filter((status) => status !== null).length;

/**
 * Which codes could be merged to withhold fewer cells, most fewer first. Each suggestion is computed by protecting the merged
 * tables again. Codes are siblings; cells that a status or interval asks for by hand lose it in the merged code.
 */
export function suggestMerges(
  highs: Highs,
  set: TableSet,
  rules: TableRules,
  protection: TableProtection,
): readonly TableMerge[] {
  const before = withheldIn(protection);
  const merges = set.dimensions.flatMap((dimension, axis): TableMerge[] => {
    const leaves = leavesOf(set, axis);
    if (leaves.size < 3) return [];
    const withheld = new Map<string, number>();
    set.cells.forEach(({ codes }, place) => {
      const code = codes[axis] as string;
      if (leaves.has(code) && protection.pattern[place] !== null) withheld.set(code, (withheld.get(code) ?? 0) + 1);
    });
    const codes = [...leaves.keys()].sort(
      (a, b) => (withheld.get(b) ?? 0) - (withheld.get(a) ?? 0) || (a < b ? -1 : 1),
    );
    const pairs = codes.flatMap((first, at) =>
      codes
        .slice(at + 1)
        .filter((second) => leaves.get(first) === leaves.get(second))
        .map((second): [string, string] => (first < second ? [first, second] : [second, first])),
    );
    const weight = ([a, b]: readonly [string, string]): number => (withheld.get(a) ?? 0) + (withheld.get(b) ?? 0);
    return pairs
      .filter((pair) => weight(pair) > 0)
      .sort((a, b) => weight(b) - weight(a))
      .slice(0, PAIRS)
      .map((pair) => ({
        dimension,
        codes: pair,
        before,
        after: withheldIn(protectTables(highs, mergeCodes(set, axis, pair), rules)),
      }));
  });
  return merges
    .filter(({ after }) => after < before)
    .sort((a, b) => a.after - b.after || (a.dimension < b.dimension ? -1 : a.dimension > b.dimension ? 1 : 0));
}

import { TOTAL } from '../../contract/figure.ts';
import { type LinearSystem, linearSystem, type Term } from '../system/system.ts';
import { cellKey, isTotal, type TableSet } from './cell.ts';

/** Parent → children of one dimension, `Total` included: codes that no parent claims hang below `Total`. */
function childrenOf(set: TableSet, dimension: number): ReadonlyMap<string, readonly string[]> {
  const given = set.hierarchies.get(set.dimensions[dimension] as string) ?? new Map<string, readonly string[]>();
  const known = new Set([...given].flatMap(([parent, children]) => [parent, ...children]));
  const claimed = new Set([...given.values()].flat());
  const loose = new Set<string>();
  for (const parent of given.keys()) if (!claimed.has(parent) && !isTotal(parent)) loose.add(parent);
  for (const { codes } of set.cells) {
    const code = codes[dimension] as string;
    if (!isTotal(code) && !known.has(code)) loose.add(code);
  }
  return loose.size === 0 ? given : new Map([...given, [TOTAL, [...(given.get(TOTAL) ?? []), ...loose]]]);
}

/** A margin with its parts that does not hold, beyond what rounding explains. */
export interface BrokenMargin {
  readonly codes: readonly string[];
  readonly dimension: string;
  readonly difference: number;
}

const isExact = (difference: number, size: number): boolean => Math.abs(difference) <= 1e-6 * Math.max(1, size);

/** Every term may have been rounded to a whole number. */
const isRounded = (difference: number, terms: number): boolean => Math.abs(difference) <= 0.5 * terms;

/**
 * All relations between the cells of a set: along every dimension each parent is the sum of its children, over all
 * tables together. A child that no table shows is taken as zero where the sum agrees without it; where the sum does not
 * agree the parent has parts that are not shown, and there is no relation.
 */
export function tableRelations(set: TableSet): {
  readonly system: LinearSystem;
  readonly broken: readonly BrokenMargin[];
} {
  const places = new Map(set.cells.map(({ codes }, index) => [cellKey(codes), index]));
  const values = Float64Array.from(set.cells, ({ value }) => value);
  const relations: Term[][] = [];
  const broken: BrokenMargin[] = [];
  set.dimensions.forEach((name, dimension) => {
    const children = childrenOf(set, dimension);
    set.cells.forEach(({ codes }, parent) => {
      const at = (code: string): number | undefined =>
        places.get(cellKey(codes.map((own, position) => (position === dimension ? code : own))));
      let isWhole = true;
      const parts = (code: string): number[] =>
        (children.get(code) ?? []).flatMap((child) => {
          const place = at(child);
          if (place !== undefined) return [place];
          const deeper = parts(child);
          if (deeper.length === 0) isWhole = false;
          return deeper;
        });
      const cells = parts(codes[dimension] as string);
      if (cells.length === 0) return;
      const sum = cells.reduce((total, cell) => total + (values[cell] as number), 0);
      const difference = (values[parent] as number) - sum;
      const size = Math.max(...[parent, ...cells].map((cell) => Math.abs(values[cell] as number)));
      if (!isExact(difference, size) && !(isWhole && isRounded(difference, cells.length + 1))) {
        if (isWhole) broken.push({ codes, dimension: name, difference });
        return;
      }
      relations.push([{ cell: parent, coefficient: 1 }, ...cells.map((cell) => ({ cell, coefficient: -1 }))]);
    });
  });
  return { system: linearSystem(values, relations), broken };
}

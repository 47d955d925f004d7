import type { TableCell, TableSet } from '../tables/cell.ts';
import type { Equation, Prior } from './equations.ts';

/** The unknowns of a set of tables in which some cells are withheld. */
export interface TableAttack {
  /** Unknown → place of its cell in the set. */
  readonly unknowns: readonly number[];
  readonly priors: readonly Prior[];
  readonly equations: readonly Equation[];
}

/**
 * Equations between the withheld cells of a set, from the published ones: margin minus parts, walked down from `Total`
 * one dimension at a time.
 *
 * Everybody is taken to know that no cell is negative, unless a published one is.
 */
export function tableEquations(set: TableSet, isWithheld: (place: number) => boolean): TableAttack {
  const unknowns = set.cells.flatMap((_cell, place) => (isWithheld(place) ? [place] : []));
  const numberOf = new Map(unknowns.map((place, unknown) => [place, unknown]));
  const hasNegative = set.cells.some(({ value }) => value < 0);
  const prior: Prior = { lower: hasNegative ? Number.NEGATIVE_INFINITY : 0, upper: Number.POSITIVE_INFINITY };
  const equations: Equation[] = [];
  set.dimensions.forEach((dimension, axis) => {
    const hierarchy = set.hierarchies.get(dimension);
    for (const line of linesAlong(set.cells, axis).values()) {
      for (const [parent, parts] of familiesOf(line, hierarchy)) {
        const equation = equationOf(set.cells, numberOf, dimension, parent, parts);
        if (equation !== null) equations.push(equation);
      }
    }
  });
  return { unknowns, priors: unknowns.map(() => prior), equations };
}

/** Cells that differ in one dimension only: code in that dimension → place. */
function linesAlong(cells: readonly TableCell[], axis: number): Map<string, Map<string, number>> {
  const lines = new Map<string, Map<string, number>>();
  cells.forEach(({ codes }, place) => {
    const others = JSON.stringify(codes.filter((_code, position) => position !== axis));
    const line = lines.get(others) ?? new Map<string, number>();
    line.set(codes[axis] as string, place);
    lines.set(others, line);
  });
  return lines;
}

/** Places of a parent and of its nearest descendants in a line, for every parent that has any; and whether all are there. */
function* familiesOf(
  line: ReadonlyMap<string, number>,
  hierarchy: ReadonlyMap<string, readonly string[]> | undefined,
): Generator<[number, { readonly places: number[]; readonly isWhole: boolean }]> {
  const parentOf = new Map<string, string>();
  for (const [parent, children] of hierarchy ?? []) for (const child of children) parentOf.set(child, parent);
  const nearest = (code: string): string => {
    let above = parentOf.get(code) ?? 'Total';
    while (!line.has(above) && parentOf.has(above)) above = parentOf.get(above) as string;
    return line.has(above) ? above : 'Total';
  };
  const families = new Map<string, number[]>();
  for (const [code, place] of line) {
    if (code === 'Total') continue;
    const above = nearest(code);
    families.set(above, [...(families.get(above) ?? []), place]);
  }
  const isCovered = (code: string): boolean =>
    line.has(code) || ((hierarchy?.get(code)?.length ?? 0) > 0 && (hierarchy?.get(code) ?? []).every(isCovered));
  for (const [code, places] of families) {
    const parent = line.get(code);
    if (parent !== undefined) yield [parent, { places, isWhole: (hierarchy?.get(code) ?? []).every(isCovered) }];
  }
}

function equationOf(
  cells: readonly TableCell[],
  numberOf: ReadonlyMap<number, number>,
  dimension: string,
  parent: number,
  { places, isWhole }: { readonly places: readonly number[]; readonly isWhole: boolean },
): Equation | null {
  const terms = new Map<number, number>();
  let constant = 0;
  let residual = 0;
  let size = 1;
  for (const place of [parent, ...places]) {
    const sign = place === parent ? 1 : -1;
    const { value } = cells[place] as TableCell;
    residual += sign * value;
    size = Math.max(size, Math.abs(value));
    const unknown = numberOf.get(place);
    if (unknown === undefined) constant -= sign * value;
    else terms.set(unknown, sign);
  }
  if (terms.size === 0) return null;
  const isAdditive = Math.abs(residual) <= 1e-6 * size || (isWhole && Math.abs(residual) <= 0.5 * (places.length + 1));
  if (!isAdditive) return null;
  const codes = (cells[parent] as TableCell).codes.join(', ');
  return { terms, constant, slack: Math.abs(residual), label: `${codes} is the sum over ${dimension}` };
}

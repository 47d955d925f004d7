import type { BlockMatrix, ColumnBlock, DummyBlock } from '../../numeric/blocks.ts';
import { type Matrix, matrixOfColumns } from '../../numeric/matrix.ts';
import { compareText } from '../../numeric/order.ts';
import type { SparseMatrix } from '../../numeric/sparse.ts';

/** Columns of a design with their names. */
export interface NamedColumns {
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
}

/** Dummies of a factor by code: the column in which a unit has its 1, from 0; -1 for the reference level. */
export interface CodedColumns {
  readonly names: readonly string[];
  readonly codes: Int16Array;
}

/** One covariate as columns of a design: written out, or as codes where there are hundreds of thousands of units. */
export type Term = NamedColumns | CodedColumns;

/** A design matrix with a name for every column. */
export interface Design {
  readonly matrix: Matrix;
  readonly names: readonly string[];
}

/** A design whose factors are kept as codes. */
export interface BlockDesign {
  readonly matrix: BlockMatrix;
  readonly names: readonly string[];
}

/** One numeric covariate; booleans as 0 and 1. */
export const numeric = (name: string, values: ArrayLike<number>): NamedColumns => ({
  names: [name],
  columns: [new Float64Array(values)],
});

/** A factor as dummies. Levels are sorted by code unit, the first is the reference; R `model.matrix` with sorted levels. */
export function factor(name: string, texts: readonly string[]): NamedColumns {
  const levels = [...new Set(texts)].sort(compareText);
  const codes = new Map(levels.map((level, code) => [level, code]));
  const columns = levels.slice(1).map(() => new Float64Array(texts.length));
  texts.forEach((text, i) => {
    const code = codes.get(text) as number;
    if (code > 0) (columns[code - 1] as Float64Array)[i] = 1;
  });
  return { names: levels.slice(1).map((level) => `${name}${level}`), columns };
}

/** A factor given as codes into a list of levels; only levels that occur count, and a code below 0 is no level. */
export function codedFactor(name: string, codes: ArrayLike<number>, levels: readonly string[]): CodedColumns {
  const occurs = new Uint8Array(levels.length);
  for (let i = 0; i < codes.length; i++) if ((codes[i] as number) >= 0) occurs[codes[i] as number] = 1;
  const present = [...levels.keys()]
    .filter((code) => occurs[code] === 1)
    .sort((a, b) => compareText(levels[a] as string, levels[b] as string));
  const place = new Int16Array(levels.length).fill(-1);
  present.slice(1).forEach((code, j) => {
    place[code] = j;
  });
  const columns = new Int16Array(codes.length).fill(-1);
  for (let i = 0; i < codes.length; i++)
    if ((codes[i] as number) >= 0) columns[i] = place[codes[i] as number] as number;
  return { names: present.slice(1).map((code) => `${name}${levels[code]}`), codes: columns };
}

/** Powers 1 to `degree` of a covariate; R `x + I(x^2) + ...`. */
export function polynomial(name: string, values: ArrayLike<number>, degree: number): NamedColumns {
  const powers = Array.from({ length: degree }, (_, power) => power + 1);
  return {
    names: powers.map((power) => (power === 1 ? name : `I(${name}^${power})`)),
    columns: powers.map((power) => Float64Array.from(values, (value) => value ** power)),
  };
}

/** Products of every column of one term with every column of the other; R `a:b`, the first term running fastest. */
export function interaction(a: NamedColumns, b: NamedColumns): NamedColumns {
  const names: string[] = [];
  const columns: Float64Array[] = [];
  b.columns.forEach((second, j) => {
    a.columns.forEach((first, i) => {
      names.push(`${a.names[i]}:${b.names[j]}`);
      columns.push(first.map((value, row) => value * (second[row] as number)));
    });
  });
  return { names, columns };
}

/** Intercept and terms side by side. `rows` is the number of units. */
export function buildDesign(rows: number, terms: readonly NamedColumns[]): Design {
  const names = ['(Intercept)', ...terms.flatMap((term) => term.names)];
  const columns = [new Float64Array(rows).fill(1), ...terms.flatMap((term) => term.columns)];
  return { matrix: matrixOfColumns(columns), names };
}

/** What fills columns of a design from `start` on: codes of a factor, or the values of one column. */
interface Filler {
  readonly start: number;
  readonly codes: Int16Array | null;
  readonly values: Float64Array;
}

/** What fills the columns of terms, in their order. */
function fillersOf(terms: readonly Term[]): Filler[] {
  let start = 0;
  return terms.flatMap((term): Filler[] => {
    const own = start;
    start += term.names.length;
    if ('columns' in term) return term.columns.map((values, j) => ({ start: own + j, codes: null, values }));
    return [{ start: own, codes: term.codes, values: new Float64Array(0) }];
  });
}

/** The terms of the given units side by side, without their zeros. */
export function sparseTerms(units: ArrayLike<number>, terms: readonly Term[]): SparseMatrix {
  const rows = units.length;
  const fillers = fillersOf(terms);
  const from = new Uint32Array(rows + 1);
  const column = new Uint16Array(rows * fillers.length);
  const values = new Float64Array(rows * fillers.length);
  let next = 0;
  for (let row = 0; row < rows; row++) {
    const i = units[row] as number;
    for (let k = 0; k < fillers.length; k++) {
      const { start, codes, values: own } = fillers[k] as Filler;
      const value = codes === null ? (own[i] as number) : 1;
      const place = codes === null ? 0 : (codes[i] as number);
      if (value === 0 || place < 0) continue;
      column[next] = start + place;
      values[next++] = value;
    }
    from[row + 1] = next;
  }
  const columns = terms.reduce((sum, { names }) => sum + names.length, 0);
  return { rows, columns, from, column: column.subarray(0, next), values: values.subarray(0, next) };
}

/** Intercept and terms side by side, factors as codes. `rows` is the number of units. */
export function buildBlockDesign(rows: number, terms: readonly Term[]): BlockDesign {
  const names = ['(Intercept)'];
  const blocks: (ColumnBlock | DummyBlock)[] = [{ first: 0, width: 1, codes: new Int16Array(rows) }];
  for (const term of terms) {
    const first = names.length;
    if ('codes' in term) blocks.push({ first, width: term.names.length, codes: term.codes });
    else blocks.push(...term.columns.map((values, j) => ({ first: first + j, values })));
    names.push(...term.names);
  }
  return { names, matrix: { rows, columns: names.length, blocks } };
}

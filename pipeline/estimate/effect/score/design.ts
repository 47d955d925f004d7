import { type Matrix, matrixOfColumns } from '../../numeric/matrix.ts';
import { compareText } from '../../numeric/order.ts';

/** Columns of a design with their names. */
export interface NamedColumns {
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
}

/** A design matrix with a name for every column. */
export interface Design {
  readonly matrix: Matrix;
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
export function codedFactor(name: string, codes: ArrayLike<number>, levels: readonly string[]): NamedColumns {
  const occurs = new Uint8Array(levels.length);
  for (let i = 0; i < codes.length; i++) if ((codes[i] as number) >= 0) occurs[codes[i] as number] = 1;
  const present = [...levels.keys()]
    .filter((code) => occurs[code] === 1)
    .sort((a, b) => compareText(levels[a] as string, levels[b] as string));
  const place = new Int32Array(levels.length).fill(-1);
  present.slice(1).forEach((code, j) => {
    place[code] = j;
  });
  const columns = present.slice(1).map(() => new Float64Array(codes.length));
  for (let i = 0; i < codes.length; i++) {
    const j = (codes[i] as number) < 0 ? -1 : (place[codes[i] as number] as number);
    if (j >= 0) (columns[j] as Float64Array)[i] = 1;
  }
  return { names: present.slice(1).map((code) => `${name}${levels[code]}`), columns };
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

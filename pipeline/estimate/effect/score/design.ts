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
  columns: [Float64Array.from(values)],
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

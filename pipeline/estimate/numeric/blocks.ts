import { columnOf, type Matrix } from './matrix.ts';
import type { SparseMatrix } from './sparse.ts';

/** One column of a matrix, written out. */
export interface ColumnBlock {
  readonly first: number;
  readonly values: Float64Array;
}

/** Columns of 0 and 1 of which a row has at most one 1: in column `first` + its code, or in none where its code is below 0. */
export interface DummyBlock {
  readonly first: number;
  readonly width: number;
  readonly codes: Int16Array;
}

/** A matrix as blocks of columns side by side, in their order: for hundreds of thousands of rows with factors of many levels. */
export interface BlockMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly blocks: readonly (ColumnBlock | DummyBlock)[];
}

/** Rows that are taken at a time, so that they stay near the processor. */
const TILE = 2048;

export const isDummies = (block: ColumnBlock | DummyBlock): block is DummyBlock => 'codes' in block;
export const isColumn = (block: ColumnBlock | DummyBlock): block is ColumnBlock => 'values' in block;

/** A copy of column `j`. */
export function blockColumn({ rows, blocks }: BlockMatrix, j: number): Float64Array {
  const copy = new Float64Array(rows);
  for (const block of blocks)
    if (!isDummies(block)) {
      if (block.first === j) copy.set(block.values);
    } else if (j >= block.first && j < block.first + block.width)
      for (let i = 0; i < rows; i++) if (block.codes[i] === j - block.first) copy[i] = 1;
  return copy;
}

/** Root mean square of every column; 1 for a column of zeros. */
export function blockScales({ rows, columns, blocks }: BlockMatrix): Float64Array {
  const scale = new Float64Array(columns);
  for (const block of blocks)
    if (isDummies(block)) {
      for (let i = 0; i < rows; i++) {
        const j = block.first + (block.codes[i] as number);
        if (j >= block.first) scale[j] = (scale[j] as number) + 1;
      }
    } else {
      let sum = 0;
      for (let i = 0; i < rows; i++) sum += (block.values[i] as number) ** 2;
      scale[block.first] = sum;
    }
  for (let j = 0; j < columns; j++) scale[j] = Math.sqrt((scale[j] as number) / rows) || 1;
  return scale;
}

/** Written columns that stand side by side, four at most, or a factor. */
type Run = DummyBlock | readonly ColumnBlock[];

function runsOf(blocks: BlockMatrix['blocks']): Run[] {
  const runs: (DummyBlock | ColumnBlock[])[] = [];
  for (const block of blocks) {
    const last = runs.at(-1);
    if (isDummies(block)) runs.push(block);
    else if (Array.isArray(last) && last.length < 4) last.push(block);
    else runs.push([block]);
  }
  return runs;
}

/** Writes A b into `product`: every element is added up in the order of the columns. */
export function multiplyBlocks({ rows, blocks }: BlockMatrix, vector: Float64Array, product: Float64Array): void {
  product.fill(0);
  const runs = runsOf(blocks);
  for (let from = 0; from < rows; from += TILE) {
    const to = Math.min(rows, from + TILE);
    for (const run of runs)
      if ('codes' in run) addDummies(product, run, vector, from, to);
      else addMultiples(product, run, vector, from, to);
  }
}

/** Adds multiples of at most four columns; what is missing of four is the first with the factor 0. */
function addMultiples(
  target: Float64Array,
  run: readonly ColumnBlock[],
  vector: Float64Array,
  from: number,
  to: number,
): void {
  const columnAt = (k: number): Float64Array => (run[k] ?? (run[0] as ColumnBlock)).values;
  const factorAt = (k: number): number => (run[k] === undefined ? 0 : (vector[run[k].first] as number));
  const [a, b, c, d] = [columnAt(0), columnAt(1), columnAt(2), columnAt(3)];
  const [factorA, factorB, factorC, factorD] = [factorAt(0), factorAt(1), factorAt(2), factorAt(3)];
  for (let i = from; i < to; i++) {
    let sum = (target[i] as number) + (a[i] as number) * factorA;
    sum += (b[i] as number) * factorB;
    sum += (c[i] as number) * factorC;
    target[i] = sum + (d[i] as number) * factorD;
  }
}

function addDummies(
  target: Float64Array,
  { first, codes }: DummyBlock,
  vector: Float64Array,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++) {
    const code = codes[i] as number;
    if (code >= 0) target[i] = (target[i] as number) + (vector[first + code] as number);
  }
}

/** The columns of a dense matrix; those of 0 and 1 as dummies. */
export function blocksOf(matrix: Matrix): BlockMatrix {
  const blocks = Array.from({ length: matrix.columns }, (_, first) => {
    const values = columnOf(matrix, first);
    if (!values.every((value) => value === 0 || value === 1)) return { first, values };
    return { first, width: 1, codes: Int16Array.from(values, (value) => value - 1) };
  });
  return { rows: matrix.rows, columns: matrix.columns, blocks };
}

/** The elements other than 0. */
export function sparseOfBlocks({ rows, columns, blocks }: BlockMatrix): SparseMatrix {
  const from = new Uint32Array(rows + 1);
  const column = new Uint16Array(rows * blocks.length);
  const kept = new Float64Array(rows * blocks.length);
  let next = 0;
  for (let i = 0; i < rows; i++) {
    for (const block of blocks) {
      const code = isDummies(block) ? (block.codes[i] as number) : 0;
      const value = isDummies(block) ? 1 : (block.values[i] as number);
      if (code < 0 || value === 0) continue;
      column[next] = block.first + code;
      kept[next++] = value;
    }
    from[i + 1] = next;
  }
  return { rows, columns, from, column: column.subarray(0, next), values: kept.subarray(0, next) };
}

import { type BlockMatrix, type DummyBlock, isColumn, isDummies } from './blocks.ts';
import { type Matrix, zeroMatrix } from './matrix.ts';

/** Rows that are taken at a time, so that they stay near the processor. */
const TILE = 2048;

/** Columns that are added up at a time: the additions of one need not wait for those of another. */
const WIDTH = 4;

type Four = readonly [Float64Array, Float64Array, Float64Array, Float64Array];

/** Arrays in fours; the last four is filled up with repetitions, whose sums nobody reads. */
const inFours = (arrays: readonly Float64Array[]): Four[] =>
  Array.from(
    { length: Math.ceil(arrays.length / WIDTH) },
    (_, k) => [0, 1, 2, 3].map((l) => arrays[WIDTH * k + l] ?? arrays[0]) as unknown as Four,
  );

/** Writes weights times values of the rows of a tile. */
function weigh(target: Float64Array, weights: Float64Array, values: Float64Array, from: number, to: number): void {
  for (let i = from, k = 0; i < to; i++, k++) target[k] = (weights[i] as number) * (values[i] as number);
}

/** Adds the products of a weighted column of a tile with four others to their sums, which begin at `at`. */
function addProducts(
  sums: Float64Array,
  at: number,
  weighted: Float64Array,
  [a, b, c, d]: Four,
  from: number,
  to: number,
): void {
  let sumA = sums[at] as number;
  let sumB = sums[at + 1] as number;
  let sumC = sums[at + 2] as number;
  let sumD = sums[at + 3] as number;
  for (let i = from, k = 0; i < to; i++, k++) {
    const weight = weighted[k] as number;
    sumA += weight * (a[i] as number);
    sumB += weight * (b[i] as number);
    sumC += weight * (c[i] as number);
    sumD += weight * (d[i] as number);
  }
  sums[at] = sumA;
  sums[at + 1] = sumB;
  sums[at + 2] = sumC;
  sums[at + 3] = sumD;
}

/** Adds four columns of a tile to the sums of their rows' codes: `stride` sums a code, those of no code first. */
function addByCode(
  sums: Float64Array,
  at: number,
  stride: number,
  codes: Int16Array,
  [a, b, c, d]: Four,
  from: number,
  to: number,
): void {
  for (let i = from, k = 0; i < to; i++, k++) {
    const place = ((codes[i] as number) + 1) * stride + at;
    sums[place] = (sums[place] as number) + (a[k] as number);
    sums[place + 1] = (sums[place + 1] as number) + (b[k] as number);
    sums[place + 2] = (sums[place + 2] as number) + (c[k] as number);
    sums[place + 3] = (sums[place + 3] as number) + (d[k] as number);
  }
}

/** Adds weights to the sums of pairs of codes, those of no code first. */
function addByCodes(
  sums: Float64Array,
  { codes: first }: DummyBlock,
  { codes: second, width }: DummyBlock,
  weights: Float64Array,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++) {
    const place = ((first[i] as number) + 1) * (width + 1) + (second[i] as number) + 1;
    sums[place] = (sums[place] as number) + (weights[i] as number);
  }
}

/** X' diag(w) X, and X' diag(w) y, in one pass over the rows. Every sum is added up in the order of the rows. */
export function blockNormalEquations(
  { rows, columns, blocks }: BlockMatrix,
  weights: Float64Array,
  y: Float64Array,
): { readonly square: Matrix; readonly sums: Float64Array } {
  const written = blocks.filter(isColumn);
  const factors = blocks.filter(isDummies);
  const values = written.map((block) => block.values);
  /** Of the rows of a tile: the weights, those times y, and those times every written column. */
  const [plain, target, ...weighted] = Array.from({ length: 2 + written.length }, () => new Float64Array(TILE)) as [
    Float64Array,
    Float64Array,
    ...Float64Array[],
  ];
  const fours = inFours([plain, target, ...weighted]);
  const stride = WIDTH * fours.length;
  const valuesFrom = values.map((_, j) => inFours(values.slice(j)));
  const productsWithTarget = new Float64Array(written.length + WIDTH);
  const products = values.map(() => new Float64Array(written.length + WIDTH));
  const byCode = factors.map(({ width }) => new Float64Array((width + 1) * stride));
  const byCodes = factors.map((factor, k) =>
    factors.slice(k + 1).map((later) => new Float64Array((factor.width + 1) * (later.width + 1))),
  );
  for (let from = 0; from < rows; from += TILE) {
    const to = Math.min(rows, from + TILE);
    plain.set(weights.subarray(from, to));
    weigh(target, weights, y, from, to);
    weighted.forEach((column, j) => void weigh(column, weights, values[j] as Float64Array, from, to));
    valuesFrom[0]?.forEach((four, k) => void addProducts(productsWithTarget, WIDTH * k, target, four, from, to));
    weighted.forEach((column, j) => {
      const sums = products[j] as Float64Array;
      valuesFrom[j]?.forEach((four, k) => void addProducts(sums, WIDTH * k, column, four, from, to));
    });
    factors.forEach((factor, f) => {
      const sums = byCode[f] as Float64Array;
      fours.forEach((four, k) => void addByCode(sums, WIDTH * k, stride, factor.codes, four, from, to));
      byCodes[f]?.forEach((pairs, later) => {
        addByCodes(pairs, factor, factors[f + 1 + later] as DummyBlock, weights, from, to);
      });
    });
  }
  const square = zeroMatrix(columns, columns);
  const sums = new Float64Array(columns);
  const put = (j: number, l: number, sum: number | undefined): void => {
    square.values[j * columns + l] = sum as number;
    square.values[l * columns + j] = sum as number;
  };
  written.forEach(({ first }, j) => {
    sums[first] = productsWithTarget[j] as number;
    for (let l = j; l < written.length; l++) put(first, written[l]?.first as number, products[j]?.[l - j]);
  });
  factors.forEach(({ first, width }, f) => {
    for (let code = 0; code < width; code++) {
      const own = byCode[f]?.subarray((code + 1) * stride) as Float64Array;
      put(first + code, first + code, own[0]);
      sums[first + code] = own[1] as number;
      written.forEach((block, j) => void put(first + code, block.first, own[2 + j]));
      byCodes[f]?.forEach((pairs, later) => {
        const other = factors[f + 1 + later] as DummyBlock;
        for (let l = 0; l < other.width; l++)
          put(first + code, other.first + l, pairs[(code + 1) * (other.width + 1) + l + 1]);
      });
    }
  });
  return { square, sums };
}

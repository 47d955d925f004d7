/** Numbers as codes 0, 1, 2 ... in ascending order. */
export interface DenseCodes {
  readonly codes: Int32Array;
  readonly count: number;
}

/** Lowest and highest of a column of whole numbers; null where one is not whole, or there is none. */
function wholeRange(values: ArrayLike<number>): readonly [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (!Number.isInteger(value)) return null;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return values.length === 0 ? null : [low, high];
}

/** Codes of whole numbers that lie close together, by counting. */
function countedCodes(values: ArrayLike<number>, low: number, high: number): DenseCodes {
  const code = new Int32Array(high - low + 1);
  for (let row = 0; row < values.length; row++) code[(values[row] as number) - low] = 1;
  let count = 0;
  for (let at = 0; at < code.length; at++) if (code[at] === 1) code[at] = count++;
  const codes = new Int32Array(values.length);
  for (let row = 0; row < codes.length; row++) codes[row] = code[(values[row] as number) - low] as number;
  return { codes, count };
}

/** Codes of the distinct numbers in a column. */
export function denseCodes(values: ArrayLike<number>): DenseCodes {
  const range = wholeRange(values);
  if (range !== null && range[1] - range[0] < 16 * values.length) return countedCodes(values, ...range);
  const first = new Map<number, number>();
  const codes = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    let code = first.get(value);
    if (code === undefined) {
      code = first.size;
      first.set(value, code);
    }
    codes[row] = code;
  }
  const ascending = new Int32Array(first.size);
  [...first.keys()]
    .sort((a, b) => a - b)
    .forEach((value, code) => {
      ascending[first.get(value) as number] = code;
    });
  for (let row = 0; row < codes.length; row++) codes[row] = ascending[codes[row] as number] as number;
  return { codes, count: first.size };
}

/** Numbers as codes 0, 1, 2 ... in ascending order. */
export interface DenseCodes {
  readonly codes: Int32Array;
  readonly count: number;
}

/** Codes of the distinct numbers in a column. */
export function denseCodes(values: ArrayLike<number>): DenseCodes {
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

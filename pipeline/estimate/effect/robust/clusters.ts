/** Rows of every cluster: cluster g has rows `rows[from[g]] .. rows[from[g + 1] - 1]`. */
export interface Clusters {
  readonly count: number;
  readonly from: Int32Array;
  readonly rows: Int32Array;
}

/** Groups rows by a code (any numbers or texts), clusters in the order in which they appear. */
export function clustersOf(codes: ArrayLike<number> | readonly string[]): Clusters {
  const numbers = new Map<number | string, number>();
  const cluster = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number | string;
    let number = numbers.get(code);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(code, number);
    }
    cluster[i] = number;
  }
  const from = new Int32Array(numbers.size + 1);
  for (const number of cluster) from[number + 1] = (from[number + 1] as number) + 1;
  for (let g = 0; g < numbers.size; g++) from[g + 1] = (from[g + 1] as number) + (from[g] as number);
  const place = from.slice();
  const rows = new Int32Array(codes.length);
  cluster.forEach((number, i) => {
    const at = place[number] as number;
    rows[at] = i;
    place[number] = at + 1;
  });
  return { count: numbers.size, from, rows };
}

/** One code for every combination of two cluster codes. */
export const intersection = (
  a: ArrayLike<number> | readonly string[],
  b: ArrayLike<number> | readonly string[],
): readonly string[] => Array.from({ length: a.length }, (_, i) => `${a[i]}\u0000${b[i]}`);

/** Rows of every cluster: cluster g has rows `rows[from[g]] .. rows[from[g + 1] - 1]`. */
export interface Clusters {
  readonly count: number;
  readonly from: Int32Array;
  readonly rows: Int32Array;
}

/** Highest of codes that are all whole and not below 0; null where one is not. */
function highestWhole(codes: ArrayLike<number> | readonly string[]): number | null {
  let highest = 0;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    if (typeof code !== 'number' || !Number.isInteger(code) || code < 0) return null;
    if (code > highest) highest = code;
  }
  return highest;
}

/** Codes from 0 in the order in which they appear. */
function numbered(codes: ArrayLike<number> | readonly string[]): {
  readonly cluster: Int32Array;
  readonly count: number;
} {
  const cluster = new Int32Array(codes.length);
  let count = 0;
  const highest = highestWhole(codes);
  if (highest !== null && highest <= 16 * codes.length) {
    const numbers = new Int32Array(highest + 1).fill(-1);
    for (let i = 0; i < codes.length; i++) {
      const code = codes[i] as number;
      if (numbers[code] === -1) numbers[code] = count++;
      cluster[i] = numbers[code] as number;
    }
    return { cluster, count };
  }
  const numbers = new Map<number | string, number>();
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number | string;
    let number = numbers.get(code);
    if (number === undefined) {
      number = count++;
      numbers.set(code, number);
    }
    cluster[i] = number;
  }
  return { cluster, count };
}

/** Groups rows by a code (any numbers or texts), clusters in the order in which they appear. */
export function clustersOf(codes: ArrayLike<number> | readonly string[]): Clusters {
  const { cluster, count } = numbered(codes);
  const from = new Int32Array(count + 1);
  for (const number of cluster) from[number + 1] = (from[number + 1] as number) + 1;
  for (let g = 0; g < count; g++) from[g + 1] = (from[g + 1] as number) + (from[g] as number);
  const place = from.slice();
  const rows = new Int32Array(codes.length);
  cluster.forEach((number, i) => {
    const at = place[number] as number;
    rows[at] = i;
    place[number] = at + 1;
  });
  return { count, from, rows };
}

/** One code for every combination of two cluster codes. */
export const intersection = (
  a: ArrayLike<number> | readonly string[],
  b: ArrayLike<number> | readonly string[],
): readonly string[] => Array.from({ length: a.length }, (_, i) => `${a[i]}\u0000${b[i]}`);

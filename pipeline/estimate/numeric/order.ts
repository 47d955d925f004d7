/** High words of the doubles as unsigned numbers that ascend with the values; all of NaN come last. */
function highWords(values: Float64Array): Uint32Array {
  const words = new Uint32Array(values.length);
  const double = new Float64Array(1);
  const bits = new Uint32Array(double.buffer);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    double[0] = value + 0;
    const high = bits[1] as number;
    words[i] = Number.isNaN(value) ? 0xffffffff : high >>> 31 === 1 ? ~high : high | 0x80000000;
  }
  return words;
}

/** Puts values whose high words are equal in their order, where they do not stand so already. */
function settleRuns(order: Uint32Array, words: Uint32Array, values: Float64Array): void {
  const compare = (a: number, b: number): number => compareNumbers(values[a] as number, values[b] as number) || a - b;
  for (let from = 0, to = 0; from < order.length; from = to) {
    const word = words[order[from] as number];
    let isSorted = true;
    for (to = from + 1; to < order.length && words[order[to] as number] === word; to++)
      if ((values[order[to] as number] as number) < (values[order[to - 1] as number] as number)) isSorted = false;
    if (!isSorted) order.subarray(from, to).sort(compare);
  }
}

/**
 * Order of values from low to high: `values[result[0]]` is the lowest. Equal values keep the order of their indexes; NaN
 * comes last. Two radix passes of 16 bits over the high words of the doubles, then the few runs that share one.
 */
export function ascendingOrder(values: Float64Array): Uint32Array {
  const size = values.length;
  let order = new Uint32Array(size);
  for (let i = 0; i < size; i++) order[i] = i;
  if (size < 2) return order;
  if (size < 4096) {
    const key = (i: number): number => values[i] as number;
    return order.sort((a, b) => compareNumbers(key(a), key(b)) || a - b);
  }
  const words = highWords(values);
  let next = new Uint32Array(size);
  const counts = new Uint32Array(65536);
  for (const shift of [0, 16]) {
    counts.fill(0);
    for (let i = 0; i < size; i++) {
      const digit = ((words[i] as number) >>> shift) & 65535;
      counts[digit] = (counts[digit] as number) + 1;
    }
    let position = 0;
    for (let digit = 0; digit < 65536; digit++) {
      const count = counts[digit] as number;
      counts[digit] = position;
      position += count;
    }
    for (let k = 0; k < size; k++) {
      const i = order[k] as number;
      const digit = ((words[i] as number) >>> shift) & 65535;
      const at = counts[digit] as number;
      next[at] = i;
      counts[digit] = at + 1;
    }
    [order, next] = [next, order];
  }
  settleRuns(order, words, values);
  return order;
}

/** Compares numbers with NaN last. */
export const compareNumbers = (a: number, b: number): number => {
  if (a < b) return -1;
  if (a > b) return 1;
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
};

/** Compares texts by their UTF-16 code units: the same on every machine and locale. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Ranks from 1, equal values sharing their mean rank; R `rank`. */
export function midRanks(values: Float64Array): Float64Array {
  const order = ascendingOrder(values);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to] as number] === values[order[from] as number]) to++;
    for (let k = from; k < to; k++) ranks[order[k] as number] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
}

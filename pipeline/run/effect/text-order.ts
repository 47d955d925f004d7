/** Words that hold the bytes of a text of a column, and how many bytes these are. */
export const WORDS = 3;
export const INLINE_BYTES = 4 * WORDS;

/** Ascending order of texts by their bytes: a radix pass a byte, from the last to the first, but for those that change nothing. */
export function orderOfTexts(words: Int32Array, count: number): Uint32Array {
  const bytes = new Uint8Array(words.buffer);
  const digits = new Uint8Array(count);
  let order = new Uint32Array(count);
  for (let number = 0; number < count; number++) order[number] = number;
  let next = new Uint32Array(count);
  for (let byte = INLINE_BYTES - 1; byte >= 0; byte--) {
    const ends = new Uint32Array(257);
    for (let number = 0, at = byte; number < count; number++, at += INLINE_BYTES) {
      const digit = bytes[at] as number;
      digits[number] = digit;
      ends[digit + 1] = (ends[digit + 1] as number) + 1;
    }
    if (ends.includes(count)) continue;
    for (let digit = 0; digit < 256; digit++) ends[digit + 1] = (ends[digit + 1] as number) + (ends[digit] as number);
    for (let k = 0; k < count; k++) {
      const number = order[k] as number;
      const digit = digits[number] as number;
      const at = ends[digit] as number;
      next[at] = number;
      ends[digit] = at + 1;
    }
    [order, next] = [next, order];
  }
  return order;
}

import { compareText } from '../../estimate/numeric/order.ts';
import type { TextColumn } from './columns.ts';
import { INLINE_BYTES, orderOfTexts, WORDS } from './text-order.ts';

/** Numbers distinct texts from 0 as they come. No JavaScript text is made of those of at most twelve bytes. */
export interface TextNumbers {
  readonly count: () => number;
  /** Writes the numbers of all rows of a column; new texts get the next ones. */
  readonly add: (column: TextColumn, rows: number, numbers: Int32Array) => void;
  /** The texts that have come, in ascending order. */
  readonly sorted: () => SortedTexts;
}

/** Distinct texts in ascending order. */
export interface SortedTexts {
  readonly count: number;
  /** Place of the text that came with each number. */
  readonly places: Int32Array;
  /** Writes the places of all rows of a column; -1 for a text that is not known. */
  readonly find: (column: TextColumn, rows: number, found: Int32Array) => void;
  readonly textAt: (place: number) => string;
}

function hashOf(a: number, b: number, c: number): number {
  let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

/** Place of a text's number plus 1 in an open table, or the free place where it belongs. */
function slotOf(table: Int32Array, words: Int32Array, a: number, b: number, c: number): number {
  const mask = table.length - 1;
  for (let slot = hashOf(a, b, c) & mask; ; slot = (slot + 1) & mask) {
    const at = WORDS * ((table[slot] as number) - 1);
    if (at < 0 || (words[at] === a && words[at + 1] === b && words[at + 2] === c)) return slot;
  }
}

/** Do two rows of a column hold the same short text? */
const isSame = (words: Int32Array, a: number, b: number): boolean =>
  words[a] === words[b] &&
  words[a + 1] === words[b + 1] &&
  words[a + 2] === words[b + 2] &&
  words[a + 3] === words[b + 3] &&
  (words[a] as number) <= INLINE_BYTES;

/** Share of the table's places that may be taken. */
const LOAD = 0.75;

/** Begins with room for so many texts. */
export function textNumbers(expected = 512): TextNumbers {
  let table = new Int32Array(2 ** Math.ceil(Math.log2(expected / LOAD)));
  let words = new Int32Array(WORDS * LOAD * table.length);
  let count = 0;
  /** Texts of more bytes take a number, but no place in the table. */
  const long = new Map<string, number>();
  const longTexts = new Map<number, string>();
  /** Number of the row before: registers stand company by company, or year by year in one order of companies. */
  let last = 0;

  const slotAt = (source: Int32Array, at: number): number =>
    slotOf(table, words, source[at] as number, source[at + 1] as number, source[at + 2] as number);
  const isText = (number: number, source: Int32Array, at: number): boolean =>
    number < count &&
    words[WORDS * number] === source[at] &&
    words[WORDS * number + 1] === source[at + 1] &&
    words[WORDS * number + 2] === source[at + 2] &&
    (source[at - 1] as number) <= INLINE_BYTES;
  const makeRoom = (): void => {
    if (count < LOAD * table.length) return;
    table = new Int32Array(2 * table.length);
    const wider = new Int32Array(2 * words.length);
    wider.set(words);
    words = wider;
    for (let number = 0; number < count; number++)
      if (!longTexts.has(number)) table[slotAt(words, WORDS * number)] = number + 1;
  };
  const find = ({ words: given, textAt }: TextColumn, row: number): number => {
    const at = 4 * row + 1;
    if (isText(last, given, at)) return last;
    if (isText(last + 1, given, at)) return last + 1;
    if ((given[at - 1] as number) > INLINE_BYTES) return long.get(textAt(row)) ?? -1;
    return (table[slotAt(given, at)] as number) - 1;
  };
  const insert = ({ words: given, textAt }: TextColumn, row: number): number => {
    makeRoom();
    const at = 4 * row + 1;
    if ((given[at - 1] as number) > INLINE_BYTES) {
      // No short text has such bytes.
      words.fill(-1, WORDS * count, WORDS * (count + 1));
      long.set(textAt(row), count);
      longTexts.set(count, textAt(row));
    } else {
      for (let word = 0; word < WORDS; word++) words[WORDS * count + word] = given[at + word] as number;
      table[slotAt(given, at)] = count + 1;
    }
    return count++;
  };
  const textOf = (number: number): string => {
    const bytes = new Uint8Array(words.buffer, INLINE_BYTES * number, INLINE_BYTES);
    const end = bytes.indexOf(0);
    return longTexts.get(number) ?? Buffer.from(end === -1 ? bytes : bytes.subarray(0, end)).toString('utf8');
  };
  const order = (): Uint32Array => {
    if (long.size === 0) return orderOfTexts(words, count);
    const texts = Array.from({ length: count }, (_, number) => textOf(number));
    return Uint32Array.from(texts.keys()).sort((a, b) => compareText(texts[a] as string, texts[b] as string));
  };
  return {
    count: () => count,
    add: (column, rows, numbers) => {
      const given = column.words;
      for (let row = 0; row < rows; row++) {
        // Most rows are of the company of the row before, whose words are near to hand.
        const isRepeated = row > 0 && isSame(given, 4 * row, 4 * row - 4);
        const known = isRepeated ? last : find(column, row);
        last = known === -1 ? insert(column, row) : known;
        numbers[row] = last;
      }
    },
    sorted: () => {
      const numbers = order();
      const places = new Int32Array(count);
      for (let place = 0; place < count; place++) places[numbers[place] as number] = place;
      return {
        count,
        places,
        find: (column, rows, found) => {
          for (let row = 0; row < rows; row++) {
            const number = find(column, row);
            found[row] = number === -1 ? -1 : (places[number] as number);
            if (number !== -1) last = number;
          }
        },
        textAt: (place) => textOf(numbers[place] as number),
      };
    },
  };
}

import type { Dialect } from '../csv/tokenize.ts';

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const DOUBLE_QUOTE = 0x22;
/** The first sign that is no control character. */
const BLANK = 0x20;
const DELETE = 0x7f;

// Four bytes at a time. A byte's high bit tells whether it is below a blank, or equal to one that is repeated in all four.
const LOW_BITS = 0x7f7f7f7f;
const HIGH_BITS = 0x80808080;
const belowBlank = (four: number): number => (four - 0x20202020) & ~four & HIGH_BITS;
const equalBytes = (four: number, repeated: number): number => {
  const other = four ^ repeated;
  return ~(((other & LOW_BITS) + LOW_BITS) | other) & HIGH_BITS;
};
/** Fours whose counts, one in each byte, can be added up before a byte is full. */
const FOURS = 255;
const sumOfBytes = (counts: number): number =>
  (counts & 0xff) + ((counts >>> 8) & 0xff) + ((counts >>> 16) & 0xff) + (counts >>> 24);

/** Counts lines and the delimiters in them. */
class LineCounter {
  lines = 0;
  delimiters = 0;
  readonly #width: number;

  constructor(width: number) {
    this.#width = width;
  }

  /** Ends a line; false where it has another number of cells. */
  end(): boolean {
    this.lines += 1;
    return this.delimiters === this.lines * (this.#width - 1);
  }
}

/** Whether a text without quotes is plain; its lines are counted. */
function isPlainUnquoted(bytes: Uint8Array, delimiter: number, counter: LineCounter): boolean {
  if (bytes.includes(DELETE)) return false;
  const take = (byte: number): boolean => {
    if (byte === delimiter) counter.delimiters += 1;
    else if (byte === LF) return counter.end();
    else if (byte < BLANK && byte !== CR && byte !== TAB) return false;
    return true;
  };
  const before = (4 - (bytes.byteOffset % 4)) % 4;
  const fours =
    bytes.length < before
      ? new Int32Array()
      : new Int32Array(bytes.buffer, bytes.byteOffset + before, (bytes.length - before) >> 2);
  const start = Math.min(before, bytes.length);
  const end = start + fours.length * 4;
  const repeated = Math.imul(delimiter, 0x01010101);
  for (let at = 0; at < start; at += 1) if (!take(bytes[at] as number)) return false;
  for (let from = 0; from < fours.length; from += FOURS) {
    const to = Math.min(from + FOURS, fours.length);
    let counts = 0;
    for (let at = from; at < to; at += 1) {
      const four = fours[at] as number;
      if (belowBlank(four) === 0) {
        counts += equalBytes(four, repeated) >>> 7;
        continue;
      }
      counter.delimiters += sumOfBytes(counts);
      counts = 0;
      for (let byte = start + at * 4; byte < start + at * 4 + 4; byte += 1)
        if (!take(bytes[byte] as number)) return false;
    }
    counter.delimiters += sumOfBytes(counts);
  }
  for (let at = end; at < bytes.length; at += 1) if (!take(bytes[at] as number)) return false;
  return true;
}

/** The same of a text with quotes, which stand around whole cells, doubled inside them, with no line end between. */
function isPlainQuoted(bytes: Uint8Array, delimiter: number, quote: number, counter: LineCounter): boolean {
  let isCellStart = true;
  let isOpen = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte === quote) {
      const next = bytes[at + 1];
      if (!isOpen && isCellStart) isOpen = true;
      else if (isOpen && next === quote) at += 1;
      else if (isOpen && (next === undefined || next === delimiter || next === LF || next === CR)) isOpen = false;
      else return false;
      isCellStart = false;
    } else if (byte === LF) {
      if (isOpen || !counter.end()) return false;
      isCellStart = true;
    } else if (byte === delimiter && !isOpen) {
      counter.delimiters += 1;
      isCellStart = true;
    } else {
      if ((byte < BLANK && byte !== CR && byte !== TAB) || byte === DELETE) return false;
      isCellStart = false;
    }
  }
  return !isOpen;
}

/** Whether all line ends are alike, and no line is blank. */
function hasEvenLines(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!text.includes(CR)) return bytes[0] !== LF && !text.includes('\n\n');
  let start = 0;
  let returns = 0;
  for (let end = text.indexOf(LF); end !== -1; end = text.indexOf(LF, start)) {
    if (text[end - 1] !== CR || end === start + 1) return false;
    returns += 1;
    start = end + 1;
  }
  for (let at = text.indexOf(CR); at !== -1; at = text.indexOf(CR, at + 1)) returns -= 1;
  return returns === 0;
}

/**
 * The number of lines of a delimited text, the header's among them, where a machine could not have written it more plainly:
 * line ends all alike, no blank line, no control character, every quote in its place and no line end between quotes, and
 * `width` cells in every line. Else undefined.
 */
export function plainLines(bytes: Uint8Array, { delimiter, quote }: Dialect, width: number): number | undefined {
  if (!hasEvenLines(bytes)) return undefined;
  const delimiterByte = delimiter.charCodeAt(0);
  const quoteByte = quote === '' ? undefined : quote.charCodeAt(0);
  if (quoteByte !== DOUBLE_QUOTE && bytes.includes(DOUBLE_QUOTE)) return undefined;
  const counter = new LineCounter(width);
  const isPlain =
    quoteByte !== undefined && bytes.includes(quoteByte)
      ? isPlainQuoted(bytes, delimiterByte, quoteByte, counter)
      : isPlainUnquoted(bytes, delimiterByte, counter);
  const isEnded = bytes.length === 0 || bytes[bytes.length - 1] === LF;
  return isPlain && (isEnded || counter.end()) ? counter.lines : undefined;
}

import { Refusal } from '../refusal.ts';
import { singleQuotes } from './quotes.ts';

/**
 * How a delimited file is written. `quote` is empty where nothing is quoted; `escape` equals `quote` where quotes are
 * doubled, and is a backslash without a quote where it stands before delimiters and line ends that are text.
 */
export interface Dialect {
  readonly delimiter: string;
  readonly quote: '"' | "'" | '';
  readonly escape: '"' | "'" | '\\' | '';
}

/** The delimiter of columns that stand under each other: two blanks, and as many more as it takes. */
export const BLANK_RUN = '  ';

/** What was wrong about a record's form, at a physical line and a cell position (1 = first). */
export interface RecordFault {
  readonly code: 'QUOTE_STRAY' | 'QUOTE_UNBALANCED' | 'QUOTE_IN_TEXT' | 'QUOTE_SPACE' | 'CELL_LINES';
  readonly line: number;
  readonly column: number;
}

/** One record of a delimited file: its cells, the physical lines it stands on (1 = first) and the characters it was cut from. */
export interface CsvRecord {
  readonly cells: string[];
  readonly line: number;
  readonly lines: number;
  readonly start: number;
  readonly end: number;
  readonly faults: readonly RecordFault[];
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const BACKSLASH = 92;

/** Cells of one record above which a file is no table; more than the sample that a dialect is told from can hold. */
const MOST_CELLS = 200_000;

const noFaults: readonly RecordFault[] = [];

/** Counts line ends in a part of the text: CR LF is one. */
export function countLineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let index = from; index < to; index += 1) {
    const code = text.charCodeAt(index);
    if (code === LF) count += 1;
    else if (code === CR && text.charCodeAt(index + 1) !== LF) count += 1;
  }
  return count;
}

/**
 * Cuts text into records, one at a time. Never guesses and never drops a character: every cell is what stands between
 * two delimiters, without its quotes. A quoted cell that is not closed properly is not followed over the end of its line:
 * it is taken literally, as one line, with the fault QUOTE_UNBALANCED.
 */
export class Tokenizer {
  readonly #text: string;
  readonly #dialect: Dialect;
  readonly #delimiterCode: number;
  readonly #quoteCode: number;
  readonly #isLongDelimiter: boolean;
  readonly #isBlankRun: boolean;
  readonly #hasBareEscapes: boolean;
  #position: number;
  #line: number;
  #faults: RecordFault[] = [];
  /** Characters looked through for the ends of quoted cells that have none. */
  #wasted = 0;
  /** How many of them are looked through before the file is taken for one of open quotes. */
  readonly #mostWasted: number;

  constructor(text: string, dialect: Dialect, position = 0, line = 1) {
    this.#text = text;
    this.#dialect = dialect;
    this.#delimiterCode = dialect.delimiter === '' ? -1 : dialect.delimiter.charCodeAt(0);
    this.#quoteCode = dialect.quote === '' ? -1 : dialect.quote.charCodeAt(0);
    this.#isLongDelimiter = dialect.delimiter.length > 1;
    this.#isBlankRun = dialect.delimiter === BLANK_RUN;
    this.#hasBareEscapes = dialect.quote === '' && dialect.escape === '\\';
    this.#position = position;
    this.#line = line;
    this.#mostWasted = 1_000_000 + 4 * text.length;
  }

  /** The next record, or undefined at the end of the text. A blank line is a record of one empty cell. */
  next(): CsvRecord | undefined {
    const text = this.#text;
    if (this.#position >= text.length) return undefined;
    const start = this.#position;
    const line = this.#line;
    const cells: string[] = [];
    this.#faults = [];
    if (this.#isBlankRun) this.#skipBlanks();
    for (;;) {
      cells.push(this.#cell(cells.length + 1));
      if (!this.#passDelimiter()) break;
      if (cells.length > MOST_CELLS) throw new Refusal('FILE_TOO_WIDE', { limit: MOST_CELLS });
    }
    const end = this.#position;
    if (this.#position < text.length) {
      const isPair = text.charCodeAt(this.#position) === CR && text.charCodeAt(this.#position + 1) === LF;
      this.#position += isPair ? 2 : 1;
      this.#line += 1;
    }
    return {
      cells,
      line,
      lines: this.#line - line,
      start,
      end,
      faults: this.#faults.length === 0 ? noFaults : this.#faults,
    };
  }

  /** Characters that were looked through in vain for the ends of quoted cells: at most a few times the text. */
  get wasted(): number {
    return this.#wasted;
  }

  /** Where the next record begins: character and physical line. */
  get place(): { readonly position: number; readonly line: number } {
    return { position: this.#position, line: this.#line };
  }

  #atDelimiter(position: number): boolean {
    if (this.#text.charCodeAt(position) !== this.#delimiterCode) return false;
    return !this.#isLongDelimiter || this.#text.startsWith(this.#dialect.delimiter, position);
  }

  /** Goes over a delimiter, if there is one. Blanks at the end of a line delimit nothing. */
  #passDelimiter(): boolean {
    if (!this.#atDelimiter(this.#position)) return false;
    this.#position += this.#dialect.delimiter.length;
    if (!this.#isBlankRun) return true;
    this.#skipBlanks();
    return !this.#atEnd(this.#position);
  }

  #skipBlanks(): void {
    while (this.#text.charCodeAt(this.#position) === SPACE) this.#position += 1;
  }

  #atEnd(position: number): boolean {
    if (position >= this.#text.length) return true;
    const code = this.#text.charCodeAt(position);
    return code === LF || code === CR || this.#atDelimiter(position);
  }

  #cell(column: number): string {
    if (this.#quoteCode !== -1) {
      const opening = this.#afterBlanks(this.#position);
      if (this.#text.charCodeAt(opening) === this.#quoteCode) {
        const quoted = this.#wasted > this.#mostWasted ? this.#unbalanced(column, 0) : this.#quoted(opening, column);
        if (quoted !== undefined) return quoted;
      }
    }
    return this.#hasBareEscapes ? this.#escaped(column) : this.#plain(column);
  }

  /** A cell without quotes, in which a backslash makes text of the sign after it, of a line end too. */
  #escaped(column: number): string {
    const text = this.#text;
    const start = this.#position;
    let at = start;
    let ends = 0;
    for (; !this.#atEnd(at); at += 1) {
      if (text.charCodeAt(at) !== BACKSLASH || at + 1 >= text.length) continue;
      at += text.startsWith('\r\n', at + 1) ? 2 : 1;
      if (text.charCodeAt(at) === LF || text.charCodeAt(at) === CR) ends += 1;
    }
    this.#position = at;
    if (ends > 0) this.#faults.push({ code: 'CELL_LINES', line: this.#line, column });
    this.#line += ends;
    return text.slice(start, at).replace(/\\(\r\n|[^\p{L}\p{N}])/gu, '$1');
  }

  /** Position after blanks that are not delimiters. */
  #afterBlanks(position: number): number {
    let at = position;
    while (this.#text.charCodeAt(at) === SPACE && !this.#atDelimiter(at)) at += 1;
    return at;
  }

  #plain(column: number): string {
    const text = this.#text;
    const start = this.#position;
    let at = start;
    let hasQuote = false;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === LF || code === CR) break;
      if (code === this.#delimiterCode && this.#atDelimiter(at)) break;
      if (code === this.#quoteCode) hasQuote = true;
    }
    this.#position = at;
    const already = this.#faults.at(-1);
    if (hasQuote && this.#dialect.quote === '"' && !(already?.column === column && already.code === 'QUOTE_UNBALANCED'))
      this.#faults.push({ code: 'QUOTE_IN_TEXT', line: this.#line, column });
    return text.slice(start, at);
  }

  /** The content of a quoted cell, or undefined (position unchanged) where its end cannot be told. */
  #quoted(opening: number, column: number): string | undefined {
    const text = this.#text;
    const { quote, escape: escaping } = this.#dialect;
    const isDoubled = escaping === quote;
    const isBackslash = escaping === '\\';
    let content = '';
    let from = opening + 1;
    let search = from;
    let isStray = false;
    let hasDoubled = false;
    let ends = 0;
    let counted = opening;
    const piece = (to: number): string => {
      const raw = text.slice(from, to);
      return hasDoubled ? singleQuotes(raw, quote) : raw;
    };
    for (;;) {
      const at = text.indexOf(quote, search);
      if (at === -1) return this.#unbalanced(column, text.length - opening);
      if (isBackslash && isEscaped(text, at, from)) {
        search = at + 1;
        continue;
      }
      if (isDoubled && text.charCodeAt(at + 1) === this.#quoteCode) {
        hasDoubled = true;
        search = at + 2;
        continue;
      }
      ends += countLineEnds(text, counted, at);
      counted = at;
      const after = this.#afterBlanks(at + 1);
      const isClosing = this.#atEnd(after);
      if (ends > 0 && (isStray || !isClosing)) return this.#unbalanced(column, at - opening);
      content += piece(isClosing ? at : at + 1);
      if (isClosing) {
        this.#reportQuoted(column, { isStray, ends, hasBlanks: after > at + 1 || opening > this.#position });
        this.#line += ends;
        this.#position = after;
        return isBackslash ? content.replace(quote === '"' ? /\\(["\\])/g : /\\(['\\])/g, '$1') : content;
      }
      isStray = true;
      from = at + 1;
      search = from;
    }
  }

  #reportQuoted(
    column: number,
    { isStray, ends, hasBlanks }: { isStray: boolean; ends: number; hasBlanks: boolean },
  ): void {
    const line = this.#line;
    if (isStray) this.#faults.push({ code: 'QUOTE_STRAY', line, column });
    if (ends > 0) this.#faults.push({ code: 'CELL_LINES', line, column });
    if (hasBlanks) this.#faults.push({ code: 'QUOTE_SPACE', line, column });
  }

  #unbalanced(column: number, length: number): undefined {
    this.#wasted += length;
    this.#faults.push({ code: 'QUOTE_UNBALANCED', line: this.#line, column });
    return undefined;
  }
}

/** Whether an odd number of backslashes stands before a position. */
function isEscaped(text: string, position: number, from: number): boolean {
  let at = position - 1;
  while (at >= from && text.charCodeAt(at) === 92) at -= 1;
  return (position - 1 - at) % 2 === 1;
}

import { type Dialect, Tokenizer } from './tokenize.ts';

/** Another way to read one line that does not have the usual number of cells. */
export interface MendedRow {
  readonly cells: string[];
  readonly how: 'other_delimiter' | 'quote_at_end' | 'quotes_literal';
  readonly delimiter: string;
}

const OTHER_DELIMITERS = [',', ';', '\t', '|', ' '];

/** Splits a line where a quote followed by a delimiter always closes, also where it is doubled. */
function splitAtClosingQuotes(line: string, { delimiter, quote }: Dialect): string[] {
  const cells: string[] = [];
  let position = 0;
  for (;;) {
    const isQuoted = line.charAt(position) === quote;
    const closing = isQuoted ? line.indexOf(quote + delimiter, position + 1) : -1;
    const end = isQuoted ? closing : line.indexOf(delimiter, position);
    if (end === -1) {
      const rest = line.slice(position);
      cells.push(isQuoted && rest.length > 1 && rest.endsWith(quote) ? rest.slice(1, -1) : rest);
      return cells.map((cell) => cell.replaceAll(quote + quote, quote));
    }
    cells.push(isQuoted ? line.slice(position + 1, end) : line.slice(position, end));
    position = end + delimiter.length + (isQuoted ? quote.length : 0);
  }
}

/**
 * Looks for the one reading of a line that gives `width` cells: with its quotes taken more loosely, or with another
 * delimiter on this line only. Undefined where none or several do.
 */
export function mendRow(line: string, dialect: Dialect, width: number, hasQuoteFault: boolean): MendedRow | undefined {
  if (width < 2) return undefined;
  const { delimiter, quote } = dialect;
  if (hasQuoteFault && quote !== '') {
    const closed = splitAtClosingQuotes(line, dialect);
    if (closed.length === width) return { cells: closed, how: 'quote_at_end', delimiter };
    const literal = line.split(delimiter);
    if (literal.length === width) return { cells: literal, how: 'quotes_literal', delimiter };
  }
  const readings = OTHER_DELIMITERS.filter((other) => other !== delimiter && line.includes(other))
    .map((other) => ({ other, record: new Tokenizer(line, { ...dialect, delimiter: other }).next() }))
    .filter(({ record }) => record?.cells.length === width);
  const [only] = readings;
  if (only?.record === undefined || readings.length > 1) return undefined;
  return { cells: only.record.cells, how: 'other_delimiter', delimiter: only.other };
}

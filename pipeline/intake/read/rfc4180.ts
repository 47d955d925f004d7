import { doubleQuotes } from '../csv/quotes.ts';

const NEEDS_QUOTES = /[",\r\n]/;

/** One row as RFC 4180 has it: comma, double quotes where needed, CR LF. */
export function rfc4180Row(cells: readonly string[]): string {
  if (cells.length === 1 && cells[0] === '') return '""\r\n';
  let row = '';
  for (let index = 0; index < cells.length; index += 1) {
    const cell = cells[index] as string;
    if (index > 0) row += ',';
    row += NEEDS_QUOTES.test(cell) ? `"${doubleQuotes(cell)}"` : cell;
  }
  return `${row}\r\n`;
}

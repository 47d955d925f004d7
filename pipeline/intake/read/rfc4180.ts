const NEEDS_QUOTES = /[",\r\n]/;

/** One row as RFC 4180 has it: comma, double quotes where needed, CR LF. */
export function rfc4180Row(cells: readonly string[]): string {
  const written = cells.map((cell) => (NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${written.length === 1 && written[0] === '' ? '""' : written.join(',')}\r\n`;
}

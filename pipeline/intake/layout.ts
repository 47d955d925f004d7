import type { Finding } from '../contract/finding.ts';

/** A row as it stands in a file or sheet, before anyone knows what it is. */
export interface RawRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** Where the table begins and what its columns are called. */
export interface Layout {
  /** Index of the first row below the header. */
  readonly firstData: number;
  readonly headers: readonly string[];
  /** Row of the last header line, 0 where there is none. */
  readonly headerRow: number;
  /** Number of cells that most rows below the header have. */
  readonly usualCells: number;
  /** Whether rows end at their last filled cell, as in workbooks: a short row is then no fault. */
  readonly isSparse: boolean;
  readonly findings: readonly Finding[];
}

const isFilled = (cell: string): boolean => cell.trim() !== '';

export const filledCount = (cells: readonly string[]): number => {
  let count = 0;
  for (const cell of cells) if (isFilled(cell)) count += 1;
  return count;
};

/** Number of cells up to the last filled one. */
export const reach = (cells: readonly string[]): number => {
  let length = cells.length;
  while (length > 0 && !isFilled(cells[length - 1] as string)) length -= 1;
  return length;
};

const VALUE = /^[-+]?[\d.,\s\u00a0]*\d\s?%?$|^\d{1,4}[-./:]\d{1,2}(?:[-./:]\d{1,4})?(?:[ T][\d:.]+Z?)?$/;

/** A number, date or time: what data has and headers have not. */
export const looksLikeValue = (cell: string): boolean => VALUE.test(cell.trim());

/** Years head columns too ("2011", "2012"), so they do not speak for data. */
const isYear = (cell: string): boolean => /^(?:19|20)\d{2}$/.test(cell.trim());

const valueCount = (cells: readonly string[]): number =>
  cells.filter((cell) => looksLikeValue(cell) && !isYear(cell)).length;

/** The number that most rows share; of equals the larger. */
function usual(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  let best = 1;
  for (const [number, count] of counts)
    if (count > (counts.get(best) ?? 0) || (count === counts.get(best) && number > best)) best = number;
  return best;
}

const isComment = (cells: readonly string[]): boolean => /^\s*(?:#|\/\/)/.test(cells[0] ?? '');

/**
 * The row that names the columns: the first that fills at least half of what the rows after it fill, and more than one
 * cell where there is more than one column. What stands above it is a preamble.
 */
function headerIndex(rows: readonly RawRow[], width: number): number {
  const filled = rows.map(({ cells }) => filledCount(cells));
  for (let index = 0; index < rows.length; index += 1) {
    const { cells } = rows[index] as RawRow;
    const count = filled[index] as number;
    if (count === 0) continue;
    if (width < 2) return index;
    if (count < 2 || (isComment(cells) && cells.length !== width)) continue;
    const following = filled.slice(index + 1, index + 26).filter((other) => other > 0);
    const typical = following.length === 0 ? count : usual(following);
    if (count >= Math.min(typical, width) * 0.5) return index;
  }
  return Math.max(
    0,
    rows.findIndex(({ cells }) => filledCount(cells) > 0),
  );
}

/** Whether the row below the header is a second line of it: text over columns of values, and the first line has gaps. */
function hasSecondHeaderLine(rows: readonly RawRow[], index: number): boolean {
  const first = rows[index];
  const second = rows[index + 1];
  if (first === undefined || second === undefined || filledCount(second.cells) < 2) return false;
  const gaps = first.cells.slice(0, reach(second.cells)).filter((cell) => !isFilled(cell)).length;
  if (
    gaps === 0 ||
    valueCount(first.cells) > 0 ||
    second.cells.some((cell) => isFilled(cell) && looksLikeValue(cell) && !isYear(cell))
  )
    return false;
  const body = rows.slice(index + 2, index + 12).filter(({ cells }) => filledCount(cells) > 1);
  if (body.length === 0) return false;
  const columns = second.cells.map((_, column) => column);
  return columns.some(
    (column) =>
      isFilled(second.cells[column] ?? '') &&
      body.filter(({ cells }) => looksLikeValue(cells[column] ?? '')).length > body.length * 0.6,
  );
}

/** Two header lines as one: the group, carried to the right over its gap, before the name of the column. */
function joinHeaderLines(upper: readonly string[], lower: readonly string[], width: number): string[] {
  let group = '';
  return Array.from({ length: width }, (_, column) => {
    const above = (upper[column] ?? '').trim();
    const below = (lower[column] ?? '').trim();
    if (above !== '') group = above;
    if (below === '') return above;
    return above === '' && group === '' ? below : `${group} ${below}`.trim();
  });
}

function headerFindings(headers: readonly string[], row: number): Finding[] {
  const found: Finding[] = [];
  const seen = new Map<string, number>();
  headers.forEach((header, index) => {
    const key = header.trim();
    if (key === '') {
      found.push({ code: 'HEADER_EMPTY', severity: 'warning', row, column: index + 1 });
      return;
    }
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, index + 1);
    else
      found.push({
        code: 'HEADER_DUPLICATE',
        severity: 'warning',
        row,
        column: index + 1,
        header,
        params: { first: earlier },
      });
  });
  return found;
}

/** What `drop.yaml` can pin about the layout. */
export interface LayoutSettings {
  /** Row of the header line, 1 = first; 0 = the file has none. */
  readonly header_row?: number;
  /** Set for sheets of workbooks, whose rows end at their last filled cell. */
  readonly isSparse?: boolean;
}

const nameless = (width: number): string[] => Array.from({ length: width }, (_, index) => `column ${index + 1}`);

/** The header that a comment line above the first data row is (`#id,name,...`), where the row itself names nothing. */
function commentHeader(rows: readonly RawRow[], index: number, width: number): number {
  const above = rows[index - 1]?.cells ?? [];
  const own = rows[index]?.cells ?? [];
  const isNamed = valueCount(own) === 0 && rows.slice(index + 1, index + 6).some(({ cells }) => valueCount(cells) > 0);
  const couldName =
    isComment(above) && filledCount(above) >= Math.max(2, Math.min(width, reach(own)) - 1) && valueCount(above) === 0;
  return couldName && !isNamed ? index - 1 : index;
}

const info = (code: string, row: number, params: Finding['params'], column?: number): Finding => ({
  code,
  severity: 'info',
  row,
  ...(column === undefined ? {} : { column }),
  params,
});

/** What departs from a header that stands in the first row and has a name for every column. */
function layoutFindings(
  rows: readonly RawRow[],
  layout: Omit<Layout, 'findings'>,
  names: readonly string[],
  lines: number,
): Finding[] {
  const { firstData, headers, headerRow, usualCells, isSparse } = layout;
  const header = (rows[firstData - 1] as RawRow).cells;
  const body = rows.slice(firstData).map(({ cells }) => cells);
  const found: Finding[] = [];
  const skipped = rows.slice(0, firstData - lines).filter(({ cells }) => filledCount(cells) > 0);
  if (skipped.length > 0)
    found.push(info('PREAMBLE', (skipped[0] as RawRow).row, { rows: skipped.length, header_row: headerRow }));
  if (lines > 1) found.push(info('HEADER_LINES', headerRow - lines + 1, { rows: lines }));
  if (names.length < headers.length) {
    const filled = body.filter((cells) => reach(cells) > names.length).length;
    const isShifted = filled > body.length / 2;
    found.push({
      ...info('HEADER_NARROW', headerRow, { header: names.length, rows: headers.length }, names.length + 1),
      severity: isShifted ? 'error' : 'warning',
    });
  }
  if (body.length > 0 && !isSparse && header.length > usualCells)
    found.push({
      ...info('HEADER_WIDE', headerRow, { header: header.length, rows: usualCells }, usualCells + 1),
      severity: reach(header) > usualCells ? 'warning' : 'info',
    });
  if (body.length > 0 && valueCount(header) > 0 && valueCount(header) >= filledCount(header) * 0.34)
    found.push({ ...info('HEADER_LIKE_DATA', headerRow, {}), severity: 'warning' });
  return [...found, ...headerFindings(headers, headerRow)];
}

/** Finds header and first data row among the first rows of a table. */
export function findLayout(rows: readonly RawRow[], settings: LayoutSettings = {}): Layout {
  const isSparse = settings.isSparse === true;
  const width = usual(rows.filter(({ cells }) => filledCount(cells) > 0).map(({ cells }) => cells.length));
  if (settings.header_row === 0)
    return {
      firstData: 0,
      headers: nameless(width),
      headerRow: 0,
      usualCells: width,
      isSparse,
      findings: [{ code: 'HEADER_NONE', severity: 'info' }],
    };
  const pinned = rows.findIndex(({ row }) => row === settings.header_row);
  const index = settings.header_row === undefined ? commentHeader(rows, headerIndex(rows, width), width) : pinned;
  const header = rows[index];
  if (header === undefined)
    return { firstData: rows.length, headers: [], headerRow: 0, usualCells: width, isSparse, findings: [] };
  const isDouble = settings.header_row === undefined && width > 1 && hasSecondHeaderLine(rows, index);
  const last = isDouble ? (rows[index + 1] as RawRow) : header;
  const body = rows
    .slice(index + (isDouble ? 2 : 1))
    .filter(({ cells }) => filledCount(cells) > Math.min(1, width - 1));
  const bodyReach = usual(body.map(({ cells }) => reach(cells)));
  const names = isDouble
    ? joinHeaderLines(header.cells, last.cells, Math.max(reach(header.cells), reach(last.cells)))
    : header.cells.slice(0, Math.max(reach(header.cells), Math.min(header.cells.length, width)));
  const missing = body.length === 0 ? 0 : Math.max(0, bodyReach - names.length);
  const layout = {
    firstData: index + (isDouble ? 2 : 1),
    headers: [...names, ...new Array<string>(missing).fill('')],
    headerRow: last.row,
    usualCells: body.length === 0 ? names.length : usual(body.map(({ cells }) => cells.length)),
    isSparse,
  };
  return { ...layout, findings: layoutFindings(rows, layout, names, isDouble ? 2 : 1) };
}

/** A row that sums the rows above it: its first filled cell says so. */
export const isTotalRow = (cells: readonly string[]): boolean => {
  const first = cells.findIndex(isFilled);
  if (first === -1 || first > 2) return false;
  const isNamed =
    /^\s*(?:i alt|ialt|alt i alt|total(?:er|t|s)?|sum|samlet|subtotal|hovedtotal|grand total|in total)\b[\s:.]*$/i;
  if (!isNamed.test(cells[first] as string)) return false;
  return cells.slice(first + 1).every((cell) => !isFilled(cell) || looksLikeValue(cell));
};

/** Whether a row repeats the header, as a page break does. */
export const repeatsHeader = (cells: readonly string[], headers: readonly string[]): boolean =>
  headers.length > 1 &&
  cells.length >= headers.length &&
  headers.some(isFilled) &&
  headers.every((header, index) => header.trim() === (cells[index] as string).trim());

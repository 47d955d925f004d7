import type { Finding } from '../../contract/finding.ts';
import { filledCount, type RawRow, reach, usual, valueCount } from './cells.ts';
import { commentHeader, hasSecondHeaderLine, headerIndex, joinHeaderLines } from './header.ts';

/** Where the table begins and what its columns are called. */
export interface Layout {
  /** Index of the first row below the header. */
  readonly firstData: number;
  readonly headers: readonly string[];
  /** Where the header stands on two lines: the lower one alone, which may be all that names a column. */
  readonly lowerHeaders?: readonly string[];
  /** Row of the last header line, 0 where there is none. */
  readonly headerRow: number;
  /** Number of cells that most rows below the header have. */
  readonly usualCells: number;
  /** Whether rows end at their last filled cell, as in workbooks: a short row is then no fault. */
  readonly isSparse: boolean;
  readonly findings: readonly Finding[];
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
    ...(isDouble ? { lowerHeaders: names.map((_, column) => last.cells[column] ?? '') } : {}),
    headerRow: last.row,
    usualCells: body.length === 0 ? names.length : usual(body.map(({ cells }) => cells.length)),
    isSparse,
  };
  return { ...layout, findings: layoutFindings(rows, layout, names, isDouble ? 2 : 1) };
}

import type { Finding } from '../../contract/finding.ts';
import { filledCount, isFilled, type RawRow, reach, usual, valueCount } from './cells.ts';
import { commentHeader, headerIndex, isData } from './header.ts';
import { headerLines, joinHeaderLines } from './header-lines.ts';

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
  lines: readonly number[],
): Finding[] {
  const { firstData, headers, headerRow, usualCells, isSparse } = layout;
  const header = (rows[firstData - 1] as RawRow).cells;
  const body = rows.slice(firstData).map(({ cells }) => cells);
  const found: Finding[] = [];
  const skipped = rows.slice(0, lines[0]).filter(({ cells }) => filledCount(cells) > 0);
  if (skipped.length > 0)
    found.push(info('PREAMBLE', (skipped[0] as RawRow).row, { rows: skipped.length, header_row: headerRow }));
  if (lines.length > 1)
    found.push(info('HEADER_LINES', (rows[lines[0] as number] as RawRow).row, { rows: lines.length }));
  if (names.length < headers.length) {
    const filled = body.filter((cells) => reach(cells) > names.length).length;
    const isShifted = filled > body.length / 2;
    found.push({
      ...info('HEADER_NARROW', headerRow, { header: names.length, rows: headers.length }, names.length + 1),
      severity: isShifted ? 'error' : 'warning',
    });
  } else if (!isSparse && usualCells > headers.length)
    found.push({
      ...info('HEADER_NARROW', headerRow, { header: headers.length, rows: usualCells }, headers.length + 1),
      severity: 'warning',
    });
  if (body.length > 0 && !isSparse && header.length > usualCells)
    found.push({
      ...info('HEADER_WIDE', headerRow, { header: header.length, rows: usualCells }, usualCells + 1),
      severity: reach(header) > usualCells ? 'warning' : 'info',
    });
  if (body.length > 0 && valueCount(header) > 0 && valueCount(header) >= filledCount(header) * 0.34)
    found.push({ ...info('HEADER_LIKE_DATA', headerRow, {}), severity: 'warning' });
  return [...found, ...headerFindings(headers, headerRow)];
}

/** The layout of a table whose first row is data already. */
function withoutHeader(rows: readonly RawRow[], index: number, width: number): Layout {
  const first = rows[index] as RawRow;
  const skipped = rows.slice(0, index).filter(({ cells }) => filledCount(cells) > 0);
  return {
    firstData: index,
    headers: nameless(width),
    headerRow: 0,
    usualCells: width,
    isSparse: false,
    findings: [
      ...(skipped.length === 0
        ? []
        : [info('PREAMBLE', (skipped[0] as RawRow).row, { rows: skipped.length, header_row: 0 })]),
      { code: 'HEADER_MISSING', severity: 'warning', row: first.row, column: 1 },
    ],
  };
}

/** The number that most rows share; the header's own where there are no rows or no two of them agree. */
function shared(numbers: readonly number[], ofHeader: number): number {
  const most = usual(numbers, ofHeader);
  const isAlone = numbers.length !== 1 && numbers.filter((number) => number === most).length < 2;
  return isAlone ? ofHeader : most;
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
  const isPinned = settings.header_row !== undefined;
  const after = (at: number): RawRow[] =>
    rows.slice(at + 1).filter(({ cells }) => filledCount(cells) > Math.min(1, width - 1));
  if (!isPinned && !isSparse && isData(header.cells, after(index))) return withoutHeader(rows, index, width);
  const lines = isPinned || width < 2 ? [index] : headerLines(rows, index);
  const last = lines.at(-1) as number;
  const body = after(last);
  const texts = lines.map((at) => (rows[at] as RawRow).cells);
  const names =
    lines.length > 1
      ? joinHeaderLines(texts, Math.max(...texts.map(reach)))
      : header.cells.slice(0, Math.max(reach(header.cells), Math.min(header.cells.length, width)));
  const bodyReach = shared(
    body.map(({ cells }) => reach(cells)),
    names.length,
  );
  const usualCells = shared(
    body.map(({ cells }) => cells.length),
    names.length,
  );
  const spare = body.length === 0 || isSparse ? 0 : names.length - usualCells;
  const named = spare > 0 && names.filter((name) => !isFilled(name)).length === spare ? names.filter(isFilled) : names;
  const missing = body.length === 0 ? 0 : Math.max(0, bodyReach - named.length);
  const layout = {
    firstData: last + 1,
    headers: [...named, ...new Array<string>(missing).fill('')],
    ...(lines.length > 1 ? { lowerHeaders: names.map((_, column) => (rows[last] as RawRow).cells[column] ?? '') } : {}),
    headerRow: (rows[last] as RawRow).row,
    usualCells,
    isSparse,
  };
  return { ...layout, findings: layoutFindings(rows, layout, named, lines) };
}

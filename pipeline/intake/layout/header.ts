import {
  filledCount,
  isFilled,
  isYear,
  looksLikeValue,
  type RawRow,
  reach,
  repeatsHeader,
  usual,
  valueCount,
} from './cells.ts';

const isComment = (cells: readonly string[]): boolean => /^\s*(?:#|\/\/)/.test(cells[0] ?? '');

/**
 * The row that names the columns: the first that fills at least half of what the rows after it fill, and more than one
 * cell where there is more than one column. What stands above it is a preamble.
 */
export function headerIndex(rows: readonly RawRow[], width: number): number {
  const filled = rows.map(({ cells }) => filledCount(cells));
  for (let index = 0; index < rows.length; index += 1) {
    const { cells } = rows[index] as RawRow;
    const count = filled[index] as number;
    if (count === 0) continue;
    if (width < 2) return index;
    if (count < 2 || (isComment(cells) && cells.length !== width)) continue;
    const following = filled.slice(index + 1, index + 26).filter((other) => other > 0);
    const typical = following.length === 0 ? count : usual(following);
    if (count < Math.min(typical, width) * 0.5) continue;
    if (cells.length === width || !namesBelow(rows, index, width) || fillsGaps(rows, cells, index + 1)) return index;
  }
  return Math.max(
    0,
    rows.findIndex(({ cells }) => filledCount(cells) > 0),
  );
}

/** Whether the row below one of another width names all columns of the table: text, at least once over values. */
function namesBelow(rows: readonly RawRow[], index: number, width: number): boolean {
  const names = rows[index + 1]?.cells ?? [];
  const below = rows.slice(index + 2, index + 7);
  return (
    names.length === width &&
    names.every((cell) => isFilled(cell) && !looksLikeValue(cell)) &&
    below.length > 0 &&
    names.some((_, column) => below.every(({ cells }) => looksLikeValue(cells[column] ?? '')))
  );
}

/** The form of a value: a number, or what is left of a date, time or range without its digits. */
const formOf = (cell: string): string =>
  /^[-+]?[\d.,\s\u00a0]*\d(?:[eE][-+]?\d+)?$/.test(cell.trim()) ? 'number' : cell.trim().replace(/\d+/g, '9');

/** Whether numbers rise from cell to cell, as those that name columns do: 0, 1, 2; 10, 20, 30. */
const rises = (cells: readonly string[]): boolean =>
  cells.length > 2 &&
  cells.every((cell, index) => /^\d+$/.test(cell.trim()) && (index === 0 || Number(cell) > Number(cells[index - 1])));

/** Whether a row is like the rows below it and names nothing: mostly values, each of the form of its column. */
export function isData(cells: readonly string[], body: readonly RawRow[]): boolean {
  const filled = cells.filter(isFilled);
  const values = filled.filter((cell) => looksLikeValue(cell) && !isYear(cell));
  if (body.length === 0 || values.length < filled.length / 2 || rises(values)) return false;
  return cells.every((cell, column) => {
    if (!isFilled(cell)) return true;
    const below = body.map((row) => row.cells[column] ?? '').filter(isFilled);
    if (below.includes(cell)) return true;
    if (looksLikeValue(cell)) return below.length === 0 || below.some((other) => formOf(other) === formOf(cell));
    return below.filter(looksLikeValue).length <= below.length * 0.6;
  });
}

/** Whether a row below a header line carries it on: text over columns of values, and the header has gaps. */
function fillsGaps(rows: readonly RawRow[], header: readonly string[], at: number): boolean {
  const { cells } = rows[at] as RawRow;
  const hasGap = header.slice(0, reach(cells)).some((cell) => !isFilled(cell));
  if (
    !hasGap ||
    valueCount(header) > 0 ||
    cells.some((cell) => isFilled(cell) && looksLikeValue(cell) && !isYear(cell))
  )
    return false;
  const body = rows.slice(at + 1, at + 11).filter(({ cells: below }) => filledCount(below) > 1);
  return (
    body.length > 0 &&
    cells.some(
      (cell, column) =>
        isFilled(cell) &&
        body.filter(({ cells: below }) => looksLikeValue(below[column] ?? '')).length > body.length * 0.6,
    )
  );
}

/** Whether a row names exactly the columns under the groups of a header line: those without a name, and those before them. */
function namesGroups(header: readonly string[], cells: readonly string[]): boolean {
  const width = Math.max(reach(header), reach(cells));
  const isGap = (column: number): boolean => column < width && !isFilled(header[column] ?? '');
  const named = cells.flatMap((cell, column) => (isFilled(cell) ? [column] : []));
  return (
    isFilled(header[0] ?? '') &&
    !isFilled(cells[0] ?? '') &&
    valueCount(header) === 0 &&
    named.some(isGap) &&
    named.every((column) => isGap(column) || isGap(column + 1)) &&
    !cells.some((cell) => isFilled(cell) && looksLikeValue(cell) && !isYear(cell))
  );
}

const MOST_LINES = 4;

/**
 * The rows over which the header at `index` stands: a row above it of which it names the groups; rows below it that name
 * what it leaves open, over one blank row too, or that say the same again.
 */
export function headerLines(rows: readonly RawRow[], index: number): number[] {
  const below = rows[index];
  if (below === undefined) return [];
  const groups = rows[index - 1];
  const isGrouped = groups !== undefined && filledCount(groups.cells) > 1 && namesGroups(groups.cells, below.cells);
  const first = isGrouped ? groups : below;
  const lines = isGrouped ? [index - 1] : [index];
  let above = first.cells;
  while (lines.length < MOST_LINES) {
    const next = (lines.at(-1) as number) + 1;
    const at = filledCount(rows[next]?.cells ?? []) === 0 ? next + 1 : next;
    const cells = rows[at]?.cells;
    if (cells === undefined || filledCount(cells) < 2) break;
    const goesOn =
      namesGroups(above, cells) ||
      (at === next &&
        (fillsGaps(rows, above, at) ||
          (lines.length < 3 && valueCount(cells) === 0 && repeatsHeader(cells, first.cells))));
    if (!goesOn) break;
    lines.push(at);
    above = Array.from({ length: Math.max(above.length, cells.length) }, (_, column) =>
      isFilled(cells[column] ?? '') ? (cells[column] as string) : (above[column] ?? ''),
    );
  }
  return lines;
}

/**
 * Header lines as one, the upper first: what heads a group of columns is carried to the right, as far as the lower lines
 * name columns, and stands before their names.
 */
export function joinHeaderLines(lines: readonly (readonly string[])[], width: number): string[] {
  const carried: string[] = [];
  return Array.from({ length: width }, (_, column) => {
    const texts = lines.map((cells) => (cells[column] ?? '').trim());
    const deepest = texts.findLastIndex((text) => text !== '');
    texts.forEach((text, level) => {
      if (text === '') return;
      carried.length = level;
      carried[level] = text;
    });
    return texts
      .slice(0, deepest + 1)
      .map((text, level) => (text === '' ? (carried[level] ?? '') : text))
      .filter((text) => text !== '')
      .join(' ');
  });
}

/** The header that a comment line above the first data row is (`#id,name,...`), where the row itself names nothing. */
export function commentHeader(rows: readonly RawRow[], index: number, width: number): number {
  const above = rows[index - 1]?.cells ?? [];
  const own = rows[index]?.cells ?? [];
  const isNamed = valueCount(own) === 0 && rows.slice(index + 1, index + 6).some(({ cells }) => valueCount(cells) > 0);
  const couldName =
    isComment(above) && filledCount(above) >= Math.max(2, Math.min(width, reach(own)) - 1) && valueCount(above) === 0;
  return couldName && !isNamed ? index - 1 : index;
}

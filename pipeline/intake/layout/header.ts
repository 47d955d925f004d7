import { filledCount, isFilled, isYear, looksLikeValue, type RawRow, reach, usual, valueCount } from './cells.ts';
import { fillsGaps } from './header-lines.ts';

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

/** The header that a comment line above the first data row is (`#id,name,...`), where the row itself names nothing. */
export function commentHeader(rows: readonly RawRow[], index: number, width: number): number {
  const above = rows[index - 1]?.cells ?? [];
  const own = rows[index]?.cells ?? [];
  const isNamed = valueCount(own) === 0 && rows.slice(index + 1, index + 6).some(({ cells }) => valueCount(cells) > 0);
  const couldName =
    isComment(above) && filledCount(above) >= Math.max(2, Math.min(width, reach(own)) - 1) && valueCount(above) === 0;
  return couldName && !isNamed ? index - 1 : index;
}

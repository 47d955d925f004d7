import { filledCount, isFilled, isYear, looksLikeValue, type RawRow, reach, usual, valueCount } from './cells.ts';

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
    if (count >= Math.min(typical, width) * 0.5) return index;
  }
  return Math.max(
    0,
    rows.findIndex(({ cells }) => filledCount(cells) > 0),
  );
}

/** Whether the row below the header is a second line of it: text over columns of values, and the first line has gaps. */
export function hasSecondHeaderLine(rows: readonly RawRow[], index: number): boolean {
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
export function joinHeaderLines(upper: readonly string[], lower: readonly string[], width: number): string[] {
  let group = '';
  return Array.from({ length: width }, (_, column) => {
    const above = (upper[column] ?? '').trim();
    const below = (lower[column] ?? '').trim();
    if (above !== '') group = above;
    if (below === '') return above;
    return above === '' && group === '' ? below : `${group} ${below}`.trim();
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

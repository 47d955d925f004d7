import {
  filledCount,
  isFilled,
  isYear,
  looksLikeValue,
  type RawRow,
  reach,
  repeatsHeader,
  valueCount,
} from './cells.ts';

/** Whether a row below a header line carries it on: text over columns of values, and the header has gaps. */
export function fillsGaps(rows: readonly RawRow[], header: readonly string[], at: number): boolean {
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

/** Texts that stand for a value that is missing. */
const MISSING = /^(?:n\/?a|nan|null|none|missing|u\.?\s?o\.?|ukendt|ingen)\.?$/i;

/** Whether a row holds one word only, which carries on the name of a column of values: a unit, or the end of a long name. */
function endsName(rows: readonly RawRow[], header: readonly string[], at: number): boolean {
  const { cells } = rows[at] as RawRow;
  const column = cells.findIndex(isFilled);
  const text = (cells[column] ?? '').trim();
  const body = rows.slice(at + 1, at + 11).filter(({ cells: below }) => filledCount(below) > 1);
  const values = body.filter(({ cells: below }) => looksLikeValue(below[column] ?? '')).length;
  return (
    column > 0 &&
    filledCount(cells) === 1 &&
    isFilled(header[column] ?? '') &&
    valueCount(header) === 0 &&
    /\p{L}{2}/u.test(text) &&
    !MISSING.test(text) &&
    body.length > 1 &&
    values > body.length * 0.6
  );
}

/** Two years that belong together: 2013-14, 2013/2014. */
const IS_YEARS = /^(?:19|20)\d{2}\s?[-/–]\s?(?:\d{2}){1,2}$/;

/** Whether the line above names tells apart those that are the same: its labels, each carried to the right, differ over them. */
function tellsApart(labels: readonly string[], names: readonly string[]): boolean {
  const areLabels = labels.every((label) => !looksLikeValue(label) || isYear(label) || IS_YEARS.test(label.trim()));
  if (filledCount(labels) < 2 || isFilled(labels[0] ?? '') || !areLabels || valueCount(names) > 0) return false;
  const pairs = joinHeaderLines([labels, names], reach(names)).filter((_, column) => isFilled(names[column] as string));
  const filled = names.filter(isFilled).map((name) => name.trim());
  return reach(labels) <= reach(names) && new Set(filled).size < filled.length && new Set(pairs).size === pairs.length;
}

/** The cells of a row, and those of the row above where it has none. */
const filledOver = (cells: readonly string[], above: readonly string[]): string[] =>
  Array.from({ length: Math.max(above.length, cells.length) }, (_, column) =>
    isFilled(cells[column] ?? '') ? (cells[column] as string) : (above[column] ?? ''),
  );

const MOST_LINES = 4;

/**
 * The rows over which the header at `index` stands: a row above it of which it names the groups; rows below it that name
 * what it leaves open, over one blank row too, or that say the same again.
 */
export function headerLines(rows: readonly RawRow[], index: number): number[] {
  const below = rows[index];
  if (below === undefined) return [];
  const groups = rows[index - 1];
  const isGrouped =
    groups !== undefined &&
    ((filledCount(groups.cells) > 1 && namesGroups(groups.cells, below.cells)) ||
      tellsApart(groups.cells, below.cells));
  const first = isGrouped ? groups : below;
  const lines = isGrouped ? [index - 1, index] : [index];
  let above = isGrouped ? filledOver(below.cells, groups.cells) : below.cells;
  while (lines.length < MOST_LINES) {
    const next = (lines.at(-1) as number) + 1;
    const at = filledCount(rows[next]?.cells ?? []) === 0 ? next + 1 : next;
    const cells = rows[at]?.cells;
    if (cells === undefined || filledCount(cells) === 0) break;
    const isOne = filledCount(cells) === 1;
    const goesOn =
      (!isOne && namesGroups(above, cells)) ||
      (at === next && isOne && endsName(rows, above, at)) ||
      (at === next && !isOne && fillsGaps(rows, above, at)) ||
      (at === next && !isOne && lines.length < 3 && valueCount(cells) === 0 && repeatsHeader(cells, first.cells));
    if (!goesOn) break;
    lines.push(at);
    above = filledOver(cells, above);
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

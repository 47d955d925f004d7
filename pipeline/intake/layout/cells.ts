/** A row as it stands in a file or sheet, before anyone knows what it is. */
export interface RawRow {
  readonly row: number;
  readonly cells: readonly string[];
}

export const isFilled = (cell: string): boolean => {
  const first = cell.charCodeAt(0);
  return (first > 32 && first < 127) || cell.trim() !== '';
};

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

const VALUE =
  /^[-+]?[\d.,\s\u00a0]*\d(?:[eE][-+]?\d+)?\s?%?$|^\d{1,4}[-./:]\d{1,2}(?:[-./:]\d{1,4})?(?:[ T][\d:.]+Z?)?$/;

/** A number, date or time: what data has and headers have not. */
export const looksLikeValue = (cell: string): boolean => VALUE.test(cell.trim());

/** Years head columns too ("2011", "2012"), so they do not speak for data. */
export const isYear = (cell: string): boolean => /^(?:19|20)\d{2}$/.test(cell.trim());

export const valueCount = (cells: readonly string[]): number =>
  cells.filter((cell) => looksLikeValue(cell) && !isYear(cell)).length;

/** The number that most rows share; of equals the preferred, else the larger. */
export function usual(numbers: readonly number[], preferred = 0): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  let best = 1;
  for (const [number, count] of counts)
    if (
      count > (counts.get(best) ?? 0) ||
      (count === counts.get(best) && best !== preferred && (number > best || number === preferred))
    )
      best = number;
  return best;
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

/** Whether a row gives almost the names of a header, in their places: at least four, and four of five. */
export function sharesNames(cells: readonly string[], headers: readonly string[]): boolean {
  let same = 0;
  headers.forEach((header, index) => {
    if (isFilled(header) && header.trim() === (cells[index] ?? '').trim()) same += 1;
  });
  return same >= 4 && same >= 0.8 * Math.max(reach(cells), reach(headers));
}

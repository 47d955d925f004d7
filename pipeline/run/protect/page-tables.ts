import { plain, tableOf } from './chart-parts.ts';
import { type Axis, type Names, written } from './names.ts';
import type { CodedNumber, SeriesIndex, WithholdingSeries } from './series.ts';

/** A column is recognised by so many different numbers, or by two that do not often occur by chance. */
const LEAST_AGREEING = 3;
const SMALL = 10;

const isRecognised = (numbers: ReadonlySet<number>): boolean =>
  numbers.size >= LEAST_AGREEING || [...numbers].filter((number) => number >= SMALL).length >= 2;

/**
 * Numbers in a table of a page that stand in the place of a withheld figure. A column is recognised by its published
 * numbers, whatever it is called: all of them are those of one series of figures, and one more stands where that series
 * withholds. Nothing is said where another series publishes the whole column.
 */
export function leaksOfTable(index: SeriesIndex, names: Names, source: string): string[] {
  const { columns, rows } = tableOf(source);
  if (rows.length < 2) return [];
  const coded = rows.map(({ heading }) => [
    ...(names.get(written(heading)) ?? []),
    ...(/^\d{4}$/.test(heading) ? [['year', heading] as const] : []),
  ]);
  const leaks: string[] = [];
  for (let column = 0; column < Math.max(columns.length, 1); column += 1) {
    const cells = rows.flatMap(({ heading, cells: own }, at) => {
      const number = /<data value="([^"]*)"/.exec(own[column] ?? '')?.[1] ?? bareNumber(own[column] ?? '');
      return number === null || number === undefined
        ? []
        : [{ heading, number: Number(number), codes: coded[at] ?? [] }];
    });
    if (cells.length < 2) continue;
    for (const axis of new Set(cells.flatMap(({ codes }) => codes.map(([name]) => name)))) {
      const here = cells.flatMap(({ heading, number, codes }) => {
        const of = codes.filter(([name]) => name === axis).map(([, code]) => code);
        return of.length === 0 ? [] : [{ heading, number, codes: of }];
      });
      leaks.push(...leaksOfColumn(index, here, axis));
    }
  }
  return [...new Set(leaks)];
}

const bareNumber = (cell: string): string | null => {
  const text = plain(cell);
  return /^\d+$/.test(text) ? text : null;
};

interface ColumnCell extends CodedNumber {
  readonly heading: string;
}

function leaksOfColumn(index: SeriesIndex, cells: readonly ColumnCell[], axis: Axis): string[] {
  const agreeing = new Map<WithholdingSeries, Set<ColumnCell>>();
  for (const cell of cells)
    for (const code of cell.codes)
      for (const series of index.withholding(axis, code, cell.number))
        agreeing.set(series, (agreeing.get(series) ?? new Set()).add(cell));
  const found: string[] = [];
  for (const [{ name, withheld }, told] of agreeing) {
    if (!isRecognised(new Set([...told].map(({ number }) => number).filter((number) => number !== 0)))) continue;
    const others = cells.filter((cell) => !told.has(cell));
    if (others.every(({ codes }) => codes.some((code) => withheld.has(code))))
      found.push(...others.map(({ heading, number }) => `${heading} = ${number}, which is withheld in ${name}`));
  }
  return found.length > 0 && index.isPublished(axis, cells) ? [] : found;
}

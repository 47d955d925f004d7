import type { Cell, TableModel } from '../chart/model.ts';
import type { FigureWriter } from '../figures/shown.ts';
import { csvCell, type Html, html } from '../html/escape.ts';
import type { Texts } from '../text/texts.ts';

/** Markup of a cell, by a writer of figures. */
export const cellHtml =
  (write: FigureWriter) =>
  (cell: Cell): Html =>
    typeof cell === 'string'
      ? html`${cell}`
      : 'href' in cell
        ? html`<a href="${cell.href}">${cell.text}</a>`
        : write.html(cell.figure, cell.part);

/** A text for machines: years after an event are numbers, not signs and digits for readers. */
const rawText = (text: string): string | number => (/^[−+]\d+$/.test(text) ? Number(text.replace('−', '-')) : text);

type RawValue = string | number | null;
type FigureCell = Extract<Cell, { readonly part: unknown }>;
const isFigure = (cell: Cell): cell is FigureCell => typeof cell === 'object' && 'part' in cell;

/** The unrounded number of a cell, or the state where there is none; a text as it is, where it is the column's own. */
function rawCell(
  cell: Cell,
  part: 'value' | 'lower' | 'upper' | 'n' | 'numerator' | 'denominator',
  isOwn: boolean,
): RawValue {
  if (!isFigure(cell)) return isOwn ? rawText(typeof cell === 'string' ? cell : cell.text) : null;
  if (cell.figure === null) return 'no_data';
  return cell.figure.status === 'published' ? cell.figure[part] : cell.figure.status;
}

/** Columns of the file for one column of the table: an estimate has its bounds beside it, an interval is its bounds. */
function rawColumns(heading: string, cells: readonly Cell[], texts: Texts): { heading: string; values: RawValue[] }[] {
  const parts = new Set(cells.flatMap((cell) => (isFigure(cell) ? [cell.part] : [])));
  const isInterval = parts.size === 1 && parts.has('interval');
  const hasBounds = parts.has('interval') || parts.has('estimate');
  const own = isInterval
    ? []
    : [
        {
          heading,
          values: cells.map((cell) =>
            rawCell(
              cell,
              isFigure(cell) && cell.part !== 'estimate' && cell.part !== 'interval' ? cell.part : 'value',
              true,
            ),
          ),
        },
      ];
  const bounds = hasBounds
    ? (['lower', 'upper'] as const).map((part) => ({
        heading: texts.text(`column.${part}_of`, { heading }),
        values: cells.map((cell) => rawCell(cell, part, isInterval && part === 'lower')),
      }))
    : [];
  return [...own, ...bounds];
}

/** What a table shows, as CSV with commas and decimal points: unrounded numbers, the bounds of intervals in columns of their own. */
export function tableCsv(table: TableModel, texts: Texts): string {
  const columns = table.columns.flatMap(({ heading }, at) =>
    rawColumns(
      heading,
      table.rows.map(({ cells }) => cells[at] ?? ''),
      texts,
    ),
  );
  const lines = [
    columns.map(({ heading }) => csvCell(heading)),
    ...table.rows.map((_, row) => columns.map(({ values }) => csvCell(values[row] ?? null))),
  ];
  return lines.map((cells) => `${cells.join(',')}\n`).join('');
}

import type { Cell, TableModel } from '../chart/model.ts';
import type { FigureWriter } from '../figures/shown.ts';
import { csvCell, type Html, html } from '../html/escape.ts';

/** Markup of a cell, by a writer of figures. */
export const cellHtml =
  (write: FigureWriter) =>
  (cell: Cell): Html =>
    typeof cell === 'string'
      ? html`${cell}`
      : 'href' in cell
        ? html`<a href="${cell.href}">${cell.text}</a>`
        : write.html(cell.figure, cell.part);

/** A cell for machines: unrounded numbers, intervals as `lower/upper`, and the state where there is no number. */
function rawCell(cell: Cell): string | number | null {
  if (typeof cell === 'string') return cell;
  if ('href' in cell) return cell.text;
  const { figure, part } = cell;
  if (figure === null) return 'no_data';
  if (figure.status !== 'published') return figure.status;
  if (part !== 'interval' && part !== 'estimate') return figure[part];
  return figure.lower === null || figure.upper === null ? null : `${figure.lower}/${figure.upper}`;
}

/** What a table shows, as CSV with commas and decimal points. */
export const tableCsv = ({ columns, rows }: TableModel): string =>
  [
    columns.map(({ heading }) => csvCell(heading)),
    ...rows.map(({ cells }) => cells.map((cell) => csvCell(rawCell(cell)))),
  ]
    .map((cells) => `${cells.join(',')}\n`)
    .join('');

import type { TableModel } from '../../chart/model.ts';
import { isPublished } from '../../figures/shown.ts';
import type { MeasureName, View } from '../../page/view.ts';
import { intervalCell, nCell, numberColumn, textColumn, valueCell } from '../charts/support.ts';
import { nameOf } from '../charts/titles.ts';

/** Measures with this year's and last year's figure and the country's. Null where none of them is known. */
export function measureTable(view: View, caption: string, names: readonly MeasureName[]): TableModel | null {
  const { texts, edition, recipient } = view;
  const before = edition.years.includes(view.year - 1) ? view.year - 1 : null;
  const isNational = recipient.kind === 'national';
  const lines = names
    .map((name) => ({ name, figure: view.figure(name) }))
    .filter(({ figure }) => figure !== null && figure.status !== 'no_data');
  if (lines.length === 0) return null;
  return {
    caption,
    columns: [
      textColumn(texts.text('column.measure')),
      numberColumn(String(view.year)),
      ...(before === null ? [] : [numberColumn(String(before))]),
      ...(isNational ? [] : [numberColumn(texts.text('column.national'))]),
    ],
    rows: lines.map(({ name, figure }) => ({
      cells: [
        nameOf(view, name),
        valueCell(figure),
        ...(before === null ? [] : [valueCell(view.figure(name, { year: before }))]),
        ...(isNational ? [] : [valueCell(view.figure(name, { place: {} }))]),
      ],
    })),
  };
}

/** Estimates with interval and n, beside the country's. */
export function estimateTable(view: View, caption: string, names: readonly MeasureName[]): TableModel | null {
  const { texts, recipient } = view;
  const isNational = recipient.kind === 'national';
  const lines = names.map((name) => ({ name, figure: view.figure(name) })).filter(({ figure }) => figure !== null);
  if (!lines.some(({ figure }) => isPublished(figure))) return null;
  return {
    caption,
    columns: [
      textColumn(texts.text('column.measure')),
      numberColumn(texts.text('column.value')),
      numberColumn(texts.text('column.interval')),
      numberColumn(texts.text('column.n')),
      ...(isNational ? [] : [numberColumn(texts.text('column.national'))]),
    ],
    rows: lines.map(({ name, figure }) => ({
      cells: [
        nameOf(view, name),
        valueCell(figure),
        intervalCell(figure),
        nCell(figure),
        ...(isNational ? [] : [valueCell(view.figure(name, { place: {} }))]),
      ],
    })),
  };
}

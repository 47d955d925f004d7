import type { TableModel } from '../../chart/model.ts';
import { isPublished } from '../../figures/shown.ts';
import type { View } from '../../page/view.ts';
import { numberColumn, textColumn, valueCell } from '../charts/support.ts';
import { itemName } from '../charts/titles.ts';

/** Matchmaking events: meetings booked and held, and who came. */
export function matchmakingTable(view: View): TableModel | null {
  const { texts, edition } = view;
  const events = edition.index.list({ indicator: 'AKT03', measure: 'held', year: view.year, by: ['item'] });
  if (events.length === 0) return null;
  const at = (indicator: string, measure: string, item: string) =>
    view.figure({ indicator, measure, item }, { place: {} });
  return {
    caption: texts.text('matchmaking.caption', { year: view.year }),
    columns: [
      textColumn(texts.text('column.event')),
      ...['held', 'booked', 'representatives', 'organisations', 'countries'].map((key) =>
        numberColumn(texts.text(`matchmaking.${key}`)),
      ),
    ],
    rows: events.map(({ item }) => ({
      cells: [
        itemName(view, 'AKT03', item),
        valueCell(at('AKT03', 'held', item)),
        valueCell(at('AKT03', 'booked', item)),
        valueCell(at('AKT04', 'representatives', item)),
        valueCell(at('AKT04', 'organisations', item)),
        valueCell(at('AKT04', 'countries', item)),
      ],
    })),
  };
}

/** Applications to programmes of the European Union: sent, granted, and for how much. */
export function euTable(view: View): TableModel | null {
  const { texts, edition } = view;
  const place = view.recipient.kind === 'cluster' ? view.recipient.place : {};
  const measures = ['applied_count', 'awarded_count', 'success_pct', 'awarded_dkk'];
  const programmes = edition.index.list({
    indicator: 'INT03',
    measure: 'applied_count',
    year: view.year,
    by: ['item'],
    place,
  });
  const total = measures.map((measure) => view.figure({ indicator: 'INT03', measure }, { place }));
  if (total.every((figure) => figure === null)) return null;
  return {
    caption: texts.text('eu.caption', { year: view.year }),
    columns: [
      textColumn(texts.text('column.programme')),
      ...measures.map((measure) => numberColumn(texts.text(`eu.${measure}`))),
    ],
    rows: [
      ...(view.recipient.kind === 'cluster' ? [] : programmes).map(({ item }) => ({
        cells: [
          itemName(view, 'INT03', item),
          ...measures.map((measure) => valueCell(view.figure({ indicator: 'INT03', measure, item }, { place }))),
        ],
      })),
      { cells: [texts.text('column.total'), ...total.map(valueCell)] },
    ],
  };
}

/** What the cluster support organisation offered, and how many clusters used it. */
export function supportTable(view: View): TableModel | null {
  const { texts, edition } = view;
  const kinds = edition.index.list({ indicator: 'AKT06', measure: 'count', year: view.year, by: ['item'] });
  if (!kinds.some(isPublished)) return null;
  const at = (measure: string, item: string) => view.figure({ indicator: 'AKT06', measure, item }, { place: {} });
  return {
    caption: texts.text('support.caption', { year: view.year }),
    columns: [
      textColumn(texts.text('column.activity')),
      numberColumn(texts.text('support.activities')),
      numberColumn(texts.text('support.clusters')),
      numberColumn(texts.text('support.share')),
    ],
    rows: kinds.map(({ item }) => ({
      cells: [
        itemName(view, 'AKT06', item),
        valueCell(at('activity_count', item)),
        valueCell(at('count', item)),
        valueCell(at('share_pct', item)),
      ],
    })),
  };
}

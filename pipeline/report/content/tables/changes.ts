import { DIMENSIONS, TOTAL } from '../../../contract/figure.ts';
import type { ProtectedFigure } from '../../../protect/index.ts';
import type { TableModel } from '../../chart/model.ts';
import { placeName, type View } from '../../page/view.ts';
import { numberColumn, textColumn, valueCell } from '../charts/support.ts';
import { itemName, nameOf } from '../charts/titles.ts';

/** Figures that are not what they were in the last edition. */
export function changeTable(view: View): TableModel | null {
  const { texts, edition } = view;
  const changes = edition.input.comparison?.changes ?? [];
  if (changes.length === 0) return null;
  return {
    caption: texts.text('changes.caption'),
    columns: [
      textColumn(texts.text('column.measure')),
      textColumn(texts.text('column.place')),
      textColumn(texts.text('column.year')),
      numberColumn(texts.text('changes.before')),
      numberColumn(texts.text('changes.after')),
    ],
    rows: changes.map(({ before, after }) => {
      const figure = (after ?? before) as ProtectedFigure;
      return {
        cells: [
          nameOf(view, { indicator: figure.indicator, measure: figure.measure }),
          placeOf(view, figure),
          String(figure.referenceYear),
          before === null ? texts.text('changes.not_there') : valueCell(before),
          after === null ? texts.text('changes.not_there') : valueCell(after),
        ],
      };
    }),
  };
}

/** The values of a figure's dimensions, named. */
function placeOf(view: View, figure: ProtectedFigure): string {
  const { texts } = view;
  const parts = DIMENSIONS.filter((dimension) => figure[dimension] !== TOTAL).map((dimension) => {
    const value = figure[dimension];
    if (dimension === 'item') return itemName(view, figure.indicator, value);
    if (dimension === 'dedicated' || dimension === 'participation_status')
      return texts.text(`subset.${dimension}.${value}`);
    return placeName(view, dimension, value);
  });
  return parts.length === 0 ? texts.text('ranked.national_name') : parts.join(', ');
}

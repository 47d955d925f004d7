import type { Dimension } from '../../../contract/figure.ts';
import type { ProtectedFigure } from '../../../protect/index.ts';
import { type ChartModel, markText } from '../../chart/model.ts';
import { wrapLabel } from '../../chart/wrap.ts';
import { isPublished } from '../../figures/shown.ts';
import { slug } from '../../html/escape.ts';
import type { MeasureName, View } from '../../page/view.ts';
import { placeName } from '../../page/view.ts';
import { formatList } from '../../text/number.ts';
import { numberColumn, textColumn, tip, valueCell, withheldNote } from './support.ts';
import { itemName, measured, nameOf } from './titles.ts';

interface BarOptions {
  /** What the bars are of: a breakdown with a code list, or items. */
  readonly by: 'size_band' | 'industry' | 'item' | 'country_item';
  /** Largest first; otherwise in the order of the code list or the figures. */
  readonly isRanked?: boolean;
  /** Only the first so many bars; the table has all. */
  readonly limit?: number;
  /** Key of the texts `bars.<key>.finding` and, where the name of the measure is not enough, `bars.<key>.what`. */
  readonly key: string;
}

interface Bar {
  readonly label: string;
  readonly code: string;
  readonly figure: ProtectedFigure;
}

/** Bars of a measure by size, industry or item, from zero, with their values beside them. Null where all are zero or unknown. */
export function breakdownBars(view: View, name: MeasureName, options: BarOptions): ChartModel | null {
  const { texts, write } = view;
  const dimension: Dimension = options.by === 'country_item' ? 'item' : options.by;
  const figures = view.edition.index.list({ ...name, year: view.year, place: view.recipient.place, by: [dimension] });
  const labelOf = (code: string): string =>
    options.by === 'item'
      ? itemName(view, name.indicator, code)
      : placeName(view, options.by === 'country_item' ? 'country' : (options.by as 'size_band'), code);
  const order = orderOf(view, options.by);
  const bars: Bar[] = figures.map((figure) => ({ label: labelOf(figure[dimension]), code: figure[dimension], figure }));
  const known = bars.filter(({ code, figure }) => code !== 'unknown' && isPublished(figure) && figure.value > 0);
  if (known.length === 0) return null;
  if (order !== null) bars.sort((a, b) => order(a.code) - order(b.code));
  if (options.isRanked) bars.sort((a, b) => (b.figure.value ?? -1) - (a.figure.value ?? -1));
  const shown = bars.slice(0, options.limit ?? bars.length);
  const first = known.reduce((best, bar) => ((bar.figure.value ?? 0) > (best.figure.value ?? 0) ? bar : best));
  const leaders = known.filter(({ figure }) => figure.value === first.figure.value);
  const what = texts.has(`bars.${options.key}.what`) ? texts.text(`bars.${options.key}.what`) : nameOf(view, name);
  return {
    spec: 'bars',
    finding: texts.text(`bars.${options.key}.finding`, {
      count: leaders.length,
      label: formatList(
        leaders.map(({ label }) => label),
        view.language,
      ),
      value: write.text(first.figure),
    }),
    measured:
      options.by === 'country_item'
        ? texts.text('chart.measured_abroad', { what, year: view.year })
        : measured(view, what),
    alt: texts.text('bars.alt', {
      what,
      values: shown.map(({ label, figure }) => `${label}: ${write.text(figure)}`).join('; '),
    }),
    rows: shown.map(({ label, code, figure }) => ({
      label: wrapLabel(label, 160),
      value: isPublished(figure) ? figure.value : null,
      text: isPublished(figure) ? write.text(figure) : null,
      absent: isPublished(figure) ? null : write.text(figure),
      mark: markText(`x-${slug(code)}`, tip(view, label, figure)),
    })),
    table: {
      caption: what,
      columns: [textColumn(texts.text(`column.${options.by}`)), numberColumn(texts.text('column.value'))],
      rows: bars.map(({ label, figure }) => ({ cells: [label, valueCell(figure)] })),
    },
    notes: [
      ...(texts.has(`bars.${options.key}.note`) ? [texts.text(`bars.${options.key}.note`)] : []),
      ...(shown.length < bars.length ? [texts.text('bars.limited', { shown: shown.length, all: bars.length })] : []),
      ...withheldNote(view, figures),
    ],
  };
}

function orderOf(view: View, by: BarOptions['by']): ((code: string) => number) | null {
  const { industries, sizeBands } = view.edition.input.lists;
  const list = by === 'industry' ? industries : by === 'size_band' ? sizeBands : null;
  if (list === null) return null;
  const positions = new Map(list.map(({ code }, position) => [code, position]));
  return (code) => positions.get(code) ?? list.length;
}

import { type ChartModel, markText } from '../../chart/model.ts';
import { hasInterval, isPublished } from '../../figures/shown.ts';
import type { MeasureName, View } from '../../page/view.ts';
import { directionOf } from '../change.ts';
import { sentence } from '../sentences.ts';
import {
  confidence,
  intervalCell,
  nCell,
  numberColumn,
  stateOf,
  textColumn,
  tip,
  valueCell,
  withheldNote,
} from './support.ts';
import { measured, nameOf, yearSpan } from './titles.ts';

/** A measure over the years of the edition, with intervals and with the breaks of its definition. */
export function trend(view: View, name: MeasureName, key: string): ChartModel | null {
  const { edition, write, texts } = view;
  const indicator = edition.indicators.get(name.indicator);
  const figures = edition.years.map((year) => view.figure(name, { year }));
  if (!figures.some(isPublished)) return null;
  const changedIn = indicator?.changedInYear ?? null;
  const rows = edition.years.map((year, position) => {
    const figure = figures[position] ?? null;
    const isShown = isPublished(figure);
    return {
      year: String(year),
      value: isShown ? figure.value : null,
      lower: hasInterval(figure) ? figure.lower : null,
      upper: hasInterval(figure) ? figure.upper : null,
      reach: hasInterval(figure) ? figure.upper : isShown ? figure.value : null,
      text: write.text(figure),
      status: stateOf(figure),
      segment: changedIn !== null && year >= changedIn ? 2 : 1,
      isBreak: changedIn === year && position > 0,
      mark: markText(view.recipient.key, tip(view, String(year), figure)),
    };
  });
  const what = nameOf(view, name);
  const isEstimate = figures.some(hasInterval);
  return {
    spec: 'trend',
    finding: findingOf(view, name, key),
    measured: measured(view, what, yearSpan(edition.years)),
    alt: texts.text('chart.trend.alt', {
      what,
      values: rows.map(({ year, text }) => `${year}: ${text}`).join('; '),
    }),
    rows,
    table: {
      caption: what,
      columns: [
        textColumn(texts.text('column.year')),
        numberColumn(texts.text('column.value')),
        ...(isEstimate ? [numberColumn(texts.text('column.interval')), numberColumn(texts.text('column.n'))] : []),
      ],
      rows: figures.map((figure, position) => ({
        cells: [
          String(edition.years[position]),
          valueCell(figure),
          ...(isEstimate ? [intervalCell(figure), nCell(figure)] : []),
        ],
      })),
    },
    notes: [
      ...(isEstimate ? [texts.text('note.interval', { level: confidence(view) })] : []),
      ...withheldNote(view, figures),
    ],
  };
}

/** Says a change only where there is one that can be trusted; otherwise where the measure stands. */
function findingOf(view: View, name: MeasureName, key: string): string {
  const current = view.figure(name);
  const earlier = view.figure(name, { year: view.year - 1 });
  const direction = directionOf(current, earlier, view.edition.indicators.get(name.indicator));
  const said = ['up', 'down', 'unclear'].includes(direction) ? direction : 'level';
  return sentence(view, `trend.${key}.${said}`, { current, earlier }, { year: view.year, earlierYear: view.year - 1 })
    .text;
}

import type { ProtectedFigure } from '../../../protect/index.ts';
import { type ChartModel, markText } from '../../chart/model.ts';
import { hasInterval, isPublished } from '../../figures/shown.ts';
import type { MeasureName, View } from '../../page/view.ts';
import { formatList } from '../../text/number.ts';
import { coverageOf, directionOf } from '../change.ts';
import { haveSameReporters } from '../reporters.ts';
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
  const breaks = (indicator?.breaks ?? []).map(({ year }) => year);
  const coverages = coverageBy(view, figures);
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
      isComparable: coverages.length === 0,
      segment: 1 + breaks.filter((changed) => changed <= year).length,
      isBreak: breaks.includes(year) && position > 0,
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
      ...(indicator?.breaks ?? [])
        .filter(({ year }) => edition.years.some((shown, position) => shown === year && position > 0))
        .map(({ year, reason }) => texts.text('chart.break_reason', { year, reason: view.local(reason) })),
      ...(coverages.length === 0
        ? []
        : [texts.text('trend.coverage', { values: formatList(coverages, view.language) })]),
      ...withheldNote(view, figures),
    ],
  };
}

/** How many clusters are behind each year's number, where they are not the same in all years. */
function coverageBy(view: View, figures: readonly (ProtectedFigure | null)[]): string[] {
  const { texts, edition } = view;
  const coverages = figures.flatMap((figure, position) => {
    const coverage = isPublished(figure) ? coverageOf(figure) : null;
    return coverage === null ? [] : [{ ...coverage, year: edition.years[position] as number }];
  });
  const [first] = coverages;
  if (first === undefined) return [];
  if (coverages.every(({ text, year }) => text === first.text && haveSameReporters(view, year, first.year))) return [];
  return coverages.map(({ reported, all, year }) => texts.text('trend.reported', { reported, all, year }));
}

/** Says a change only where there is one that can be trusted; otherwise where the measure stands. */
function findingOf(view: View, name: MeasureName, key: string): string {
  const current = view.figure(name);
  const earlier = view.figure(name, { year: view.year - 1 });
  const direction = directionOf(
    current,
    earlier,
    view.edition.indicators.get(name.indicator),
    haveSameReporters(view, view.year, view.year - 1),
  );
  const said = ['up', 'down', 'unclear'].includes(direction) ? direction : 'level';
  return sentence(view, `trend.${key}.${said}`, { current, earlier }, { year: view.year, earlierYear: view.year - 1 })
    .text;
}

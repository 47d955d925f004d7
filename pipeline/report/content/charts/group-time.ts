import type { ProtectedFigure } from '../../../protect/index.ts';
import { type ChartModel, markText } from '../../chart/model.ts';
import { hasInterval, isPublished } from '../../figures/shown.ts';
import type { View } from '../../page/view.ts';
import { formatNumber } from '../../text/number.ts';
import { effectFigures } from '../effect-items.ts';
import { finding } from '../sentences.ts';
import { numberColumn, stateOf, textColumn, withheldNote } from './support.ts';

/** Sizes of an effect, in per cent, at which the colour changes; the same in every edition, so that maps can be compared. */
const LIMITS = [2, 5, 10] as const;

const COLOURS: Readonly<Record<number, string>> = {
  [-3]: 'fall3',
  [-2]: 'fall2',
  [-1]: 'fall1',
  0: 'wash',
  1: 'ramp2',
  2: 'ramp3',
  3: 'ramp4',
};

interface Cell {
  readonly cohort: string;
  readonly year: string;
  readonly figure: ProtectedFigure;
}

/** The effect by year of entry and calendar year: colours for size and direction, bold where the interval leaves out zero. */
export function groupTimeMap(view: View): ChartModel | null {
  const { texts, write } = view;
  const cells = effectFigures(view, 'EFF01', 'effect_pct', 'gt').map(
    ({ rest: [cohort = '', year = ''], figure }): Cell => ({ cohort, year, figure }),
  );
  const published = cells.filter(({ figure }) => isPublished(figure));
  if (published.length === 0) return null;
  const cohorts = [...new Set(cells.map(({ cohort }) => cohort))].sort();
  const years = [...new Set(cells.map(({ year }) => year))].sort();
  const at = (cohort: string, year: string) =>
    cells.find((cell) => cell.cohort === cohort && cell.year === year)?.figure ?? null;
  const after = published.filter(({ cohort, year }) => year >= cohort);
  const above = after.filter(({ figure }) => (figure.value ?? 0) > 0);
  const overall = view.figure({ indicator: 'EFF01', measure: 'effect_pct', item: 'spec|group_time' }, { place: {} });
  const number = (value: number) => formatNumber(value, 0, view.language);
  const ofCell = (cohort: string, year: string, figure: ProtectedFigure | null) =>
    texts.text('group_time.cell', { cohort, year, value: write.text(figure) });
  return {
    spec: 'group-time',
    finding: finding(
      view,
      'group_time.finding',
      { effect: overall },
      { above: number(above.length), count: after.length, of: number(after.length) },
    ),
    measured: texts.text('group_time.measured'),
    alt: texts.text('group_time.alt', {
      values: cells.map(({ cohort, year, figure }) => ofCell(cohort, year, figure)).join('; '),
    }),
    rows: cohorts.flatMap((cohort) =>
      years.map((year) => {
        const figure = at(cohort, year);
        return {
          label: texts.text('group_time.row', { cohort }),
          year,
          level: isPublished(figure) ? levelOf(figure.value) : 0,
          status: stateOf(figure),
          text: isPublished(figure) ? formatNumber(figure.value, 1, view.language) : '',
          isClear: hasInterval(figure) && (figure.lower > 0 || figure.upper < 0),
          isEntry: cohort === year,
          mark: markText('', ofCell(cohort, year, figure)),
        };
      }),
    ),
    key: classKey(view),
    table: {
      caption: texts.text('group_time.measured'),
      columns: [textColumn(texts.text('column.cohort')), ...years.map((year) => numberColumn(year))],
      rows: cohorts.map((cohort) => ({
        cells: [cohort, ...years.map((year) => ({ figure: at(cohort, year), part: 'estimate' as const }))],
      })),
    },
    notes: [
      texts.text('group_time.note'),
      ...withheldNote(
        view,
        cells.map(({ figure }) => figure),
      ),
    ],
  };
}

/** From −3 to 3; 0 is close to none. */
function levelOf(value: number): number {
  const size = LIMITS.filter((limit) => Math.abs(value) >= limit).length;
  return value < 0 ? -size : size;
}

function classKey({ texts, language }: View): { label: string; colour: string }[] {
  const signed = (value: number) => formatNumber(value, 0, language);
  return [-3, -2, -1, 0, 1, 2, 3].map((level) => {
    const [inner, outer] = [LIMITS[Math.abs(level) - 1] ?? 0, LIMITS[Math.abs(level)]];
    const sign = Math.sign(level);
    const label =
      level === 0
        ? texts.text('group_time.between', { from: signed(-LIMITS[0]), to: signed(LIMITS[0]) })
        : outer === undefined
          ? texts.text(sign < 0 ? 'group_time.under' : 'group_time.over', { limit: signed(sign * inner) })
          : texts.text('group_time.between', {
              from: signed(Math.min(sign * inner, sign * outer)),
              to: signed(Math.max(sign * inner, sign * outer)),
            });
    return { label, colour: COLOURS[level] as string };
  });
}

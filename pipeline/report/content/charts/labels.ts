import { type ChartModel, markText } from '../../chart/model.ts';
import { wrapLabel } from '../../chart/wrap.ts';
import { isPublished } from '../../figures/shown.ts';
import { clusterKey } from '../../page/recipient.ts';
import { placeName, type View, wherePhrase } from '../../page/view.ts';
import { clustersOf } from '../clusters.ts';
import { textColumn } from './support.ts';
import { itemName } from './titles.ts';

/** Best label first. */
const LEVELS = ['gold', 'silver', 'bronze'] as const;

/** Place among the levels; none comes last. */
const rank = (level: (typeof LEVELS)[number] | null | undefined): number =>
  level === null || level === undefined ? LEVELS.length : LEVELS.indexOf(level);

/** Which label each cluster held on 31 December of each year, the best of the latest year first. */
export function labelTimeline(view: View): ChartModel | null {
  const { texts, edition } = view;
  const { clusters } = edition.input.lists;
  const levelOf = (cluster: string, year: number) =>
    LEVELS.find((item) => {
      const figure = view.figure({ indicator: 'ORG02', measure: 'held', item }, { year, place: { cluster } });
      return isPublished(figure) && figure.value > 0;
    }) ?? null;
  const holders = clustersOf(view)
    .map((id) => ({ id, levels: edition.years.map((year) => levelOf(id, year)) }))
    .filter(({ levels }) => levels.some((level) => level !== null))
    .sort((a, b) => rank(a.levels.at(-1)) - rank(b.levels.at(-1)));
  if (holders.length === 0) return null;
  const now = holders.filter(({ levels }) => levels.at(-1) !== null);
  const word = (level: string | null) => (level === null ? texts.text('labels.none') : itemName(view, 'ORG02', level));
  return {
    spec: 'label-timeline',
    finding: findingOf(view, now.length, word(holders[0]?.levels.at(-1) ?? null)),
    measured: texts.text('labels.measured', { from: edition.years[0] ?? '', to: edition.years.at(-1) ?? '' }),
    alt: texts.text('labels.alt', {
      values: holders
        .map(
          ({ id, levels }) =>
            `${placeName(view, 'cluster', id)}: ${levels.map((level, step) => `${edition.years[step]} ${word(level)}`).join(', ')}`,
        )
        .join('; '),
    }),
    rows: holders.flatMap(({ id, levels }) =>
      levels.map((level, step) => ({
        label: wrapLabel(placeName(view, 'cluster', id), 180),
        year: String(edition.years[step]),
        level,
        letter: level === null ? null : word(level).charAt(0),
        absent: level === null ? '–' : null,
        mark: markText(
          clusterKey(clusters, id),
          `${placeName(view, 'cluster', id)}, ${edition.years[step]}: ${word(level)}`,
        ),
      })),
    ),
    table: {
      caption: texts.text('labels.measured', { from: edition.years[0] ?? '', to: edition.years.at(-1) ?? '' }),
      columns: [textColumn(texts.text('column.cluster')), ...edition.years.map((year) => textColumn(String(year)))],
      rows: holders.map(({ id, levels }) => ({
        cells: [placeName(view, 'cluster', id), ...levels.map(word)],
        key: clusterKey(clusters, id),
      })),
    },
    notes: [],
  };
}

/** A cluster's own report speaks of its label; others count those that the page is about. */
function findingOf(view: View, count: number, label: string): string {
  const { texts, recipient, year } = view;
  if (recipient.kind === 'cluster') return texts.text('labels.own', { label, year });
  if (recipient.kind === 'national') return texts.text('labels.finding', { count, year });
  return texts.text('labels.at_home', { count, year, where: wherePhrase(view) });
}

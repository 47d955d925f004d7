import type { ProtectedFigure } from '../../../protect/index.ts';
import { type ChartModel, markText } from '../../chart/model.ts';
import { wrapLabel } from '../../chart/wrap.ts';
import { hasInterval, isPublished } from '../../figures/shown.ts';
import { clusterKey, regionKey } from '../../page/recipient.ts';
import { type MeasureName, placeName, type View } from '../../page/view.ts';
import { directionOf } from '../change.ts';
import { sentence } from '../sentences.ts';
import { confidence, intervalCell, nCell, numberColumn, textColumn, tip, valueCell, withheldNote } from './support.ts';
import { nameOf } from './titles.ts';

/**
 * A measure of all regions or clusters, largest first, with the country as a line and the recipient marked. A growth forum
 * that is no region stands among the regions in its own report.
 */
export function ranked(view: View, name: MeasureName, by: 'region' | 'cluster', key: string): ChartModel | null {
  const { texts, write, edition, recipient } = view;
  const national = view.figure(name, { place: {} });
  const own = recipient.kind === 'growth_forum' ? view.figure(name) : null;
  const figures = [...edition.index.list({ ...name, year: view.year, by: [by] }), ...(own === null ? [] : [own])].sort(
    (a, b) => (b.value ?? Number.NEGATIVE_INFINITY) - (a.value ?? Number.NEGATIVE_INFINITY),
  );
  if (!figures.some(isPublished)) return null;
  const isEstimate = figures.some(hasInterval);
  const isMine = (figure: ProtectedFigure) =>
    figure === own || (recipient.kind === by && figure[by] === recipient.code);
  const labelOf = (figure: ProtectedFigure) =>
    figure === own ? view.local(recipient.name) : placeName(view, by, figure[by]);
  const largest = Math.max(...figures.map((figure) => figure.upper ?? figure.value ?? 0));
  const what = nameOf(view, name);
  const keyOf = (figure: ProtectedFigure) => {
    if (figure === own) return recipient.key;
    return by === 'region' ? regionKey(figure.region) : clusterKey(edition.input.lists.clusters, figure.cluster);
  };
  return {
    spec: 'ranked',
    finding: findingOf(view, figures, figures.find(isMine), national, key),
    measured: texts.text(`ranked.by_${by}`, { what, year: view.year }),
    alt: texts.text('bars.alt', {
      what,
      values: figures.map((figure) => `${labelOf(figure)}: ${write.text(figure)}`).join('; '),
    }),
    rows: figures.map((figure) => ({
      label: wrapLabel(labelOf(figure), 170),
      value: isPublished(figure) ? figure.value : null,
      lower: hasInterval(figure) ? figure.lower : null,
      upper: hasInterval(figure) ? figure.upper : null,
      text: isPublished(figure) ? write.text(figure) : null,
      absent: isPublished(figure) ? null : write.text(figure),
      isMine: isMine(figure),
      national: isPublished(national) && isEstimate ? national.value : null,
      nationalText: texts.text('ranked.national', { value: write.text(national) }),
      isNationalHigh: isPublished(national) && national.value > 0.6 * largest,
      mark: markText(keyOf(figure), tip(view, labelOf(figure), figure)),
    })),
    table: {
      caption: what,
      columns: [
        textColumn(texts.text(`column.${by}`)),
        numberColumn(texts.text('column.value')),
        ...(isEstimate ? [numberColumn(texts.text('column.interval')), numberColumn(texts.text('column.n'))] : []),
      ],
      rows: [...figures, ...(isPublished(national) ? [national] : [])].map((figure) => ({
        cells: [
          figure === national ? texts.text('ranked.national_name') : labelOf(figure),
          valueCell(figure),
          ...(isEstimate ? [intervalCell(figure), nCell(figure)] : []),
        ],
        isMine: figure !== national && isMine(figure),
        key: figure === national ? 'dk' : keyOf(figure),
      })),
    },
    notes: [
      ...(isEstimate ? [texts.text('note.interval', { level: confidence(view) })] : []),
      ...withheldNote(view, figures),
    ],
  };
}

/** Names a place only where it differs from the country beyond chance: the recipient, else the highest, else the lowest. */
function findingOf(
  view: View,
  figures: readonly ProtectedFigure[],
  mine: ProtectedFigure | undefined,
  national: ProtectedFigure | null,
  key: string,
): string {
  const { recipient, edition } = view;
  if (mine !== undefined && hasInterval(mine)) {
    const direction = directionOf(mine, national);
    const said = ['up', 'down', 'unreliable'].includes(direction) ? direction : 'level';
    return sentence(view, `ranked.${key}.mine_${said}`, { mine, national }, { name: view.local(recipient.name) }).text;
  }
  const standing = (direction: 'up' | 'down') =>
    figures.filter((figure) => directionOf(figure, national) === direction);
  const [above, below] = [standing('up')[0], standing('down').at(-1)];
  const apart = above ?? below;
  if (apart === undefined) return sentence(view, `ranked.${key}.level`, { national }).text;
  const by = edition.input.lists.regions.some(({ code }) => code === apart.region) ? 'region' : 'cluster';
  const said = apart === above ? 'mine_up' : 'mine_down';
  return sentence(view, `ranked.${key}.${said}`, { mine: apart, national }, { name: placeName(view, by, apart[by]) })
    .text;
}

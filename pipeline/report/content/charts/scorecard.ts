import type { ProtectedFigure } from '../../../protect/index.ts';
import { type ChartModel, type ChartRow, markText } from '../../chart/model.ts';
import { wrapLabel } from '../../chart/wrap.ts';
import { peerMedianMeasure } from '../../figures/peer-median.ts';
import { isPublished } from '../../figures/shown.ts';
import { clusterKey } from '../../page/recipient.ts';
import { type MeasureName, placeName, type View } from '../../page/view.ts';
import { SCORECARD } from '../measures.ts';
import { numberColumn, textColumn, valueCell, withheldNote } from './support.ts';

interface Line {
  readonly label: string;
  readonly mine: ProtectedFigure | null;
  readonly median: ProtectedFigure | null;
  readonly peers: readonly ProtectedFigure[];
}

/** A cluster beside all others: where it lies between the lowest and the highest, and the median of its peers. */
export function scorecard(view: View): ChartModel | null {
  const { texts, write, edition } = view;
  const { clusters } = edition.input.lists;
  const lines = SCORECARD.map((name) => lineOf(view, name)).filter(
    ({ mine, median }) => mine !== null && isPublished(median),
  );
  if (!lines.some(({ mine }) => isPublished(mine))) return null;
  const above = lines.filter(
    ({ mine, median }) => isPublished(mine) && isPublished(median) && mine.value > median.value,
  );
  const figures = lines.map(({ mine }) => mine);
  return {
    spec: 'scorecard',
    finding: texts.text('scorecard.finding', { count: above.length, of: figures.filter(isPublished).length }),
    measured: texts.text('scorecard.measured', { year: view.year }),
    alt: texts.text('bars.alt', {
      what: texts.text('scorecard.measured', { year: view.year }),
      values: lines
        .map(({ label, mine, median }) =>
          texts.text('scorecard.line', { label, mine: write.text(mine), median: write.text(median) }),
        )
        .join('; '),
    }),
    rows: lines.flatMap(({ label, mine, median, peers }): ChartRow[] => {
      const values = [...peers, mine].filter(isPublished).map(({ value }) => value);
      const [low, high] = [Math.min(...values), Math.max(...values)];
      const position = (figure: ProtectedFigure | null) =>
        isPublished(figure) ? (high === low ? 0.5 : (figure.value - low) / (high - low)) : null;
      const line = wrapLabel(label, 130);
      return [
        ...peers.filter(isPublished).map((figure) => ({
          label: line,
          kind: 'peer',
          position: position(figure),
          text: null,
          mark: markText(
            clusterKey(clusters, figure.cluster),
            `${placeName(view, 'cluster', figure.cluster)}: ${write.text(figure)}`,
          ),
        })),
        {
          label: line,
          kind: 'median',
          position: position(median),
          text: null,
          mark: markText('', `${texts.text('scorecard.median')}: ${write.text(median)}`),
        },
        {
          label: line,
          kind: 'mine',
          position: position(mine),
          text: write.text(mine),
          mark: markText(view.recipient.key, `${label}: ${write.text(mine)}`),
        },
      ];
    }),
    key: [
      { label: view.local(view.recipient.name), colour: 'accent' },
      { label: texts.text('scorecard.median'), colour: 'compare' },
      { label: texts.text('scorecard.others'), colour: 'line' },
    ],
    table: {
      caption: texts.text('scorecard.measured', { year: view.year }),
      columns: [
        textColumn(texts.text('column.indicator')),
        numberColumn(texts.text('column.mine')),
        numberColumn(texts.text('scorecard.median')),
        numberColumn(texts.text('column.peers')),
      ],
      rows: lines.map(({ label, mine, median }) => ({
        cells: [label, valueCell(mine), valueCell(median), { figure: median, part: 'n' as const }],
      })),
    },
    notes: [texts.text('scorecard.note'), ...withheldNote(view, figures)],
  };
}

function lineOf(view: View, name: MeasureName): Line {
  const all = view.edition.index.list({
    indicator: name.indicator,
    measure: name.measure,
    year: view.year,
    by: ['cluster'],
    place: name.item === undefined ? {} : { item: name.item },
  });
  return {
    label: view.texts.text(`scorecard.label.${name.indicator}`),
    mine: view.figure(name),
    median: view.figure({ ...name, measure: peerMedianMeasure(name.measure) }, { place: {} }),
    peers: all.filter(({ cluster }) => cluster !== view.recipient.code),
  };
}

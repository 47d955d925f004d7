import type { ProtectedFigure } from '../../../protect/index.ts';
import { type ChartModel, markText } from '../../chart/model.ts';
import { wrapLabel } from '../../chart/wrap.ts';
import type { Place } from '../../figures/figure-index.ts';
import { hasInterval, isPublished } from '../../figures/shown.ts';
import { placeName, type View } from '../../page/view.ts';
import { claimOf } from '../claims.ts';
import { MEASURES } from '../measures.ts';
import { finding } from '../sentences.ts';
import { confidence, intervalCell, nCell, numberColumn, textColumn, valueCell, withheldNote } from './support.ts';

interface Group {
  readonly label: string;
  readonly treated: ProtectedFigure | null;
  readonly control: ProtectedFigure | null;
  readonly ratio: ProtectedFigure | null;
}

/** Shares that become innovative, participants against matched companies, in all and by segment. */
export function innovationDumbbell(view: View): ChartModel | null {
  const { texts, write, edition } = view;
  const at = (measure: string, place: Place) => view.figure({ indicator: 'EFF03', measure }, { place });
  const groupOf = (label: string, place: Place): Group => ({
    label,
    treated: at('treated_rate_pct', place),
    control: at('control_rate_pct', place),
    ratio: at('risk_ratio', place),
  });
  const groups = [
    groupOf(texts.text('effect.item.Total'), {}),
    ...['sme', 'large'].map((item) => groupOf(texts.text(`effect.item.${item}`), { item })),
    ...edition.input.lists.sizeBands.map(({ code }) =>
      groupOf(placeName(view, 'size_band', code), { size_band: code }),
    ),
  ].filter(({ treated, control }) => treated !== null || control !== null);
  const headline = groups.find(({ label }) => label === texts.text('effect.item.sme')) ?? groups[0];
  if (headline === undefined || !groups.some(({ treated }) => isPublished(treated))) return null;
  const isClear = ['up', 'down'].includes(claimOf(view, MEASURES.innovationRatio, headline.ratio, 1));
  const sideRow = (label: string, side: 'treated' | 'control', figure: ProtectedFigure | null) => ({
    label: wrapLabel(label, 150),
    side,
    value: isPublished(figure) ? figure.value : null,
    lower: hasInterval(figure) ? figure.lower : null,
    upper: hasInterval(figure) ? figure.upper : null,
    text: write.text(figure),
    absent: side === 'treated' && !isPublished(figure) ? write.text(figure) : null,
    mark: markText('', `${label}, ${texts.text(`side.${side}`)}: ${write.text(figure)}`),
  });
  return {
    spec: 'dumbbell',
    finding: finding(view, `innovation.finding_${isClear ? 'clear' : 'unclear'}`, {
      treated: headline.treated,
      control: headline.control,
    }),
    measured: texts.text('innovation.measured'),
    alt: texts.text('innovation.alt', {
      values: groups
        .map(({ label, treated, control }) => `${label}: ${write.text(treated)} / ${write.text(control)}`)
        .join('; '),
    }),
    rows: groups.flatMap(({ label, treated, control }) => [
      sideRow(label, 'treated', treated),
      sideRow(label, 'control', control),
    ]),
    key: [
      { label: texts.text('side.treated'), colour: 'accent' },
      { label: texts.text('side.control'), colour: 'compare' },
    ],
    table: {
      caption: texts.text('innovation.measured'),
      columns: [
        textColumn(texts.text('column.group')),
        numberColumn(texts.text('side.treated')),
        numberColumn(texts.text('side.control')),
        numberColumn(texts.text('column.ratio')),
        numberColumn(texts.text('column.interval')),
        numberColumn(texts.text('column.pairs')),
      ],
      rows: groups.map(({ label, treated, control, ratio }) => ({
        cells: [
          label,
          { figure: treated, part: 'estimate' as const },
          { figure: control, part: 'estimate' as const },
          valueCell(ratio),
          intervalCell(ratio),
          nCell(ratio),
        ],
      })),
    },
    notes: [
      ...(groups.some(({ treated }) => hasInterval(treated))
        ? [texts.text('note.interval', { level: confidence(view) })]
        : []),
      ...withheldNote(
        view,
        groups.flatMap(({ treated, control }) => [treated, control]),
      ),
    ],
  };
}

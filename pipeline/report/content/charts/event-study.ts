import { type ChartModel, markText } from '../../chart/model.ts';
import { isPublished } from '../../figures/shown.ts';
import type { View } from '../../page/view.ts';
import { claimOf } from '../claims.ts';
import { eventTimes } from '../effect-items.ts';
import { MEASURES } from '../measures.ts';
import { finding } from '../sentences.ts';
import { estimateColumns, shownValue, signed } from './estimates.ts';
import { confidence, intervalCell, nCell, tip, valueCell, withheldNote } from './support.ts';

/** The effect year by year, before and after companies join. */
export function eventStudy(view: View): ChartModel | null {
  const { texts, write } = view;
  const points = eventTimes(view, 'EFF01', 'effect_pct');
  if (!points.some(({ figure }) => isPublished(figure))) return null;
  const figures = points.map(({ figure }) => figure);
  const headline = view.figure(MEASURES.productivity, { place: {} });
  const claim = claimOf(view, MEASURES.productivity, headline, 0);
  const label = (time: number) => texts.text('effect.time', { count: Math.abs(time), time: signed(time) });
  return {
    spec: 'event-study',
    finding: finding(
      view,
      `event_study.${claim === 'up' || claim === 'down' ? 'clear' : claim === 'unsettled' ? claim : 'unclear'}`,
      { effect: headline },
    ),
    measured: texts.text('event_study.measured'),
    alt: texts.text('event_study.alt', {
      values: points.map(({ time, figure }) => `${label(time)}: ${write.text(figure)}`).join('; '),
    }),
    rows: points.map(({ time, figure }) => ({
      time,
      ...shownValue(figure),
      isAfter: time >= 0,
      text: time === -1 || !isPublished(figure) ? null : write.text(figure).replace(/\u00A0(pct\.|%)$/, ''),
      mark: markText('', tip(view, label(time), figure)),
    })),
    table: {
      caption: texts.text('event_study.measured'),
      columns: estimateColumns(view, texts.text('column.event_time')),
      rows: points.map(({ time, figure }) => ({
        cells: [signed(time), valueCell(figure), intervalCell(figure), nCell(figure)],
      })),
    },
    notes: [
      texts.text('event_study.note'),
      texts.text('note.interval', { level: confidence(view) }),
      ...withheldNote(view, figures),
    ],
  };
}

import { type ChartModel, markText } from '../../chart/model.ts';
import { hasInterval, isPublished } from '../../figures/shown.ts';
import type { View } from '../../page/view.ts';
import { claimOf } from '../claims.ts';
import { effectFigures, eventTimes } from '../effect-items.ts';
import { MEASURES } from '../measures.ts';
import { finding } from '../sentences.ts';
import { estimateColumns, shownValue, signed } from './estimates.ts';
import { confidence, intervalCell, nCell, numberColumn, tip, valueCell, withheldNote } from './support.ts';

/** The effect year by year, before and after companies join. */
export function eventStudy(view: View): ChartModel | null {
  const { texts, write } = view;
  const points = eventTimes(view, 'EFF01', 'effect_pct');
  if (!points.some(({ figure }) => isPublished(figure))) return null;
  const figures = points.map(({ figure }) => figure);
  const bands = new Map(
    effectFigures(view, 'EFF01', 'effect_pct', 'band').map(({ rest: [item = ''], figure }) => [item, figure]),
  );
  const bandOf = (time: number) => bands.get(`e=${time}`) ?? null;
  const headline = view.figure(MEASURES.productivity, { place: {} });
  const claim = claimOf(view, MEASURES.productivity, headline, 0);
  const label = (time: number) => texts.text('effect.time', { count: Math.abs(time), time: signed(time) });
  return {
    spec: 'event-study',
    finding: finding(view, `event_study.${claim === 'unknown' ? 'unclear' : claim}`, { effect: headline }),
    measured: texts.text('event_study.measured'),
    alt: texts.text('event_study.alt', {
      values: points.map(({ time, figure }) => `${label(time)}: ${write.text(figure)}`).join('; '),
    }),
    rows: points.map(({ time, figure }) => ({
      time,
      ...shownValue(figure),
      bandLower: hasInterval(bandOf(time)) ? (bandOf(time)?.lower ?? null) : null,
      bandUpper: hasInterval(bandOf(time)) ? (bandOf(time)?.upper ?? null) : null,
      isAfter: time >= 0,
      text: time === -1 || !isPublished(figure) ? null : write.text(figure).replace(/\u00A0(pct\.|%)$/, ''),
      mark: markText('', tip(view, label(time), figure)),
    })),
    table: {
      caption: texts.text('event_study.measured'),
      columns: [
        ...estimateColumns(view, texts.text('column.event_time')),
        ...(bands.size === 0 ? [] : [numberColumn(texts.text('event_study.band'))]),
      ],
      rows: points.map(({ time, figure }) => ({
        cells: [
          signed(time),
          valueCell(figure),
          intervalCell(figure),
          nCell(figure),
          ...(bands.size === 0 ? [] : [bandOf(time) === null ? '' : intervalCell(bandOf(time))]),
        ],
      })),
    },
    notes: [
      texts.text('event_study.note'),
      texts.text('note.interval', { level: confidence(view) }),
      ...(bands.size === 0 ? [] : [texts.text('event_study.band_note', { level: confidence(view) })]),
      ...withheldNote(view, figures),
    ],
  };
}

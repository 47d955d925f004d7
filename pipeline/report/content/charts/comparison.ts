import type { ProtectedFigure } from '../../../protect/index.ts';
import { type ChartModel, type ChartRow, markText } from '../../chart/model.ts';
import { wrapLabel } from '../../chart/wrap.ts';
import { isPublished } from '../../figures/shown.ts';
import type { View } from '../../page/view.ts';
import { formatNumber } from '../../text/number.ts';
import { effectFigures, termName } from '../effect-items.ts';
import { finding } from '../sentences.ts';
import { signed } from './estimates.ts';
import { numberColumn, textColumn, valueCell } from './support.ts';

/** How alike participants and the others are before and after matching. */
export function lovePlot(view: View): ChartModel | null {
  const { texts, write } = view;
  const before = effectFigures(view, 'EFF08', 'smd', 'smd_before');
  const after = new Map(effectFigures(view, 'EFF08', 'smd', 'smd_after').map(({ rest, figure }) => [rest[0], figure]));
  if (!before.some(({ figure }) => isPublished(figure))) return null;
  const terms = before
    .map(({ rest, figure }) => ({
      label: termName(view, rest[0] ?? ''),
      before: figure,
      after: after.get(rest[0]) ?? null,
    }))
    .sort((a, b) => Math.abs(b.before.value ?? 0) - Math.abs(a.before.value ?? 0));
  const largest = view.figure({ indicator: 'EFF08', measure: 'max_smd', item: 'after' }, { place: {} });
  const isBalanced = isPublished(largest) && largest.value < 0.1;
  const row = (label: string, side: 'before' | 'after', figure: ProtectedFigure | null): ChartRow => ({
    label: wrapLabel(label, 165),
    side,
    value: isPublished(figure) ? Math.abs(figure.value) : null,
    absent: null,
    mark: markText('', `${label}, ${texts.text(`balance.${side}`)}: ${write.text(figure)}`),
  });
  return {
    spec: 'love-plot',
    finding: finding(view, `balance.${isBalanced ? 'good' : 'poor'}`, { largest }),
    measured: texts.text('balance.measured'),
    alt: texts.text('bars.alt', {
      what: texts.text('balance.measured'),
      values: terms.map((term) => `${term.label}: ${write.text(term.before)} → ${write.text(term.after)}`).join('; '),
    }),
    rows: terms.flatMap((term) => [row(term.label, 'before', term.before), row(term.label, 'after', term.after)]),
    key: [
      { label: texts.text('balance.before'), colour: 'compare' },
      { label: texts.text('balance.after'), colour: 'accent' },
    ],
    table: {
      caption: texts.text('balance.measured'),
      columns: [
        textColumn(texts.text('column.covariate')),
        numberColumn(texts.text('balance.before')),
        numberColumn(texts.text('balance.after')),
      ],
      rows: terms.map((term) => ({ cells: [term.label, valueCell(term.before), valueCell(term.after)] })),
    },
    notes: [texts.text('balance.note')],
  };
}

/** Whose scores are drawn, in the order in which they are told. */
const SIDES = ['treated', 'control', 'matched'] as const;

/** Width of a bin of scores, as the study counts them. */
const BIN = 0.05;

const binName = (from: number, { language }: View): string =>
  `${formatNumber(from, 2, language)}–${formatNumber(from + BIN, 2, language)}`;

/** How the scores of participants and of the others overlap. */
export function overlap(view: View): ChartModel | null {
  const { texts, write } = view;
  const bins = effectFigures(view, 'EFF08', 'overlap_pct', 'overlap').map(
    ({ rest: [side = '', from = ''], figure }) => ({
      side,
      from: Number(from),
      figure,
    }),
  );
  if (!bins.some(({ figure }) => isPublished(figure))) return null;
  const froms = [...new Set(bins.map(({ from }) => from))].sort((a, b) => a - b);
  // Bins above the highest score of a participant hold nothing to compare.
  const lastUsed = froms.findLastIndex((from) =>
    bins.some((bin) => bin.from === from && bin.side === 'treated' && (bin.figure.value ?? 0) > 0),
  );
  const shownBins = bins.filter(({ from }) => from <= (froms[lastUsed] ?? 1));
  const at = (side: string, from: number) => bins.find((bin) => bin.side === side && bin.from === from)?.figure ?? null;
  const flow = (step: string) =>
    view.figure({ indicator: 'EFF08', measure: 'companies', item: `flow|treated|${step}` }, { place: {} });
  const [paired, scored] = [flow('matched'), flow('scored')];
  return {
    spec: 'overlap',
    finding: finding(view, 'overlap.finding', { paired, scored }),
    measured: texts.text('overlap.measured'),
    alt: texts.text('overlap.alt', {
      values: froms
        .filter((from) => from <= (froms[lastUsed] ?? 1))
        .map((from) => `${binName(from, view)}: ${SIDES.map((side) => write.text(at(side, from))).join(' / ')}`)
        .join('; '),
    }),
    rows: shownBins.map(({ side, from, figure }) => ({
      side,
      from,
      to: Math.round((from + BIN) * 100) / 100,
      value: (side === 'treated' ? 1 : -1) * (isPublished(figure) ? figure.value : 0),
      mark: markText('', `${texts.text(`overlap.${side}`)}, ${binName(from, view)}: ${write.text(figure)}`),
    })),
    key: [
      { label: texts.text('overlap.treated'), colour: 'accent' },
      { label: texts.text('overlap.control'), colour: 'quiet' },
      { label: texts.text('overlap.matched'), colour: 'compare' },
    ],
    table: {
      caption: texts.text('overlap.measured'),
      columns: [
        textColumn(texts.text('column.score')),
        ...SIDES.map((side) => numberColumn(texts.text(`overlap.${side}`))),
      ],
      rows: froms.map((from) => ({
        cells: [binName(from, view), ...SIDES.map((side) => valueCell(at(side, from)))],
      })),
    },
    notes: [texts.text('overlap.note')],
  };
}

/** Productivity of participants and of their matches before and after, as an index. */
export function preTrends(view: View): ChartModel | null {
  const { texts } = view;
  const points = effectFigures(view, 'EFF08', 'trend_pct', 'trend')
    .map(({ rest: [side = '', time = ''], figure }) => ({ side, time: Number(time.replace('e=', '')), figure }))
    .sort((a, b) => a.time - b.time);
  if (!points.some(({ figure }) => isPublished(figure))) return null;
  const times = [...new Set(points.map(({ time }) => time))];
  const test = view.figure({ indicator: 'EFF08', measure: 'p_value', item: 'pre_trend' }, { place: {} });
  const isParallel = isPublished(test) && test.value >= 0.05;
  const at = (side: string, time: number) =>
    points.find((point) => point.side === side && point.time === time)?.figure ?? null;
  return {
    spec: 'pre-trends',
    finding: texts.text(`pre_trends.${isParallel ? 'parallel' : isPublished(test) ? 'apart' : 'unknown'}`),
    measured: texts.text('pre_trends.measured'),
    alt: texts.text('pre_trends.alt', {
      values: times
        .map(
          (time) =>
            `${signed(time)}: ${view.write.text(at('treated', time))} / ${view.write.text(at('control', time))}`,
        )
        .join('; '),
    }),
    rows: points.map(({ side, time, figure }) => ({
      side,
      time,
      value: isPublished(figure) ? figure.value : null,
      endLabel: time === times.at(-1) ? texts.text(`side.${side}_short`) : null,
      mark: markText('', `${texts.text(`side.${side}`)}, ${signed(time)}: ${view.write.text(figure)}`),
    })),
    table: {
      caption: texts.text('pre_trends.measured'),
      columns: [
        textColumn(texts.text('column.event_time')),
        numberColumn(texts.text('side.treated')),
        numberColumn(texts.text('side.control')),
      ],
      rows: times.map((time) => ({
        cells: [signed(time), valueCell(at('treated', time)), valueCell(at('control', time))],
      })),
    },
    notes: [],
  };
}

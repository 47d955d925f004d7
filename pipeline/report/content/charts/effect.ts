import type { ProtectedFigure } from '../../../protect/index.ts';
import { type ChartModel, type ChartRow, markText } from '../../chart/model.ts';
import { hasInterval, isPublished } from '../../figures/shown.ts';
import { placeName, type View } from '../../page/view.ts';
import { effectFigures, eventTimes, specificationName, termName } from '../effect-items.ts';
import { finding, sentence } from '../sentences.ts';
import { confidence, intervalCell, nCell, numberColumn, textColumn, tip, valueCell, withheldNote } from './support.ts';

const shownValue = (figure: ProtectedFigure | null) => ({
  value: isPublished(figure) ? figure.value : null,
  lower: hasInterval(figure) ? figure.lower : null,
  upper: hasInterval(figure) ? figure.upper : null,
});

/** The effect year by year, before and after companies join. */
export function eventStudy(view: View): ChartModel | null {
  const { texts, write } = view;
  const points = eventTimes(view, 'EFF01', 'effect_pct');
  if (!points.some(({ figure }) => isPublished(figure))) return null;
  const figures = points.map(({ figure }) => figure);
  const headline = view.figure({ indicator: 'EFF01', measure: 'effect_pct', item: 'sme' }, { place: {} });
  const isClear = hasInterval(headline) && (headline.lower > 0 || headline.upper < 0);
  const label = (time: number) => texts.text('effect.time', { count: Math.abs(time), time: signed(time) });
  return {
    spec: 'event-study',
    finding: finding(view, `event_study.${isClear ? 'clear' : 'unclear'}`, { effect: headline }),
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

const estimateColumns = ({ texts }: View, first: string) => [
  textColumn(first),
  numberColumn(texts.text('column.effect')),
  numberColumn(texts.text('column.interval')),
  numberColumn(texts.text('column.pairs')),
];

const signed = (time: number): string => (time > 0 ? `+${time}` : time < 0 ? `\u2212${-time}` : '0');

/** The headline effect under other methods, the largest first. */
export function forest(view: View): ChartModel | null {
  const { texts, write } = view;
  const specifications = effectFigures(view, 'EFF01', 'effect_pct', 'spec')
    .map(({ rest, figure }) => ({ rest, figure, label: specificationName(view, rest) }))
    .sort(
      (a, b) =>
        Number(b.rest[0] === 'base') - Number(a.rest[0] === 'base') || (b.figure.value ?? 0) - (a.figure.value ?? 0),
    );
  const estimates = specifications.map(({ figure }) => figure).filter(isPublished);
  if (estimates.length === 0) return null;
  const clear = estimates.filter((figure) => hasInterval(figure) && figure.lower > 0).length;
  const ordered = [...estimates].sort((a, b) => a.value - b.value);
  return {
    spec: 'forest',
    finding: sentence(
      view,
      clear === estimates.length ? 'forest.all_clear' : clear === 0 ? 'forest.none_clear' : 'forest.some_clear',
      { lowest: ordered[0] ?? null, highest: ordered.at(-1) ?? null },
    ).text,
    measured: texts.text('forest.measured'),
    alt: texts.text('bars.alt', {
      what: texts.text('forest.measured'),
      values: specifications.map(({ label, figure }) => `${label}: ${write.text(figure)}`).join('; '),
    }),
    rows: specifications.map(({ rest, label, figure }) => ({
      label,
      ...shownValue(figure),
      isMine: rest[0] === 'base',
      text: isPublished(figure) ? write.text(figure) : null,
      absent: isPublished(figure) ? null : write.text(figure),
      mark: markText('', tip(view, label, figure)),
    })),
    table: {
      caption: texts.text('forest.measured'),
      columns: estimateColumns(view, texts.text('column.specification')),
      rows: specifications.map(({ rest, label, figure }) => ({
        cells: [label, valueCell(figure), intervalCell(figure), nCell(figure)],
        isMine: rest[0] === 'base',
      })),
    },
    notes: withheldNote(
      view,
      specifications.map(({ figure }) => figure),
    ),
  };
}

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
    label,
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

/** How the scores of participants and of the others overlap. */
export function overlap(view: View): ChartModel | null {
  const { texts } = view;
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
  const width = 0.05;
  const flow = (step: string) =>
    view.figure({ indicator: 'EFF08', measure: 'companies', item: `flow|treated|${step}` }, { place: {} });
  const [paired, scored] = [flow('matched'), flow('scored')];
  return {
    spec: 'overlap',
    finding: finding(view, 'overlap.finding', { paired, scored }),
    measured: texts.text('overlap.measured'),
    alt: texts.text('overlap.alt'),
    rows: shownBins.map(({ side, from, figure }) => ({
      side,
      from,
      to: Math.round((from + width) * 100) / 100,
      value: (side === 'treated' ? 1 : -1) * (isPublished(figure) ? figure.value : 0),
      mark: markText('', `${texts.text(`overlap.${side}`)}: ${view.write.text(figure)}`),
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
        ...['treated', 'control', 'matched'].map((side) => numberColumn(texts.text(`overlap.${side}`))),
      ],
      rows: froms.map((from) => ({
        cells: [
          from.toFixed(2),
          valueCell(at('treated', from)),
          valueCell(at('control', from)),
          valueCell(at('matched', from)),
        ],
      })),
    },
    notes: [texts.text('overlap.note')],
  };
}

/** Productivity of participants and of their matches before and after, as an index. */
export function preTrends(view: View): ChartModel | null {
  const { texts } = view;
  const points = effectFigures(view, 'EFF08', 'trend_index', 'trend')
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
    alt: texts.text('pre_trends.alt'),
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

/** The effect by size of company and by region, where there are pairs enough. */
export function effectBySegment(view: View): ChartModel | null {
  const { texts, edition, write } = view;
  const name = { indicator: 'EFF01', measure: 'effect_pct' };
  const segments = [
    ...['Total', 'sme', 'large'].map((item) => ({
      label: texts.text(`effect.item.${item}`),
      figure: view.figure(item === 'Total' ? name : { ...name, item }, { place: {} }),
      isMine: item === 'sme',
    })),
    ...(['size_band', 'region'] as const).flatMap((dimension) =>
      edition.input.lists[dimension === 'region' ? 'regions' : 'sizeBands'].map(({ code }) => ({
        label: placeName(view, dimension, code),
        figure: view.figure(name, { place: { [dimension]: code } }),
        isMine: false,
      })),
    ),
  ].filter(({ figure }) => figure !== null);
  if (!segments.some(({ figure }) => isPublished(figure))) return null;
  return {
    spec: 'forest',
    finding: texts.text('segments.finding'),
    measured: texts.text('segments.measured'),
    alt: texts.text('bars.alt', {
      what: texts.text('segments.measured'),
      values: segments.map(({ label, figure }) => `${label}: ${write.text(figure)}`).join('; '),
    }),
    rows: segments.map(({ label, figure, isMine }) => ({
      label,
      ...shownValue(figure),
      isMine,
      text: isPublished(figure) ? write.text(figure) : null,
      absent: isPublished(figure) ? null : write.text(figure),
      mark: markText('', tip(view, label, figure)),
    })),
    table: {
      caption: texts.text('segments.measured'),
      columns: estimateColumns(view, texts.text('column.group')),
      rows: segments.map(({ label, figure, isMine }) => ({
        cells: [label, valueCell(figure), intervalCell(figure), nCell(figure)],
        isMine,
      })),
    },
    notes: [
      texts.text('segments.note'),
      ...withheldNote(
        view,
        segments.map(({ figure }) => figure),
      ),
    ],
  };
}

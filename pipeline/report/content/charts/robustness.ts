import type { ProtectedFigure } from '../../../protect/index.ts';
import { type ChartModel, markText } from '../../chart/model.ts';
import { wrapLabel } from '../../chart/wrap.ts';
import { hasInterval, isPublished } from '../../figures/shown.ts';
import { placeName, shortRegionName, type View } from '../../page/view.ts';
import { formatList } from '../../text/number.ts';
import { claimOf } from '../claims.ts';
import { effectFigures, specificationName } from '../effect-items.ts';
import { MEASURES } from '../measures.ts';
import { sentence } from '../sentences.ts';
import { estimateColumns, shownValue } from './estimates.ts';
import { confidence, intervalCell, nCell, tip, valueCell, withheldNote } from './support.ts';

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
  const claim = claimOf(view, MEASURES.productivity, view.figure(MEASURES.productivity, { place: {} }), 0);
  const agreement = clear === estimates.length ? 'all_clear' : clear === 0 ? 'none_clear' : 'some_clear';
  const ordered = [...estimates].sort((a, b) => a.value - b.value);
  return {
    spec: 'forest',
    finding: sentence(view, `forest.${claim === 'unsettled' ? claim : agreement}`, {
      lowest: ordered[0] ?? null,
      highest: ordered.at(-1) ?? null,
    }).text,
    measured: texts.text('forest.measured'),
    alt: texts.text('bars.alt', {
      what: texts.text('forest.measured'),
      values: specifications.map(({ label, figure }) => `${label}: ${write.text(figure)}`).join('; '),
    }),
    rows: specifications.map(({ rest, label, figure }) => ({
      label: wrapLabel(label, 165),
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
    notes: [
      texts.text('note.lines', { level: confidence(view) }),
      ...guideNote(
        view,
        specifications.find(({ rest }) => rest[0] === 'base'),
      ),
      ...withheldNote(
        view,
        specifications.map(({ figure }) => figure),
      ),
    ],
  };
}

/** The effect by size of company and by region, where there are pairs enough. */
export function effectBySegment(view: View): ChartModel | null {
  const { texts, edition, write, recipient } = view;
  const name = { indicator: 'EFF01', measure: 'effect_pct' };
  const segments = [
    ...['Total', 'sme', 'large'].map((item) => ({
      label: texts.text(`effect.item.${item}`),
      figure: view.figure(item === 'Total' ? name : { ...name, item }, { place: {} }),
      isMine: item === 'sme' && recipient.kind !== 'region',
    })),
    ...(['size_band', 'region'] as const).flatMap((dimension) =>
      edition.input.lists[dimension === 'region' ? 'regions' : 'sizeBands'].map(({ code }) => ({
        label: dimension === 'region' ? shortRegionName(view, code) : placeName(view, dimension, code),
        figure: view.figure(name, { place: { [dimension]: code } }),
        isMine: dimension === 'region' && recipient.kind === 'region' && recipient.code === code,
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
      label: wrapLabel(label, 165),
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
      texts.text('note.lines', { level: confidence(view) }),
      ...guideNote(
        view,
        segments.find(({ isMine }) => isMine),
      ),
      texts.text('segments.note'),
      ...careNote(view, segments),
      ...withheldNote(
        view,
        segments.map(({ figure }) => figure),
      ),
    ],
  };
}

/** Which groups are too small to lean on, where there are such. */
function careNote(
  { texts, language }: View,
  groups: readonly { readonly label: string; readonly figure: ProtectedFigure | null }[],
): string[] {
  const weak = groups.filter(
    ({ figure }) => figure?.reliability === 'use_with_care' || figure?.reliability === 'unreliable',
  );
  if (weak.length === 0) return [];
  if (weak.length === groups.filter(({ figure }) => isPublished(figure)).length)
    return [texts.text('segments.care_all')];
  return [
    texts.text('segments.care', {
      groups: formatList(
        weak.map(({ label }) => texts.text('segments.group', { label })),
        language,
      ),
    }),
  ];
}

/** What the dashed line of a chart stands for, where there is one. */
const guideNote = (
  { texts }: View,
  guide: { readonly label: string; readonly figure: ProtectedFigure | null } | undefined,
): string[] =>
  guide !== undefined && isPublished(guide.figure) ? [texts.text('note.guide', { label: guide.label })] : [];

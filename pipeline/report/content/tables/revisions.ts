import { TOTAL } from '../../../contract/figure.ts';
import type { Revision } from '../../../contract/revision.ts';
import type { TableModel } from '../../chart/model.ts';
import { placeName, type View } from '../../page/view.ts';
import { formatValue } from '../../text/number.ts';
import { numberColumn, textColumn } from '../charts/support.ts';
import { nameOf } from '../charts/titles.ts';

/** Most revisions that are listed. */
const REVISIONS_LISTED = 400;

/** Reasons that say that today's number is withheld. */
const WITHHELD: ReadonlySet<Revision['reason']> = new Set(['withheld_now', 'withheld_both']);

/** What earlier publications said and the recomputed figures do not, with the reason of each difference. */
export function revisionTable(view: View): TableModel | null {
  const { texts, edition } = view;
  const changed = edition.input.revisions.filter(({ reason }) => reason !== 'same');
  if (changed.length === 0) return null;
  return {
    caption: texts.text('revisions.caption'),
    columns: [
      textColumn(texts.text('column.measure')),
      textColumn(texts.text('column.place')),
      textColumn(texts.text('column.year')),
      textColumn(texts.text('revisions.source')),
      numberColumn(texts.text('revisions.published')),
      numberColumn(texts.text('revisions.recomputed')),
      numberColumn(texts.text('revisions.difference')),
      textColumn(texts.text('revisions.reason')),
    ],
    rows: changed.slice(0, REVISIONS_LISTED).map((revision) => ({ cells: cellsOf(view, revision) })),
  };
}

function cellsOf(view: View, revision: Revision): string[] {
  const { texts, edition, language } = view;
  const { indicator: id, published, recomputed, difference, reason } = revision;
  const indicator = edition.indicators.get(id);
  const measure = indicator?.measures.find(({ name }) => name === revision.measure) ?? indicator?.measures[0];
  const isShare = measure?.unit === 'pct';
  const shown = (value: number, unit = measure?.unit ?? ''): string =>
    formatValue(value, unit, measure?.decimals ?? 1, language);
  const withheld = texts.text('revisions.withheld');
  return [
    measure === undefined ? id : nameOf(view, { indicator: id, measure: measure.name }),
    placeOf(view, revision),
    String(revision.referenceYear),
    revision.source ?? String(revision.editionYear ?? ''),
    published === null ? withheld : shown(published),
    recomputed === null ? (WITHHELD.has(reason) ? withheld : '') : shown(recomputed),
    difference === null ? '' : `${difference > 0 ? '+' : ''}${shown(difference, isShare ? 'pp' : undefined)}`,
    texts.text(`revisions.reasons.${reason}`),
  ];
}

function placeOf(view: View, { cluster, region }: Revision): string {
  const parts = [
    ...(region === TOTAL ? [] : [placeName(view, 'region', region)]),
    ...(cluster === TOTAL ? [] : [placeName(view, 'cluster', cluster)]),
  ];
  return parts.length === 0 ? view.texts.text('ranked.national_name') : parts.join(', ');
}

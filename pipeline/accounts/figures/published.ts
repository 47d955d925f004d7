import { DIMENSIONS, type Dimension, type Figure, TOTAL } from '../../contract/figure.ts';
import type { Catalogue, Indicator } from '../../contract/indicator.ts';
import type { Revision, RevisionReason } from '../../contract/revision.ts';
import type { Store } from '../../store/store.ts';

/** The part of a figure that is compared; protected figures have it too. */
export interface ComparableFigure
  extends Pick<Figure, 'indicator' | 'measure' | 'referenceYear' | 'value' | Dimension> {
  readonly status: string;
}

interface PublishedRow {
  readonly indicator_id: string;
  readonly reference_year: number;
  readonly edition_year: number | null;
  readonly cluster_id: string | null;
  readonly region: string | null;
  readonly value: number | null;
  readonly suppressed: boolean;
  readonly source: string | null;
}

/** What holds of a figure without a value, then or now; null where both have one. */
function unavailable(row: PublishedRow, figure: ComparableFigure | undefined): RevisionReason | null {
  if (figure === undefined) return 'unknown';
  const wasWithheld = row.suppressed || row.value === null;
  if (figure.status === 'suppressed') return wasWithheld ? 'withheld_both' : 'withheld_now';
  if (figure.value === null) return 'no_data';
  return wasWithheld ? 'withheld_before' : null;
}

function reasonOf(
  row: PublishedRow,
  figure: ComparableFigure | undefined,
  indicator: Indicator | undefined,
  latestYear: number,
): RevisionReason {
  const missing = unavailable(row, figure);
  if (missing !== null) return missing;
  const difference = Math.abs((figure?.value as number) - (row.value as number));
  if (difference === 0) return 'same';
  const decimals = indicator?.measures.find(({ name }) => name === figure?.measure)?.decimals ?? 0;
  if (difference <= 0.5 * 10 ** -decimals) return 'rounding';
  const edition = row.edition_year;
  return edition !== null && (indicator?.breaks ?? []).some(({ year }) => edition < year && year <= latestYear)
    ? 'definition_changed'
    : 'data_revised';
}

const keyOf = (indicator: string, year: number, cluster: string, region: string): string =>
  [indicator, year, cluster, region].join('\u0000');

/**
 * Sets what earlier editions published (input `previously_published`) beside the figures of today, with the reason of each
 * difference. Earlier figures name no measure: they are compared with the first of the indicator. Pass protected figures,
 * and nothing that is withheld today is in the result.
 */
export async function compareWithPublished(
  store: Store,
  catalogue: Catalogue,
  figures: readonly ComparableFigure[],
): Promise<readonly Revision[]> {
  const rows = await store.rows<PublishedRow>(`
    SELECT indicator_id, reference_year, edition_year, cluster_id, region, value::DOUBLE AS value, suppressed, source
    FROM accounts.previously_published
    ORDER BY indicator_id, reference_year, edition_year, cluster_id, region, delivery_id, source_row`);
  const indicators = new Map(catalogue.map((indicator) => [indicator.id, indicator]));
  const others = DIMENSIONS.filter((name) => name !== 'cluster' && name !== 'region');
  const wanted = new Set(rows.map((row) => row.indicator_id));
  const today = new Map(
    figures
      .filter(
        (figure) =>
          wanted.has(figure.indicator) &&
          figure.measure === indicators.get(figure.indicator)?.measures[0]?.name &&
          others.every((name) => figure[name] === TOTAL),
      )
      .map((figure) => [keyOf(figure.indicator, figure.referenceYear, figure.cluster, figure.region), figure]),
  );
  const latestYear = figures.reduce((latest, { referenceYear }) => Math.max(latest, referenceYear), 0);
  return rows.map((row) => {
    const cluster = row.cluster_id ?? TOTAL;
    const region = row.region ?? TOTAL;
    const figure = today.get(keyOf(row.indicator_id, row.reference_year, cluster, region));
    const reason = reasonOf(row, figure, indicators.get(row.indicator_id), latestYear);
    const recomputed = figure?.status === 'suppressed' ? null : (figure?.value ?? null);
    const published = row.suppressed ? null : row.value;
    return {
      indicator: row.indicator_id,
      measure: figure?.measure ?? null,
      referenceYear: row.reference_year,
      editionYear: row.edition_year,
      cluster,
      region,
      source: row.source,
      published,
      recomputed,
      difference: published === null || recomputed === null ? null : recomputed - published,
      reason,
    };
  });
}

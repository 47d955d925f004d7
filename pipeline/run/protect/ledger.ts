import { DIMENSIONS, type Dimension, TOTAL } from '../../contract/figure.ts';
import type { Catalogue } from '../../contract/indicator.ts';
import type { PublishedRow } from '../../protect/attack/figures.ts';
import { type Ledger, ledgerOf } from '../../protect/index.ts';
import type { Store } from '../../store/store.ts';
import { readPublishedTable } from './published-table.ts';

interface DeliveredRow {
  readonly indicator_id: string;
  readonly reference_year: number;
  readonly edition_year: number | null;
  readonly cluster_id: string | null;
  readonly region: string | null;
  readonly value: number | null;
  readonly suppressed: boolean;
}

const TOTALS = Object.fromEntries(DIMENSIONS.map((name) => [name, TOTAL])) as Record<Dimension, string>;

/**
 * What the input `previously_published` says that earlier editions told and withheld, as rows of a published table, one list
 * an edition, oldest first. Such a row names no measure: it is the first of the indicator.
 */
export async function deliveredEditions(store: Store, catalogue: Catalogue): Promise<PublishedRow[][]> {
  const delivered = await store.rows<DeliveredRow>(`
    SELECT indicator_id, reference_year, edition_year, cluster_id, region, value::DOUBLE AS value, suppressed
    FROM accounts.previously_published
    WHERE reference_year IS NOT NULL
    ORDER BY edition_year NULLS FIRST, indicator_id, reference_year, cluster_id, region, delivery_id, source_row`);
  const editions = new Map<number | null, PublishedRow[]>();
  for (const row of delivered) {
    const indicator = catalogue.find(({ id }) => id === row.indicator_id);
    const measure = indicator?.measures[0];
    if (indicator === undefined || measure === undefined) continue;
    const isTold = !row.suppressed && row.value !== null;
    if (!isTold && !row.suppressed) continue;
    editions.set(row.edition_year, [
      ...(editions.get(row.edition_year) ?? []),
      {
        ...TOTALS,
        cluster: row.cluster_id ?? TOTAL,
        region: row.region ?? TOTAL,
        indicator: indicator.id,
        measure: measure.name,
        referenceYear: row.reference_year,
        unit: measure.unit,
        disclosureClass: measure.disclosureClass ?? indicator.disclosureClass,
        status: isTold ? 'published' : 'suppressed',
        value: isTold ? row.value : null,
        n: null,
        numerator: null,
        denominator: null,
      },
    ]);
  }
  return [...editions.values()];
}

/** What is out already. */
export interface EarlierEditions {
  /** Their rows, oldest edition first: what an attacker knows. */
  readonly rows: readonly PublishedRow[];
  readonly ledger: Ledger;
}

export const NO_EARLIER: EarlierEditions = { rows: [], ledger: new Map() };

/** What is out already: from the input `previously_published`, then from the editions that were published here. */
export async function earlierEditions(
  store: Store,
  catalogue: Catalogue,
  editions: readonly string[],
): Promise<EarlierEditions> {
  const all: (readonly PublishedRow[])[] = await deliveredEditions(store, catalogue);
  for (const edition of editions) {
    const table = await readPublishedTable(edition).catch(() => null);
    if (table !== null) all.push(table.rows);
  }
  return { rows: all.flat(), ledger: ledgerOf(all) };
}

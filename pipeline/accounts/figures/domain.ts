import { type CodeListRow, readCodeList } from '../../contract/codelists.ts';
import type { Dimension } from '../../contract/figure.ts';
import type { Store } from '../../store/store.ts';

/** How `dedicated` and `participation_status` are written in figures. */
export const DEDICATED = ['dedicated', 'participant'] as const;
export const PARTICIPATION_STATUSES = ['continuing', 'new', 'returning'] as const;

/** What is known of a reference year before any indicator is computed. */
export interface YearFacts {
  readonly year: number;
  /** Inputs of the contract that were delivered for the year, or without a year. */
  readonly inputs: ReadonlySet<string>;
  /** Clusters of the catalogue, in order, and those of them that delivered nothing. */
  readonly clusters: readonly string[];
  readonly notReported: ReadonlySet<string>;
  /** Reference years before this one that the store holds. */
  readonly earlierYears: number;
}

/** Inputs whose rows say themselves what time they are about, so that any drop may bring them. */
const YEARLESS_INPUTS: ReadonlySet<string> = new Set([
  'labels',
  'firm_register',
  'innovation_survey',
  'company_events',
  'previously_published',
  'municipality_codes',
  'industry_codes',
  'country_codes',
  'price_index',
]);

/** Reads the reference years of the store, what was delivered for each, and which clusters reported. */
export async function readYears(store: Store): Promise<readonly YearFacts[]> {
  const years = await store.rows<{ reference_year: number }>(
    'SELECT reference_year FROM accounts.reference_year ORDER BY reference_year',
  );
  const deliveries = await store.rows<{ reference_year: number | null; input: string }>(
    'SELECT DISTINCT reference_year, input FROM accounts.delivery ORDER BY ALL',
  );
  const clusters = await store.rows<{ reference_year: number; cluster_id: string; has_reported: boolean }>(
    'SELECT reference_year, cluster_id, coalesce(has_reported, true) AS has_reported FROM accounts.cluster ORDER BY ALL',
  );
  return years.map(({ reference_year: year }, index) => {
    const ofYear = clusters.filter((cluster) => cluster.reference_year === year);
    return {
      year,
      inputs: new Set(
        deliveries
          .filter((row) => row.reference_year === null || row.reference_year === year || YEARLESS_INPUTS.has(row.input))
          .map(({ input }) => input),
      ),
      clusters: ofYear.map((cluster) => cluster.cluster_id),
      notReported: new Set(ofYear.filter((cluster) => !cluster.has_reported).map((cluster) => cluster.cluster_id)),
      earlierYears: index,
    };
  });
}

const isValidAt =
  (date: string) =>
  (row: CodeListRow): boolean =>
    (row['valid_from'] ?? '') <= date && ((row['valid_to'] ?? '') === '' || (row['valid_to'] as string) >= date);

const column = (rows: readonly CodeListRow[], name: string): string[] => rows.map((row) => row[name] as string).sort();

/**
 * The values a dimension has in a year by the code lists, so that a region without participants shows a zero and not
 * nothing. Unknown places and free items are not listed: they appear where something is there.
 */
export function domainOf(dimension: Dimension, facts: YearFacts, items: readonly string[]): readonly string[] {
  const isValid = isValidAt(`${facts.year}-12-31`);
  switch (dimension) {
    case 'cluster':
      return facts.clusters;
    case 'region':
      return column(readCodeList('region').filter(isValid), 'region_code');
    case 'growth_forum':
      return column(readCodeList('growth_forum'), 'code');
    case 'municipality':
      return column(readCodeList('municipality').filter(isValid), 'municipality_code');
    case 'size_band':
      return column(
        readCodeList('size_band').filter((row) => row['size_band'] !== 'unknown'),
        'size_band',
      );
    case 'industry':
      return column(readCodeList('industry_section'), 'section');
    case 'dedicated':
      return DEDICATED;
    case 'participation_status':
      return PARTICIPATION_STATUSES;
    case 'item':
      return items;
  }
}

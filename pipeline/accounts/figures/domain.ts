import { type CodeListRow, readCodeList } from '../../contract/codelists.ts';
import type { Dimension } from '../../contract/figure.ts';
import type { Store } from '../../store/store.ts';

/** How `dedicated` and `participation_status` are written in figures. */
const DEDICATED = ['dedicated', 'participant'] as const;
const PARTICIPATION_STATUSES = ['continuing', 'new', 'returning'] as const;

/** Standard errors that imputing gives a cluster's number of companies; null where there was too little to compare with. */
export interface ImputationError {
  readonly own: number | null;
  readonly growth: number | null;
}

/** What is known of a reference year before any indicator is computed. */
export interface YearFacts {
  readonly year: number;
  /** Inputs of the contract that were delivered for the year, or without a year. */
  readonly inputs: ReadonlySet<string>;
  /** Clusters of the catalogue that exist in the year, in order. */
  readonly clusters: readonly string[];
  /** Those of them that delivered no participants, and those of these whose participants were carried forward. */
  readonly notReported: ReadonlySet<string>;
  readonly carriedForward: ReadonlySet<string>;
  /** Standard errors of those whose number of participants is imputed. */
  readonly imputed: ReadonlyMap<string, ImputationError>;
  /** Reference years before this one that the store holds. */
  readonly earlierYears: readonly number[];
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

/** Reads the reference years of the store, what was delivered for each, and which clusters delivered. Needs `prepareFigures`. */
export async function readYears(store: Store): Promise<readonly YearFacts[]> {
  const years = await store.rows<{ reference_year: number }>(
    'SELECT reference_year FROM accounts.reference_year ORDER BY reference_year',
  );
  const deliveries = await store.rows<{ reference_year: number | null; input: string }>(
    'SELECT DISTINCT reference_year, input FROM accounts.delivery ORDER BY ALL',
  );
  const clusters = await store.rows<ClusterYear>(
    `SELECT c.reference_year, c.cluster, c.has_delivered, m.cluster_id IS NOT NULL AS is_carried
    FROM active_cluster AS c
    LEFT JOIN (SELECT DISTINCT reference_year, cluster_id FROM accounts.membership) AS m
      ON m.reference_year = c.reference_year AND m.cluster_id = c.cluster
    ORDER BY ALL`,
  );
  const imputations = await store.rows<ImputationError & { reference_year: number; cluster_id: string }>(
    `SELECT reference_year, cluster_id, own_error AS own, growth_error AS growth FROM accounts.imputation
    ORDER BY reference_year, cluster_id`,
  );
  return years.map(({ reference_year: year }) => {
    const ofYear = clusters.filter((cluster) => cluster.reference_year === year);
    const missing = ofYear.filter((cluster) => !cluster.has_delivered);
    return {
      year,
      inputs: new Set(
        deliveries
          .filter((row) => row.reference_year === null || row.reference_year === year || YEARLESS_INPUTS.has(row.input))
          .map(({ input }) => input),
      ),
      clusters: ofYear.map(({ cluster }) => cluster),
      notReported: new Set(missing.map(({ cluster }) => cluster)),
      carriedForward: new Set(missing.filter((cluster) => cluster.is_carried).map(({ cluster }) => cluster)),
      imputed: new Map(imputations.filter((row) => row.reference_year === year).map((row) => [row.cluster_id, row])),
      earlierYears: years.map((row) => row.reference_year).filter((earlier) => earlier < year),
    };
  });
}

interface ClusterYear {
  readonly reference_year: number;
  readonly cluster: string;
  readonly has_delivered: boolean;
  readonly is_carried: boolean;
}

const isValidAt =
  (date: string) =>
  (row: CodeListRow): boolean =>
    (row.valid_from ?? '') <= date && ((row.valid_to ?? '') === '' || (row.valid_to as string) >= date);

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
        readCodeList('size_band').filter((row) => row.size_band !== 'unknown'),
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

import { BOOLEAN, DATE, DOUBLE, type DuckDBType, type DuckDBValue, INTEGER, VARCHAR } from '@duckdb/node-api';
import { normal, uniform } from '../../pipeline/estimate/numeric/random.ts';
import { createTableFrom } from '../../pipeline/store/append.ts';
import { openStore, type Store } from '../../pipeline/store/store.ts';

/** How a made-up register and its participants are drawn. */
export interface StudyPlan {
  readonly seed: number;
  readonly members: number;
  readonly others: number;
  /** Effect on log productivity from the year after entry on. */
  readonly effect: number;
  /** Yearly growth that members have before and after entry over others: a violated parallel trend. */
  readonly preTrend?: number;
  readonly firstYear?: number;
  readonly lastYear?: number;
  readonly entryYears?: readonly number[];
  readonly allInOneSection?: boolean;
}

type Column = readonly [name: string, type: DuckDBType];

const FIRM_YEAR: readonly Column[] = [
  ['company_id', VARCHAR],
  ['year', INTEGER],
  ['fte', DOUBLE],
  ['employees', INTEGER],
  ['turnover_dkk_thousand', DOUBLE],
  ['value_added_dkk_thousand', DOUBLE],
  ['export_dkk_thousand', DOUBLE],
  ['tangible_assets_dkk_thousand', DOUBLE],
  ['rd_expenditure_dkk_thousand', DOUBLE],
  ['higher_education_share_pct', DOUBLE],
  ['industry', VARCHAR],
  ['region', VARCHAR],
  ['legal_form', VARCHAR],
  ['other_schemes', BOOLEAN],
  ['start_date', DATE],
  ['group_id', VARCHAR],
];

async function write(store: Store, table: string, columns: readonly Column[], rows: readonly DuckDBValue[][]) {
  await createTableFrom(
    store,
    'accounts',
    table,
    columns.map(([name, type], j) => ({ name, type, values: rows.map((row) => row[j] as DuckDBValue) })),
  );
}

const SECTIONS = ['C', 'F', 'G', 'J', 'M'];
const REGIONS = ['1081', '1082', '1083', '1084', '1085'];

const numberOf = (firm: number): string => String(10_000_000 + ((firm * 7_919) % 9_000_000));

/** A store in memory that holds the accounts tables that the effect study reads, generated with a planted effect. */
export async function studyStore(plan: StudyPlan): Promise<Store> {
  const { seed, members, others, effect, preTrend = 0, firstYear = 2006, lastYear = 2013 } = plan;
  const entries = plan.entryYears ?? [2009, 2010, 2011];
  const draw = (stream: number, firm: number, t = 0): number => normal(seed, stream, t, firm);
  const rows: DuckDBValue[][] = [];
  const memberships: DuckDBValue[][] = [];
  for (let firm = 0; firm < members + others; firm++) {
    const isMember = firm < members;
    const entry = isMember ? (entries[firm % entries.length] as number) : 0;
    const section =
      plan.allInOneSection === true ? 'C' : (SECTIONS[Math.floor(uniform(seed, 1, 0, firm) * 5)] as string);
    const ability = 0.3 * draw(2, firm) + (isMember ? 0.1 : 0);
    let size = 2 + 0.6 * draw(3, firm) + (isMember ? 0.25 : 0);
    if (isMember) memberships.push([2013, `K0${firm % 4}`, numberOf(firm), true, null, null]);
    for (let year = firstYear; year <= lastYear; year++) {
      size += 0.02 * draw(4, firm, year);
      const since = entry > 0 ? year - entry : Number.NEGATIVE_INFINITY;
      const productivity =
        6 +
        ability +
        0.02 * (year - firstYear) +
        (since >= 1 ? effect : 0) +
        (entry > 0 ? preTrend * (year - entry) : 0) +
        0.1 * draw(5, firm, year);
      const fte = Math.exp(size);
      const valueAdded = Math.exp(productivity) * fte;
      rows.push([
        numberOf(firm),
        year,
        fte,
        Math.max(1, Math.round(fte)),
        2 * valueAdded,
        valueAdded,
        uniform(seed, 6, 0, firm) < 0.3 ? 0.2 * valueAdded : 0,
        100 * fte,
        0,
        30,
        section,
        REGIONS[firm % 5] as string,
        '60',
        false,
        null,
        null,
      ]);
    }
  }
  const store = await openStore(':memory:', { threads: 1 });
  await write(store, 'firm_year', FIRM_YEAR, rows);
  await store.run('UPDATE accounts.firm_year SET start_date = make_date(1990, 1, 1)');
  const membership: Column[] = [
    ['reference_year', INTEGER],
    ['cluster_id', VARCHAR],
    ['company_id', VARCHAR],
    ['is_dedicated', BOOLEAN],
    ['joined_date', DATE],
    ['stands_for', VARCHAR],
  ];
  await write(store, 'membership', membership, memberships);
  for (const [k, entry] of entries.entries())
    await store.run(
      `UPDATE accounts.membership SET joined_date = make_date(${entry}, 3, 1) WHERE company_id IN (${Array.from(
        { length: members },
        (_, firm) => firm,
      )
        .filter((firm) => firm % entries.length === k)
        .map((firm) => `'${numberOf(firm)}'`)
        .join(', ')})`,
    );
  await store.run(`CREATE TABLE accounts.project_participant (reference_year INTEGER, project_id VARCHAR, company_id VARCHAR, from_date DATE);
    CREATE TABLE accounts.project_cluster (reference_year INTEGER, project_id VARCHAR, cluster_id VARCHAR);
    CREATE TABLE accounts.price_index (year INTEGER, section VARCHAR, "index" DOUBLE);
    CREATE TABLE accounts.innovation (company_id VARCHAR, period_from INTEGER, period_to INTEGER, product_innovative BOOLEAN, process_innovative BOOLEAN, weight DOUBLE)`);
  return store;
}

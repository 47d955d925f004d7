import type { Store } from '../../store/store.ts';

/** Numbers of the register that the study can use, by column of `accounts.firm_year`. */
export const REGISTER_COLUMNS = [
  'fte',
  'employees',
  'value_added_dkk_thousand',
  'turnover_dkk_thousand',
  'export_dkk_thousand',
  'tangible_assets_dkk_thousand',
  'rd_expenditure_dkk_thousand',
  'higher_education_share_pct',
] as const;

export type RegisterColumn = (typeof REGISTER_COLUMNS)[number];

export const REGISTER = 'accounts.firm_year AS r WHERE company_id IS NOT NULL';

/** Makes an enum type of a column's values, in order, so that the database can say their codes. */
export async function makeLevels(store: Store, column: string): Promise<string[]> {
  await store.run(`DROP TYPE IF EXISTS study_${column}`);
  await store.run(
    `CREATE TYPE study_${column} AS ENUM (
       SELECT coalesce(level::VARCHAR, 'unknown') AS level FROM (SELECT DISTINCT ${column} AS level FROM accounts.firm_year)
       ORDER BY level)`,
  );
  const [row] = await store.rows<{ levels: string[] }>(`SELECT enum_range(NULL::study_${column}) AS levels`);
  return row?.levels ?? [];
}

/** What of the register holds a value anywhere; the rest need not be read row by row. */
export async function filledColumns(store: Store): Promise<(name: string) => boolean> {
  const names = [...REGISTER_COLUMNS, 'group_id'];
  const counts = names.map((name) => `count(${name}) > 0 AS ${name}`).join(', ');
  const [row] = await store.rows<Record<string, boolean>>(
    `SELECT ${counts}, coalesce(bool_or(other_schemes), false) AS other_schemes FROM ${REGISTER}`,
  );
  return (name) => row?.[name] === true;
}

/** Years of the register, and how many rows the fullest of them has. */
export async function readYears(store: Store): Promise<{ years: readonly number[]; mostRows: number }> {
  const found = await store.rows<{ year: number; rows: number }>(
    `SELECT year::INTEGER AS year, count(*)::DOUBLE AS rows FROM ${REGISTER} GROUP BY year ORDER BY year`,
  );
  return { years: found.map(({ year }) => year), mostRows: Math.max(0, ...found.map(({ rows }) => rows)) };
}

/** Place of a year among those of the register, as SQL. */
export const stepOf = (years: readonly number[]): string =>
  years.every((year, t) => year === (years[0] as number) + t)
    ? `r.year - ${years[0]}`
    : `CASE r.year ${years.map((year, t) => `WHEN ${year} THEN ${t}`).join(' ')} END`;

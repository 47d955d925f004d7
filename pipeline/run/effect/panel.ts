import { usageError } from '../../contract/errors.ts';
import type { Store } from '../../store/store.ts';
import { eachChunk, type NumberColumn } from './columns.ts';

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

/** Facts of a company and year that have a list of values, as codes into `levels`. */
export interface CodedColumn {
  readonly codes: Int16Array;
  readonly levels: readonly string[];
}

/** The business register as arrays: company i in the t-th year is element `i * years.length + t`. */
export interface RegisterPanel {
  readonly ids: readonly string[];
  readonly years: readonly number[];
  /** 1 where the register has a row. */
  readonly isPresent: Uint8Array;
  /** NaN where there is no row or no value. */
  readonly numbers: Readonly<Record<RegisterColumn, Float64Array>>;
  readonly industry: CodedColumn;
  readonly region: CodedColumn;
  readonly legalForm: CodedColumn;
  /** 1 where the company used another support scheme in the year. */
  readonly otherSchemes: Uint8Array;
  /** Year of the company's start; NaN where not known. */
  readonly startYear: Float64Array;
  /** Number of the enterprise group; companies without one have their own. */
  readonly group: Int32Array;
}

/** Makes an enum type of a column's values, in order, so that the database can say their codes. */
async function makeLevels(store: Store, column: string): Promise<string[]> {
  await store.run(`DROP TYPE IF EXISTS study_${column}`);
  await store.run(
    `CREATE TYPE study_${column} AS ENUM (
       SELECT DISTINCT coalesce(${column}, 'unknown') AS level FROM accounts.firm_year ORDER BY level)`,
  );
  const [row] = await store.rows<{ levels: string[] }>(`SELECT enum_range(NULL::study_${column}) AS levels`);
  return row?.levels ?? [];
}

/** What of the register holds a value anywhere; the rest need not be read row by row. */
async function filledColumns(store: Store): Promise<(name: string) => boolean> {
  const names = [...REGISTER_COLUMNS, 'start_date', 'group_id'];
  const counts = names.map((name) => `count(${name}) > 0 AS ${name}`).join(', ');
  const [row] = await store.rows<Record<string, boolean>>(
    `SELECT ${counts}, coalesce(bool_or(other_schemes), false) AS other_schemes FROM accounts.firm_year`,
  );
  return (name) => row?.[name] === true;
}

/** Companies of the register in order of their numbers, as `study_firm`. All come as one text: a fraction of the time. */
async function numberCompanies(store: Store): Promise<string[]> {
  await store.run(
    `CREATE OR REPLACE TEMP TABLE study_firm AS
     SELECT company_id, (row_number() OVER (ORDER BY company_id) - 1)::INTEGER AS firm
     FROM (SELECT DISTINCT company_id FROM accounts.firm_year)`,
  );
  const [row] = await store.rows<{ ids: string | null }>(
    `SELECT string_agg(company_id, chr(31) ORDER BY firm) AS ids FROM study_firm`,
  );
  return row?.ids == null ? [] : row.ids.split('\u001f');
}

const NO_START = -32768;

/** Puts values of a chunk in their places. */
function scatter(target: Int16Array | Uint8Array | Float64Array, places: NumberColumn, source: NumberColumn): void {
  for (let row = 0; row < places.length; row++) target[places[row] as number] = source[row] as number;
}

/** Reads the register panel. Rows are put in place by company and year, so the order in which they arrive cannot matter. */
export async function readPanel(store: Store): Promise<RegisterPanel> {
  const ids = await numberCompanies(store);
  const { year } = await store.columns('SELECT DISTINCT year::INTEGER AS year FROM accounts.firm_year ORDER BY year');
  const years = (year ?? []) as readonly number[];
  if (ids.length === 0)
    throw usageError(
      'EFFECT_NO_REGISTER',
      'The effect study needs the business register, and the drops hold none.',
      'Add the register extract (firm_register), or the aggregates that a closed room exported.',
    );
  const isFilled = await filledColumns(store);
  const filled = REGISTER_COLUMNS.filter(isFilled);
  const steps = years.length;
  const size = ids.length * steps;
  const isPresent = new Uint8Array(size);
  const otherSchemes = new Uint8Array(size);
  const startYear = new Float64Array(ids.length).fill(Number.NaN);
  const numbers = filled.map(() => new Float64Array(size).fill(Number.NaN));
  const makeCoded = async (column: string) => ({
    column,
    levels: await makeLevels(store, column),
    codes: new Int16Array(size).fill(-1),
  });
  const industry = await makeCoded('industry');
  const region = await makeCoded('region');
  const legalForm = await makeCoded('legal_form');
  const coded = [industry, region, legalForm];
  const varied = coded.filter(({ levels }) => levels.length > 1);
  const targets = [
    ...varied.map(({ codes }) => codes),
    ...numbers,
    ...(isFilled('other_schemes') ? [otherSchemes] : []),
  ];
  const columns = [
    ...varied.map(({ column }) => `enum_code(coalesce(r.${column}, 'unknown')::study_${column})::SMALLINT`),
    ...filled.map((name) => `coalesce(r.${name}::DOUBLE, 'nan'::DOUBLE)`),
    ...(isFilled('other_schemes') ? ['coalesce(r.other_schemes, false)::SMALLINT'] : []),
    ...(isFilled('start_date') ? [`coalesce(year(r.start_date), ${NO_START})::SMALLINT`] : []),
  ];
  const steppedYears = years.map((own, t) => `WHEN ${own} THEN ${t}`).join(' ');
  await eachChunk(
    store,
    `SELECT ${[`f.firm * ${steps} + CASE r.year ${steppedYears} END`, ...columns].join(', ')}
     FROM accounts.firm_year AS r JOIN study_firm AS f USING (company_id)`,
    ([places, ...values]) => {
      const at = places as NumberColumn;
      for (let row = 0; row < at.length; row++) isPresent[at[row] as number] = 1;
      targets.forEach((target, j) => void scatter(target, at, values[j] as NumberColumn));
      const starts = values[targets.length];
      for (let row = 0; starts !== undefined && row < at.length; row++) {
        const firm = Math.floor((at[row] as number) / steps);
        const start = starts[row] as number;
        if (start !== NO_START && !((startYear[firm] as number) <= start)) startYear[firm] = start;
      }
    },
  );
  for (const { levels, codes } of coded)
    for (let at = 0; levels.length === 1 && at < size; at++) if (isPresent[at] === 1) codes[at] = 0;
  const unknown =
    filled.length === REGISTER_COLUMNS.length ? new Float64Array(0) : new Float64Array(size).fill(Number.NaN);
  return {
    ids,
    years,
    isPresent,
    numbers: Object.fromEntries(
      REGISTER_COLUMNS.map((name) => [name, numbers[filled.indexOf(name)] ?? unknown]),
    ) as Record<RegisterColumn, Float64Array>,
    industry: { codes: industry.codes, levels: industry.levels },
    region: { codes: fillUnknown(region.codes, region.levels, steps), levels: region.levels },
    legalForm: { codes: legalForm.codes, levels: legalForm.levels },
    otherSchemes,
    startYear,
    group: isFilled('group_id') ? await readGroups(store, ids.length) : Int32Array.from(ids.keys()),
  };
}

async function readGroups(store: Store, firms: number): Promise<Int32Array> {
  const group = new Int32Array(firms);
  await eachChunk(
    store,
    `SELECT f.firm, (dense_rank() OVER (ORDER BY coalesce(g.group_id, f.company_id)) - 1)::INTEGER
     FROM study_firm AS f
     LEFT JOIN (
       SELECT company_id, arg_max(group_id, year) AS group_id FROM accounts.firm_year WHERE group_id IS NOT NULL GROUP BY company_id
     ) AS g USING (company_id)`,
    ([firm, rank], rows) => {
      for (let row = 0; row < rows; row++) group[firm?.[row] as number] = rank?.[row] as number;
    },
  );
  return group;
}

/** A company's unknown codes become its next known one, or the last before: municipalities of before 2007 have no region. */
function fillUnknown(codes: Int16Array, levels: readonly string[], steps: number): Int16Array {
  const unknown = levels.indexOf('unknown');
  const isKnown = (code: number): boolean => code !== -1 && code !== unknown;
  for (let from = 0; unknown >= 0 && from < codes.length; from += steps) {
    let next = -1;
    for (let t = from + steps - 1; t >= from; t--)
      if (isKnown(codes[t] as number)) next = codes[t] as number;
      else if (codes[t] === unknown && next !== -1) codes[t] = next;
    let last = -1;
    for (let t = from; t < from + steps; t++)
      if (isKnown(codes[t] as number)) last = codes[t] as number;
      else if (codes[t] === unknown && last !== -1) codes[t] = last;
  }
  return codes;
}

import { usageError } from '../../contract/errors.ts';
import type { Store } from '../../store/store.ts';
import { eachChunk } from './columns.ts';

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
  readonly firms: number;
  /** Company number. */
  readonly idOf: (firm: number) => string;
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
  const names = [...REGISTER_COLUMNS, 'group_id'];
  const counts = names.map((name) => `count(${name}) > 0 AS ${name}`).join(', ');
  const [row] = await store.rows<Record<string, boolean>>(
    `SELECT ${counts}, coalesce(bool_or(other_schemes), false) AS other_schemes FROM accounts.firm_year`,
  );
  return (name) => row?.[name] === true;
}

const BETWEEN = '\u001f';

/** Numbers the companies of the register, as `study_firm`; gives how many there are. */
async function numberCompanies(store: Store): Promise<number> {
  await store.run(
    `CREATE OR REPLACE TEMP TABLE study_firm AS
     SELECT company_id, start_date, (row_number() OVER (ORDER BY company_id) - 1)::INTEGER AS firm
     FROM (SELECT company_id, min(start_date) AS start_date FROM accounts.firm_year GROUP BY company_id)`,
  );
  const [row] = await store.rows<{ firms: number }>('SELECT count(*)::INTEGER AS firms FROM study_firm');
  return row?.firms ?? 0;
}

/**
 * Company numbers, which stand in order. All come as one text, in a fraction of the time, and are cut when the first is asked
 * for: hundreds of thousands of texts are a burden to whoever cleans up.
 */
async function readIds(store: Store): Promise<RegisterPanel['idOf']> {
  const [row] = await store.rows<{ ids: string }>(
    `SELECT string_agg(company_id, '${BETWEEN}' ORDER BY firm) AS ids FROM study_firm`,
  );
  let ids: readonly string[] | undefined;
  return (firm) => {
    ids ??= (row?.ids ?? '').split(BETWEEN);
    return ids[firm] as string;
  };
}

/** Puts amounts of a chunk in their places. One function a type of array: each then runs at full speed. */
function placeNumbers(target: Float64Array, places: Int32Array, source: Float64Array): void {
  for (let row = 0; row < places.length; row++) target[places[row] as number] = source[row] as number;
}

/** Puts codes of a chunk in their places. */
function placeCodes(target: Int16Array, places: Int32Array, source: Int16Array): void {
  for (let row = 0; row < places.length; row++) target[places[row] as number] = source[row] as number;
}

/** Place of a year among those of the register, as SQL. */
const stepOf = (years: readonly number[]): string =>
  years.every((year, t) => year === (years[0] as number) + t)
    ? `r.year - ${years[0]}`
    : `CASE r.year ${years.map((year, t) => `WHEN ${year} THEN ${t}`).join(' ')} END`;

/** Reads the register panel. Rows are put in place by company and year, so the order in which they arrive cannot matter. */
export async function readPanel(store: Store): Promise<RegisterPanel> {
  const firms = await numberCompanies(store);
  const { year } = await store.columns('SELECT DISTINCT year::INTEGER AS year FROM accounts.firm_year ORDER BY year');
  const years = (year ?? []) as readonly number[];
  if (firms === 0)
    throw usageError(
      'EFFECT_NO_REGISTER',
      'The effect study needs the business register, and the drops hold none.',
      'Add the register extract (firm_register), or the aggregates that a closed room exported.',
    );
  const isFilled = await filledColumns(store);
  const filled = REGISTER_COLUMNS.filter(isFilled);
  const steps = years.length;
  const size = firms * steps;
  const isPresent = new Uint8Array(size);
  const otherSchemes = new Uint8Array(size);
  const startYear = await readStartYears(store, firms);
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
  const columns = [
    `f.firm * ${steps} + ${stepOf(years)}`,
    ...varied.map(({ column }) => `enum_code(coalesce(r.${column}, 'unknown')::study_${column})::SMALLINT`),
    ...filled.map((name) => `coalesce(r.${name}::DOUBLE, 'nan'::DOUBLE)`),
    ...(isFilled('other_schemes') ? ['coalesce(r.other_schemes, false)::SMALLINT'] : []),
  ];
  await eachChunk(
    store,
    `SELECT ${columns.join(', ')} FROM accounts.firm_year AS r JOIN study_firm AS f USING (company_id)`,
    ([first, ...rest]) => {
      const places = first as Int32Array;
      for (let row = 0; row < places.length; row++) isPresent[places[row] as number] = 1;
      varied.forEach(({ codes }, j) => {
        placeCodes(codes, places, rest[j] as Int16Array);
      });
      numbers.forEach((target, j) => {
        placeNumbers(target, places, rest[varied.length + j] as Float64Array);
      });
      const schemes = rest[varied.length + numbers.length];
      for (let row = 0; schemes !== undefined && row < places.length; row++)
        otherSchemes[places[row] as number] = schemes[row] as number;
    },
  );
  for (const { levels, codes } of coded)
    for (let at = 0; levels.length === 1 && at < size; at++) if (isPresent[at] === 1) codes[at] = 0;
  const unknown =
    filled.length === REGISTER_COLUMNS.length ? new Float64Array(0) : new Float64Array(size).fill(Number.NaN);
  return {
    firms,
    idOf: await readIds(store),
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
    group: isFilled('group_id')
      ? await readGroups(store, firms)
      : Int32Array.from({ length: firms }, (_, firm) => firm),
  };
}

/** Year of start by company, from the earliest date that the register gives. */
async function readStartYears(store: Store, firms: number): Promise<Float64Array> {
  const startYear = new Float64Array(firms).fill(Number.NaN);
  await eachChunk(
    store,
    'SELECT firm, year(start_date)::INTEGER FROM study_firm WHERE start_date IS NOT NULL',
    ([firm, year], rows) => {
      for (let row = 0; row < rows; row++) startYear[firm?.[row] as number] = year?.[row] as number;
    },
  );
  return startYear;
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

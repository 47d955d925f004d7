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

const codeOf = (column: string): string => `enum_code(coalesce(r.${column}, 'unknown')::study_${column})::DOUBLE`;

/** Columns of the register that hold a value anywhere. */
async function filledColumns(store: Store): Promise<RegisterColumn[]> {
  const counts = REGISTER_COLUMNS.map((name) => `count(${name}) > 0 AS ${name}`).join(', ');
  const [row] = await store.rows<Record<RegisterColumn, boolean>>(`SELECT ${counts} FROM accounts.firm_year`);
  return REGISTER_COLUMNS.filter((name) => row?.[name] === true);
}

/** Reads the register panel. Rows are put in place by company and year, so the order in which they arrive cannot matter. */
export async function readPanel(store: Store): Promise<RegisterPanel> {
  await store.run(
    `CREATE OR REPLACE TEMP TABLE study_firm AS
     SELECT company_id, (row_number() OVER (ORDER BY company_id) - 1)::INTEGER AS firm
     FROM (SELECT DISTINCT company_id FROM accounts.firm_year)`,
  );
  const { id } = await store.columns('SELECT company_id AS id FROM study_firm ORDER BY firm');
  const ids = (id ?? []) as readonly string[];
  const { year } = await store.columns('SELECT DISTINCT year::INTEGER AS year FROM accounts.firm_year ORDER BY year');
  const years = (year ?? []) as readonly number[];
  if (ids.length === 0)
    throw usageError(
      'EFFECT_NO_REGISTER',
      'The effect study needs the business register, and the drops hold none.',
      'Add the register extract (firm_register), or the aggregates that a closed room exported.',
    );
  const levels = {
    industry: await makeLevels(store, 'industry'),
    region: await makeLevels(store, 'region'),
    legal_form: await makeLevels(store, 'legal_form'),
  };
  const filled = await filledColumns(store);
  const steps = years.length;
  const size = ids.length * steps;
  const place = new Map(years.map((value, t) => [value, t]));
  const coded = (): Int16Array => new Int16Array(size).fill(-1);
  const [industry, region, legalForm] = [coded(), coded(), coded()];
  const isPresent = new Uint8Array(size);
  const otherSchemes = new Uint8Array(size);
  const startYear = new Float64Array(ids.length).fill(Number.NaN);
  const numbers = filled.map(() => new Float64Array(size).fill(Number.NaN));
  await eachChunk(
    store,
    `SELECT f.firm::DOUBLE, r.year::DOUBLE, ${codeOf('industry')}, ${codeOf('region')}, ${codeOf('legal_form')},
       coalesce(r.other_schemes, false)::INTEGER::DOUBLE, coalesce(year(r.start_date)::DOUBLE, 'nan'::DOUBLE)
       ${filled.map((name) => `, coalesce(r.${name}::DOUBLE, 'nan'::DOUBLE)`).join('')}
     FROM accounts.firm_year AS r JOIN study_firm AS f USING (company_id)`,
    ([firms, rowYears, industries, regions, forms, schemes, starts, ...values], rows) => {
      for (let row = 0; row < rows; row++) {
        const firm = firms?.[row] as number;
        const at = firm * steps + (place.get(rowYears?.[row] as number) as number);
        isPresent[at] = 1;
        industry[at] = industries?.[row] as number;
        region[at] = regions?.[row] as number;
        legalForm[at] = forms?.[row] as number;
        otherSchemes[at] = schemes?.[row] as number;
        const start = starts?.[row] as number;
        if (!Number.isNaN(start) && !((startYear[firm] as number) <= start)) startYear[firm] = start;
        for (let j = 0; j < values.length; j++)
          (numbers[j] as Float64Array)[at] = (values[j] as Float64Array)[row] as number;
      }
    },
  );
  const unknown =
    filled.length === REGISTER_COLUMNS.length ? new Float64Array(0) : new Float64Array(size).fill(Number.NaN);
  return {
    ids,
    years,
    isPresent,
    numbers: Object.fromEntries(
      REGISTER_COLUMNS.map((name) => [name, numbers[filled.indexOf(name)] ?? unknown]),
    ) as Record<RegisterColumn, Float64Array>,
    industry: { codes: industry, levels: levels.industry },
    region: { codes: fillUnknown(region, levels.region, steps), levels: levels.region },
    legalForm: { codes: legalForm, levels: levels.legal_form },
    otherSchemes,
    startYear,
    group: await readGroups(store, ids.length),
  };
}

async function readGroups(store: Store, firms: number): Promise<Int32Array> {
  const group = new Int32Array(firms);
  await eachChunk(
    store,
    `SELECT f.firm::DOUBLE, (dense_rank() OVER (ORDER BY coalesce(g.group_id, f.company_id)) - 1)::DOUBLE
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

import { usageError } from '../../contract/errors.ts';
import type { Store } from '../../store/store.ts';
import { numericColumns } from './columns.ts';

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

async function levelsOf(store: Store, column: string): Promise<string[]> {
  const rows = await store.rows<{ level: string }>(
    `SELECT DISTINCT coalesce(${column}, 'unknown') AS level FROM accounts.firm_year ORDER BY level`,
  );
  return rows.map(({ level }) => level);
}

const codeOf = (column: string, levels: readonly string[]): string =>
  levels.length === 0
    ? '0::DOUBLE'
    : `(list_position([${levels.map((level) => `'${level.replaceAll("'", "''")}'`).join(', ')}], coalesce(${column}, 'unknown')) - 1)::DOUBLE`;

/** Reads the register panel. Rows are put in place by company and year, so the order in which they arrive cannot matter. */
export async function readPanel(store: Store): Promise<RegisterPanel> {
  await store.run(
    `CREATE OR REPLACE TEMP TABLE study_firm AS
     SELECT company_id, (row_number() OVER (ORDER BY company_id) - 1)::INTEGER AS firm
     FROM (SELECT DISTINCT company_id FROM accounts.firm_year)`,
  );
  const ids = (await store.rows<{ id: string }>('SELECT company_id AS id FROM study_firm ORDER BY firm')).map(
    ({ id }) => id,
  );
  const years = (
    await store.rows<{ year: number }>('SELECT DISTINCT year::INTEGER AS year FROM accounts.firm_year ORDER BY year')
  ).map(({ year }) => year);
  const [counted] = await store.rows<{ rows: number }>('SELECT count(*)::INTEGER AS rows FROM accounts.firm_year');
  const rows = counted?.rows ?? 0;
  if (rows === 0)
    throw usageError(
      'EFFECT_NO_REGISTER',
      'The effect study needs the business register, and the drops hold none.',
      'Add the register extract (firm_register), or the aggregates that a closed room exported.',
    );
  const [industries, regions, forms] = [
    await levelsOf(store, 'industry'),
    await levelsOf(store, 'region'),
    await levelsOf(store, 'legal_form'),
  ];
  const numbers = REGISTER_COLUMNS.map((name) => `coalesce(r.${name}::DOUBLE, 'nan'::DOUBLE)`);
  const columns = await numericColumns(
    store,
    `SELECT f.firm::DOUBLE, (r.year - ${years[0]})::DOUBLE, ${codeOf('r.industry', industries)},
       ${codeOf('r.region', regions)}, ${codeOf('r.legal_form', forms)}, coalesce(r.other_schemes, false)::INTEGER::DOUBLE,
       coalesce(year(r.start_date)::DOUBLE, 'nan'::DOUBLE), ${numbers.join(', ')}
     FROM accounts.firm_year AS r JOIN study_firm AS f USING (company_id)`,
    rows,
  );
  return assemble(ids, years, columns, { industries, regions, forms, group: await readGroups(store, ids.length) });
}

async function readGroups(store: Store, firms: number): Promise<Int32Array> {
  const [group] = await numericColumns(
    store,
    `SELECT (dense_rank() OVER (ORDER BY coalesce(g.group_id, f.company_id)) - 1)::DOUBLE
     FROM study_firm AS f
     LEFT JOIN (SELECT company_id, arg_max(group_id, year) AS group_id FROM accounts.firm_year GROUP BY company_id) AS g
       USING (company_id)
     ORDER BY f.firm`,
    firms,
  );
  return Int32Array.from(group as Float64Array);
}

interface Lists {
  readonly industries: readonly string[];
  readonly regions: readonly string[];
  readonly forms: readonly string[];
  readonly group: Int32Array;
}

/** A company's unknown codes become its next known one, or the last before: municipalities of before 2007 have no region. */
function fillUnknown(codes: Int16Array, levels: readonly string[], steps: number): Int16Array {
  const unknown = levels.indexOf('unknown');
  if (unknown < 0) return codes;
  for (let from = 0; from < codes.length; from += steps) {
    const known = Array.from(codes.subarray(from, from + steps)).flatMap((code, t) =>
      code === -1 || code === unknown ? [] : [t],
    );
    if (known.length === 0) continue;
    for (let t = 0; t < steps; t++)
      if (codes[from + t] === unknown)
        codes[from + t] = codes[from + (known.find((other) => other > t) ?? (known.at(-1) as number))] as number;
  }
  return codes;
}

function assemble(
  ids: readonly string[],
  years: readonly number[],
  columns: readonly Float64Array[],
  { industries, regions, forms, group }: Lists,
): RegisterPanel {
  const [firm, step, industry, region, form, schemes, start, ...values] = columns as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    ...Float64Array[],
  ];
  const place = new Map(years.map((year, t) => [year - (years[0] as number), t]));
  const size = ids.length * years.length;
  const positions = Int32Array.from(
    firm,
    (value, row) => value * years.length + (place.get(step[row] as number) as number),
  );
  const scatter = <Target extends { [index: number]: number }>(source: Float64Array, target: Target): Target => {
    for (let row = 0; row < source.length; row++) target[positions[row] as number] = source[row] as number;
    return target;
  };
  const isPresent = new Uint8Array(size);
  for (const position of positions) isPresent[position] = 1;
  const startYear = new Float64Array(ids.length).fill(Number.NaN);
  for (let row = 0; row < firm.length; row++) {
    const own = start[row] as number;
    const known = startYear[firm[row] as number] as number;
    if (!Number.isNaN(own) && !(known <= own)) startYear[firm[row] as number] = own;
  }
  const numbers = Object.fromEntries(
    REGISTER_COLUMNS.map((name, j) => [
      name,
      scatter(values[j] as Float64Array, new Float64Array(size).fill(Number.NaN)),
    ]),
  ) as Record<RegisterColumn, Float64Array>;
  return {
    ids,
    years,
    isPresent,
    numbers,
    industry: { codes: scatter(industry, new Int16Array(size).fill(-1)), levels: industries },
    region: {
      codes: fillUnknown(scatter(region, new Int16Array(size).fill(-1)), regions, years.length),
      levels: regions,
    },
    legalForm: { codes: scatter(form, new Int16Array(size).fill(-1)), levels: forms },
    otherSchemes: scatter(schemes, new Uint8Array(size)),
    startYear,
    group,
  };
}

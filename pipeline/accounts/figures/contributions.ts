import { DIMENSIONS, type Dimension } from '../../contract/figure.ts';
import type { Indicator } from '../../contract/indicator.ts';
import { identifier, literal } from '../../store/quote.ts';
import type { Store } from '../../store/store.ts';
import { enumValues } from './encoding.ts';
import { packColumns, readDoubles, unpackInto } from './packing.ts';

/** A dimension column: codes into `values`, 0 where a row has no value and joins no breakdown by that dimension. */
export interface DimensionColumn {
  readonly codes: Int32Array;
  readonly values: readonly string[];
}

/**
 * What the SELECT of an indicator gives, one row per contribution, sorted by year, group, unit and part, as columns.
 * Rows without a unit are left out.
 */
export interface Contributions {
  readonly size: number;
  readonly years: Int32Array;
  /** Number of the year's group, unit and part of every row; they only grow, so equal ones stand together. */
  readonly groups: Int32Array;
  readonly units: Int32Array;
  readonly parts: Int32Array;
  readonly dimensions: Readonly<Partial<Record<Dimension, DimensionColumn>>>;
  /** Yes-or-no columns: 0 no, 1 yes, 2 unknown. */
  readonly flags: Readonly<Record<string, Uint8Array>>;
  /** Number columns as whole hundredths, NaN where unknown, so that sums are exact. */
  readonly numbers: Readonly<Record<string, Float64Array>>;
}

/** Numbers travel as whole multiples of 1 / SCALE. */
export const SCALE = 100;

/** Parameters of the accounts that the SELECT of an indicator may name, as `$sme_limit`. */
export interface ContributionParameters {
  readonly sme_limit: number;
}

/** The parameters that a statement names; DuckDB accepts no others. */
export function namedParameters(sql: string, parameters: ContributionParameters): Record<string, number> {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => sql.includes(`$${name}`)));
}

/** Columns that a measure counts, sums, divides by or takes contributors from. */
export const columnsOf = (indicator: Indicator): string[] => [
  ...new Set(
    indicator.measures.flatMap(({ of, over, contributorsOf }) =>
      [of, over, contributorsOf].filter((name): name is string => name !== null && name !== ''),
    ),
  ),
];

const TABLE = 'contribution';

/** What a statement reads from, its column types, and the values of its dimensions in code-unit order. */
interface Rows {
  readonly from: string;
  readonly types: ReadonlyMap<string, string>;
  readonly dictionary: ReadonlyMap<Dimension, readonly string[]>;
}

/** Column types of a relation. Throws an error that names the indicator's file where the SELECT does not run. */
async function typesOf(store: Store, sql: string, named: Record<string, number>): Promise<Map<string, string>> {
  const described = await store.rows<{ column_name: string; column_type: string }>(`DESCRIBE ${sql}`, named);
  return new Map(described.map((column) => [column.column_name, column.column_type]));
}

/** Distinct values of each dimension of the temporary table. */
async function distinctValues(store: Store, dimensions: readonly Dimension[]): Promise<Map<Dimension, string[]>> {
  const lists = dimensions.map(
    (name) =>
      `list(DISTINCT ${identifier(name)}::VARCHAR) FILTER (${identifier(name)} IS NOT NULL) AS ${identifier(name)}`,
  );
  const [row] = await store.rows<Record<string, readonly string[] | null>>(`SELECT ${lists.join(', ')} FROM ${TABLE}`);
  return new Map(dimensions.map((name) => [name, [...(row?.[name] ?? [])].sort()]));
}

/**
 * Prepares the SELECT of an indicator for reading. Where every dimension is an ENUM already it is read as it stands, else it
 * is evaluated into a temporary table whose values are looked up first.
 */
async function rowsOf(
  store: Store,
  indicator: Indicator,
  named: Record<string, number>,
  dimensions: readonly Dimension[],
): Promise<Rows> {
  const { sql } = indicator;
  const types = await typesOf(store, sql, named);
  const known = dimensions.map((name) => [name, enumValues(types.get(name) ?? '')] as const);
  const encoded = known.flatMap(([name, values]) => (values === null ? [] : [[name, values] as const]));
  if (encoded.length === dimensions.length) return { from: `(${sql})`, types, dictionary: new Map(encoded) };
  const kept = ['reference_year', 'group_id', 'unit', 'part', ...dimensions, ...columnsOf(indicator)].filter((name) =>
    types.has(name),
  );
  await store.run(
    `CREATE OR REPLACE TEMP TABLE ${TABLE} AS SELECT ${kept.map(identifier).join(', ')} FROM (${sql})`,
    named,
  );
  const plain = known.flatMap(([name, values]) => (values === null && types.has(name) ? [name] : []));
  const looked = plain.length === 0 ? new Map() : await distinctValues(store, plain);
  return { from: TABLE, types, dictionary: new Map([...encoded, ...looked]) };
}

/** Place of a value in the dictionary, counted from 1; 0 where a row has none. */
function coded(name: Dimension, { types, dictionary }: Rows): string {
  const values = dictionary.get(name) as readonly string[];
  const isEncoded = enumValues(types.get(name) ?? '') !== null;
  if (values.length === 0) return '0::INTEGER';
  const type = `ENUM (${values.map(literal).join(', ')})`;
  return `coalesce(enum_code(${identifier(name)}${isEncoded ? '' : `::${type}`}) + 1, 0)::INTEGER`;
}

/** A text as a number: 53 bits of its hash, to tell neighbours in the sorted rows apart. */
const hashed = (key: string): string => `(hash(${key}) >> 11)::DOUBLE`;

/** Numbers the runs of rows that are alike in the column and stand in one run of what is above them. */
function numberRuns(above: Int32Array, column: Float64Array): Int32Array {
  const runs = new Int32Array(column.length);
  for (let row = 1; row < column.length; row += 1) {
    const isNew = column[row] !== column[row - 1] || above[row] !== above[row - 1];
    runs[row] = (runs[row - 1] as number) + (isNew ? 1 : 0);
  }
  return runs;
}

/** Bits that the codes 0 to `largest` need. */
const bitsFor = (largest: number): number => Math.max(1, Math.ceil(Math.log2(largest + 1)));

/** What a column of a measure is as a number: flags 0 no, 1 yes, 2 unknown; numbers in hundredths, NaN where unknown. */
const flagSql = (name: string): string => `coalesce(${identifier(name)}::UTINYINT, 2::UTINYINT)`;
const numberSql = (name: string): string =>
  `coalesce((${identifier(name)}::DECIMAL(18, 2) * ${SCALE})::BIGINT::DOUBLE, 'NaN'::DOUBLE)`;

/**
 * Evaluates the SELECT of an indicator.
 *
 * It must give `reference_year` and `unit`, the columns its measures name (BOOLEAN to count, numbers to sum) and the
 * dimensions it is broken down by. `group_id` (default: the unit) is what disclosure control counts; `part` (default: the
 * unit) is what a sum adds once. Throws an error naming the file where a column is missing.
 */
export async function contributionsOf(
  store: Store,
  indicator: Indicator,
  parameters: ContributionParameters,
): Promise<Contributions> {
  const named = namedParameters(indicator.sql, parameters);
  const needed = [...new Set(indicator.measures.flatMap(({ breakdowns }) => breakdowns.flat()))];
  const columns = columnsOf(indicator);
  const dimensions = DIMENSIONS.filter((name) => needed.includes(name));
  const rows = await rowsOf(store, indicator, named, dimensions).catch((error: Error) => {
    throw new Error(`${indicator.file}: ${error.message}`, { cause: error });
  });
  const { types, dictionary } = rows;
  const missing = ['reference_year', 'unit', ...needed, ...columns].filter((name) => !types.has(name));
  if (missing.length > 0) throw new Error(`${indicator.file}: the SELECT gives no column ${missing.join(', ')}.`);
  const flagNames = columns.filter((name) => types.get(name) === 'BOOLEAN');
  const numberNames = columns.filter((name) => types.get(name) !== 'BOOLEAN');
  const valuesOf = (name: Dimension): readonly string[] => dictionary.get(name) as readonly string[];
  const packing = packColumns([
    ...dimensions.map((name) => ({ sql: coded(name, rows), bits: bitsFor(valuesOf(name).length) })),
    ...flagNames.map((name) => ({ sql: flagSql(name), bits: 2 })),
  ]);
  const hasGroup = types.has('group_id');
  const hasPart = types.has('part');
  const keys = [...(hasGroup ? ['g'] : []), 'u', ...(hasPart ? ['p'] : [])];
  const selected = ['y::DOUBLE', ...keys.map(hashed), ...packing.words, ...numberNames.map(numberSql)];
  const result = await store.connection.run(
    `WITH keyed AS (
      SELECT *, reference_year::INTEGER AS y, unit::VARCHAR AS u
        ${hasGroup ? ', coalesce(group_id::VARCHAR, unit::VARCHAR) AS g' : ''}
        ${hasPart ? ', coalesce(part::VARCHAR, unit::VARCHAR) AS p' : ''}
      FROM ${rows.from} WHERE unit IS NOT NULL
    )
    SELECT ${selected.join(', ')} FROM keyed ORDER BY y, ${keys.join(', ')}`,
    rows.from === TABLE ? undefined : named,
  );
  const read = await readDoubles(result);
  const next = (): Float64Array => read.shift() as Float64Array;
  const years = Int32Array.from(next());
  const size = years.length;
  const groups = hasGroup ? numberRuns(years, next()) : null;
  const units = numberRuns(groups ?? years, next());
  const parts = hasPart ? numberRuns(units, next()) : units;
  const words = packing.words.map(next);
  const slotOf = (index: number) => packing.slots[index] as (typeof packing.slots)[number];
  return {
    size,
    years,
    groups: groups ?? units,
    units,
    parts,
    dimensions: Object.fromEntries(
      dimensions.map((name, index) => [
        name,
        { codes: unpackInto(new Int32Array(size), slotOf(index), words), values: ['', ...valuesOf(name)] },
      ]),
    ),
    flags: Object.fromEntries(
      flagNames.map((name, index) => [
        name,
        unpackInto(new Uint8Array(size), slotOf(dimensions.length + index), words),
      ]),
    ),
    numbers: Object.fromEntries(numberNames.map((name) => [name, next()])),
  };
}

import { DIMENSIONS, type Dimension } from '../../contract/figure.ts';
import type { Indicator } from '../../contract/indicator.ts';
import type { Store } from '../../store/store.ts';
import { identifier, literal } from '../typed/quote.ts';

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
  /** 1 where a row begins another group, unit or part than the row before. */
  readonly startsGroup: Uint8Array;
  readonly startsUnit: Uint8Array;
  readonly startsPart: Uint8Array;
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

/** Evaluates the SELECT into a temporary table and returns its columns with their types. */
async function materialise(
  store: Store,
  { sql, file }: Indicator,
  parameters: ContributionParameters,
): Promise<ReadonlyMap<string, string>> {
  await store
    .run(`CREATE OR REPLACE TEMP TABLE ${TABLE} AS ${sql}`, namedParameters(sql, parameters))
    .catch((error: Error) => {
      throw new Error(`${file}: ${error.message}`, { cause: error });
    });
  const described = await store.rows<{ column_name: string; column_type: string }>(`DESCRIBE ${TABLE}`);
  return new Map(described.map((column) => [column.column_name, column.column_type]));
}

/** Distinct values of each dimension in code-unit order, '' first for "none". */
async function dictionaries(store: Store, dimensions: readonly Dimension[]): Promise<Map<Dimension, string[]>> {
  if (dimensions.length === 0) return new Map();
  const lists = dimensions.map(
    (name) =>
      `list(DISTINCT ${identifier(name)}::VARCHAR) FILTER (${identifier(name)} IS NOT NULL) AS ${identifier(name)}`,
  );
  const [row] = await store.rows<Record<string, readonly string[] | null>>(`SELECT ${lists.join(', ')} FROM ${TABLE}`);
  return new Map(dimensions.map((name) => [name, ['', ...[...(row?.[name] ?? [])].sort()]]));
}

const coded = (name: Dimension, values: readonly string[]): string =>
  `enum_code(coalesce(${identifier(name)}::VARCHAR, '')::ENUM (${values.map(literal).join(', ')}))::INTEGER`;

const startOf = (keys: readonly string[]): string =>
  `(row_number() OVER w = 1 OR ${keys.map((key) => `${key} IS DISTINCT FROM lag(${key}) OVER w`).join(' OR ')})::UTINYINT`;

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
  const types = await materialise(store, indicator, parameters);
  const needed = [...new Set(indicator.measures.flatMap(({ breakdowns }) => breakdowns.flat()))];
  const columns = columnsOf(indicator);
  const missing = ['reference_year', 'unit', ...needed, ...columns].filter((name) => !types.has(name));
  if (missing.length > 0) throw new Error(`${indicator.file}: the SELECT gives no column ${missing.join(', ')}.`);
  const dimensions = DIMENSIONS.filter((name) => needed.includes(name));
  const dictionary = await dictionaries(store, dimensions);
  const isFlag = (name: string): boolean => types.get(name) === 'BOOLEAN';
  const year = 'reference_year::INTEGER';
  const unit = 'unit::VARCHAR';
  const group = types.has('group_id') ? `coalesce(group_id::VARCHAR, ${unit})` : unit;
  const part = types.has('part') ? `coalesce(part::VARCHAR, ${unit})` : unit;
  const value = (name: string): string =>
    isFlag(name)
      ? `coalesce(${identifier(name)}::UTINYINT, 2::UTINYINT)`
      : `coalesce((${identifier(name)}::DECIMAL(18, 2) * ${SCALE})::BIGINT::DOUBLE, 'NaN'::DOUBLE)`;
  const result = await store.connection.run(`
    WITH keyed AS (SELECT *, ${year} AS y, ${group} AS g, ${unit} AS u, ${part} AS p FROM ${TABLE} WHERE unit IS NOT NULL)
    SELECT y, ${[startOf(['y', 'g']), startOf(['y', 'g', 'u']), startOf(['y', 'g', 'u', 'p'])].join(', ')},
      ${[...dimensions.map((name) => coded(name, dictionary.get(name) as string[])), ...columns.map(value), '0'].join(', ')}
    FROM keyed WINDOW w AS (ORDER BY y, g, u, p)
    ORDER BY y, g, u, p`);
  const chunks = await result.fetchAllChunks();
  const size = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  let next = 0;
  const read = <Target extends Int32Array | Uint8Array | Float64Array>(target: Target): Target => {
    const column = next;
    next += 1;
    let row = 0;
    for (const chunk of chunks) {
      const vector = chunk.getColumnVector(column);
      const { rowCount } = chunk;
      for (let i = 0; i < rowCount; i += 1) {
        target[row] = vector.getItem(i) as number;
        row += 1;
      }
    }
    return target;
  };
  const years = read(new Int32Array(size));
  const startsGroup = read(new Uint8Array(size));
  const startsUnit = read(new Uint8Array(size));
  const startsPart = read(new Uint8Array(size));
  const dimensionColumns = dimensions.map(
    (name) => [name, { codes: read(new Int32Array(size)), values: dictionary.get(name) as string[] }] as const,
  );
  const flags: Record<string, Uint8Array> = {};
  const numbers: Record<string, Float64Array> = {};
  for (const name of columns) {
    if (isFlag(name)) flags[name] = read(new Uint8Array(size));
    else numbers[name] = read(new Float64Array(size));
  }
  return {
    size,
    years,
    startsGroup,
    startsUnit,
    startsPart,
    dimensions: Object.fromEntries(dimensionColumns),
    flags,
    numbers,
  };
}

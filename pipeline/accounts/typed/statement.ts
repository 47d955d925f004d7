import type { FieldContract, InputContract } from '../../contract/inputs.ts';
import { identifier, literal } from '../../store/quote.ts';
import type { Deliveries } from './deliveries.ts';
import { type CellSql, type Kind, kindOf, sqlTypeOf } from './kinds.ts';

/** The fields of an input that any landed row has a cell for; of those that are packed, the quoted column of their values. */
export interface LandedFields {
  readonly delivered: ReadonlySet<string>;
  readonly packed: ReadonlyMap<string, string>;
}

/** What stands for a field's text, decimal mark and scheme in the landed row `l`. */
const cellOf = (field: FieldContract, { fact }: Deliveries): CellSql => ({
  raw: `l.${identifier(field.name)}`,
  mark: fact(`mark_${field.name}`),
  scheme: fact('identifier_scheme'),
});

/** Number of the bit that says that a field's cell is faulty. */
export const faultBit = (input: InputContract, field: FieldContract): number => input.schema.fields.indexOf(field);

/**
 * One row that says of every field without a column whether any landed row has a cell for it, a constant or a cluster that was
 * filled in; null where every field that landed has a column. `landed` names the columns of the landing table.
 */
export function filledSql(input: InputContract, { fields }: Deliveries, landed: ReadonlySet<string>): string | null {
  const others = input.schema.fields.filter(({ name }) => !fields.has(name) && landed.has(name));
  if (others.length === 0) return null;
  return `SELECT ${others.map(({ name }) => `count(${identifier(name)}) > 0 AS ${identifier(name)}`).join(', ')}
    FROM landing.${identifier(input.name)}`;
}

/**
 * The texts of a field that are not in plain form, with their variant. Numbers, which are many and quickly told, are looked at
 * cell by cell; of all other kinds every distinct text is looked at once (`first` keeps DuckDB from doing it cell by cell).
 */
function unplainTexts(input: InputContract, field: FieldContract, kind: Kind, deliveries: Deliveries): string {
  const cell = cellOf(field, deliveries);
  const variant = kind.variant(cell, input.name, field);
  const texts = `SELECT ${variant} AS variant, ${cell.raw} AS raw
        FROM landing.${identifier(input.name)} AS l ${deliveries.joins}
        WHERE ${deliveries.condition}`;
  if (kind.usesMark) return `${texts} AND NOT (${kind.isPlain(cell)}) GROUP BY ALL`;
  // Where no delivery differs, the variant is a literal, which would be one key more to group by.
  const [known, keys] = deliveries.table === null ? [variant, 'raw'] : ['variant', 'variant, raw'];
  return `SELECT ${known} AS variant, raw
        FROM (SELECT ${keys}, first(raw) AS text FROM (${texts}) GROUP BY ${keys})
        WHERE NOT (${kind.isPlain({ raw: 'text', mark: 'NULL', scheme: known })})`;
}

/** Fills `typing.pending` with every distinct text of the delivered fields that is not in plain form. */
export function pendingStatement(
  input: InputContract,
  deliveries: Deliveries,
  { delivered, packed }: LandedFields,
): string {
  const branches = input.schema.fields.flatMap((field) => {
    const kind = kindOf(field);
    if (kind === undefined || !delivered.has(field.name) || packed.has(field.name)) return [];
    return [
      `SELECT ${literal(input.name)}, ${literal(field.name)}, ${literal(field.kind)}, variant, raw
      FROM (${unplainTexts(input, field, kind, deliveries)})`,
    ];
  });
  if (branches.length === 0) return 'SELECT 1';
  return `INSERT INTO typing.pending ${withDeliveries(deliveries)}${branches.join('\n    UNION ALL ')}`;
}

/** Keeps a typed value only when it meets the field's range and pattern. */
function constrained(field: FieldContract): string {
  const name = identifier(field.name);
  const { minimum, maximum, pattern } = field.constraints ?? {};
  const rules = [
    ...(minimum === undefined ? [] : [`t.${name} >= ${minimum}`]),
    ...(maximum === undefined ? [] : [`t.${name} <= ${maximum}`]),
    ...(pattern === undefined ? [] : [`regexp_full_match(t.${name}, ${literal(pattern)})`]),
  ];
  return rules.length === 0 ? `t.${name}` : `CASE WHEN ${rules.join(' AND ')} THEN t.${name} END`;
}

/** The value of a field before its constraints. `found` says that texts of the field are in `typing.cell` under `alias`. */
function valueSql(
  field: FieldContract,
  deliveries: Deliveries,
  packed: string | undefined,
  alias: string,
  isFound: boolean,
): string {
  if (packed !== undefined) return `l.${packed}::${sqlTypeOf(field)}`;
  const kind = kindOf(field);
  const cell = cellOf(field, deliveries);
  if (kind === undefined && field.kind === 'list')
    return `CASE WHEN NOT typing.is_missing(${cell.raw}) THEN typing.list_of(${cell.raw}) END`;
  if (kind === undefined) return `nullif(typing.tidy(${cell.raw}), '')`;
  if (!isFound) return kind.plainValue(cell);
  if (kind.isLookedUp) return `${alias}.value`;
  return `CASE WHEN ${alias}.raw IS NOT NULL THEN TRY_CAST(${alias}.value AS ${kind.sqlType}) ELSE ${kind.plainValue(cell)} END`;
}

/** Columns of a delivered field among the rows of an input: the value, and for company numbers what the cell says beside it. */
function rowColumns(field: FieldContract, isFound: boolean): string[] {
  const name = identifier(field.name);
  if (kindOf(field) === undefined && field.kind !== 'list')
    return [`CASE WHEN NOT typing.is_missing_tidy(t.${name}) THEN t.${name} END AS ${name}`];
  const value = `${constrained(field)} AS ${name}`;
  if (field.kind !== 'company_number' || !isFound) return [value];
  return [
    value,
    `t.${identifier(`unit_${field.name}`)} AS ${identifier(`${field.name}_unit`)}`,
    `CASE WHEN t.${identifier(`fault_${field.name}`)} IS NOT NULL THEN typing.company_number_text(t.${identifier(`raw_${field.name}`)}) END AS ${identifier(`${field.name}_text`)}`,
  ];
}

/** Columns of a field in `typed.<input>`, from the rows `r` of the input. */
function typedColumns(input: InputContract, field: FieldContract, isFound: boolean, isDelivered: boolean): string[] {
  const name = identifier(field.name);
  const value = isDelivered ? `r.${name}` : `NULL::${sqlTypeOf(field)} AS ${name}`;
  if (field.kind !== 'company_number') return [value];
  const isFaulty = `(r.fault_bits >> ${faultBit(input, field)}) & 1 = 1`;
  const [unit, text] = ['unit', 'text'].map((suffix) => identifier(`${field.name}_${suffix}`));
  return [
    value,
    `CASE WHEN ${isDelivered ? `r.${name} IS NOT NULL` : 'false'} THEN 'valid' WHEN ${isFaulty} THEN 'invalid' ELSE 'missing' END AS ${identifier(`${field.name}_status`)}`,
    isFound ? `r.${unit}` : `NULL::VARCHAR AS ${unit}`,
    isFound ? `r.${text}` : `NULL::VARCHAR AS ${text}`,
  ];
}

/** Columns that every typed table has before its fields. `reference_year` is the drop's, unless it is a field. */
const yearColumns = (input: InputContract): readonly string[] =>
  input.schema.fields.some(({ name }) => name === 'reference_year') ? [] : ['reference_year'];

/** Rows from which on the columns that nobody delivered are not written, but stand in a view: one costs as much as any other. */
const LARGE_ROWS = 100_000;

/**
 * The statements that make `typed.<input>` from `landing.<input>`. `delivered` names the fields that any row has a cell for,
 * `found` those of them that have texts in `typing.cell`. A large input becomes a view: over its landed rows where these hold
 * typed values already, else over `typing.rows_of_<input>`.
 *
 * Beside the fields of the contract the table has `fault_bits`: bit k is set when the cell of field k holds text that is
 * not missing and gave no value. Company numbers add `<field>_status` (valid, invalid, missing), `<field>_unit`, the
 * P-number in the same cell, and `<field>_text`, what an invalid number says in letters and digits (a foreign number).
 */
export function typedStatements(
  input: InputContract,
  deliveries: Deliveries,
  landed: LandedFields,
  found: ReadonlySet<string>,
): string[] {
  const { delivered } = landed;
  const rows = rowsSql(input, deliveries, landed, found);
  const typed = `typed.${identifier(input.name)}`;
  const columns = [
    'r.delivery_id',
    'r.source_row',
    ...yearColumns(input).map((year) =>
      deliveries.table === null ? `${deliveries.fact(year)} AS ${year}` : `r.${year}`,
    ),
    ...input.schema.fields.flatMap((field) =>
      typedColumns(input, field, found.has(field.name), delivered.has(field.name)),
    ),
    'r.fault_bits',
  ].join(',\n    ');
  if (deliveries.rows < LARGE_ROWS)
    return [`CREATE OR REPLACE TABLE ${typed} AS SELECT ${columns} FROM (${rows}) AS r`];
  if (isTyped(input, landed)) return [`CREATE OR REPLACE VIEW ${typed} AS SELECT ${columns} FROM (${rows}) AS r`];
  const table = `typing.${identifier(`rows_of_${input.name}`)}`;
  return [
    `CREATE OR REPLACE TABLE ${table} AS ${rows}`,
    `CREATE OR REPLACE VIEW ${typed} AS SELECT ${columns} FROM ${table} AS r`,
  ];
}

/**
 * Whether the landed columns of an input hold typed values already, beside company numbers and the short lists of texts that
 * are looked up: then nothing is written twice.
 */
const isTyped = (input: InputContract, { delivered, packed }: LandedFields): boolean =>
  packed.size > 0 &&
  input.schema.fields
    .filter(({ name }) => delivered.has(name) && !packed.has(name))
    .every((field) => field.kind === 'company_number' || kindOf(field)?.isLookedUp === true);

/** The rows of `typed.<input>`: what the delivered fields say, and `fault_bits`. */
function rowsSql(
  input: InputContract,
  deliveries: Deliveries,
  { delivered, packed }: LandedFields,
  found: ReadonlySet<string>,
): string {
  const fields = input.schema.fields.filter(({ name }) => delivered.has(name));
  const aliasOf = (field: FieldContract): string => identifier(`cell_${field.name}`);
  const lookups = fields.filter((field) => found.has(field.name));
  const inner = fields.map(
    (field) =>
      `${valueSql(field, deliveries, packed.get(field.name), aliasOf(field), found.has(field.name))} AS ${identifier(field.name)}`,
  );
  const beside = lookups.flatMap((field) => [
    `${aliasOf(field)}.fault AS ${identifier(`fault_${field.name}`)}`,
    ...(field.kind === 'company_number'
      ? [
          `${aliasOf(field)}.unit AS ${identifier(`unit_${field.name}`)}`,
          `${cellOf(field, deliveries).raw} AS ${identifier(`raw_${field.name}`)}`,
        ]
      : []),
  ]);
  const joins = lookups.map((field) => {
    const cell = cellOf(field, deliveries);
    const alias = aliasOf(field);
    return `LEFT JOIN typing.cell AS ${alias} ON ${alias}.kind = ${literal(field.kind)}
      AND ${alias}.variant = ${kindOf(field)?.variant(cell, input.name, field)} AND ${alias}.raw = ${cell.raw}`;
  });
  const bits = fields.flatMap((field) => {
    const bit = 2 ** faultBit(input, field);
    const name = identifier(field.name);
    const outside =
      constrained(field) === `t.${name}` ? [] : [`(t.${name} IS NOT NULL AND (${constrained(field)}) IS NULL)`];
    const faulty = found.has(field.name) ? [`t.${identifier(`fault_${field.name}`)} IS NOT NULL`] : [];
    const conditions = [...faulty, ...outside];
    return conditions.length === 0 ? [] : [`CASE WHEN ${conditions.join(' OR ')} THEN ${bit} ELSE 0 END`];
  });
  // Where no delivery differs, the year is a literal, which need not be written.
  const year = deliveries.table === null ? [] : yearColumns(input);
  return `WITH ${deliveries.table === null ? '' : `${deliveries.table},`}
  t AS (
    SELECT ${['l.delivery_id', 'l.source_row', ...year.map((column) => `${deliveries.fact(column)} AS ${column}`), ...inner, ...beside].join(',\n      ')}
    FROM landing.${identifier(input.name)} AS l
    ${deliveries.joins}
    ${joins.join('\n    ')}
    WHERE ${deliveries.condition}
  )
  SELECT ${['t.delivery_id', 't.source_row', ...year.map((column) => `t.${column}`), ...fields.flatMap((field) => rowColumns(field, found.has(field.name))), `(${['0', ...bits].join(' + ')})::BIGINT AS fault_bits`].join(',\n    ')}
  FROM t`;
}

/** The statement that makes an empty `typed.<input>` for an input that nobody delivered. */
export function emptyStatement(input: InputContract): string {
  const columns = input.schema.fields.flatMap((field) => {
    const name = identifier(field.name);
    const extra = ['status', 'unit', 'text'].map((suffix) => `${identifier(`${field.name}_${suffix}`)} VARCHAR`);
    return [`${name} ${sqlTypeOf(field)}`, ...(field.kind === 'company_number' ? extra : [])];
  });
  const year = yearColumns(input).map((column) => `${column} INTEGER`);
  return `CREATE OR REPLACE TABLE typed.${identifier(input.name)}
    (delivery_id INTEGER, source_row INTEGER, ${[...year, ...columns].join(', ')}, fault_bits BIGINT)`;
}

/** `WITH` of the facts that differ between deliveries, where any do. */
export const withDeliveries = ({ table }: Deliveries): string => (table === null ? '' : `WITH ${table} `);

/** JOIN of `typing.cell` as `c`, by the text of a field in the landed row `l`. */
export function cellJoin(input: InputContract, field: FieldContract, deliveries: Deliveries): string {
  const cell = cellOf(field, deliveries);
  return `JOIN typing.cell AS c ON c.kind = ${literal(field.kind)}
      AND c.variant = ${kindOf(field)?.variant(cell, input.name, field) ?? 'NULL'} AND c.raw = ${cell.raw}`;
}

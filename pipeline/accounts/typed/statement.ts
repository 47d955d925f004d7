import type { FieldContract, InputContract } from '../../contract/inputs.ts';
import { type CellSql, kindOf, sqlTypeOf } from './kinds.ts';
import { identifier, literal } from './quote.ts';

/** What stands for a field's text, decimal mark and scheme, given the aliases of the landed row and of its delivery. */
const cellOf = (field: FieldContract): CellSql => ({
  raw: `l.${identifier(field.name)}`,
  mark: `d.${identifier(`mark_${field.name}`)}`,
  scheme: 'd.identifier_scheme',
});

/** Number of the bit that says that a field's cell is faulty. */
export const faultBit = (input: InputContract, field: FieldContract): number => input.schema.fields.indexOf(field);

/** The deliveries of an input with what typing needs to know of each: year, scheme, and the decimal mark of each column. */
function deliverySql(input: InputContract): string {
  const marks = input.schema.fields
    .filter((field) => kindOf(field)?.usesMark)
    .map(
      (field) =>
        `coalesce(max(c.decimal_mark) FILTER (c.field = ${literal(field.name)}), d.decimal_mark) AS ${identifier(`mark_${field.name}`)}`,
    );
  const columns = [
    'd.delivery_id',
    'd.reference_year',
    "coalesce(s.identifier_scheme, 'dk-cvr') AS identifier_scheme",
    ...marks,
  ];
  return `SELECT ${columns.join(', ')}
    FROM landing.delivery AS d
    LEFT JOIN landing.delivery_column AS c ON c.delivery_id = d.delivery_id
    LEFT JOIN landing.drop_setting AS s ON s.drop_name = d.drop_name
    WHERE d.input = ${literal(input.name)} AND d.status IN ('ok', 'partial')
    GROUP BY d.delivery_id, d.reference_year, d.decimal_mark, s.identifier_scheme`;
}

/** One row that says of every field of the input whether any landed row has a cell for it. */
export const deliveredSql = (input: InputContract): string =>
  `SELECT ${input.schema.fields.map(({ name }) => `count(${identifier(name)}) > 0 AS ${identifier(name)}`).join(', ')}
    FROM landing.${identifier(input.name)}`;

/** Fills `typing.pending` with every distinct text of the delivered fields that is not in plain form. */
export function pendingStatement(input: InputContract, delivered: ReadonlySet<string>): string {
  const branches = input.schema.fields.flatMap((field) => {
    const kind = kindOf(field);
    if (kind === undefined || !delivered.has(field.name)) return [];
    const cell = cellOf(field);
    return [
      `SELECT ${literal(input.name)}, ${literal(field.name)}, ${literal(field.kind)}, variant, raw
      FROM (
        SELECT DISTINCT ${kind.variant(cell, input.name, field)} AS variant, ${cell.raw} AS raw
        FROM landing.${identifier(input.name)} AS l JOIN d ON d.delivery_id = l.delivery_id
        WHERE ${cell.raw} IS NOT NULL AND NOT (${kind.isPlain(cell)})
      )`,
    ];
  });
  if (branches.length === 0) return 'SELECT 1';
  return `INSERT INTO typing.pending WITH d AS MATERIALIZED (${deliverySql(input)}) ${branches.join('\n    UNION ALL ')}`;
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
function valueSql(field: FieldContract, alias: string, isFound: boolean, isDelivered: boolean): string {
  if (!isDelivered) return `NULL::${sqlTypeOf(field)}`;
  const kind = kindOf(field);
  const cell = cellOf(field);
  if (kind === undefined && field.kind === 'list')
    return `CASE WHEN NOT typing.is_missing(${cell.raw}) THEN typing.list_of(${cell.raw}) END`;
  if (kind === undefined) return `nullif(typing.tidy(${cell.raw}), '')`;
  if (!isFound) return kind.plainValue(cell);
  return `CASE WHEN ${alias}.raw IS NOT NULL THEN TRY_CAST(${alias}.value AS ${kind.sqlType}) ELSE ${kind.plainValue(cell)} END`;
}

/** Columns of a field in `typed.<input>`: the value, and for company numbers what the cell says beside it. */
function typedColumns(field: FieldContract, isFound: boolean, isDelivered: boolean): string[] {
  const name = identifier(field.name);
  if (!isDelivered && field.kind !== 'company_number') return [`t.${name}`];
  if (kindOf(field) === undefined && field.kind !== 'list')
    return [`CASE WHEN NOT typing.is_missing_tidy(t.${name}) THEN t.${name} END AS ${name}`];
  const value = `${constrained(field)} AS ${name}`;
  if (field.kind !== 'company_number') return [value];
  const fault = isFound ? `t.${identifier(`fault_${field.name}`)}` : 'NULL';
  return [
    value,
    `CASE WHEN t.${name} IS NOT NULL THEN 'valid' WHEN ${fault} IS NULL THEN 'missing' ELSE 'invalid' END AS ${identifier(`${field.name}_status`)}`,
    `${isFound ? `t.${identifier(`unit_${field.name}`)}` : 'NULL::VARCHAR'} AS ${identifier(`${field.name}_unit`)}`,
    `${isFound ? `CASE WHEN ${fault} IS NOT NULL THEN typing.company_number_text(t.${identifier(`raw_${field.name}`)}) END` : 'NULL::VARCHAR'} AS ${identifier(`${field.name}_text`)}`,
  ];
}

/** Columns that every typed table has before its fields. `reference_year` is the drop's, unless it is a field. */
const yearColumns = (input: InputContract): readonly string[] =>
  input.schema.fields.some(({ name }) => name === 'reference_year') ? [] : ['reference_year'];

/**
 * The statement that makes `typed.<input>` from `landing.<input>`. `delivered` names the fields that any row has a cell for,
 * `found` those of them that have texts in `typing.cell`.
 *
 * Beside the fields of the contract the table has `fault_bits`: bit k is set when the cell of field k holds text that is
 * not missing and gave no value. Company numbers add `<field>_status` (valid, invalid, missing), `<field>_unit`, the
 * P-number in the same cell, and `<field>_text`, what an invalid number says in letters and digits (a foreign number).
 */
export function typedStatement(
  input: InputContract,
  delivered: ReadonlySet<string>,
  found: ReadonlySet<string>,
): string {
  const { fields } = input.schema;
  const aliasOf = (field: FieldContract): string => identifier(`cell_${field.name}`);
  const lookups = fields.filter((field) => found.has(field.name));
  const inner = fields.map(
    (field) =>
      `${valueSql(field, aliasOf(field), found.has(field.name), delivered.has(field.name))} AS ${identifier(field.name)}`,
  );
  const beside = lookups.flatMap((field) => [
    `${aliasOf(field)}.fault AS ${identifier(`fault_${field.name}`)}`,
    ...(field.kind === 'company_number'
      ? [
          `${aliasOf(field)}.unit AS ${identifier(`unit_${field.name}`)}`,
          `${cellOf(field).raw} AS ${identifier(`raw_${field.name}`)}`,
        ]
      : []),
  ]);
  const joins = lookups.map((field) => {
    const cell = cellOf(field);
    const alias = aliasOf(field);
    return `LEFT JOIN typing.cell AS ${alias} ON ${alias}.kind = ${literal(field.kind)}
      AND ${alias}.variant = ${kindOf(field)?.variant(cell, input.name, field)} AND ${alias}.raw = ${cell.raw}`;
  });
  const bits = fields.flatMap((field) => {
    const bit = 2 ** faultBit(input, field);
    const name = identifier(field.name);
    const outside =
      !delivered.has(field.name) || constrained(field) === `t.${name}`
        ? []
        : [`(t.${name} IS NOT NULL AND (${constrained(field)}) IS NULL)`];
    const faulty = found.has(field.name) ? [`t.${identifier(`fault_${field.name}`)} IS NOT NULL`] : [];
    const conditions = [...faulty, ...outside];
    return conditions.length === 0 ? [] : [`CASE WHEN ${conditions.join(' OR ')} THEN ${bit} ELSE 0 END`];
  });
  const year = yearColumns(input);
  return `CREATE OR REPLACE TABLE typed.${identifier(input.name)} AS
  WITH d AS MATERIALIZED (${deliverySql(input)}),
  t AS (
    SELECT ${['l.delivery_id', 'l.source_row', ...year.map((column) => `d.${column}`), ...inner, ...beside].join(',\n      ')}
    FROM landing.${identifier(input.name)} AS l
    JOIN d ON d.delivery_id = l.delivery_id
    ${joins.join('\n    ')}
  )
  SELECT ${['t.delivery_id', 't.source_row', ...year.map((column) => `t.${column}`), ...fields.flatMap((field) => typedColumns(field, found.has(field.name), delivered.has(field.name))), `(${['0', ...bits].join(' + ')})::BIGINT AS fault_bits`].join(',\n    ')}
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

/**
 * SELECT of the cells of a field that are in `typing.cell`, with what was found there: delivery_id, source_row, raw, value,
 * fault, conversion, identifier_scheme.
 */
export function foundCells(input: InputContract, field: FieldContract): string {
  const cell = cellOf(field);
  return `SELECT l.delivery_id, l.source_row, c.raw, c.value, c.fault, c.conversion, d.identifier_scheme
    FROM landing.${identifier(input.name)} AS l
    JOIN (${deliverySql(input)}) AS d ON d.delivery_id = l.delivery_id
    JOIN typing.cell AS c ON c.kind = ${literal(field.kind)}
      AND c.variant = ${kindOf(field)?.variant(cell, input.name, field)} AND c.raw = ${cell.raw}`;
}

import type { FieldContract, InputContract } from '../../contract/inputs.ts';
import { type CellSql, kindOf } from './kinds.ts';
import { identifier, literal } from './quote.ts';

/** What stands for a field's text, decimal mark and scheme, given the aliases of the landed row and of its delivery. */
export const cellOf = (field: FieldContract): CellSql => ({
  raw: `l.${identifier(field.name)}`,
  mark: `d.${identifier(`mark_${field.name}`)}`,
  scheme: 'd.identifier_scheme',
});

/** Number of the bit that says that a field's cell is faulty. */
export const faultBit = (input: InputContract, field: FieldContract): number => input.schema.fields.indexOf(field);

/** The deliveries of an input with what typing needs to know of each: year, scheme, and the decimal mark of each column. */
export function deliverySql(input: InputContract): string {
  const marks = input.schema.fields
    .filter((field) => kindOf(field).usesMark)
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

/** Columns of a field in `typed.<input>`: the value, and for company numbers what the cell says beside it. */
function typedColumns(field: FieldContract): string[] {
  const name = identifier(field.name);
  const raw = `t.${identifier(`raw_${field.name}`)}`;
  const value = `${constrained(field)} AS ${name}`;
  if (field.kind !== 'company_number') return [value];
  return [
    value,
    `CASE WHEN t.${name} IS NOT NULL THEN 'valid' WHEN ${raw} IS NULL OR typing.is_missing(${raw}) THEN 'missing' ELSE 'invalid' END AS ${identifier(`${field.name}_status`)}`,
    `typing.company_number_unit(${raw}) AS ${identifier(`${field.name}_unit`)}`,
    `CASE WHEN t.${name} IS NULL THEN typing.company_number_text(${raw}) END AS ${identifier(`${field.name}_text`)}`,
  ];
}

/**
 * The statement that makes `typed.<input>` from `landing.<input>`. `reference_year` is the drop's, unless it is a field.
 *
 * Beside the fields of the contract the table has `fault_bits`: bit k is set when the cell of field k holds text that is
 * not missing and gave no value. Company numbers add `<field>_status` (valid, invalid, missing), `<field>_unit`, the
 * P-number in the same cell, and `<field>_text`, what an invalid number says in letters and digits (a foreign number).
 */
export function typedStatement(input: InputContract): string {
  const { fields } = input.schema;
  const faultable = fields.filter((field) => kindOf(field).fault !== undefined);
  const lookups = fields.filter((field) => kindOf(field).lookup !== undefined);
  const year = fields.some(({ name }) => name === 'reference_year') ? [] : ['reference_year'];
  const inner = fields.map((field) => {
    const kind = kindOf(field);
    const alias = identifier(`key_${field.name}`);
    const value = kind.lookup === undefined ? kind.value?.(cellOf(field), field) : `${alias}.${kind.lookup.value}`;
    return `${value} AS ${identifier(field.name)}`;
  });
  const raws = faultable.map((field) => `${cellOf(field).raw} AS ${identifier(`raw_${field.name}`)}`);
  const joins = lookups.map((field) => {
    const { table, key } = kindOf(field).lookup as NonNullable<ReturnType<typeof kindOf>['lookup']>;
    const alias = identifier(`key_${field.name}`);
    return `LEFT JOIN ${table} AS ${alias} ON ${alias}.key = ${key(cellOf(field).raw)}`;
  });
  const bits = faultable.map((field) => {
    const raw = `t.${identifier(`raw_${field.name}`)}`;
    const bit = 2 ** faultBit(input, field);
    return `CASE WHEN (${constrained(field)}) IS NULL AND ${raw} IS NOT NULL AND NOT typing.is_missing(${raw}) THEN ${bit} ELSE 0 END`;
  });
  return `CREATE OR REPLACE TABLE typed.${identifier(input.name)} AS
  WITH d AS (${deliverySql(input)}),
  t AS (
    SELECT ${['l.delivery_id', 'l.source_row', ...year.map((column) => `d.${column}`), ...inner, ...raws].join(',\n      ')}
    FROM landing.${identifier(input.name)} AS l
    JOIN d ON d.delivery_id = l.delivery_id
    ${joins.join('\n    ')}
  )
  SELECT ${['t.delivery_id', 't.source_row', ...year.map((column) => `t.${column}`), ...fields.flatMap(typedColumns), `(${['0', ...bits].join(' + ')})::BIGINT AS fault_bits`].join(',\n    ')}
  FROM t`;
}

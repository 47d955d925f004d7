import type { FieldContract, InputContract } from '../../contract/inputs.ts';
import { typingMessages } from '../../contract/messages/typing.ts';
import { kindOf } from './kinds.ts';
import { identifier, literal } from './quote.ts';
import { cellOf, deliverySql, faultBit } from './statement.ts';

/** SQL for `params`: the placeholders that a message of this field can need. */
function paramsSql(field: FieldContract): string {
  const { minimum, maximum } = field.constraints ?? {};
  const pairs = [
    ...(field.values === undefined ? [] : [literal('allowed'), literal(allowedSpellings(field))]),
    ...(minimum === undefined ? [] : [literal('minimum'), String(minimum)]),
    ...(maximum === undefined ? [] : [literal('maximum'), String(maximum)]),
  ];
  return pairs.length === 0 ? 'NULL::JSON' : `json_object(${pairs.join(', ')})`;
}

/** The first spelling of every allowed value, as people write them. */
const allowedSpellings = (field: FieldContract): string =>
  Object.entries(field.values ?? {})
    .map(([value, spellings]) => spellings[0] ?? value)
    .join(', ');

const severitySql = `CASE ${typingMessages.map(({ code, severity }) => `WHEN f.code = ${literal(code)} THEN ${literal(severity)}`).join(' ')} END`;

/** Where a finding of a field stands: the delivery, the header and the position of the column. `f` has delivery_id. */
function insert(input: InputContract, field: FieldContract, found: string, order: string): string {
  return `INSERT INTO landing.finding
    SELECT f.code, ${severitySql}, d.drop_name, d.supplier, d.path, d.sheet, f.source_row,
      c.position, c.header, ${literal(input.name)}, ${literal(field.name)}, f.value, f.params
    FROM (${found}) AS f
    JOIN landing.delivery AS d ON d.delivery_id = f.delivery_id
    LEFT JOIN landing.delivery_column AS c ON c.delivery_id = f.delivery_id AND c.field = ${literal(field.name)}
    ORDER BY ${order}`;
}

/**
 * One finding for every cell of the field whose fault bit is set.
 *
 * A number that was read but left the range gets VALUE_OUT_OF_RANGE; a company number of a foreign row is set aside with
 * COMPANY_NUMBER_FOREIGN, as no Danish rule can prove it.
 */
export function faultFindings(input: InputContract, field: FieldContract): string {
  const cell = cellOf(field);
  const { value, fault } = kindOf(field);
  const { minimum, maximum, pattern } = field.constraints ?? {};
  const isForeign =
    field.kind === 'company_number' && input.schema.fields.some(({ name }) => name === 'country')
      ? `WHEN t.country <> CASE d.identifier_scheme WHEN 'no-orgnr' THEN 'NO' ELSE 'DK' END THEN 'COMPANY_NUMBER_FOREIGN'`
      : '';
  const isOutside =
    minimum === undefined && maximum === undefined
      ? ''
      : `WHEN ${value?.(cell, field)} IS NOT NULL THEN 'VALUE_OUT_OF_RANGE'`;
  const isMisshapen = pattern === undefined ? '' : `WHEN ${value?.(cell, field)} IS NOT NULL THEN 'VALUE_PATTERN'`;
  const code = `CASE ${isForeign} ${isOutside} ${isMisshapen} WHEN true THEN ${fault?.(cell)} END`;
  const found = `WITH d AS (${deliverySql(input)})
    SELECT t.delivery_id, t.source_row, ${code} AS code, typing.shown(${cell.raw}) AS value, ${paramsSql(field)} AS params
    FROM typed.${identifier(input.name)} AS t
    JOIN landing.${identifier(input.name)} AS l ON l.delivery_id = t.delivery_id AND l.source_row = t.source_row
    JOIN d ON d.delivery_id = t.delivery_id
    WHERE (t.fault_bits >> ${faultBit(input, field)}) & 1 = 1`;
  return insert(input, field, found, 'd.delivery_id, f.source_row');
}

/** One finding for every row without a value in a field that must have one, where the delivery has the column. */
export function requiredFindings(input: InputContract, field: FieldContract): string {
  const found = `SELECT t.delivery_id, t.source_row, 'REQUIRED_MISSING' AS code, NULL AS value, NULL::JSON AS params
    FROM typed.${identifier(input.name)} AS t
    SEMI JOIN landing.delivery_column AS present
      ON present.delivery_id = t.delivery_id AND present.field = ${literal(field.name)}
    WHERE t.${identifier(field.name)} IS NULL AND (t.fault_bits >> ${faultBit(input, field)}) & 1 = 0`;
  return insert(input, field, found, 'd.delivery_id, f.source_row');
}

/** One finding for every delivery, field and way of conversion, with the number of cells and the first of them. */
export function conversionFindings(input: InputContract, field: FieldContract): string {
  const cell = cellOf(field);
  const found = `WITH d AS (${deliverySql(input)}),
    converted AS (
      SELECT l.delivery_id, l.source_row, typing.shown(${cell.raw}) AS value,
        'VALUE_CONVERTED_' || upper(${kindOf(field).conversion?.(cell)}) AS code
      FROM landing.${identifier(input.name)} AS l
      JOIN d ON d.delivery_id = l.delivery_id
      WHERE code IS NOT NULL
    )
    SELECT delivery_id, min(source_row) AS source_row, code, arg_min(value, source_row) AS value,
      json_object('count', count(*)) AS params
    FROM converted
    JOIN typed.${identifier(input.name)} AS t USING (delivery_id, source_row)
    WHERE t.${identifier(field.name)} IS NOT NULL
    GROUP BY delivery_id, code`;
  return insert(input, field, found, 'd.delivery_id, f.code');
}

/** One row that says which fields need which findings: `faults` (bits), `n` (rows), and a column for each question asked. */
export function surveySql(input: InputContract): string {
  const questions = input.schema.fields.flatMap((field) => [
    ...(field.constraints?.required
      ? [`count(t.${identifier(field.name)}) AS ${identifier(`filled_${field.name}`)}`]
      : []),
  ]);
  return `SELECT ${['coalesce(bit_or(t.fault_bits), 0) AS faults', 'count(*) AS n', ...questions].join(', ')}
    FROM typed.${identifier(input.name)} AS t`;
}

/** One row that says in which fields anything was converted at a loss. NULL when the input has no such field. */
export function conversionSurveySql(input: InputContract): string | undefined {
  const fields = input.schema.fields.filter((field) => kindOf(field).conversion !== undefined);
  if (fields.length === 0) return undefined;
  const questions = fields.map(
    (field) => `bool_or((${kindOf(field).conversion?.(cellOf(field))}) IS NOT NULL) AS ${identifier(field.name)}`,
  );
  return `WITH d AS (${deliverySql(input)})
    SELECT ${questions.join(', ')}
    FROM landing.${identifier(input.name)} AS l JOIN d ON d.delivery_id = l.delivery_id`;
}

import type { FieldContract, InputContract } from '../../contract/inputs.ts';
import { typingMessages } from '../../contract/messages/typing.ts';
import { identifier, literal } from '../../store/quote.ts';
import type { Deliveries } from './deliveries.ts';
import { cellJoin, faultBit, withDeliveries } from './statement.ts';

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

const severitySql = `CASE f.code ${typingMessages.map(({ code, severity }) => `WHEN ${literal(code)} THEN ${literal(severity)}`).join(' ')} END`;

/** Where a finding of a field stands: the delivery, the header and the position of the column. `f` has delivery_id. */
function insert(input: InputContract, field: FieldContract, found: string): string {
  return `INSERT INTO landing.finding
    SELECT f.code, ${severitySql}, d.drop_name, d.supplier, d.path, d.sheet, f.source_row,
      c.position, c.header, ${literal(input.name)}, ${literal(field.name)}, f.value, f.params
    FROM (${found}) AS f
    JOIN landing.delivery AS d ON d.delivery_id = f.delivery_id
    LEFT JOIN landing.delivery_column AS c ON c.delivery_id = f.delivery_id AND c.field = ${literal(field.name)}
    ORDER BY d.delivery_id, f.source_row, f.code`;
}

/**
 * One finding for every cell of the field whose fault bit is set.
 *
 * A value that was read but left the range gets VALUE_OUT_OF_RANGE; a company number of a foreign row, or in the form of another
 * country where the row does not say its own, is set aside with COMPANY_NUMBER_FOREIGN, as no Danish rule can prove it.
 */
export function faultFindings(input: InputContract, field: FieldContract, deliveries: Deliveries): string {
  const { pattern } = field.constraints ?? {};
  const home = `CASE ${deliveries.fact('identifier_scheme')} WHEN 'no-orgnr' THEN 'NO' ELSE 'DK' END`;
  const foreign =
    field.kind === 'company_number' && input.schema.fields.some(({ name }) => name === 'country')
      ? `WHEN t.country <> ${home} THEN 'COMPANY_NUMBER_FOREIGN'
        WHEN t.country = ${home} AND c.fault = 'COMPANY_NUMBER_FOREIGN' THEN 'TYPE_COMPANY_NUMBER'`
      : '';
  const outside = pattern === undefined ? 'VALUE_OUT_OF_RANGE' : 'VALUE_PATTERN';
  const found = `${withDeliveries(deliveries)}SELECT t.delivery_id, t.source_row,
      CASE ${foreign} WHEN c.fault IS NOT NULL THEN c.fault ELSE ${literal(outside)} END AS code,
      typing.shown(l.${identifier(field.name)}) AS value, ${paramsSql(field)} AS params
    FROM typing_odd_row AS t
    JOIN landing.${identifier(input.name)} AS l ON l.delivery_id = t.delivery_id AND l.source_row = t.source_row
    ${deliveries.joins}
    LEFT ${cellJoin(input, field, deliveries)}
    WHERE (t.fault_bits >> ${faultBit(input, field)}) & 1 = 1`;
  return insert(input, field, found);
}

/** One finding for every row without a value in a field that must have one, where the delivery has the column. */
export function requiredFindings(input: InputContract, field: FieldContract): string {
  const found = `SELECT t.delivery_id, t.source_row, 'REQUIRED_MISSING' AS code, NULL AS value, NULL::JSON AS params
    FROM typing_odd_row AS t
    SEMI JOIN landing.delivery_column AS present
      ON present.delivery_id = t.delivery_id AND present.field = ${literal(field.name)}
    WHERE (t.missing_bits >> ${faultBit(input, field)}) & 1 = 1`;
  return insert(input, field, found);
}

/** One finding for every delivery, field and way of conversion, with the number of cells, the first of them and the rows. */
export function conversionFindings(input: InputContract, field: FieldContract, deliveries: Deliveries): string {
  const found = `${withDeliveries(deliveries)}SELECT l.delivery_id, min(l.source_row) AS source_row, 'VALUE_CONVERTED_' || upper(c.conversion) AS code,
      typing.shown(arg_min(c.raw, l.source_row)) AS value,
      json_object('count', count(*), 'rows', typing.first_of(list(l.source_row ORDER BY l.source_row))) AS params
    FROM landing.${identifier(input.name)} AS l
    ${deliveries.joins}
    ${cellJoin(input, field, deliveries)}
    WHERE ${deliveries.condition} AND c.conversion IS NOT NULL
    GROUP BY l.delivery_id, c.conversion`;
  return insert(input, field, found);
}

/**
 * Makes `typing_odd_row`, the rows of `typed.<input>` that findings are told of, in one pass: those with fault bits, and those
 * without a value, and no cell at fault, in a field that must have one, which stand in `missing_bits`.
 */
export function oddRowsStatement(input: InputContract): string {
  const missing = input.schema.fields
    .filter((field) => field.constraints?.required)
    .map((field) => {
      const bit = faultBit(input, field);
      return `CASE WHEN ${identifier(field.name)} IS NULL AND (fault_bits >> ${bit}) & 1 = 0 THEN ${2 ** bit} ELSE 0 END`;
    });
  const country = input.schema.fields.filter(({ name }) => name === 'country').map(({ name }) => name);
  return `CREATE OR REPLACE TEMP TABLE typing_odd_row AS
    SELECT ${['delivery_id', 'source_row', ...country, 'fault_bits', `(${['0', ...missing].join(' + ')})::BIGINT AS missing_bits`].join(', ')}
    FROM typed.${identifier(input.name)}
    WHERE fault_bits <> 0 OR missing_bits <> 0`;
}

/** One row with the bits of all odd rows. */
export const ODD_BITS =
  'SELECT coalesce(bit_or(fault_bits), 0) AS faults, coalesce(bit_or(missing_bits), 0) AS missing FROM typing_odd_row';

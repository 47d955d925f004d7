import type { InputContract } from '../contract/inputs.ts';
import { identifier } from './quote.ts';
import { columnNames, type Store } from './store.ts';

// Columns that nobody delivers cost as much to write as full ones, and texts more than numbers. A landing table therefore takes
// the columns of the first scan that lands in it, and packs those whose every text its number gives back letter by letter:
// the number stands under a name of its own, and the field is a virtual column that writes it out. All columns come, and
// all as texts, before anything else is landed or changed there.

/** How the texts of a column are packed. */
export interface Packing {
  readonly sqlType: 'BIGINT' | 'DATE' | `DECIMAL(12, ${number})`;
  /** The decimal mark that the texts show. */
  readonly mark: '.' | ',';
}

/** A column of a landing table; `packing` is null where it holds the texts themselves. */
export interface LandingColumn {
  readonly field: string;
  readonly packing: Packing | null;
}

const PACKED = /^packed(?:_with_comma)?_(?=\w)/;

const packedPrefix = ({ mark }: Packing): string => (mark === ',' ? 'packed_with_comma_' : 'packed_');

/** The text that a packed value stands for, in SQL: that of the delivered cell, empty where it was empty. */
const packedText = (value: string, { mark }: Packing): string =>
  `coalesce(${mark === ',' ? `replace(${value}::VARCHAR, '.', ',')` : `${value}::VARCHAR`}, '')`;

/** The column that a statement writes to, quoted: the text, or the value that is packed. */
export const writtenColumn = ({ field, packing }: LandingColumn): string =>
  identifier(`${packing === null ? '' : packedPrefix(packing)}${field}`);

const declared = (column: LandingColumn): readonly string[] => {
  const { field, packing } = column;
  if (packing === null) return [`${identifier(field)} VARCHAR`];
  const written = writtenColumn(column);
  return [
    `${written} ${packing.sqlType}`,
    `${identifier(field)} VARCHAR GENERATED ALWAYS AS (${packedText(written, packing)}) VIRTUAL`,
  ];
};

const tableOf = (input: InputContract): string => `landing.${identifier(input.name)}`;

/** Packed fields of an input's landing table → the quoted column that holds the values. */
export async function packedColumns(store: Store, input: InputContract): Promise<ReadonlyMap<string, string>> {
  const names = await columnNames(store, tableOf(input));
  return new Map(
    [...names].filter((name) => PACKED.test(name)).map((name) => [name.replace(PACKED, ''), identifier(name)]),
  );
}

const typesOf = async (store: Store, from: string): Promise<ReadonlyMap<string, string>> => {
  const rows = await store.rows<{ column_name: string; column_type: string }>(
    `SELECT column_name, column_type FROM (DESCRIBE ${from})`,
  );
  return new Map(rows.map(({ column_name, column_type }) => [identifier(column_name), column_type.replace(',', ', ')]));
};

/**
 * Makes room for the columns of a scan in the landing table of its input: for no others where the table is empty, else
 * for all. Gives the columns as they are to be written: as texts where the rows that stand there are packed otherwise.
 */
export async function fitTable(
  store: Store,
  input: InputContract,
  columns: readonly LandingColumn[],
): Promise<readonly LandingColumn[]> {
  const table = tableOf(input);
  if ((await store.rows(`SELECT 1 FROM ${table} LIMIT 1`)).length === 0) {
    const all = ['delivery_id INTEGER', 'source_row INTEGER', ...columns.flatMap(declared)];
    await store.run(`CREATE OR REPLACE TABLE ${table} (${all.join(', ')})`);
    return columns;
  }
  const types = await typesOf(store, table);
  const packed = await packedColumns(store, input);
  const isSame =
    columns.every((column) => types.get(writtenColumn(column)) === (column.packing?.sqlType ?? 'VARCHAR')) &&
    columns.filter(({ packing }) => packing !== null).length === packed.size;
  if (isSame) return columns;
  await widenTable(store, input);
  return columns.map(({ field }) => ({ field, packing: null }));
}

/** Gives the landing table of an input all columns of its contract, in their order, each as the delivered texts. */
export async function widenTable(store: Store, input: InputContract): Promise<void> {
  const table = tableOf(input);
  const columns = await columnNames(store, table);
  const names = input.schema.fields.map(({ name }) => name);
  if (names.every((name) => columns.has(name)) && (await packedColumns(store, input)).size === 0) return;
  const texts = names.map((name) => (columns.has(name) ? identifier(name) : `NULL::VARCHAR AS ${identifier(name)}`));
  await store.run(
    `CREATE OR REPLACE TABLE ${table} AS SELECT delivery_id, source_row, ${texts.join(', ')} FROM ${table}`,
  );
}

/** Makes the fields of an input's landing table texts that can be changed, where any are packed. */
export async function unpackTable(store: Store, input: InputContract): Promise<void> {
  if ((await packedColumns(store, input)).size > 0) await widenTable(store, input);
}

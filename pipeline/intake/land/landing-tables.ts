import type { InputContract } from '../../contract/inputs.ts';
import { columnNames, type Store } from '../../store/store.ts';
import { quotedName } from './scan.ts';

// Columns that nobody delivers cost as much to write as full ones. A landing table therefore takes the columns of the first
// scan that lands in it, and all others before anything else does.

/** Gives the landing table of an input room for some fields: for no others where it is empty, for all where it holds rows. */
export async function fitTable(store: Store, input: InputContract, fields: readonly string[]): Promise<void> {
  const table = `landing.${quotedName(input.name)}`;
  if ((await store.rows(`SELECT 1 FROM ${table} LIMIT 1`)).length > 0) {
    const columns = await columnNames(store, table);
    if (!fields.every((field) => columns.has(field))) await widenTable(store, input);
    return;
  }
  const texts = fields.map((field) => `, ${quotedName(field)} VARCHAR`).join('');
  await store.run(`CREATE OR REPLACE TABLE ${table} (delivery_id INTEGER, source_row INTEGER${texts})`);
}

/** Gives the landing table of an input all columns of its contract, in their order. */
export async function widenTable(store: Store, input: InputContract): Promise<void> {
  const table = `landing.${quotedName(input.name)}`;
  const columns = await columnNames(store, table);
  const names = input.schema.fields.map(({ name }) => name);
  if (names.every((name) => columns.has(name))) return;
  const texts = names.map((name) => (columns.has(name) ? quotedName(name) : `NULL::VARCHAR AS ${quotedName(name)}`));
  await store.run(
    `CREATE OR REPLACE TABLE ${table} AS SELECT delivery_id, source_row, ${texts.join(', ')} FROM ${table}`,
  );
}

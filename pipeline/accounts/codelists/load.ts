import { CODE_LISTS, type CodeListName, readCodeList } from '../../contract/codelists.ts';
import { resourcePath } from '../../contract/resources.ts';
import { identifier, literal } from '../../store/quote.ts';
import { runFolder, type Store } from '../../store/store.ts';

/** Columns that are not text, by the type that DuckDB gives them. */
const columnTypes: Readonly<Record<string, string>> = {
  valid_from: 'DATE',
  valid_to: 'DATE',
  is_peripheral: 'BOOLEAN',
  tile_column: 'INTEGER',
  tile_row: 'INTEGER',
  minimum_employees: 'INTEGER',
  maximum_employees: 'INTEGER',
  sme_limit: 'INTEGER',
  position: 'INTEGER',
};

async function loadList(store: Store, name: CodeListName): Promise<void> {
  const rows = readCodeList(name);
  const columns = Object.keys(rows[0] ?? {});
  const types = columns.map((column) => `${identifier(column)} ${columnTypes[column] ?? 'VARCHAR'}`);
  const values = rows.map((row) => `(${columns.map((column) => textOrNull(row[column])).join(', ')})`);
  await store.run(`CREATE OR REPLACE TABLE codelist.${identifier(name)} (${types.join(', ')})`);
  await store.run(`INSERT INTO codelist.${identifier(name)} VALUES ${values.join(', ')}`);
}

const textOrNull = (text: string | undefined): string => (text === undefined || text === '' ? 'NULL' : literal(text));

/** Loads the shipped code lists into schema `codelist`; needs `createLanding` before it. */
export async function loadCodeLists(store: Store): Promise<void> {
  for (const name of CODE_LISTS) await loadList(store, name);
  await runFolder(store, resourcePath('sql', '2-typed', 'codelists'));
}

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildAccounts } from '../../pipeline/accounts/index.ts';
import type { Store } from '../../pipeline/store/store.ts';
import { typedStore } from './store.ts';

/** A store with every accounts table, all empty; what is a view in a run is a table here, so that it can be filled. */
export async function emptyAccounts(): Promise<Store> {
  const store = await typedStore([]);
  await buildAccounts(store, { sme_limit: 50, dedicated_rule: 'status_or_basis', missing_deliveries: 'as_reported' });
  const views = await store.rows<{ view_name: string }>(
    "SELECT view_name FROM duckdb_views() WHERE schema_name = 'accounts' ORDER BY view_name",
  );
  const copied = views.map(({ view_name: name }) => `CREATE TEMP TABLE "copy_${name}" AS FROM accounts."${name}"`);
  for (const statement of copied) await store.run(statement);
  for (const { view_name: name } of views) {
    await store.run(`DROP VIEW accounts."${name}"`);
    await store.run(`CREATE TABLE accounts."${name}" AS FROM "copy_${name}"`);
    await store.run(`DROP TABLE "copy_${name}"`);
  }
  return store;
}

/**
 * Fills accounts tables from CSV files, one a table (`membership.csv`; `typed.participations.csv` for a table of another
 * schema). A file in a later folder replaces that of an earlier one; tables without a file are emptied. Lines that begin
 * with # are comments.
 */
export async function fillAccounts(store: Store, folders: readonly string[]): Promise<void> {
  const files = new Map(
    folders
      .filter((folder) => existsSync(folder))
      .flatMap((folder) =>
        readdirSync(folder)
          .filter((name) => name.endsWith('.csv') && name !== 'expected.csv')
          .map((name) => [name.replace(/\.csv$/, ''), join(folder, name)] as const),
      ),
  );
  const tables = await store.rows<{ table_name: string }>(
    "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'accounts' ORDER BY table_name",
  );
  await store.run('DELETE FROM typed.participations');
  for (const { table_name: name } of tables) await store.run(`DELETE FROM accounts."${name}"`);
  for (const [name, path] of files) {
    const table = name.includes('.') ? name : `accounts."${name}"`;
    await store
      .run(
        `INSERT INTO ${table} BY NAME SELECT * FROM read_csv('${path}', header = true, all_varchar = true, comment = '#')`,
      )
      .catch((error: Error) => {
        throw new Error(`${path}: ${error.message}`, { cause: error });
      });
  }
}

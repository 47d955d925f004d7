import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { environmentError } from '../contract/errors.ts';

export type SqlValue = DuckDBValue;
export type SqlRow = Record<string, SqlValue>;

/** An open DuckDB database. One connection, no network, no extension that is not built in. */
export interface Store {
  readonly connection: DuckDBConnection;
  run(sql: string, parameters?: Record<string, SqlValue>): Promise<void>;
  rows<Row = SqlRow>(sql: string, parameters?: Record<string, SqlValue>): Promise<Row[]>;
  /** Every column of the result as a plain array; BIGINT, DECIMAL and HUGEINT are turned into numbers. */
  columns(sql: string, parameters?: Record<string, SqlValue>): Promise<Record<string, readonly unknown[]>>;
  close(): void;
}

export interface StoreOptions {
  readonly threads: number;
  readonly memoryLimit?: string;
  readonly temporaryDirectory?: string;
  readonly isReadOnly?: boolean;
}

/** Opens (or creates) a store. `:memory:` gives one that leaves no file. Throws an environment error when another process holds it. */
export async function openStore(path: string, options: StoreOptions): Promise<Store> {
  const instance = await DuckDBInstance.create(path, {
    threads: String(options.threads),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    // A store is built once and then read: writing its tables out while others are still made costs more than the log.
    checkpoint_threshold: '1GB',
    // The layout of DuckDB 1.3, which any later one reads: texts are packed at two thirds of the cost.
    storage_compatibility_version: 'v1.3.0',
    ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
    ...(options.isReadOnly === true ? { access_mode: 'read_only' } : {}),
    ...(options.temporaryDirectory === undefined ? {} : { temp_directory: options.temporaryDirectory }),
  }).catch((error: Error) => {
    if (/lock/i.test(error.message))
      throw environmentError(
        'STORE_LOCKED',
        'The store is in use by another process.',
        'Wait for the other run to end, or name another --out folder.',
        path,
      );
    throw environmentError(
      'STORE_UNREADABLE',
      `The store could not be opened: ${error.message}`,
      'Check the folder and its free space.',
      path,
    );
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  return {
    connection,
    run: async (sql, parameters) => void (await connection.run(sql, parameters)),
    rows: async <Row>(sql: string, parameters?: Record<string, SqlValue>) =>
      (await (await connection.run(sql, parameters)).getRowObjectsJS()) as Row[],
    columns: async (sql, parameters) => (await connection.run(sql, parameters)).getColumnsObjectJS(),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Runs `work` in one transaction: one flush to the disk instead of one a statement. What it wrote is undone when it throws. */
export async function inTransaction<Result>(store: Store, work: () => Promise<Result>): Promise<Result> {
  await store.run('BEGIN TRANSACTION');
  try {
    const result = await work();
    await store.run('COMMIT');
    return result;
  } catch (error) {
    await store.run('ROLLBACK').catch(() => {});
    throw error;
  }
}

/** Names of the columns that a statement gives; nothing is read. */
export const columnNames = async (store: Store, from: string): Promise<ReadonlySet<string>> =>
  new Set((await store.connection.run(`FROM ${from} LIMIT 0`)).columnNames());

/** Runs every `.sql` file of a folder, or those that are wanted, in the order of their names. */
export async function runFolder(
  store: Store,
  folder: string,
  isWanted: (name: string) => boolean = () => true,
): Promise<void> {
  const names = (await readdir(folder)).filter((file) => file.endsWith('.sql') && isWanted(file));
  for (const name of names.sort()) {
    const sql = await readFile(join(folder, name), 'utf8');
    await store.run(sql).catch((error: Error) => {
      throw new Error(`${join(folder, name)}: ${error.message}`, { cause: error });
    });
  }
}

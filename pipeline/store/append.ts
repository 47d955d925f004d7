import { DuckDBDataChunk, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';
import type { Store } from './store.ts';

/** A column to be written: its name, its DuckDB type and a value for every row. */
export interface ColumnValues {
  readonly name: string;
  readonly type: DuckDBType;
  readonly values: readonly DuckDBValue[];
}

/** Rows of one chunk; DuckDB's vector size. */
const CHUNK_ROWS = 2048;

/** Makes the table anew and writes the columns to it, in the order of their rows. All columns must have one length. */
export async function createTableFrom(
  store: Store,
  schema: string,
  table: string,
  columns: readonly ColumnValues[],
): Promise<void> {
  const definition = columns.map(({ name, type }) => `"${name}" ${type}`).join(', ');
  await store.run(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
  await store.run(`CREATE OR REPLACE TABLE "${schema}"."${table}" (${definition})`);
  const appender = await store.connection.createAppender(table, schema);
  const rowCount = columns[0]?.values.length ?? 0;
  const types = columns.map(({ type }) => type);
  for (let from = 0; from < rowCount; from += CHUNK_ROWS) {
    const chunk = DuckDBDataChunk.create(types);
    chunk.setColumns(columns.map(({ values }) => values.slice(from, from + CHUNK_ROWS)));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

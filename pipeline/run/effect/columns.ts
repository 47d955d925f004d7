import type { Store } from '../../store/store.ts';

/** Elements of a DOUBLE, INTEGER or SMALLINT column. */
export type NumberColumn = Float64Array | Int32Array | Int16Array;

/**
 * Runs a query and hands over its columns chunk by chunk as typed arrays, without a JavaScript value per cell. Every column must
 * be DOUBLE, INTEGER or SMALLINT and never NULL: `coalesce(x, 'nan')` marks what is missing. The arrays are valid during the
 * call only.
 */
export async function eachChunk(
  store: Store,
  sql: string,
  take: (columns: readonly NumberColumn[], rows: number) => void,
): Promise<void> {
  const result = await store.connection.stream(sql);
  const indexes = Array.from({ length: result.columnCount }, (_, j) => j);
  // The database makes the next chunk while this one is taken.
  let next = result.fetchChunk();
  for (;;) {
    const chunk = await next;
    if (chunk === null || chunk.rowCount === 0) return;
    next = result.fetchChunk();
    const columns = indexes.map((j) => {
      const { items } = chunk.getColumnVector(j) as unknown as { readonly items: NumberColumn };
      return items;
    });
    take(columns, chunk.rowCount);
  }
}

import type { Store } from '../../store/store.ts';

/**
 * Columns of a query as typed arrays, without a JavaScript value per cell. Every column must be DOUBLE and never NULL:
 * `coalesce(x, 'nan')` marks what is missing. The order of rows is that of the query.
 */
export async function numericColumns(store: Store, sql: string, rows: number): Promise<Float64Array[]> {
  const result = await store.connection.stream(sql);
  const columns = Array.from({ length: result.columnCount }, () => new Float64Array(rows));
  let at = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return columns;
    columns.forEach((column, j) => {
      const { items } = chunk.getColumnVector(j) as unknown as { readonly items: Float64Array };
      column.set(items.subarray(0, chunk.rowCount), at);
    });
    at += chunk.rowCount;
  }
}

import type { Store } from '../../store/store.ts';

/**
 * Runs a query and hands over its columns chunk by chunk as typed arrays, without a JavaScript value per cell. Every column must
 * be DOUBLE and never NULL: `coalesce(x, 'nan')` marks what is missing. The arrays are valid during the call only.
 */
export async function eachChunk(
  store: Store,
  sql: string,
  take: (columns: readonly Float64Array[], rows: number) => void,
): Promise<void> {
  const result = await store.connection.stream(sql);
  const indexes = Array.from({ length: result.columnCount }, (_, j) => j);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    const columns = indexes.map((j) => {
      const { items } = chunk.getColumnVector(j) as unknown as { readonly items: Float64Array };
      return items;
    });
    take(columns, chunk.rowCount);
  }
}

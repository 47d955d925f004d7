import { identifier } from '../../store/quote.ts';
import type { Store } from '../../store/store.ts';

/**
 * Numbers the rows of a scanned delivery in the order in which they were written, which is that of the file: the header stands
 * in row 1. Numbers given while the file is read would keep DuckDB from reading it on all threads, and given in the same
 * transaction they would have it write all columns again.
 */
export async function numberRows(store: Store, inputName: string, deliveryId: number): Promise<void> {
  const table = `landing.${identifier(inputName)}`;
  const [written] = await store.rows<{ first: bigint | null; isGapless: boolean }>(
    `SELECT min(rowid) AS first, max(rowid) - min(rowid) + 1 = count(*) AS "isGapless"
     FROM ${table} WHERE delivery_id = ${deliveryId}`,
  );
  if (written?.isGapless === false) throw new Error('The rows of a delivery do not stand together.');
  await store.run(
    `UPDATE ${table} SET source_row = rowid - ${written?.first ?? 0} + 2 WHERE delivery_id = ${deliveryId}`,
  );
}

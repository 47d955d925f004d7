import type { InputContract } from '../../contract/inputs.ts';
import { identifier } from '../../store/quote.ts';
import type { Store } from '../../store/store.ts';
import type { ColumnMatch } from '../recognise/match.ts';

/** The different texts in some columns of a landed delivery, by field: in fields that have allowed values, and of the cluster. */
export async function scannedTexts(
  store: Store,
  input: InputContract,
  columns: readonly ColumnMatch[],
  deliveryId: number,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const wanted = input.schema.fields
    .filter(({ name, kind }) => kind === 'enum' || name === 'cluster_id')
    .filter(({ name }) => columns.some(({ field }) => field === name));
  const texts = new Map<string, readonly string[]>();
  for (const { name } of wanted) {
    const rows = await store.rows<{ text: string }>(
      `SELECT DISTINCT ${identifier(name)} AS text FROM landing.${identifier(input.name)} WHERE delivery_id = ${deliveryId}`,
    );
    texts.set(
      name,
      rows.map(({ text }) => text),
    );
  }
  return texts;
}

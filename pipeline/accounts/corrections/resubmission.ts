import { resourcePath } from '../../contract/resources.ts';
import { runFolder, type Store } from '../../store/store.ts';

/**
 * Sets deliveries aside that a later one of the same supplier and input replaces: their status becomes `replaced`, their rows
 * stay in landing, `landing.replaced_delivery` says by what, and a finding tells the supplier. Gives the ids that were replaced.
 *
 * Needs the landed deliveries before it; typing takes no notice of what is replaced.
 */
export async function replaceResubmissions(store: Store): Promise<ReadonlySet<number>> {
  await runFolder(store, resourcePath('sql', '2-typed', 'resubmission'));
  await store.run(`INSERT INTO landing.finding (code, severity, drop_name, supplier, path, sheet, input, params)
    SELECT 'DELIVERY_REPLACED', 'info', old.drop_name, old.supplier, old.path, old.sheet, old.input, json_object('by', new.path)
    FROM landing.replaced_delivery AS r
    JOIN landing.delivery AS old ON old.delivery_id = r.delivery_id
    JOIN landing.delivery AS new ON new.delivery_id = r.replaced_by
    ORDER BY r.delivery_id`);
  await store.run(
    "UPDATE landing.delivery SET status = 'replaced' WHERE delivery_id IN (SELECT delivery_id FROM landing.replaced_delivery)",
  );
  const rows = await store.rows<{ delivery_id: number }>('SELECT delivery_id FROM landing.replaced_delivery');
  return new Set(rows.map(({ delivery_id }) => delivery_id));
}

import Papa from 'papaparse';
import {
  createLanding,
  type DropSetting,
  loadCodeLists,
  loadContract,
  typeTables,
} from '../../pipeline/accounts/index.ts';
import { openStore, type Store } from '../../pipeline/store/store.ts';

/** One delivery to land: the rows of one input by one supplier. A cell left out is NULL, '' is an empty cell. */
export interface TestDelivery {
  readonly input: string;
  readonly year?: number;
  readonly supplier?: string;
  readonly path?: string;
  readonly decimalMark?: string;
  readonly dropName?: string;
  /** Status of the delivery; `ok` where left out. */
  readonly status?: string;
  readonly rows: readonly Readonly<Record<string, string>>[];
}

const quoted = (text: string | undefined): string => (text === undefined ? 'NULL' : `'${text.replaceAll("'", "''")}'`);

/** Lands a delivery as the intake would: header in row 1, data from row 2, columns in the order of the first row's keys. */
export async function land(store: Store, deliveryId: number, delivery: TestDelivery): Promise<void> {
  const { input, year, rows } = delivery;
  const path = delivery.path ?? `${input}.csv`;
  const dropName = delivery.dropName ?? (year === undefined ? 'register' : String(year));
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  await store.run(`INSERT INTO landing.delivery
    (delivery_id, drop_name, reference_year, path, supplier, input, sha256, decimal_mark, header_row, rows_read, rows_loaded, rows_quarantined, status)
    VALUES (${deliveryId}, ${quoted(dropName)}, ${year ?? 'NULL'}, ${quoted(path)}, ${quoted(delivery.supplier)},
      ${quoted(input)}, 'x', ${quoted(delivery.decimalMark ?? ',')}, 1, ${rows.length}, ${rows.length}, 0, ${quoted(delivery.status ?? 'ok')})`);
  for (const [index, field] of fields.entries())
    await store.run(
      `INSERT INTO landing.delivery_column (delivery_id, position, header, field, match) VALUES (${deliveryId}, ${index + 1}, ${quoted(field)}, ${quoted(field)}, 'exact')`,
    );
  if (rows.length === 0) return;
  const values = rows.map(
    (row, index) => `(${[deliveryId, index + 2, ...fields.map((field) => quoted(row[field]))].join(', ')})`,
  );
  await store.run(
    `INSERT INTO landing."${input}" (delivery_id, source_row, ${fields.map((field) => `"${field}"`).join(', ')}) VALUES ${values.join(', ')}`,
  );
}

/** An in-memory store with code lists and the given deliveries, landed and typed. */
export async function typedStore(
  deliveries: readonly TestDelivery[],
  drops: readonly DropSetting[] = [],
): Promise<Store> {
  const store = await openStore(':memory:', { threads: 2 });
  const contract = loadContract();
  await createLanding(store, contract);
  await loadCodeLists(store);
  for (const [index, delivery] of deliveries.entries()) await land(store, index + 1, delivery);
  await typeTables(store, contract, drops);
  return store;
}

/** Rows of a CSV text with a header line; cells are text. */
export const csvRows = (text: string): Record<string, string>[] =>
  Papa.parse<Record<string, string>>(text.trim(), { header: true, delimiter: ',' }).data;

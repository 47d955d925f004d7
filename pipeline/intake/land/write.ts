import type { Finding } from '../../contract/finding.ts';
import type { Store } from '../../store/store.ts';
import type { PreparedTable } from './prepare.ts';

/** A line of `landing.delivery`. */
export interface DeliveryRecord {
  readonly delivery_id: number;
  readonly drop_name: string;
  readonly reference_year: number | null;
  readonly path: string;
  readonly sheet: string | null;
  readonly supplier: string | null;
  readonly input: string | null;
  readonly sha256: string;
  readonly bytes: number;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly quote: string | null;
  readonly decimal_mark: string | null;
  readonly header_row: number | null;
  readonly rows_read: number;
  readonly rows_loaded: number;
  readonly rows_quarantined: number;
  readonly status: 'ok' | 'partial' | 'rejected' | 'skipped' | 'duplicate';
}

const INTEGERS = new Set(['delivery_id', 'reference_year', 'header_row']);
const BIG_INTEGERS = new Set(['bytes', 'rows_read', 'rows_loaded', 'rows_quarantined']);

type Appender = Awaited<ReturnType<Store['connection']['createAppender']>>;

const appendText = (appender: Appender, text: string | null | undefined): void =>
  text === null || text === undefined ? appender.appendNull() : appender.appendVarchar(text);

const appendInteger = (appender: Appender, number: number | null | undefined): void =>
  number === null || number === undefined ? appender.appendNull() : appender.appendInteger(number);

export async function writeDeliveries(store: Store, deliveries: readonly DeliveryRecord[]): Promise<void> {
  const appender = await store.connection.createAppender('delivery', 'landing');
  for (const delivery of deliveries) {
    for (const [key, value] of Object.entries(delivery) as [string, string | number | null][]) {
      if (value === null) appender.appendNull();
      else if (INTEGERS.has(key)) appender.appendInteger(value as number);
      else if (BIG_INTEGERS.has(key)) appender.appendBigInt(BigInt(value as number));
      else appender.appendVarchar(value as string);
    }
    appender.endRow();
  }
  appender.closeSync();
}

/** Writes the rows of a table and what its columns were taken for. */
export async function writeTable(store: Store, deliveryId: number, prepared: PreparedTable): Promise<void> {
  const columns = await store.connection.createAppender('delivery_column', 'landing');
  for (const { position, header, field, match, mark } of prepared.columns) {
    columns.appendInteger(deliveryId);
    columns.appendInteger(position);
    columns.appendVarchar(header);
    appendText(columns, field);
    columns.appendVarchar(match);
    appendText(columns, mark);
    columns.endRow();
  }
  columns.closeSync();
  const rows = await store.connection.createAppender(prepared.input.name, 'landing');
  for (const { row, values } of prepared.rows) {
    rows.appendInteger(deliveryId);
    rows.appendInteger(row);
    for (const value of values) appendText(rows, value);
    rows.endRow();
  }
  rows.closeSync();
}

export async function writeFindings(store: Store, findings: readonly Finding[]): Promise<void> {
  const appender = await store.connection.createAppender('finding', 'landing');
  for (const finding of findings) {
    appender.appendVarchar(finding.code);
    appender.appendVarchar(finding.severity);
    for (const text of [finding.drop, finding.supplier, finding.path, finding.sheet]) appendText(appender, text);
    appendInteger(appender, finding.row);
    appendInteger(appender, finding.column);
    for (const text of [finding.header, finding.input, finding.field, finding.value]) appendText(appender, text);
    appendText(appender, finding.params === undefined ? undefined : JSON.stringify(finding.params));
    appender.endRow();
  }
  appender.closeSync();
}

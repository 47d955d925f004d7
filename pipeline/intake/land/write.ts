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

type Appender = Awaited<ReturnType<Store['connection']['createAppender']>>;

const appendText = (appender: Appender, text: string | null | undefined): void =>
  text === null || text === undefined ? appender.appendNull() : appender.appendVarchar(text);

const appendInteger = (appender: Appender, number: number | null | undefined): void =>
  number === null || number === undefined ? appender.appendNull() : appender.appendInteger(number);

const appendCount = (appender: Appender, count: number): void => appender.appendBigInt(BigInt(count));

/** Appends to `landing.delivery`, columns in the order of the table. */
export async function writeDeliveries(store: Store, deliveries: readonly DeliveryRecord[]): Promise<void> {
  const appender = await store.connection.createAppender('delivery', 'landing');
  for (const delivery of deliveries) {
    appendInteger(appender, delivery.delivery_id);
    appendText(appender, delivery.drop_name);
    appendInteger(appender, delivery.reference_year);
    for (const key of ['path', 'sheet', 'supplier', 'input', 'sha256'] as const) appendText(appender, delivery[key]);
    appendCount(appender, delivery.bytes);
    for (const key of ['encoding', 'delimiter', 'quote', 'decimal_mark'] as const) appendText(appender, delivery[key]);
    appendInteger(appender, delivery.header_row);
    for (const key of ['rows_read', 'rows_loaded', 'rows_quarantined'] as const) appendCount(appender, delivery[key]);
    appendText(appender, delivery.status);
    appender.endRow();
  }
  appender.closeSync();
}

/** Appends what the columns of a delivery were taken for. */
export async function writeColumns(store: Store, deliveryId: number, columns: PreparedTable['columns']): Promise<void> {
  const appender = await store.connection.createAppender('delivery_column', 'landing');
  for (const { position, header, field, match, mark } of columns) {
    appender.appendInteger(deliveryId);
    appender.appendInteger(position);
    appender.appendVarchar(header);
    appendText(appender, field);
    appender.appendVarchar(match);
    appendText(appender, mark);
    appender.endRow();
  }
  appender.closeSync();
}

/** Appends the rows of a table to `landing.<input>`. */
export async function writeRows(store: Store, deliveryId: number, { input, rows }: PreparedTable): Promise<void> {
  const appender = await store.connection.createAppender(input.name, 'landing');
  for (const { row, values } of rows) {
    appender.appendInteger(deliveryId);
    appender.appendInteger(row);
    for (const value of values) appendText(appender, value);
    appender.endRow();
  }
  appender.closeSync();
}

/** Appends to `landing.finding`. */
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

import type { Finding } from '../../contract/finding.ts';
import type { InputContract } from '../../contract/inputs.ts';
import { withoutPersonal } from '../../contract/personal.ts';
import { fitTable, type LandingColumn, widenTable } from '../../store/landing-table.ts';
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
  readonly status: 'ok' | 'partial' | 'rejected' | 'skipped' | 'duplicate' | 'replaced';
  /** Why the file was read in its encoding; null for workbooks. */
  readonly encoding_reason: string | null;
}

type Appender = Awaited<ReturnType<Store['connection']['createAppender']>>;

const appendText = (appender: Appender, text: string | null | undefined): void =>
  text === null || text === undefined ? appender.appendNull() : appender.appendVarchar(text);

const appendInteger = (appender: Appender, number: number | null | undefined): void =>
  number === null || number === undefined ? appender.appendNull() : appender.appendInteger(number);

const appendCount = (appender: Appender, count: number): void => appender.appendBigInt(BigInt(count));

/** Writes to the landing tables, each through one appender that stays open; nothing is certain before `close`. */
export class LandingWriter {
  readonly #store: Store;
  readonly #appenders = new Map<string, Appender>();

  constructor(store: Store) {
    this.#store = store;
  }

  async #appender(table: string): Promise<Appender> {
    const open = this.#appenders.get(table);
    if (open !== undefined) return open;
    const appender = await this.#store.connection.createAppender(table, 'landing');
    this.#appenders.set(table, appender);
    return appender;
  }

  /** A line of `landing.delivery`, columns in the order of the table. */
  async delivery(record: DeliveryRecord): Promise<void> {
    const appender = await this.#appender('delivery');
    appendInteger(appender, record.delivery_id);
    appendText(appender, record.drop_name);
    appendInteger(appender, record.reference_year);
    for (const key of ['path', 'sheet', 'supplier', 'input', 'sha256'] as const) appendText(appender, record[key]);
    appendCount(appender, record.bytes);
    for (const key of ['encoding', 'delimiter', 'quote', 'decimal_mark'] as const) appendText(appender, record[key]);
    appendInteger(appender, record.header_row);
    for (const key of ['rows_read', 'rows_loaded', 'rows_quarantined'] as const) appendCount(appender, record[key]);
    appendText(appender, record.status);
    appendText(appender, record.encoding_reason);
    appender.endRow();
  }

  /** What the columns of a delivery were taken for. */
  async columns(deliveryId: number, columns: PreparedTable['columns']): Promise<void> {
    const appender = await this.#appender('delivery_column');
    for (const { position, header, field, match, mark } of columns) {
      appender.appendInteger(deliveryId);
      appender.appendInteger(position);
      appender.appendVarchar(withoutPersonal(header));
      appendText(appender, field);
      appender.appendVarchar(match);
      appendText(appender, mark);
      appender.endRow();
    }
  }

  /** Makes the table of an input ready for a scan, and gives the columns as they are to be written. */
  async fit(input: InputContract, columns: readonly LandingColumn[]): Promise<readonly LandingColumn[]> {
    if (!this.#appenders.has(input.name)) return fitTable(this.#store, input, columns);
    return columns.map(({ field }) => ({ field, packing: null }));
  }

  /** The rows of a table. */
  async rows(deliveryId: number, { input, rows }: PreparedTable): Promise<void> {
    if (!this.#appenders.has(input.name)) await widenTable(this.#store, input);
    const appender = await this.#appender(input.name);
    for (const { row, values } of rows) {
      appender.appendInteger(deliveryId);
      appender.appendInteger(row);
      for (const value of values) appendText(appender, value);
      appender.endRow();
    }
  }

  async findings(findings: readonly Finding[]): Promise<void> {
    const appender = await this.#appender('finding');
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
  }

  close(): void {
    for (const appender of this.#appenders.values()) appender.closeSync();
    this.#appenders.clear();
  }
}

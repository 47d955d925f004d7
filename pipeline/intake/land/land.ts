import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileSettings } from '../../contract/drop-settings.ts';
import type { Finding } from '../../contract/finding.ts';
import type { InputContract } from '../../contract/inputs.ts';
import type { Store } from '../../store/store.ts';
import type { Drop } from '../drops.ts';
import { readBytes } from '../read-file.ts';
import { type HeaderIndex, headerIndex } from '../recognise/match.ts';
import type { Reading } from '../table.ts';
import { type PreparedTable, prepareTable, recogniseTable } from './prepare.ts';
import { type KnownCluster, supplierFromName } from './supplier.ts';
import { type DeliveryRecord, writeDeliveries, writeFindings, writeTable } from './write.ts';

/** What landing some drops came to. */
export interface LandingSummary {
  readonly deliveries: readonly DeliveryRecord[];
  readonly findings: readonly Finding[];
}

export interface LandingOptions {
  /** Called after every file. */
  readonly onDelivery?: (done: number, total: number) => void;
}

interface FileRead {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly reading: Reading;
  readonly tables: readonly PreparedTable[];
  readonly findings: readonly Finding[];
}

const matchesPattern = (pattern: string, path: string): boolean => {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]*');
  return new RegExp(`^${source}$`, 'i').test(path.normalize('NFC'));
};

/** Entries of `drop.yaml` for a file; several where it feeds several inputs. */
const settingsFor = (drop: Drop, path: string): FileSettings[] =>
  (drop.settings.files ?? []).filter(({ file }) => matchesPattern(file.normalize('NFC'), path));

async function readOne(drop: Drop, path: string, indexes: readonly HeaderIndex[]): Promise<FileRead> {
  const content = await readFile(join(drop.folder, path));
  const entries = settingsFor(drop, path);
  const reading = readBytes(content, entries[0] ?? {});
  const findings: Finding[] = [...reading.findings];
  const tables = reading.tables.flatMap((table) => {
    const own = entries.filter(({ sheet }) => sheet === undefined || sheet === table.sheet);
    if (own.some(({ skip }) => skip === true)) return [];
    return (own.length === 0 ? [undefined] : own).flatMap((settings) => {
      const recognised = recogniseTable(table, indexes, settings);
      if ('index' in recognised) return [prepareTable(table, recognised.index, settings, reading.delimiter)];
      findings.push(recognised.finding);
      return [];
    });
  });
  return {
    path,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    reading,
    tables,
    findings,
  };
}

/** Ids and names of the clusters that the drop itself delivers. */
function knownClusters(files: readonly FileRead[]): KnownCluster[] {
  const known = new Map<string, KnownCluster>();
  for (const { input, rows } of files.flatMap(({ tables }) => tables)) {
    if (input.name !== 'clusters') continue;
    const at = (name: string): number => input.schema.fields.findIndex((field) => field.name === name);
    for (const { values } of rows) {
      const id = (values[at('cluster_id')] ?? '').trim();
      if (id !== '') known.set(id, { id, name: (values[at('cluster_name')] ?? '').trim() });
    }
  }
  return [...known.values()];
}

/** The cluster that delivered a table: by `drop.yaml`, by its only cluster id, else by the file's name. */
function supplierOf(
  prepared: PreparedTable,
  path: string,
  clusters: readonly KnownCluster[],
): { id: string | null; isFromName: boolean } {
  const stated = prepared.settings?.supplier ?? prepared.settings?.constants?.cluster_id;
  if (stated !== undefined) return { id: String(stated), isFromName: false };
  const at = prepared.input.schema.fields.findIndex(({ name }) => name === 'cluster_id');
  const hasColumn = prepared.columns.some(({ field }) => field === 'cluster_id');
  if (hasColumn) {
    const ids = new Set(prepared.rows.map(({ values }) => (values[at] ?? '').trim()).filter((id) => id !== ''));
    return { id: ids.size === 1 ? ([...ids][0] as string) : null, isFromName: false };
  }
  return { id: supplierFromName(path, clusters), isFromName: true };
}

/** Fills the cluster into rows whose file has no column for it. */
function withCluster(prepared: PreparedTable, cluster: string): PreparedTable {
  const at = prepared.input.schema.fields.findIndex(({ name }) => name === 'cluster_id');
  if (at === -1 || prepared.columns.some(({ field }) => field === 'cluster_id')) return prepared;
  return {
    ...prepared,
    rows: prepared.rows.map(({ row, values }) => ({ row, values: values.with(at, values[at] ?? cluster) })),
  };
}

/**
 * Reads every file of the drops and lands every cell as text: `landing.delivery`, `landing.delivery_column`,
 * `landing.<input>`, `landing.finding`. Rows read = rows loaded + rows quarantined for every delivery.
 *
 * The landing tables must exist. Only what the machine refuses (disk, permissions) throws; everything wrong with a file is
 * a finding.
 */
export async function landDrops(
  store: Store,
  drops: readonly Drop[],
  contract: readonly InputContract[],
  options: LandingOptions = {},
): Promise<LandingSummary> {
  const indexes = contract.map(headerIndex);
  const total = drops.reduce((sum, { files }) => sum + files.length, 0);
  const deliveries: DeliveryRecord[] = [];
  const findings: Finding[] = [];
  let done = 0;
  for (const drop of drops) {
    const files: FileRead[] = [];
    for (const path of drop.files) {
      files.push(await readOne(drop, path, indexes));
      done += 1;
      options.onDelivery?.(done, total);
    }
    await landDrop(store, drop, files, deliveries, findings);
  }
  await writeDeliveries(store, deliveries);
  await writeFindings(store, findings);
  return { deliveries, findings };
}

async function landDrop(
  store: Store,
  drop: Drop,
  files: readonly FileRead[],
  deliveries: DeliveryRecord[],
  findings: Finding[],
): Promise<void> {
  const clusters = knownClusters(files);
  const seen = new Map<string, string>();
  for (const file of files) {
    const { path, reading } = file;
    const base = {
      drop_name: drop.name,
      reference_year: drop.year,
      path,
      sha256: file.sha256,
      bytes: file.bytes,
      encoding: reading.encoding,
      delimiter: reading.delimiter,
      quote: reading.quote,
    };
    const add = (rest: Omit<DeliveryRecord, keyof typeof base | 'delivery_id'>): number => {
      const delivery_id = deliveries.length + 1;
      const { drop_name, reference_year, sha256, bytes, encoding, delimiter, quote } = base;
      const { sheet, supplier, input, decimal_mark, header_row, rows_read, rows_loaded, rows_quarantined, status } =
        rest;
      deliveries.push({
        delivery_id,
        drop_name,
        reference_year,
        path,
        sheet,
        supplier,
        input,
        sha256,
        bytes,
        encoding,
        delimiter,
        quote,
        decimal_mark,
        header_row,
        rows_read,
        rows_loaded,
        rows_quarantined,
        status,
      });
      return delivery_id;
    };
    const none = {
      sheet: null,
      supplier: supplierFromName(path, clusters),
      input: null,
      decimal_mark: null,
      header_row: null,
      rows_read: 0,
      rows_loaded: 0,
      rows_quarantined: 0,
    };
    const located = (finding: Finding): Finding => ({ drop: drop.name, path, ...finding });
    const suppliers = new Set(file.tables.map((prepared) => supplierOf(prepared, path, clusters).id));
    const key = `${file.sha256} ${[...suppliers].join(' ')}`;
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      findings.push(located({ code: 'FILE_DUPLICATE', severity: 'warning', params: { first: earlier } }));
      add({ ...none, status: 'duplicate' });
      continue;
    }
    seen.set(key, path);
    findings.push(...file.findings.map(located));
    if (file.tables.length === 0) {
      const isSkipped = settingsFor(drop, path).some(({ skip }) => skip === true);
      add({ ...none, status: reading.status === 'rejected' ? 'rejected' : isSkipped ? 'skipped' : 'rejected' });
      continue;
    }
    for (const prepared of file.tables) {
      const { id: supplier, isFromName } = supplierOf(prepared, path, clusters);
      const { table, input } = prepared;
      const landed = supplier === null ? prepared : withCluster(prepared, supplier);
      const quarantined = prepared.rowsRead - landed.rows.length;
      const deliveryId = add({
        sheet: table.sheet,
        supplier,
        input: input.name,
        decimal_mark: prepared.decimalMark,
        header_row: table.headerRow,
        rows_read: prepared.rowsRead,
        rows_loaded: landed.rows.length,
        rows_quarantined: quarantined,
        status: reading.status === 'partial' ? 'partial' : 'ok',
      });
      const where = {
        input: input.name,
        ...(supplier === null ? {} : { supplier }),
        ...(table.sheet === null ? {} : { sheet: table.sheet }),
      };
      findings.push(...prepared.findings.map((finding) => located({ ...where, ...finding })));
      if (isFromName && supplier !== null && landed !== prepared)
        findings.push(
          located({ ...where, code: 'CLUSTER_FROM_NAME', severity: 'info', params: { cluster: supplier } }),
        );
      await writeTable(store, deliveryId, landed);
    }
  }
}

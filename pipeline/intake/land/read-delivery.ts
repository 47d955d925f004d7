import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileSettings } from '../../contract/drop-settings.ts';
import type { Finding } from '../../contract/finding.ts';
import { FREE_TEXT_KINDS } from '../../contract/personal.ts';
import type { Store } from '../../store/store.ts';
import type { Drop } from '../drops.ts';
import { readBytes } from '../read-file.ts';
import { type HeaderIndex, matchColumns } from '../recognise/match.ts';
import type { Reading } from '../table.ts';
import { type PreparedTable, prepareTable, recogniseTable } from './prepare.ts';
import { isParquet, type Scan, scanParquet, scanTable, scanText } from './scan.ts';

/** A file of a drop, read and recognised. */
export interface FileRead {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly reading: Pick<Reading, 'status' | 'encoding' | 'encodingReason' | 'delimiter' | 'quote'>;
  readonly tables: readonly PreparedTable[];
  /** A large machine-written file that DuckDB reads itself, with the inputs that it feeds. */
  readonly scan?: { readonly scan: Scan; readonly targets: readonly Target[] };
  readonly findings: readonly Finding[];
  readonly isSkipped: boolean;
}

export interface Target {
  readonly index: HeaderIndex;
  readonly settings: FileSettings | undefined;
}

/** Whether a pattern of `drop.yaml`, in which * stands for any part of a name, means a path. */
export const matchesPattern = (pattern: string, path: string): boolean => {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]*');
  return new RegExp(`^${source.normalize('NFC')}$`, 'i').test(path.normalize('NFC'));
};

/** Entries of `drop.yaml` for a file; several where it feeds several inputs. */
const settingsFor = (drop: Drop, path: string): FileSettings[] =>
  (drop.settings.files ?? []).filter(({ file }) => matchesPattern(file, path));

/** Which inputs a table feeds, by `drop.yaml` or by its headers. */
function targetsOf(
  table: Parameters<typeof recogniseTable>[0],
  entries: readonly FileSettings[],
  indexes: readonly HeaderIndex[],
  findings: Finding[],
): Target[] {
  const own = entries.filter(({ sheet }) => sheet === undefined || sheet === table.sheet);
  if (own.some(({ skip }) => skip === true)) return [];
  return (own.length === 0 ? [undefined] : own).flatMap((settings) => {
    const recognised = recogniseTable(table, indexes, settings);
    if ('index' in recognised) return [{ index: recognised.index, settings }];
    findings.push(recognised.finding);
    return [];
  });
}

/** Sheets that `drop.yaml` names and the file does not have; a text or Parquet file has none. */
const missingSheets = (
  entries: readonly FileSettings[],
  tables: readonly { readonly sheet: string | null }[],
): Finding[] =>
  entries.flatMap(({ sheet }): Finding[] =>
    sheet === undefined || tables.some((table) => table.sheet === sheet)
      ? []
      : [{ code: 'SHEET_MISSING', severity: 'error', params: { name: sheet } }],
  );

/** Reads a file with the careful reader. */
export async function readCarefully(
  drop: Drop,
  path: string,
  indexes: readonly HeaderIndex[],
  content: Uint8Array,
): Promise<FileRead> {
  const entries = settingsFor(drop, path);
  const reading = await readBytes(content, entries[0] ?? {});
  const unknown: Finding[] = [];
  const tables = reading.tables.flatMap((table) =>
    targetsOf(table, entries, indexes, unknown).map(({ index, settings }) =>
      prepareTable(table, index, settings, { path, delimiter: reading.delimiter }),
    ),
  );
  // What is odd about a sheet beside the data is of no interest to anybody, but that it is hidden.
  const isBeside = ({ code, sheet }: Finding): boolean =>
    code !== 'SHEET_HIDDEN' &&
    sheet !== undefined &&
    tables.length > 0 &&
    !tables.some(({ table }) => table.sheet === sheet);
  const findings: Finding[] = reading.findings.filter((finding) => !isBeside(finding));
  if (reading.status !== 'rejected') findings.push(...missingSheets(entries, reading.tables));
  const isPartOfWorkbook = (finding: Finding): boolean => tables.length > 0 && finding.code === 'INPUT_UNKNOWN';
  findings.push(
    ...unknown.map(
      (finding): Finding =>
        isPartOfWorkbook(finding) ? { ...finding, code: 'SHEET_UNKNOWN', severity: 'info' } : finding,
    ),
  );
  return {
    path,
    bytes: content.length,
    sha256: digestOf(content),
    reading,
    tables,
    findings,
    isSkipped: entries.some(({ skip }) => skip === true),
  };
}

const digestOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** The first line of what DuckDB says of a file, which is named as the drop names it. */
const reasonOf = (message: string, file: string, path: string): string =>
  (message.split('\n')[0] ?? '').replaceAll(file, path).slice(0, 200);

/** A file that nobody can read, and why. */
export const unreadable = (drop: Drop, path: string, content: Uint8Array, { message }: Error): FileRead => ({
  path,
  bytes: content.length,
  sha256: digestOf(content),
  reading: { status: 'rejected', encoding: null, encodingReason: null, delimiter: null, quote: null },
  tables: [],
  findings: [
    { code: 'FILE_UNREADABLE', severity: 'fatal', params: { what: reasonOf(message, join(drop.folder, path), path) } },
  ],
  isSkipped: false,
});

/** Whether DuckDB may land a target by itself: no free text to look through, no cluster to fill in, no values to translate. */
function isPlain({ index, settings }: Target, headers: readonly string[]): boolean {
  const { fields } = index.input.schema;
  const { columns } = matchColumns(headers, index, settings?.columns);
  const isFreeText = (field: string | null): boolean =>
    fields.some(({ name, kind }) => name === field && FREE_TEXT_KINDS.has(kind));
  const hasCluster =
    !fields.some(({ name }) => name === 'cluster_id') || columns.some(({ field }) => field === 'cluster_id');
  return settings?.values === undefined && hasCluster && !columns.some(({ field }) => isFreeText(field));
}

/** Reads a Parquet file into memory, to look at its cells one by one. */
export async function readCells(
  store: Store,
  drop: Drop,
  { path, scan, ...read }: FileRead,
  content: Uint8Array,
): Promise<FileRead> {
  const table = scan === undefined ? undefined : await scanTable(store, scan.scan).catch((error: Error) => error);
  if (table instanceof Error) return unreadable(drop, path, content, table);
  const tables = (scan?.targets ?? []).flatMap(({ index, settings }) =>
    table === undefined ? [] : [prepareTable(table, index, settings, { path, delimiter: null })],
  );
  return { ...read, path, tables };
}

/** Reads a file of a drop: a large clean one as a scan, any other with the careful reader. */
export async function readDelivery(
  store: Store,
  drop: Drop,
  path: string,
  indexes: readonly HeaderIndex[],
): Promise<FileRead> {
  const file = join(drop.folder, path);
  const content = await readFile(file);
  const entries = settingsFor(drop, path);
  const scan = isParquet(content) ? await scanParquet(store, file) : scanText(content, file, entries[0]);
  if (scan instanceof Error) return unreadable(drop, path, content, scan);
  if (scan === undefined) return readCarefully(drop, path, indexes, content);
  const findings: Finding[] = [...scan.findings, ...missingSheets(entries, [])];
  const { headers, headerRow, encoding, delimiter, quote } = scan;
  const targets = targetsOf({ headers, headerRow, sheet: null }, entries, indexes, findings);
  const arePlain = targets.every((target) => isPlain(target, headers));
  if (!arePlain && scan.isText) return readCarefully(drop, path, indexes, content);
  const read: FileRead = {
    path,
    bytes: content.length,
    sha256: digestOf(content),
    reading: { status: 'ok', encoding, encodingReason: scan.isText ? 'valid_utf8' : null, delimiter, quote },
    tables: [],
    scan: { scan, targets },
    findings,
    isSkipped: entries.some(({ skip }) => skip === true),
  };
  return arePlain ? read : readCells(store, drop, read, content);
}

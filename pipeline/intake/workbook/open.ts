import type { Finding } from '../../contract/finding.ts';
import { Refusal } from '../refusal.ts';
import { openLegacy } from './legacy.ts';
import { partText, readParts } from './parts.ts';
import { readSheet, type Sheet } from './sheet.ts';
import { isZip, openZip } from './zip.ts';

/** A workbook's sheets as filled cells. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
  readonly findings: readonly Finding[];
}

const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0];

/** Whether bytes are a workbook by their content: a zip, or the container of old Excel files and of encrypted new ones. */
export const isWorkbook = (bytes: Uint8Array): boolean =>
  isZip(bytes) || COMPOUND_FILE.every((byte, index) => bytes[index] === byte);

/** UTF-16 text within a binary container. */
const holds = (bytes: Uint8Array, name: string): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(name, 'utf16le'));

/**
 * Opens a workbook (XLSX, XLSM, XLS, ODS). Macros are not run and links to other files are not followed. Refuses by name
 * what it does not read: encrypted, XLSB, damaged or swelling files.
 */
export async function openWorkbook(bytes: Uint8Array): Promise<Workbook> {
  if (!isZip(bytes)) {
    if (holds(bytes, 'EncryptedPackage')) throw new Refusal('FILE_ENCRYPTED');
    if (!holds(bytes, 'Workbook') && !holds(bytes, 'Book')) throw new Refusal('FORMAT_UNREADABLE', { format: 'OLE' });
    return openLegacy(bytes, 'XLS');
  }
  const zip = openZip(bytes);
  if (zip.has('content.xml') && zip.has('mimetype')) {
    for (const name of zip.names) zip.read(name);
    return openLegacy(bytes, 'ODS');
  }
  const parts = readParts(zip);
  const budget = { cells: 0 };
  const sheets = parts.sheets.map((sheet) => readSheet(partText(zip, sheet.path), sheet, parts, budget));
  const findings: Finding[] = [
    ...(parts.hasMacros ? [{ code: 'WORKBOOK_MACROS', severity: 'info' as const }] : []),
    ...(parts.hasExternalLinks ? [{ code: 'WORKBOOK_LINKS', severity: 'warning' as const }] : []),
    ...(parts.is1904 ? [{ code: 'WORKBOOK_1904', severity: 'info' as const }] : []),
    ...(sheets.every(({ rows }) => rows.length === 0) ? [{ code: 'WORKBOOK_EMPTY', severity: 'error' as const }] : []),
  ];
  return { sheets, findings };
}

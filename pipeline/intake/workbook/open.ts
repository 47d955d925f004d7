import type { Finding } from '../../contract/finding.ts';
import { Refusal } from '../refusal.ts';
import { openLegacy } from './legacy.ts';
import { readOds } from './ods.ts';
import { partPieces } from './part-text.ts';
import { readParts, type WorkbookParts } from './parts.ts';
import { CELL_LIMIT, CellBudget, readSheet, type Sheet } from './sheet.ts';
import { isZip, openZip, type ZipArchive } from './zip.ts';

/** A workbook's sheets as filled cells. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
  readonly findings: readonly Finding[];
}

const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0];

const isCompound = (bytes: Uint8Array): boolean => COMPOUND_FILE.every((byte, index) => bytes[index] === byte);

/** Whether bytes begin as a workbook of Excel 2 to 4, or of Excel 5 without its container. */
const isBareExcel = ([first, version, low, high]: Uint8Array): boolean =>
  first === 0x09 &&
  (version === 0 || version === 2 || version === 4 || version === 8) &&
  (low === 4 || low === 6 || low === 8) &&
  high === 0;

/** Formats that spreadsheet programs save under the name of a workbook but that are marked-up text, by how they begin. */
const MARKUP: readonly (readonly [string, RegExp])[] = [
  ['HTML', /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|table|head|meta)[\s>]/i],
  ['XML 2003', /^\s*<\?xml[^>]*>[\s\S]*<(?:\w+:)?Workbook\s[^>]*urn:schemas-microsoft-com:office:spreadsheet/],
  ['FODS', /^\s*<\?xml[^>]*>[\s\S]*<office:document\s/],
  ['MHTML', /^MIME-Version:[\s\S]*?Content-Type:\s*multipart\/related/i],
];

/** Name of the marked-up format that bytes hold; undefined for anything else. */
function markupOf(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  const encoding = first === 0xff && second === 0xfe ? 'utf16le' : 'latin1';
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096))
    .toString(encoding)
    .replace(/^(?:\ufeff|\u00ef\u00bb\u00bf)/, '');
  return MARKUP.find(([, pattern]) => pattern.test(head))?.[0];
}

/**
 * Whether bytes are a workbook by their content, whatever the file is called: a zip, the container of old Excel files and of
 * encrypted new ones, or a page or XML text that a program saved as a workbook.
 */
export const isWorkbook = (bytes: Uint8Array): boolean =>
  isZip(bytes) || isCompound(bytes) || isBareExcel(bytes) || markupOf(bytes) !== undefined;

/** UTF-16 text within a binary container, in upper or lower case. */
function holds(bytes: Uint8Array, name: string): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [name, name.toUpperCase(), name.toLowerCase()].some((form) => buffer.includes(Buffer.from(form, 'utf16le')));
}

/** Bytes of all sheets above which their cells are counted before any is kept. */
const LARGE_SHEETS = 40_000_000;

/** Refuses large sheets with more cells than are read, before they fill the memory. */
async function refuseTooManyCells(zip: ZipArchive, paths: readonly string[]): Promise<void> {
  if (paths.reduce((sum, path) => sum + zip.size(path), 0) < LARGE_SHEETS) return;
  let cells = 0;
  for (const path of paths)
    for await (const piece of zip.pieces(path)) {
      for (let at = 1; at + 1 < piece.length; at += 1) {
        if (piece[at] !== 0x63 || (piece[at - 1] !== 0x3c && piece[at - 1] !== 0x3a)) continue;
        const next = piece[at + 1];
        if (next === 0x20 || next === 0x3e) cells += 1;
      }
      if (cells > CELL_LIMIT) throw new Refusal('WORKBOOK_CELLS', { limit: CELL_LIMIT });
    }
}

async function readSheets(zip: ZipArchive, parts: WorkbookParts): Promise<Sheet[]> {
  const budget = new CellBudget();
  const sheets: Sheet[] = [];
  await refuseTooManyCells(
    zip,
    parts.sheets.map(({ path }) => path),
  );
  for (const sheet of parts.sheets) sheets.push(await readSheet(partPieces(zip, sheet.path), sheet, parts, budget));
  return sheets;
}

const emptiness = (sheets: readonly Sheet[]): Finding[] =>
  sheets.every(({ rows }) => rows.length === 0) ? [{ code: 'WORKBOOK_EMPTY', severity: 'error' }] : [];

async function openOld(bytes: Uint8Array, isOldest: boolean): Promise<Workbook> {
  const { sheets, findings } = await openLegacy(bytes, isOldest);
  return { sheets, findings: [...findings, ...emptiness(sheets)] };
}

/**
 * Opens a workbook (XLSX, XLSM, XLS, ODS). Macros are not run and links to other files are not followed. Refuses by name
 * what it does not read: encrypted, XLSB, marked-up, damaged or swelling files.
 */
export async function openWorkbook(bytes: Uint8Array): Promise<Workbook> {
  if (isCompound(bytes)) {
    if (holds(bytes, 'EncryptedPackage')) throw new Refusal('FILE_ENCRYPTED');
    if (!holds(bytes, 'Workbook') && !holds(bytes, 'Book')) throw new Refusal('FORMAT_UNREADABLE', { format: 'OLE' });
    return openOld(bytes, !holds(bytes, 'Workbook'));
  }
  if (isBareExcel(bytes)) return openOld(bytes, true);
  const markup = isZip(bytes) ? undefined : markupOf(bytes);
  if (markup !== undefined) throw new Refusal('FORMAT_UNREADABLE', { format: markup });
  const zip = openZip(bytes);
  if (zip.has('content.xml') && !zip.has('[Content_Types].xml')) {
    const sheets = await readOds(zip);
    return { sheets, findings: emptiness(sheets) };
  }
  const parts = await readParts(zip);
  const sheets = await readSheets(zip, parts);
  const findings: Finding[] = [
    ...parts.others.map(
      ({ name, kind }): Finding => ({
        code: kind === 'missing' ? 'SHEET_LOST' : 'SHEET_NO_TABLE',
        severity: kind === 'missing' ? 'error' : 'warning',
        sheet: name,
        params: { sheet: name, kind },
      }),
    ),
    ...(parts.hasMacros ? [{ code: 'WORKBOOK_MACROS', severity: 'info' as const }] : []),
    ...(parts.hasExternalLinks ? [{ code: 'WORKBOOK_LINKS', severity: 'warning' as const }] : []),
    ...(parts.is1904 ? [{ code: 'WORKBOOK_1904', severity: 'info' as const }] : []),
    ...emptiness(sheets),
  ];
  return { sheets, findings };
}

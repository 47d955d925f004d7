import type { FileSettings } from '../contract/drop-settings.ts';
import type { Finding } from '../contract/finding.ts';
import { readDelimited } from './csv/read.ts';
import type { Layout } from './layout/layout.ts';
import { Refusal } from './refusal.ts';
import type { Reading, Table, TableRow } from './table.ts';
import { decodeText } from './text/encoding.ts';
import { unpack } from './unpack.ts';
import { isWorkbook, openWorkbook } from './workbook/open.ts';
import { sheetTable } from './workbook/table.ts';

type ReadSettings = Pick<FileSettings, 'encoding' | 'delimiter' | 'quote' | 'header_row'>;

const nothing = { encoding: null, encodingReason: null, delimiter: null, quote: null, tables: [] } as const;

function readText(bytes: Uint8Array, settings: ReadSettings): Reading {
  const { text, encoding, reason, findings } = decodeText(bytes, settings.encoding);
  const rows: TableRow[] = [];
  let layout: Layout | undefined;
  const reading = readDelimited(text, settings, {
    header: (found) => {
      layout = found;
    },
    row: (row) => void rows.push(row),
  });
  const { headers = [], headerRow = 0, lowerHeaders } = layout ?? {};
  const table: Table = {
    sheet: null,
    headers,
    ...(lowerHeaders === undefined ? {} : { lowerHeaders }),
    headerRow,
    rows,
  };
  return {
    status: reading.isPartial ? 'partial' : 'ok',
    format: 'delimited',
    encoding,
    encodingReason: reason,
    delimiter: reading.detected.dialect.delimiter,
    quote: reading.detected.dialect.quote,
    tables: [table],
    findings: [...findings, ...reading.findings],
  };
}

async function readWorkbook(bytes: Uint8Array, settings: ReadSettings): Promise<Reading> {
  const { sheets, findings } = await openWorkbook(bytes);
  const tables = sheets.map((sheet) => ({ sheet, read: sheetTable(sheet, settings) }));
  return {
    ...nothing,
    status: 'ok',
    format: 'workbook',
    tables: tables.flatMap(({ read }) => (read === undefined ? [] : [read.table])),
    findings: [...findings, ...tables.flatMap(({ sheet, read }) => [...sheet.findings, ...(read?.findings ?? [])])],
  };
}

const rejected = (format: Reading['format'], finding: Finding): Reading => ({
  ...nothing,
  status: 'rejected',
  format,
  findings: [finding],
});

/** Takes a file apart: every cell of every table as text, and everything that was assumed or wrong as findings. Never throws for what the bytes hold. */
export async function readBytes(received: Uint8Array, settings: ReadSettings = {}): Promise<Reading> {
  let format: Reading['format'] = 'delimited';
  try {
    if (received.length === 0) throw new Refusal('FILE_EMPTY');
    const { bytes, findings } = unpack(received);
    if (isWorkbook(bytes)) format = 'workbook';
    const reading = format === 'workbook' ? await readWorkbook(bytes, settings) : readText(bytes, settings);
    return { ...reading, findings: [...findings, ...reading.findings] };
  } catch (error) {
    if (error instanceof Refusal) return rejected(format, error.finding);
    throw error;
  }
}

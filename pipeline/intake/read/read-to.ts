import { Refusal } from '../refusal.ts';
import { unpack } from '../unpack.ts';
import { isWorkbook } from '../workbook/open.ts';
import { readSheets } from './read-sheets.ts';
import { READ_LIMIT_BYTES, readText } from './read-text.ts';
import type { ReadOptions, ReadReport } from './report.ts';
import { RowWriter } from './row-writer.ts';

/**
 * Reads one foreign file and writes the cells that it read, header first. Never throws for what the bytes hold: a file
 * that cannot be read gives a report with status `rejected`; an empty one is read, and that it is empty is an error.
 */
export async function readTo(
  received: Uint8Array,
  options: ReadOptions,
  write: (text: string) => void,
): Promise<ReadReport> {
  const writer = new RowWriter(write);
  let format: ReadReport['format'] = 'delimited';
  try {
    if (received.length === 0) throw new Refusal('FILE_EMPTY');
    const { bytes, findings } = unpack(received, READ_LIMIT_BYTES);
    if (isWorkbook(bytes)) format = 'workbook';
    const report =
      format === 'workbook' ? await readSheets(bytes, options, writer) : readText(bytes, writer, options.format);
    writer.flush();
    return { ...report, findings: [...findings, ...report.findings] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const isEmpty = error.finding.code === 'FILE_EMPTY';
    if (isEmpty && options.format === 'cells') write('{}\n');
    return {
      status: isEmpty ? 'ok' : 'rejected',
      format,
      encoding: null,
      dialect: null,
      rowsRead: 0,
      rowsLoaded: 0,
      rowsQuarantined: 0,
      findings: [isEmpty ? { ...error.finding, severity: 'error' } : error.finding],
    };
  }
}

import Papa from 'papaparse';
import { readTo } from '../../../pipeline/intake/read/read-to.ts';
import type { ReadReport } from '../../../pipeline/intake/read/report.ts';

/** What `read` prints and reports for some bytes: its CSV taken apart by a parser that is not ours. */
export async function readRows(bytes: Uint8Array | string): Promise<{ rows: string[][]; report: ReadReport }> {
  let printed = '';
  const report = await readTo(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, { format: 'csv' }, (text) => {
    printed += text;
  });
  const rows = Papa.parse<string[]>(printed, { delimiter: ',', newline: '\r\n', quoteChar: '"' }).data;
  if (printed.endsWith('\r\n')) rows.pop();
  return { rows, report };
}

/** A row without the empty cells at its end. */
export const trimmed = (row: readonly string[]): string[] => row.slice(0, row.findLastIndex((cell) => cell !== '') + 1);

import { readDelimited } from '../csv/read.ts';
import type { Layout } from '../layout/layout.ts';
import { Refusal } from '../refusal.ts';
import { decodeText } from '../text/encoding.ts';
import { columnLetters } from '../workbook/cell.ts';
import { CellPlaces } from './places.ts';
import { ofOneFile, type ReadOptions, type ReadReport } from './report.ts';
import { rfc4180Row } from './rfc4180.ts';
import { type RowWriter, SET_ASIDE } from './row-writer.ts';

/** Bytes above which a text file is not read as one piece. */
export const READ_LIMIT_BYTES = 64_000_000;
const READ_LIMIT_LINES = 5_000_000;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Whether a text has more lines than a limit, however they end. */
function isLonger(bytes: Uint8Array, lines: number): boolean {
  let ends = 0;
  for (let at = 0; at < bytes.length && ends <= lines; at += 1) {
    const byte = bytes[at];
    if (byte === LINE_FEED || (byte === CARRIAGE_RETURN && bytes[at + 1] !== LINE_FEED)) ends += 1;
  }
  return ends > lines;
}

/** Reads a delimited text and writes its rows. */
export function readText(bytes: Uint8Array, writer: RowWriter, format: ReadOptions['format']): ReadReport {
  if (bytes.length > READ_LIMIT_BYTES)
    throw new Refusal('FILE_TOO_LARGE', { bytes: bytes.length, limit: READ_LIMIT_BYTES });
  if (isLonger(bytes, READ_LIMIT_LINES)) throw new Refusal('FILE_TOO_LONG', { limit: READ_LIMIT_LINES });
  const { text, encoding, findings } = decodeText(bytes);
  const places = new CellPlaces(findings);
  let headers: readonly string[] = [];
  let lines = 0;
  const cell = (cells: readonly string[]): void => {
    lines += 1;
    cells.forEach((value, index) => {
      if (value !== '')
        writer.text(
          `${lines === 1 && index === 0 ? '' : ',\n'}"${columnLetters(index + 1)}${lines}":${JSON.stringify(['s', value])}`,
        );
    });
  };
  if (format === 'cells') writer.text('{"":{');
  const reading = readDelimited(
    text,
    {},
    {
      header: (layout: Layout) => {
        places.header(layout);
        headers = layout.headerRow === 0 ? layout.headers.map((_, index) => `col_${index}`) : layout.headers;
        if (format === 'csv' && headers.length > 0) writer.text(rfc4180Row(headers));
        if (format === 'cells' && layout.headerRow > 0) cell(headers);
      },
      row: (row) => {
        places.take(row);
        if (format === 'csv') writer.row(row, headers.length);
        else if (SET_ASIDE.has(row.kind)) writer.setAside(row.kind);
        else {
          writer.loaded += 1;
          cell(row.cells);
        }
      },
      blank: (line) => places.blank(line),
    },
  );
  if (format === 'cells') writer.text('}}\n');
  const { dialect } = reading.detected;
  return {
    status: reading.isPartial || writer.broken > 0 ? 'partial' : 'ok',
    format: 'delimited',
    encoding,
    dialect: { delimiter: dialect.delimiter, quote: dialect.quote, escape: dialect.escape },
    rowsRead: writer.loaded + writer.quarantined,
    rowsLoaded: writer.loaded,
    rowsQuarantined: writer.quarantined,
    findings: places.located([
      ...findings,
      ...ofOneFile(reading.findings),
      ...writer.odd.findings(headers),
      ...writer.long.findings(),
    ]),
  };
}

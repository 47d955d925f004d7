import type { Finding } from '../../contract/finding.ts';
import { readDelimited } from '../csv/read.ts';
import type { Layout } from '../layout/layout.ts';
import { Refusal } from '../refusal.ts';
import type { RowKind, Table, TableRow } from '../table.ts';
import { decodeText } from '../text/encoding.ts';
import { unpack } from '../unpack.ts';
import { columnLetters } from '../workbook/cell.ts';
import { isWorkbook, openWorkbook, type Workbook } from '../workbook/open.ts';
import type { Sheet } from '../workbook/sheet.ts';
import { sheetTable } from '../workbook/table.ts';
import { LongRows } from './long-rows.ts';
import { OddValues } from './odd-values.ts';
import { CellPlaces } from './places.ts';
import { rfc4180Row } from './rfc4180.ts';

/** How one foreign file was read: what `cluster-accounts read --findings` writes. */
export interface ReadReport {
  readonly status: 'ok' | 'partial' | 'rejected';
  readonly format: 'delimited' | 'workbook';
  readonly encoding: string | null;
  readonly dialect: { readonly delimiter: string; readonly quote: string; readonly escape: string } | null;
  readonly rowsRead: number;
  readonly rowsLoaded: number;
  readonly rowsQuarantined: number;
  readonly findings: readonly Finding[];
}

export interface ReadOptions {
  readonly sheet?: string;
  readonly format: 'csv' | 'cells';
}

/** Bytes above which a text file is not read as one piece. */
const READ_LIMIT_BYTES = 64_000_000;
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

const SET_ASIDE: ReadonlySet<RowKind> = new Set(['note', 'broken', 'empty', 'header']);

/** Writes rows in pieces of some size; counts what was written and what was set aside. */
class RowWriter {
  readonly odd = new OddValues();
  readonly long = new LongRows();
  loaded = 0;
  quarantined = 0;
  broken = 0;
  readonly #write: (text: string) => void;
  #pending = '';

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  row({ row, cells, kind }: TableRow, width: number): void {
    if (SET_ASIDE.has(kind)) {
      this.setAside(kind);
      return;
    }
    this.loaded += 1;
    this.long.take(row, cells);
    if (kind === 'data' || kind === 'long') this.odd.take(row, cells);
    this.text(
      rfc4180Row(cells.length < width ? [...cells, ...new Array<string>(width - cells.length).fill('')] : cells),
    );
  }

  setAside(kind: RowKind): void {
    this.quarantined += 1;
    if (kind === 'broken') this.broken += 1;
  }

  text(text: string): void {
    this.#pending += text;
    if (this.#pending.length > 1_000_000) this.flush();
  }

  flush(): void {
    this.#write(this.#pending);
    this.#pending = '';
  }
}

function readText(bytes: Uint8Array, writer: RowWriter, format: ReadOptions['format']): ReadReport {
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
      ...reading.findings,
      ...writer.odd.findings(headers),
      ...writer.long.findings(),
    ]),
  };
}

function writeCells(sheets: readonly Sheet[], writer: RowWriter): void {
  writer.text('{');
  sheets.forEach((sheet, index) => {
    writer.text(`${index === 0 ? '' : ',\n'}${JSON.stringify(sheet.name)}:{`);
    let isFirst = true;
    for (const { row, cells } of sheet.rows) {
      writer.loaded += 1;
      for (const { column, type, text } of cells) {
        writer.text(`${isFirst ? '' : ',\n'}"${columnLetters(column)}${row}":${JSON.stringify([type, text])}`);
        isFirst = false;
      }
    }
    writer.text('}');
  });
  writer.text('}\n');
}

function writeTable({ headers, rows }: Table, writer: RowWriter): void {
  if (headers.length > 0) writer.text(rfc4180Row(headers));
  for (const row of rows) writer.row(row, headers.length);
}

/** The sheet asked for, else the first that is shown and filled, with a finding that names the others. */
function chooseSheet(
  { sheets }: Workbook,
  name: string | undefined,
): { sheet: Sheet | undefined; findings: Finding[] } {
  const filled = sheets.filter(({ rows }) => rows.length > 0);
  if (name !== undefined) {
    const sheet = sheets.find((candidate) => candidate.name === name);
    return {
      sheet,
      findings: sheet === undefined ? [{ code: 'SHEET_MISSING', severity: 'error', params: { name } }] : [],
    };
  }
  const sheet = filled.find(({ isHidden }) => !isHidden) ?? filled[0];
  const others = filled.filter((candidate) => candidate !== sheet).map((candidate) => candidate.name);
  return {
    sheet,
    findings:
      others.length === 0
        ? []
        : [
            {
              code: 'SHEETS_OTHER',
              severity: 'warning',
              params: { sheet: sheet?.name ?? '', others: others.join(', ') },
            },
          ],
  };
}

async function readSheets(bytes: Uint8Array, options: ReadOptions, writer: RowWriter): Promise<ReadReport> {
  const workbook = await openWorkbook(bytes);
  const findings: Finding[] = [...workbook.findings];
  if (options.format === 'cells') {
    const chosen =
      options.sheet === undefined ? workbook.sheets : workbook.sheets.filter(({ name }) => name === options.sheet);
    writeCells(chosen, writer);
    findings.push(...chosen.flatMap((sheet) => sheet.findings));
    if (options.sheet !== undefined && chosen.length === 0)
      findings.push({ code: 'SHEET_MISSING', severity: 'error', params: { name: options.sheet } });
  } else {
    const { sheet, findings: choice } = chooseSheet(workbook, options.sheet);
    const read = sheet === undefined ? undefined : sheetTable(sheet, {});
    if (read !== undefined) writeTable(read.table, writer);
    findings.push(
      ...choice,
      ...(sheet?.findings ?? []),
      ...(read?.findings ?? []),
      ...writer.odd.findings(read?.table.headers ?? []),
    );
  }
  return {
    status: 'ok',
    format: 'workbook',
    encoding: null,
    dialect: null,
    rowsRead: writer.loaded + writer.quarantined,
    rowsLoaded: writer.loaded,
    rowsQuarantined: writer.quarantined,
    findings,
  };
}

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

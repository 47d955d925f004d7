import type { Finding } from '../../contract/finding.ts';
import { FindingCollector } from '../collector.ts';
import type { RawRow } from '../layout/cells.ts';
import { findLayout, type Layout, type LayoutSettings } from '../layout/layout.ts';
import { Refusal } from '../refusal.ts';
import { RowSorter } from '../rows.ts';
import type { RowSink, TableRow } from '../table.ts';
import { detectDialect } from './detect.ts';
import type { DetectedDialect } from './evaluate.ts';
import { dialectFindings, separatorLine } from './opening.ts';
import { hasQuoteFault, RowMender } from './row-mender.ts';
import { type CsvRecord, type Dialect, Tokenizer } from './tokenize.ts';

/** What `drop.yaml` can pin about a delimited file. */
export interface DelimitedSettings extends LayoutSettings {
  readonly delimiter?: string;
  readonly quote?: Dialect['quote'];
}

/** How a delimited text was read. */
export interface DelimitedReading {
  readonly detected: DetectedDialect;
  readonly layout: Layout;
  readonly findings: readonly Finding[];
  readonly isPartial: boolean;
}

const HEAD_RECORDS = 1000;
/** Characters after which no more records are looked at to find the header. */
const HEAD_CHARACTERS = 4_000_000;
/** A line without anything on it; a quoted empty cell is something. */
const isBlank = ({ cells, start, end }: CsvRecord): boolean =>
  cells.length === 1 && (cells[0] as string).trim() === '' && end - start === (cells[0] as string).length;

const isHashed = ({ cells }: CsvRecord): boolean => /^\s*#/.test(cells[0] as string);

const FAULT_SEVERITY = {
  QUOTE_STRAY: 'warning',
  QUOTE_UNBALANCED: 'error',
  QUOTE_IN_TEXT: 'info',
  QUOTE_SPACE: 'info',
  CELL_LINES: 'info',
} as const;

/** Reads the records of one text; one instance a file. */
class DelimitedReader {
  readonly #text: string;
  readonly #dialect: Dialect;
  readonly #sink: RowSink;
  readonly #found = new FindingCollector(1000);
  readonly #tokenizer: Tokenizer;
  readonly #mender: RowMender;
  #headers: readonly string[] = [];
  #usualCells = 0;
  #lineEnd = '';
  #oddLineEnd = 0;
  #blankLines = 0;
  /** Whether another table has begun, whose width is not that of the header. */
  #isOtherTable = false;
  /** Whether whole rows begin like comments. */
  #hasHashedRows = false;
  #isBroken = false;

  constructor(text: string, dialect: Dialect, sink: RowSink, position: number, line: number) {
    this.#text = text;
    this.#dialect = dialect;
    this.#sink = sink;
    this.#tokenizer = new Tokenizer(text, dialect, position, line);
    this.#mender = new RowMender(text, dialect, this.#found);
  }

  read(settings: LayoutSettings): { layout: Layout; findings: Finding[]; isPartial: boolean } {
    const head: CsvRecord[] = [];
    while (head.length < HEAD_RECORDS && this.#tokenizer.place.position < HEAD_CHARACTERS) {
      const record = this.#tokenizer.next();
      if (record === undefined) break;
      head.push(record);
    }
    this.#mender.learn(head);
    const layout = this.#layoutOf(head, settings);
    this.#headers = layout.headers;
    this.#usualCells = layout.usualCells;
    this.#found.addAll(layout.findings);
    for (const record of head.slice(0, layout.firstData)) this.#report(record);
    this.#sink.header(layout);
    const sorter = new RowSorter(layout, this.#sink, this.#found);
    for (const record of head.slice(layout.firstData)) if (!this.#isBroken) this.#take(record, sorter);
    while (!this.#isBroken) {
      const record = this.#tokenizer.next();
      if (record === undefined) break;
      this.#take(record, sorter);
    }
    sorter.end();
    if (this.#blankLines > 0)
      this.#found.add({ code: 'BLANK_LINES', severity: 'info', params: { count: this.#blankLines } });
    if (this.#oddLineEnd > 0) this.#found.add({ code: 'LINE_ENDS_MIXED', severity: 'info', row: this.#oddLineEnd });
    return { layout, findings: this.#found.all(), isPartial: this.#isBroken };
  }

  /**
   * The layout of the first records. Lines that can be mended to the width of the header are taken as mended, so that
   * quotes that nobody escaped do not hide how wide the table is; and so is a header in another delimiter than the rows.
   */
  #layoutOf(head: readonly CsvRecord[], settings: LayoutSettings): Layout {
    const rows = head.map(({ line, cells }) => ({ row: line, cells }));
    const layout = findLayout(rows, settings);
    if (settings.header_row !== undefined) return layout;
    const swap = (at: number, cells: string[]): RawRow[] =>
      rows.map((row, index) => (index === at ? { ...row, cells } : row));
    if (layout.findings.some(({ code }) => code === 'HEADER_LIKE_DATA' || code === 'HEADER_MISSING'))
      for (let at = layout.firstData - (layout.headerRow === 0 ? 1 : 2); at >= 0; at -= 1) {
        const record = head[at] as CsvRecord;
        const mended = this.#mender.cutTo(record, layout.usualCells);
        if (mended === undefined) continue;
        this.#mender.report(record, mended);
        return findLayout(swap(at, mended.cells), settings);
      }
    const header = head[layout.firstData - 1];
    if (header !== undefined && layout.headerRow === header.line && hasQuoteFault(header)) {
      const mended = this.#mender.cutTo(header, layout.usualCells);
      if (mended !== undefined) {
        this.#mender.report(header, mended);
        return findLayout(swap(layout.firstData - 1, mended.cells), settings);
      }
    }
    const width = header?.cells.length ?? 0;
    const isOdd = (record: CsvRecord, at: number): boolean =>
      at >= layout.firstData && record.cells.length !== width && hasQuoteFault(record);
    if (width < 2 || !head.some(isOdd)) return layout;
    const mended = head.map((record, at) =>
      isOdd(record, at) ? (this.#mender.cutTo(record, width)?.cells ?? record.cells) : record.cells,
    );
    return findLayout(
      rows.map(({ row }, at) => ({ row, cells: mended[at] as string[] })),
      settings,
    );
  }

  #report(record: CsvRecord): void {
    for (const { code, line, column } of record.faults) {
      const header = this.#headers[column - 1];
      this.#found.add({
        code,
        severity: FAULT_SEVERITY[code],
        row: line,
        column,
        ...(header === undefined ? {} : { header }),
      });
    }
  }

  #take(record: CsvRecord, sorter: RowSorter): void {
    const { cells, line } = record;
    this.#noteLineEnd(record);
    const expected = this.#headers.length;
    if (isBlank(record) && (expected > 1 || record.end === this.#text.length)) {
      this.#blankLines += 1;
      this.#sink.blank?.(line);
      sorter.gap(line);
      return;
    }
    if (cells.length !== expected && expected > 1 && cells.length !== this.#usualCells) {
      if (isHashed(record) && !this.#hasHashedRows) {
        this.#found.add({ code: 'COMMENT_LINE', severity: 'info', row: line });
        return;
      }
      this.#report(record);
      if (cells.length < expected && record.end === this.#text.length && cells.length < this.#usualCells)
        this.#found.add({ code: 'FILE_CUT', severity: 'warning', row: line });
      const mended = this.#mended(record, sorter);
      if (mended !== undefined) sorter.pass(mended);
      else if (record.faults.some(({ code }) => code === 'QUOTE_UNBALANCED')) this.#broken(record, sorter);
      else sorter.take(line, cells);
      return;
    }
    this.#hasHashedRows ||= isHashed(record);
    this.#report(record);
    const completed = this.#mender.completed(record);
    if (completed === undefined) sorter.take(line, cells);
    else sorter.pass({ row: line, cells: completed, kind: 'data' });
  }

  /** Notes the first line that does not end as the lines before it. */
  #noteLineEnd({ end, line }: CsvRecord): void {
    if (end >= this.#text.length || this.#oddLineEnd !== 0) return;
    const ending = this.#text.charCodeAt(end) === 10 ? 'LF' : this.#text.charCodeAt(end + 1) === 10 ? 'CRLF' : 'CR';
    if (this.#lineEnd === '') this.#lineEnd = ending;
    else if (this.#lineEnd !== ending) this.#oddLineEnd = line;
  }

  /** A line of another width that can be read in one other way. */
  #mended(record: CsvRecord, sorter: RowSorter): TableRow | undefined {
    this.#isOtherTable ||= sorter.wouldStartTable(record.line, record.cells);
    if (this.#isOtherTable) return undefined;
    const mended = this.#mender.cutTo(record, this.#headers.length) ?? this.#mender.cutTo(record, this.#usualCells);
    if (mended === undefined) return undefined;
    this.#mender.report(record, mended);
    return { row: record.line, cells: mended.cells, kind: 'data' };
  }

  /** A line whose quotes cannot be closed. Reading goes on only where the line after it is whole again. */
  #broken(record: CsvRecord, sorter: RowSorter): void {
    const after = record.end + (this.#text.startsWith('\r\n', record.end) ? 2 : 1);
    const probe = new Tokenizer(this.#text, this.#dialect, after, record.line + 1).next();
    sorter.pass({ row: record.line, cells: record.cells, kind: 'broken' });
    const isUsual = probe?.cells.length === this.#headers.length || probe?.cells.length === this.#usualCells;
    if (probe === undefined || (isUsual && probe.faults.length === 0)) {
      this.#found.add({
        code: 'ROW_BROKEN',
        severity: 'error',
        row: record.line,
        column: 1,
        params: { cells: record.cells.length, expected: this.#headers.length },
      });
      return;
    }
    this.#isBroken = true;
    let { line } = record;
    for (const part of this.#text.slice(after).split(/\r\n|\n|\r/)) {
      line += 1;
      if (part !== '') sorter.pass({ row: line, cells: [part], kind: 'broken' });
    }
    this.#found.add({
      code: 'QUOTE_FATAL',
      severity: 'error',
      row: record.line,
      params: { lines: line - record.line },
    });
  }
}

/**
 * Reads a delimited text: finds its dialect (unless pinned) and its header, and gives every row below it to the sink.
 *
 * Nothing is dropped without a finding: a row of another width is loaded or marked, never hidden; a line whose quotes do
 * not close is set aside, and everything after it too unless the next line is whole.
 */
export function readDelimited(text: string, settings: DelimitedSettings, sink: RowSink): DelimitedReading {
  if (/^\s*$/.test(text.slice(0, 1000)) && text.trim() === '') throw new Refusal('FILE_EMPTY');
  const separator = settings.delimiter === undefined ? separatorLine(text) : undefined;
  const start = separator?.length ?? 0;
  const delimiter = settings.delimiter ?? separator?.delimiter;
  const detected = detectDialect(start === 0 ? text : text.slice(start), {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(settings.quote === undefined ? {} : { quote: settings.quote }),
  });
  const reader = new DelimitedReader(text, detected.dialect, sink, start, separator === undefined ? 1 : 2);
  const { layout, findings, isPartial } = reader.read(settings);
  return {
    detected,
    layout,
    findings: [...dialectFindings(detected, layout.headerRow, separator !== undefined), ...findings],
    isPartial,
  };
}

import type { FindingCollector } from '../collector.ts';
import { ColumnForms } from './column-forms.ts';
import { cutWithMissingDelimiter, type MendedRow, mendRow } from './mend.ts';
import type { CsvRecord, Dialect } from './tokenize.ts';

/** Characters times quotes that are looked at to mend rows of one file; a file with more of them is not written by accident. */
const MOST_MENDING = 60_000_000;
/** What every line costs of that. */
const LINE_COST = 100;

/** Records that tell what the columns hold. */
const FORM_RECORDS = 200;

export const hasQuoteFault = ({ faults }: CsvRecord): boolean =>
  faults.some(({ code }) => code === 'QUOTE_STRAY' || code === 'QUOTE_UNBALANCED' || code === 'QUOTE_IN_TEXT');

const MENDED: Readonly<Record<MendedRow['how'], string>> = {
  other_delimiter: 'ROW_OTHER_DELIMITER',
  quotes: 'ROW_QUOTES_MENDED',
  delimiter_missing: 'ROW_DELIMITER_MISSING',
  words: 'ROW_WORDS_JOINED',
  spare_cell: 'ROW_SPARE_CELL',
};

/** Mends the rows of one text, says so, and stops where too many need it. */
export class RowMender {
  readonly #text: string;
  readonly #dialect: Dialect;
  readonly #found: FindingCollector;
  readonly #forms = new Map<number, ColumnForms>();
  #first: readonly (readonly string[])[] = [];
  #mending = 0;
  #hasStopped = false;

  constructor(text: string, dialect: Dialect, found: FindingCollector) {
    this.#text = text;
    this.#dialect = dialect;
    this.#found = found;
  }

  /** Learns from the first records what the columns hold. */
  learn(head: readonly CsvRecord[]): void {
    this.#first = head.slice(1, FORM_RECORDS).map(({ cells }) => cells);
  }

  /** The line of a record that may be mended; undefined when it stands on several lines or enough has been tried. */
  #lineToMend(record: CsvRecord): string | undefined {
    if (record.lines > 1) return undefined;
    if (this.#mending > MOST_MENDING) {
      if (!this.#hasStopped) this.#found.add({ code: 'MENDING_STOPPED', severity: 'warning', row: record.line });
      this.#hasStopped = true;
      return undefined;
    }
    const line = this.#text.slice(record.start, record.end);
    this.#mending +=
      LINE_COST + line.length * (this.#dialect.quote === '' ? 1 : line.split(this.#dialect.quote).length);
    return line;
  }

  /** A record in another width, where there is a way to read it so. */
  cutTo(record: CsvRecord, width: number): MendedRow | undefined {
    const line = record.cells.length === width ? undefined : this.#lineToMend(record);
    if (line === undefined) return undefined;
    return mendRow(line, this.#dialect, width, {
      cells: record.cells.length,
      hasQuoteFault: hasQuoteFault(record),
      forms: () => this.#formsOf(width),
    });
  }

  /** What the columns of a table of some width hold, by its first rows. */
  #formsOf(width: number): ColumnForms {
    const known = this.#forms.get(width) ?? new ColumnForms(this.#first, width);
    this.#forms.set(width, known);
    return known;
  }

  report(record: CsvRecord, { how, delimiter, column = 1 }: MendedRow): void {
    this.#found.add({
      code: MENDED[how],
      severity: 'warning',
      row: record.line,
      column,
      params: { delimiter },
    });
  }

  /** The cells of a line whose width is right only because a quoted cell, joined to the one before it, was cut in two. */
  completed(record: CsvRecord): string[] | undefined {
    const loose = record.faults.filter(({ code }) => code === 'QUOTE_IN_TEXT');
    const line = loose.length < 2 ? undefined : this.#lineToMend(record);
    const mended = line === undefined ? undefined : cutWithMissingDelimiter(line, this.#dialect, record.cells.length);
    if (mended !== undefined) this.report(record, mended);
    return mended?.cells;
  }
}

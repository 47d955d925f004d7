import { type CellStyle, type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import type { Language } from '../contract/finding.ts';
import {
  type FeedbackDelivery,
  type FeedbackNote,
  type FeedbackRow,
  isSevere,
  notesByCode,
  type SupplierFeedback,
  shownRows,
} from './model.ts';
import * as styles from './styles.ts';
import { feedbackText } from './texts.ts';

type Cells = NonNullable<WriteSheet['cells']>;

/** Name that Excel takes: at most 31 characters, none of its forbidden ones, and unlike the others. */
function sheetName(wanted: string, taken: Set<string>): string {
  const plain = wanted.replace(/[[\]:*?/\\']/g, ' ').trim() || 'Ark';
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? '' : ` ${number}`;
    const name = plain.slice(0, 31 - ending.length) + ending;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}

const noteText = (notes: readonly FeedbackNote[]): string =>
  notes.map(({ message, remedy }) => `${message} ${remedy}`.trim()).join('\n');

const LINE_POINTS = 15;
const FINDING_WIDTH = 70;

/** Lines that a text takes in a column of some characters. */
const linesOf = (value: CellValue | undefined, width: number): number =>
  String(value ?? '')
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / (width * 0.9))), 0);

/** Heights of the rows whose texts need more than a line; programs do not make a row higher for wrapped text when they open a file. */
function heights(
  rows: readonly (readonly CellValue[])[],
  widths: readonly (number | undefined)[],
): NonNullable<WriteSheet['rowDefs']> {
  return new Map(
    rows.flatMap((row, at) => {
      const lines = Math.max(
        1,
        ...widths.map((width, column) => (width === undefined ? 1 : linesOf(row[column], width))),
      );
      return lines === 1 ? [] : [[at, { height: lines * LINE_POINTS }] as const];
    }),
  );
}

/** Width of a column of the supplier's own texts, in characters. */
const widthOf = (header: string, texts: readonly string[]): number =>
  Math.min(34, Math.max(11, ...[...header.split(' '), ...texts].map((text) => text.length + 3)));

function setCell(
  cells: Cells,
  row: number,
  column: number,
  value: CellValue,
  style: CellStyle,
  comment?: string,
): void {
  cells.set(`${row},${column}`, {
    value,
    type: typeof value === 'number' ? 'number' : 'string',
    style,
    ...(comment === undefined ? {} : { comment: { text: comment } }),
  });
}

function summarySheet(feedback: SupplierFeedback, language: Language, name: string): WriteSheet {
  const say = (key: Parameters<typeof feedbackText>[0]): string => feedbackText(key, language);
  const codes = notesByCode(feedback);
  const rows: CellValue[][] = [
    [`${say('title')}: ${feedback.name}`],
    [codes.length === 0 ? say('nothing') : say('intro')],
    [],
    [say('file'), say('content'), say('rowsRead'), say('rowsLoaded'), say('rowsSetAside')],
    ...feedback.deliveries.map(({ path, sheet, input, rowsRead, rowsLoaded, rowsSetAside }) => [
      sheet === null ? path : `${path}, ${sheet}`,
      input[language],
      rowsRead,
      rowsLoaded,
      rowsSetAside,
    ]),
    [],
    [say('finding'), say('remedy'), say('severity'), say('count')],
    ...codes.map(({ note, count }) => [note.message, note.remedy, say(note.severity), count]),
  ];
  const cells: Cells = new Map();
  const headerRows = [3, feedback.deliveries.length + 5];
  rows.forEach((row, r) => {
    row.forEach((value, c) => {
      const style = r === 0 ? styles.heading : headerRows.includes(r) ? styles.header : styles.wrapped;
      setCell(cells, r, c, value, style);
    });
  });
  return {
    name,
    rows,
    cells,
    columns: [{ width: 60 }, { width: 60 }, { width: 16 }, { width: 12 }, { width: 14 }],
    merges: [{ startRow: 1, startCol: 0, endRow: 1, endCol: 1 }],
    rowDefs: new Map([...heights(rows, [60, 60]), [0, { height: 24 }], [1, { height: 3 * LINE_POINTS }]]),
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}

/** Writes a row of the supplier's file: its number, its cells with the faulty ones coloured, what is wrong, room to answer. */
function writeRow(
  cells: Cells,
  at: number,
  { row, cells: values, notes }: FeedbackRow,
  headers: readonly string[],
): CellValue[] {
  setCell(cells, at, 0, row, styles.wrapped);
  headers.forEach((header, c) => {
    const own = notes.filter((note) => note.header === header);
    const style = own.length === 0 ? styles.text : styles.faulty[own.some(isSevere) ? 'error' : 'warning'];
    setCell(cells, at, c + 1, values[c] ?? '', style, own.length === 0 ? undefined : noteText(own));
  });
  setCell(cells, at, headers.length + 1, noteText(notes), styles.wrapped);
  setCell(cells, at, headers.length + 2, '', styles.answer);
  return [row, ...headers.map((_, c) => values[c] ?? ''), noteText(notes), ''];
}

const moreNote = (language: Language): FeedbackNote => ({
  code: 'ROWS_NOT_SHOWN',
  severity: 'info',
  message: feedbackText('notShown', language),
  remedy: '',
  header: null,
});

function deliverySheet(delivery: FeedbackDelivery, language: Language, name: string): WriteSheet {
  const { headers, notes } = delivery;
  const rows = shownRows(delivery);
  const cells: Cells = new Map();
  const top = [
    feedbackText('row', language),
    ...headers,
    feedbackText('finding', language),
    feedbackText('answer', language),
  ];
  top.forEach((title, c) => {
    setCell(cells, 0, c, title, styles.header);
  });
  const more = rows.length < delivery.rows.length ? [moreNote(language)] : [];
  const whole = [...more, ...notes].map((note): FeedbackRow => ({ row: 0, cells: [], notes: [note] }));
  const lines = [...whole, ...rows].map((row, index) => writeRow(cells, index + 1, row, headers));
  whole.forEach((_, index) => {
    setCell(cells, index + 1, 0, feedbackText('wholeFile', language), styles.wrapped);
    (lines[index] as CellValue[])[0] = feedbackText('wholeFile', language);
  });
  const widths = [
    12,
    ...headers.map((header, c) =>
      widthOf(
        header,
        rows.map((row) => row.cells[c] ?? ''),
      ),
    ),
    FINDING_WIDTH,
    40,
  ];
  return {
    name,
    rows: [top, ...lines],
    cells,
    columns: widths.map((width) => ({ width })),
    rowDefs: new Map([
      ...heights([top, ...lines], [...headers.map(() => undefined), undefined, FINDING_WIDTH]),
      ...heights([top], widths),
    ]),
    freezePane: { rows: 1, columns: 1 },
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}

/**
 * The feedback of one supplier as a workbook: a summary, then a sheet for each table that has something wrong, with the
 * faulty cells coloured, a note on each and a column to answer in. The same feedback gives the same bytes.
 */
export function feedbackWorkbook(feedback: SupplierFeedback, language: Language): Promise<Uint8Array> {
  const taken = new Set<string>();
  const summary = summarySheet(feedback, language, sheetName(feedbackText('summary', language), taken));
  const faulty = feedback.deliveries.filter(({ rows, notes }) => rows.length + notes.length > 0);
  const sheets = faulty.map((delivery) =>
    deliverySheet(delivery, language, sheetName(delivery.sheet ?? delivery.input[language], taken)),
  );
  return writeXlsx({
    sheets: [summary, ...sheets],
    properties: { creator: 'cluster-accounts', created: styles.FIXED_TIME, modified: styles.FIXED_TIME },
  });
}

import { type CellStyle, type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import type { Language } from '../contract/finding.ts';
import {
  type FeedbackDelivery,
  type FeedbackNote,
  type FeedbackRow,
  notesByCode,
  type SupplierFeedback,
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

const isSevere = ({ severity }: FeedbackNote): boolean => severity === 'error' || severity === 'fatal';

const noteText = (notes: readonly FeedbackNote[]): string =>
  notes.map(({ message, remedy }) => `${message} ${remedy}`).join('\n');

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
    rowDefs: new Map([[1, { height: 48 }]]),
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

function deliverySheet(delivery: FeedbackDelivery, language: Language, name: string): WriteSheet {
  const { headers, rows, notes } = delivery;
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
  const whole: FeedbackRow[] = notes.map((note) => ({ row: 0, cells: [], notes: [note] }));
  const lines = [...whole, ...rows].map((row, index) => writeRow(cells, index + 1, row, headers));
  whole.forEach((_, index) => {
    setCell(cells, index + 1, 0, feedbackText('wholeFile', language), styles.wrapped);
    (lines[index] as CellValue[])[0] = feedbackText('wholeFile', language);
  });
  return {
    name,
    rows: [top, ...lines],
    cells,
    columns: [{ width: 12 }, ...headers.map(() => ({ width: 18 })), { width: 70 }, { width: 40 }],
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

import type { Finding } from '../../contract/finding.ts';
import { FindingCollector } from '../collector.ts';
import { Refusal } from '../refusal.ts';
import { type NumberForm, plainNumber, serialToIso, timesHundred } from './formats.ts';
import { unescapeCell, type WorkbookParts } from './parts.ts';
import { attribute, shortAttributes, XmlScanner } from './xml.ts';

/** Type of a cell: string, number, date, boolean, error. */
export type CellType = 's' | 'n' | 'd' | 'b' | 'e';

/** A filled cell: its value in plain notation, and what the supplier sees of it where that is more (leading zeros, per cent). */
export interface SheetCell {
  readonly column: number;
  readonly type: CellType;
  readonly text: string;
  readonly shown: string;
}

export interface SheetRow {
  readonly row: number;
  readonly isHidden: boolean;
  readonly cells: readonly SheetCell[];
}

export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly rows: readonly SheetRow[];
  readonly findings: readonly Finding[];
}

/** Filled cells of a workbook above which it is refused, for memory's sake. */
export const CELL_LIMIT = 4_000_000;
const LAST_COLUMN = 16_384;
const LAST_ROW = 1_048_576;

/** Column number of a reference such as `AB12`, 1 = first; 0 where it is none. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let index = 0; index < reference.length; index += 1) {
    const code = reference.charCodeAt(index) & ~32;
    if (code < 65 || code > 90) return index === 0 ? 0 : column;
    column = column * 26 + code - 64;
  }
  return column;
}

/** Letters of a column, `AB` for 28. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** A whole number with more significant digits than a workbook holds. */
const hasTooManyDigits = (text: string): boolean => /^-?\d+$/.test(text) && text.replace(/^-?0*|0+$/g, '').length > 15;

const withoutMidnight = (iso: string): string => (iso.endsWith('T00:00:00') ? iso.slice(0, 10) : iso.replace('T', ' '));

/** A number as a cell: a date, a share, an id with zeros, or just a number, by its format. */
export function numberCell(column: number, raw: string, form: NumberForm, is1904: boolean): SheetCell {
  const text = plainNumber(raw);
  if (form === 'date') {
    const iso = serialToIso(Number(raw), is1904);
    if (iso !== undefined) return { column, type: 'd', text: iso, shown: withoutMidnight(iso) };
  }
  if (form === 'percent') return { column, type: 'n', text, shown: `${timesHundred(text)}%` };
  if (typeof form === 'object' && /^\d+$/.test(text))
    return { column, type: 'n', text, shown: text.padStart(form.digits, '0') };
  return { column, type: 'n', text, shown: text };
}

/** An ISO date cell (`t="d"`) in the notation of the others. */
function isoCell(column: number, raw: string): SheetCell {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?))?/.exec(raw);
  if (match === null) return { column, type: 's', text: raw, shown: raw };
  const clock = match[2] ?? '00:00:00';
  const iso = `${match[1]}T${clock.length === 5 ? `${clock}:00` : clock}`;
  return { column, type: 'd', text: iso, shown: withoutMidnight(iso) };
}

interface OpenCell {
  column: number;
  type: string;
  style: number;
  value: string | undefined;
  inline: string | undefined;
  hasFormula: boolean;
}

function finished(open: OpenCell, parts: WorkbookParts): SheetCell | undefined {
  const { column, type, style, value, inline } = open;
  const text = (string: string): SheetCell => ({ column, type: 's', text: string, shown: string });
  if (type === 'inlineStr')
    return inline === undefined ? (value === undefined ? undefined : text(value)) : text(unescapeCell(inline));
  if (value === undefined || value === '') return undefined;
  switch (type) {
    case 's': {
      const string = parts.strings[Number(value)];
      if (string === undefined) throw new Refusal('WORKBOOK_DAMAGED', { what: `string ${value}` });
      return text(string);
    }
    case 'str':
      return text(unescapeCell(value));
    case 'b': {
      const flag = value === '1' || value.toLowerCase() === 'true' ? 'TRUE' : 'FALSE';
      return { column, type: 'b', text: flag, shown: flag };
    }
    case 'e':
      return { column, type: 'e', text: value, shown: value };
    case 'd':
      return isoCell(column, value);
    default:
      if (Number.isNaN(Number(value))) return text(value);
      return numberCell(column, value, parts.forms[style] ?? 'general', parts.is1904);
  }
}

/** Reads one sheet. `budget` counts filled cells over all sheets of the workbook. */
export function readSheet(
  xml: string,
  { name, isHidden }: { readonly name: string; readonly isHidden: boolean },
  parts: WorkbookParts,
  budget: { cells: number },
): Sheet {
  const scanner = new XmlScanner(xml);
  const found = new FindingCollector(100);
  const rows: SheetRow[] = [];
  let row = 0;
  let column = 0;
  let isRowHidden = false;
  let cells: SheetCell[] = [];
  let open: OpenCell | undefined;
  let isInData = false;
  let phonetic = false;
  let hiddenRows = 0;
  let firstHidden = 0;
  const seen = new Set<number>();

  const endCell = (): void => {
    if (open === undefined) return;
    const cell = finished(open, parts);
    if (cell !== undefined) {
      cells.push(cell);
      budget.cells += 1;
      if (budget.cells > CELL_LIMIT) throw new Refusal('WORKBOOK_CELLS', { limit: CELL_LIMIT });
      if (cell.type === 'e')
        found.add({ code: 'CELL_ERROR', severity: 'warning', row, column: cell.column, value: cell.text });
      if (cell.type === 'n' && cell.text.length > 15 && hasTooManyDigits(cell.text))
        found.add({ code: 'CELL_LONG_NUMBER', severity: 'warning', row, column: cell.column, value: cell.text });
    } else if (open.hasFormula)
      found.add({ code: 'CELL_FORMULA_EMPTY', severity: 'warning', row, column: open.column });
    open = undefined;
  };
  const endRow = (): void => {
    if (cells.length === 0) return;
    if (isRowHidden) {
      hiddenRows += 1;
      if (hiddenRows === 1) firstHidden = row;
    }
    if (seen.has(row)) found.add({ code: 'ROW_TWICE', severity: 'error', row });
    seen.add(row);
    rows.push({ row, isHidden: isRowHidden, cells });
    cells = [];
  };

  while (scanner.next()) {
    const { name: tag, attributes, isOpening, isEmpty } = scanner.tag;
    switch (tag) {
      case 'sheetData':
        isInData = isOpening && !isEmpty;
        break;
      case 'row':
        if (!isInData) break;
        if (isOpening) {
          row = Number(attribute(attributes, 'r') ?? row + 1);
          if (!(row >= 1 && row <= LAST_ROW))
            throw new Refusal('WORKBOOK_DAMAGED', { what: `row ${attribute(attributes, 'r')}` });
          column = 0;
          const hidden = attribute(attributes, 'hidden');
          isRowHidden = hidden === '1' || hidden === 'true';
        } else endRow();
        break;
      case 'c':
        if (!isInData) break;
        if (isOpening) {
          const { r: reference, t: type = 'n', s: style = '0' } = shortAttributes(attributes);
          column = (reference === undefined ? 0 : columnOf(reference)) || column + 1;
          if (column > LAST_COLUMN) throw new Refusal('WORKBOOK_DAMAGED', { what: `cell ${reference}` });
          open = {
            column,
            type,
            style: Number(style),
            value: undefined,
            inline: undefined,
            hasFormula: false,
          };
          if (isEmpty) open = undefined;
        } else endCell();
        break;
      case 'v':
        if (open !== undefined && isOpening) open.value = scanner.content();
        break;
      case 't':
        if (open !== undefined && isOpening && !phonetic) open.inline = (open.inline ?? '') + scanner.content();
        break;
      case 'rPh':
        phonetic = isOpening && !isEmpty;
        break;
      case 'f':
        if (open !== undefined && isOpening) open.hasFormula = true;
        break;
      case 'mergeCell':
        if (isOpening) mergeFinding(attribute(attributes, 'ref') ?? '', found);
        break;
      case 'col':
        if (isOpening && ['1', 'true'].includes(attribute(attributes, 'hidden') ?? '')) {
          const first = Number(attribute(attributes, 'min') ?? 0);
          found.add({ code: 'COLUMNS_HIDDEN', severity: 'info', column: first });
        }
        break;
    }
  }
  if (hiddenRows > 0)
    found.add({ code: 'ROWS_HIDDEN', severity: 'warning', row: firstHidden, params: { count: hiddenRows } });
  if (isSpread(rows)) found.add({ code: 'SHEET_SPREAD', severity: 'error', row: rows.at(-1)?.row ?? 1 });
  if (isHidden) found.add({ code: 'SHEET_HIDDEN', severity: 'warning' });
  rows.sort((left, right) => left.row - right.row);
  return { name, isHidden, rows, findings: found.all().map((finding) => ({ ...finding, sheet: name })) };
}

/** Cells of the rectangle around all cells above which hardly any may be empty, lest a far-away cell goes unseen. */
const SPREAD_CELLS = 50_000_000;

function isSpread(rows: readonly SheetRow[]): boolean {
  const filled = rows.reduce((sum, { cells }) => sum + cells.length, 0);
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.at(-1)?.column ?? 0), 0);
  const area = rows.reduce((last, { row }) => Math.max(last, row), 0) * width;
  return area > SPREAD_CELLS && filled < area / 1000;
}

function mergeFinding(reference: string, found: FindingCollector): void {
  const match = /^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/i.exec(reference);
  if (match === null) return;
  found.add({
    code: 'CELLS_MERGED',
    severity: 'info',
    row: Number(match[2]),
    column: columnOf(match[1] as string),
    value: reference,
  });
}

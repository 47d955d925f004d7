import type { Finding } from '../../contract/finding.ts';
import { FindingCollector } from '../collector.ts';
import { Refusal } from '../refusal.ts';
import { cellFaults, columnOf, finishedCell, type OpenCell, type SheetCell } from './cell.ts';
import { TEXT_LIMIT, type WorkbookParts } from './parts.ts';
import { attribute, shortAttributes, XmlScanner } from './xml.ts';

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
/** Characters that all cells together may show: shared texts, kept once, can be shown a million times. */
const SHOWN_LIMIT = 500_000_000;
export const LAST_COLUMN = 16_384;
export const LAST_ROW = 1_048_576;

/** What all sheets of a workbook together have used of the limits. */
export class CellBudget {
  #cells = 0;
  #characters = 0;
  #shown = 0;

  /** Counts cells, the characters they hold themselves and those they show. Refuses the workbook beyond the limits. */
  spend(cells: number, characters: number, shown: number): void {
    this.#cells += cells;
    this.#characters += characters;
    this.#shown += shown;
    if (this.#cells > CELL_LIMIT) throw new Refusal('WORKBOOK_CELLS', { limit: CELL_LIMIT });
    if (this.#characters > TEXT_LIMIT)
      throw new Refusal('WORKBOOK_TEXT', { strings: CELL_LIMIT, characters: TEXT_LIMIT });
    if (this.#shown > SHOWN_LIMIT) throw new Refusal('WORKBOOK_TEXT', { strings: CELL_LIMIT, characters: SHOWN_LIMIT });
  }
}

/** Reads one sheet from the pieces of its XML. Refuses one that is cut. */
export async function readSheet(
  pieces: AsyncIterable<string>,
  { name, isHidden }: { readonly name: string; readonly isHidden: boolean },
  parts: WorkbookParts,
  budget: CellBudget,
): Promise<Sheet> {
  const scanner = new XmlScanner();
  const found = new FindingCollector(100);
  const rows: SheetRow[] = [];
  let row = 0;
  let column = 0;
  let isRowHidden = false;
  const cells: SheetCell[] = [];
  let open: OpenCell | undefined;
  let isInData = false;
  let phonetic = false;
  let hiddenRows = 0;
  let firstHidden = 0;
  let highest = 0;
  /** Rows so far; made when one comes that is not below all others. */
  let seen: Set<number> | undefined;

  const endCell = (): void => {
    if (open === undefined) return;
    const cell = finishedCell(open, parts);
    if (cell !== undefined) {
      cells.push(cell);
      budget.spend(1, cell.type === 's' && open.type !== 's' ? cell.text.length : 0, cell.text.length);
      for (const code of cellFaults(cell))
        found.add({ code, severity: 'warning', row, column: cell.column, value: cell.text });
    } else if (open.hasFormula && !(open.type === 'str' && open.value !== undefined))
      found.add({ code: 'CELL_FORMULA_EMPTY', severity: 'warning', row, column: open.column });
    open = undefined;
  };
  const endRow = (): void => {
    if (cells.length === 0) return;
    if (isRowHidden) {
      hiddenRows += 1;
      if (hiddenRows === 1) firstHidden = row;
    }
    if (row <= highest) {
      seen ??= new Set(rows.map((one) => one.row));
      if (seen.has(row)) found.add({ code: 'ROW_TWICE', severity: 'error', row });
      seen.add(row);
    } else seen?.add(row);
    highest = Math.max(highest, row);
    // A copy has no room to grow, which for narrow rows is more than they hold.
    rows.push({ row, isHidden: isRowHidden, cells: cells.slice() });
    cells.length = 0;
  };

  const take = (): void => {
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
  };
  for await (const piece of pieces) {
    scanner.push(piece);
    take();
  }
  scanner.finish();
  take();
  if (isInData || open !== undefined) throw new Refusal('WORKBOOK_DAMAGED', { what: `end of sheet ${name}` });
  if (hiddenRows > 0)
    found.add({ code: 'ROWS_HIDDEN', severity: 'warning', row: firstHidden, params: { count: hiddenRows } });
  if (isSpread(rows)) found.add({ code: 'SHEET_SPREAD', severity: 'error', row: rows.at(-1)?.row ?? 1 });
  if (isHidden) found.add({ code: 'SHEET_HIDDEN', severity: 'warning' });
  rows.sort((left, right) => left.row - right.row);
  return { name, isHidden, rows, findings: found.all().map((finding) => ({ ...finding, sheet: name })) };
}

/** Cells of the rectangle around all cells above which hardly any may be empty, lest a far-away cell goes unseen. */
const SPREAD_CELLS = 50_000_000;

/** Whether a few cells stand so far apart that hardly anything fills the rectangle around them. */
export function isSpread(rows: readonly SheetRow[]): boolean {
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

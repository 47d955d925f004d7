import type { Finding } from '../../contract/finding.ts';
import { FindingCollector } from '../collector.ts';
import type { RawRow } from '../layout/cells.ts';
import { findLayout, type LayoutSettings } from '../layout/layout.ts';
import { decidedMark, markEvidence } from '../recognise/decimal.ts';
import { RowSorter } from '../rows.ts';
import type { Table, TableRow } from '../table.ts';
import type { Sheet, SheetRow } from './sheet.ts';

const HEAD_ROWS = 1000;

/** Row of a sheet as texts from column 1 to its last filled cell, as the supplier sees them. */
function texts({ cells }: SheetRow): string[] {
  const last = cells.reduce((width, { column }) => Math.max(width, column), 0);
  const row = new Array<string>(last).fill('');
  for (const { column, shown } of cells) row[column - 1] = shown;
  return row;
}

/** What a column holds: number cells, whose mark is the point, and texts that may be numbers with a mark of their own. */
interface ColumnContent {
  numbers: number;
  readonly texts: string[];
}

/** Calls `take` for every row with the row of the sheet that it was; both stand in the order of the sheet. */
function withSheetRows(
  rows: readonly TableRow[],
  sheet: Sheet,
  take: (row: TableRow, sheetRow: SheetRow, at: number) => void,
): void {
  let place = 0;
  rows.forEach((row, at) => {
    while ((sheet.rows[place] as SheetRow).row !== row.row) place += 1;
    take(row, sheet.rows[place] as SheetRow, at);
    place += 1;
  });
}

function contents(rows: readonly TableRow[], sheet: Sheet, width: number): ColumnContent[] {
  const columns = Array.from({ length: width }, (): ColumnContent => ({ numbers: 0, texts: [] }));
  withSheetRows(rows, sheet, ({ kind }, { cells }) => {
    if (kind !== 'data') return;
    for (const { column, type, shown } of cells) {
      const content = columns[column - 1];
      if (content === undefined) continue;
      if (type === 'n') content.numbers += 1;
      else if (shown.trim() !== '') content.texts.push(shown);
    }
  });
  return columns;
}

/** Writes the number cells of some columns with a comma, as the texts beside them are. */
function writeCommas(rows: TableRow[], sheet: Sheet, columns: ReadonlySet<number>): void {
  withSheetRows(rows, sheet, (row, sheetRow, at) => {
    const cells = [...row.cells];
    for (const { column, type, shown } of sheetRow.cells)
      if (type === 'n' && columns.has(column)) cells[column - 1] = shown.replace('.', ',');
    rows[at] = { ...row, cells };
  });
}

/** The table of a sheet, with the findings of its layout and rows. Undefined for a sheet without cells. */
export function sheetTable(sheet: Sheet, settings: LayoutSettings): { table: Table; findings: Finding[] } | undefined {
  if (sheet.rows.length === 0) return undefined;
  const found = new FindingCollector();
  const rows: TableRow[] = [];
  const raw = (row: SheetRow): RawRow => ({ row: row.row, cells: texts(row) });
  const layout = findLayout(sheet.rows.slice(0, HEAD_ROWS).map(raw), { ...settings, isSparse: true });
  const { headers, headerRow, firstData } = layout;
  found.addAll(layout.findings);
  const sorter = new RowSorter(layout, { header: () => {}, row: (row) => void rows.push(row) }, found);
  let previous = headerRow;
  for (let at = firstData; at < sheet.rows.length; at += 1) {
    const row = sheet.rows[at] as SheetRow;
    if (row.row > previous + 1) sorter.gap(row.row - 1);
    previous = row.row;
    sorter.take(row.row, raw(row).cells);
  }
  sorter.end();
  const columns = contents(rows, sheet, headers.length);
  const commaColumns = columns.flatMap(({ numbers, texts: written }, index) =>
    numbers > 0 && written.length > 0 && decidedMark(markEvidence(written)) === ',' ? [index + 1] : [],
  );
  if (commaColumns.length > 0) writeCommas(rows, sheet, new Set(commaColumns));
  return {
    table: {
      sheet: sheet.name,
      headers,
      ...(layout.lowerHeaders === undefined ? {} : { lowerHeaders: layout.lowerHeaders }),
      headerRow,
      rows,
      numberColumns: columns.map(({ numbers, texts: written }) => numbers > 0 && written.length === 0),
    },
    findings: found.all().map((finding) => ({ ...finding, sheet: sheet.name })),
  };
}

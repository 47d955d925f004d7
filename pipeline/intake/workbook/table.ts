import type { Finding } from '../../contract/finding.ts';
import { FindingCollector } from '../collector.ts';
import { findLayout, type LayoutSettings, type RawRow } from '../layout.ts';
import { RowSorter } from '../rows.ts';
import type { Table, TableRow } from '../table.ts';
import type { Sheet } from './sheet.ts';

const HEAD_ROWS = 1000;

/** Row of a sheet as texts from column 1 to its last filled cell, as the supplier sees them. */
function texts({ cells }: Sheet['rows'][number]): string[] {
  const last = cells.reduce((width, { column }) => Math.max(width, column), 0);
  const row = new Array<string>(last).fill('');
  for (const { column, shown } of cells) row[column - 1] = shown;
  return row;
}

/** The table of a sheet, with the findings of its layout and rows. Undefined for a sheet without cells. */
export function sheetTable(sheet: Sheet, settings: LayoutSettings): { table: Table; findings: Finding[] } | undefined {
  if (sheet.rows.length === 0) return undefined;
  const found = new FindingCollector();
  const rows: TableRow[] = [];
  const raw = (row: Sheet['rows'][number]): RawRow => ({ row: row.row, cells: texts(row) });
  const layout = findLayout(sheet.rows.slice(0, HEAD_ROWS).map(raw), { ...settings, isSparse: true });
  found.addAll(layout.findings);
  const sorter = new RowSorter(layout, { header: () => {}, row: (row) => void rows.push(row) }, found);
  const counts = new Array<number>(layout.headers.length).fill(0);
  const numbers = new Array<number>(layout.headers.length).fill(0);
  let previous = layout.headerRow;
  for (const row of sheet.rows.slice(layout.firstData)) {
    if (row.row > previous + 1) sorter.gap(row.row - 1);
    previous = row.row;
    sorter.take(row.row, raw(row).cells);
    for (const { column, type } of row.cells) {
      if (column > counts.length) continue;
      counts[column - 1] = (counts[column - 1] as number) + 1;
      if (type === 'n') numbers[column - 1] = (numbers[column - 1] as number) + 1;
    }
  }
  sorter.end();
  const numberColumns = counts.map((count, index) => count > 0 && numbers[index] === count);
  const findings = found.all().map((finding) => ({ ...finding, sheet: sheet.name }));
  return {
    table: { sheet: sheet.name, headers: layout.headers, headerRow: layout.headerRow, rows, numberColumns },
    findings,
  };
}

import { type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import type { Cell } from './table.ts';

export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
  readonly isHidden?: boolean;
  /** Merged cells: first row, first column, last row, last column, counted from 0. */
  readonly merges?: readonly (readonly [number, number, number, number])[];
}

/** Written into every workbook instead of the time it was made, so that the same seed gives the same bytes. */
const FIXED_TIME = new Date('2014-03-01T08:00:00Z');

function toWriteSheet({ name, rows, isHidden = false, merges = [] }: Sheet): WriteSheet {
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  const values = rows.map((row, rowIndex) =>
    row.map((cell, columnIndex): CellValue => {
      if (typeof cell === 'string') return cell === '' ? null : cell;
      if (cell.format !== null)
        cells.set(`${rowIndex},${columnIndex}`, {
          value: cell.number,
          type: 'number',
          style: { numFmt: cell.format },
        });
      return cell.number;
    }),
  );
  return {
    name,
    rows: values,
    cells,
    ...(isHidden ? { hidden: true } : {}),
    merges: merges.map(([startRow, startCol, endRow, endCol]) => ({ startRow, startCol, endRow, endCol })),
  };
}

/** Sheets as the bytes of an XLSX file; text stays text, and the bytes depend on the sheets alone. */
export const writeWorkbook = (sheets: readonly Sheet[]): Promise<Uint8Array> =>
  writeXlsx({
    sheets: sheets.map(toWriteSheet),
    properties: { creator: 'cluster-accounts sample', created: FIXED_TIME, modified: FIXED_TIME },
  });

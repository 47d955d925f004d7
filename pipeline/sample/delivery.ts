import { type Dialect, writeDelimited } from './delimited.ts';
import type { RandomStream } from './random.ts';
import { type Spelling, spellTable } from './spelling.ts';
import type { Cell, Table } from './table.ts';
import { type Sheet, writeWorkbook } from './workbook.ts';

/** A fault put into one cell (or, with `extraCell`, at the end of one row) of a table, counted from 0. */
export interface CellFault {
  readonly row: number;
  readonly column: number;
  /** What is written instead; left out where the cell is at fault as it is. */
  readonly text?: string;
  readonly isExtraCell?: boolean;
  readonly faultClass: string;
  /** Code of the finding that it should give. */
  readonly expected: string;
}

/** A line of `planted-faults.csv`. Rows and columns are physical and count from 1; null where a whole file or sheet is meant. */
export interface PlantedFault {
  readonly drop: string;
  readonly file: string;
  readonly sheet: string;
  readonly row: number | null;
  readonly column: number | null;
  readonly header: string;
  readonly faultClass: string;
  readonly expected: string;
}

/** How a table sits in its file: what stands above the header and below the data. */
export interface Layout {
  readonly titleRows: readonly (readonly string[])[];
  /** Titles over groups of columns, merged, above the header: first column, last column, title. */
  readonly groupTitles?: readonly (readonly [number, number, string])[];
  readonly totalRow?: readonly Cell[];
}

export const PLAIN: Layout = { titleRows: [] };

interface Written {
  readonly rows: readonly (readonly Cell[])[];
  readonly merges: Sheet['merges'];
  readonly planted: readonly Omit<PlantedFault, 'drop' | 'file' | 'sheet'>[];
}

function layOut(
  table: Table,
  spelling: Spelling,
  layout: Layout,
  faults: readonly CellFault[],
  random: RandomStream,
): Written {
  const [header = [], ...data] = spellTable(table, spelling, random);
  for (const { row, column, text, isExtraCell } of faults) {
    const cells = data[row] as Cell[];
    if (text === undefined) continue;
    if (isExtraCell) cells.push(text);
    else cells[column] = text;
  }
  const groups = layout.groupTitles ?? [];
  const groupRow = header.map((_, index) => groups.find(([first]) => first === index)?.[2] ?? '');
  const above: (readonly Cell[])[] = [...layout.titleRows, ...(groups.length > 0 ? [groupRow] : [])];
  const firstDataRow = above.length + 2;
  return {
    rows: [...above, header, ...data, ...(layout.totalRow === undefined ? [] : [layout.totalRow])],
    merges: groups.map(([first, last]) => [above.length - 1, first, above.length - 1, last] as const),
    planted: faults.map(({ row, column, isExtraCell, faultClass, expected }) => ({
      row: firstDataRow + row,
      column: (isExtraCell ? header.length : column) + 1,
      header: isExtraCell ? '' : String(header[column]),
      faultClass,
      expected,
    })),
  };
}

export interface Delivery {
  readonly bytes: Uint8Array;
  readonly planted: readonly PlantedFault[];
}

/** A delimited file with one table. */
export function deliverDelimited(
  place: { readonly drop: string; readonly file: string },
  table: Table,
  spelling: Spelling,
  dialect: Dialect,
  random: RandomStream,
  layout: Layout = PLAIN,
  faults: readonly CellFault[] = [],
): Delivery {
  const { rows, planted } = layOut(table, spelling, layout, faults, random);
  const shift = dialect.hasSepLine ? 1 : 0;
  return {
    bytes: writeDelimited(rows, dialect),
    planted: planted.map((fault) => ({ ...place, sheet: '', ...fault, row: (fault.row as number) + shift })),
  };
}

/** A workbook with one table on the sheet `sheet`; `others` stand before and after it in the given order. */
export async function deliverWorkbook(
  place: { readonly drop: string; readonly file: string; readonly sheet: string },
  table: Table,
  spelling: Spelling,
  random: RandomStream,
  layout: Layout = PLAIN,
  faults: readonly CellFault[] = [],
  others: { readonly before?: readonly Sheet[]; readonly after?: readonly Sheet[] } = {},
): Promise<Delivery> {
  const { rows, merges, planted } = layOut(table, spelling, layout, faults, random);
  const bytes = await writeWorkbook([
    ...(others.before ?? []),
    { name: place.sheet, rows, merges: merges ?? [] },
    ...(others.after ?? []),
  ]);
  const hidden = [...(others.before ?? []), ...(others.after ?? [])].filter(({ isHidden }) => isHidden);
  return {
    bytes,
    planted: [
      ...planted.map((fault) => ({ ...place, ...fault })),
      ...hidden.map(({ name }) => ({
        ...place,
        sheet: name,
        row: null,
        column: null,
        header: '',
        faultClass: 'hidden_sheet',
        expected: 'SHEET_HIDDEN',
      })),
    ],
  };
}

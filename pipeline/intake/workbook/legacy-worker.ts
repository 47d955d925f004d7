import { parentPort, workerData } from 'node:worker_threads';
import { type CellObject, read, set_cptable, type WorkBook } from '@e965/xlsx';
import { numberCell, type SheetCell } from './cell.ts';
import { numberForm } from './formats.ts';
import type { LegacyAnswer, LegacySheet } from './legacy.ts';
import { CELL_LIMIT } from './sheet.ts';

const { bytes, isOldest } = workerData as { bytes: Uint8Array; isOldest: boolean };

/** Error values by the number that the file holds. */
const ERRORS: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
};

function cellOf({ t, v, z }: CellObject, column: number, is1904: boolean): SheetCell | undefined {
  if (v === undefined) return undefined;
  switch (t) {
    case 'n':
      return numberCell(column, String(v), numberForm(0, z === undefined ? undefined : String(z)), is1904);
    case 'b':
      return { column, type: 'b', text: v === true ? 'TRUE' : 'FALSE', shown: v === true ? 'TRUE' : 'FALSE' };
    case 'e': {
      const text = ERRORS[Number(v)] ?? '#ERROR';
      return { column, type: 'e', text, shown: text };
    }
    case 's':
      return { column, type: 's', text: String(v), shown: String(v) };
    default:
      return undefined;
  }
}

function sheetsOf(workbook: WorkBook): LegacySheet[] {
  const is1904 = workbook.Workbook?.WBProps?.date1904 === true;
  let filled = 0;
  return workbook.SheetNames.map((name, at) => {
    const data = (workbook.Sheets[name]?.['!data'] ?? []) as readonly (
      | readonly (CellObject | undefined)[]
      | undefined
    )[];
    const rows = data.flatMap((cells, row) => {
      const read = (cells ?? []).flatMap((cell, column) => {
        const one = cell === undefined ? undefined : cellOf(cell, column + 1, is1904);
        return one === undefined ? [] : [one];
      });
      filled += read.length;
      if (filled > CELL_LIMIT) throw new Error(`more than ${CELL_LIMIT} cells`);
      return read.length === 0 ? [] : [{ row: row + 1, cells: read }];
    });
    const isOther = ['chart', 'dialog', 'macro'].includes(String(workbook.Sheets[name]?.['!type'] ?? 'sheet'));
    return { name, isOther, isHidden: (workbook.Workbook?.Sheets?.[at]?.Hidden ?? 0) !== 0, rows };
  });
}

const readWorkbook = (): WorkBook =>
  read(bytes, {
    type: 'buffer',
    WTF: true,
    dense: true,
    cellText: false,
    cellDates: false,
    cellNF: true,
  });

/** Without its tables of code pages the library reads every text of Excel 5 and 95 as Latin-1, without a word. */
const loadCodePages = async (): Promise<void> => set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'));

async function workbookOf(): Promise<WorkBook> {
  if (isOldest) await loadCodePages();
  try {
    return readWorkbook();
  } catch (error) {
    if (isOldest || !/codepage/i.test((error as Error).message)) throw error;
    await loadCodePages();
    return readWorkbook();
  }
}

async function answer(): Promise<LegacyAnswer> {
  try {
    return { sheets: sheetsOf(await workbookOf()) };
  } catch (error) {
    const { message } = error as Error;
    if (/password|encrypt/i.test(message)) return { refusal: { code: 'FILE_ENCRYPTED', params: {} } };
    return { refusal: { code: 'FILE_UNREADABLE', params: { what: `XLS: ${message.slice(0, 200)}` } } };
  }
}

parentPort?.postMessage(await answer());

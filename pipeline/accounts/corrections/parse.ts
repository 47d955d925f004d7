import Papa from 'papaparse';
import { closest } from '../../contract/closest.ts';
import { usageError } from '../../contract/errors.ts';

/** One line of `corrections.csv`: what stood in a cell, what must stand there, and who says so. */
export interface Correction {
  /** Line of the file, 1 = header. */
  readonly line: number;
  /** `2013/deltagere_K07.csv`, or `2013/regnskab.xlsx#Ark1` for one sheet of a workbook. */
  readonly delivery: string;
  /** Physical row of the delivered file; null where `key` names the row. */
  readonly row: number | null;
  /** `CVR-nr.=12345678`: header (or field) and value, as delivered, of the one row that is meant. */
  readonly key: { readonly column: string; readonly value: string } | null;
  /** Header as delivered, or the contract's name of the field. */
  readonly column: string;
  readonly oldValue: string;
  readonly newValue: string;
  readonly who: string;
  readonly why: string;
  readonly date: string;
}

/** Danish and English headers of `corrections.csv`. */
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  delivery: ['delivery', 'leverance'],
  row: ['row', 'række'],
  key: ['key', 'nøgle'],
  column: ['column', 'kolonne'],
  old_value: ['old_value', 'old value', 'gammel værdi'],
  new_value: ['new_value', 'new value', 'ny værdi'],
  who: ['who', 'hvem'],
  why: ['why', 'hvorfor'],
  date: ['date', 'dato'],
};

const OPTIONAL: readonly string[] = ['row', 'key'];

function fieldOf(header: string): string | undefined {
  const text = header.trim().toLowerCase();
  return Object.entries(HEADERS).find(([, names]) => names.includes(text))?.[0];
}

function keyOf(text: string): Correction['key'] {
  const at = text.indexOf('=');
  return at < 1 ? null : { column: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
}

function readHeader(cells: readonly string[], path: string): readonly (string | undefined)[] {
  const fields = cells.map(fieldOf);
  const unknown = cells.find((cell, index) => cell.trim() !== '' && fields[index] === undefined);
  const known = Object.values(HEADERS).flat();
  if (unknown !== undefined)
    throw usageError(
      'CORRECTIONS_HEADER',
      `Unknown column "${unknown}" in the corrections.`,
      `${closest(unknown, known) === undefined ? '' : `Did you mean "${closest(unknown, known)}"? `}Known: ${Object.keys(HEADERS).join(', ')}.`,
      `${path}:1`,
    );
  const missing = Object.keys(HEADERS).filter((name) => !OPTIONAL.includes(name) && !fields.includes(name));
  if (!fields.includes('row') && !fields.includes('key')) missing.push('row or key');
  if (missing.length > 0)
    throw usageError(
      'CORRECTIONS_HEADER',
      `The corrections lack the column ${missing.join(', ')}.`,
      `The first line must name ${Object.keys(HEADERS).join(', ')}.`,
      `${path}:1`,
    );
  return fields;
}

/**
 * Reads the text of `corrections.csv` (semicolon or comma, header in the first line). Empty text gives no corrections.
 *
 * Throws a usage error that names file and line for an unknown or missing column and for a line that names no row, no
 * column, no reason or nobody.
 */
export function parseCorrections(text: string, path: string): readonly Correction[] {
  const body = text.replace(/^\uFEFF/, '');
  if (body.trim() === '') return [];
  const firstLine = body.split(/\r?\n/, 1)[0] as string;
  const delimiter = firstLine.split(';').length > firstLine.split(',').length ? ';' : ',';
  const { data } = Papa.parse<string[]>(body, { delimiter, skipEmptyLines: false });
  const fields = readHeader(data[0] ?? [], path);
  return data.slice(1).flatMap((cells, index) => {
    if (cells.every((cell) => cell.trim() === '')) return [];
    const line = index + 2;
    const at = (name: string): string => (cells[fields.indexOf(name)] ?? '').trim();
    const row = /^[1-9]\d{0,8}$/.test(at('row')) ? Number(at('row')) : null;
    const key = keyOf(at('key'));
    const lacking = ['delivery', 'column', 'who', 'why', 'date'].filter((name) => at(name) === '');
    if (row === null && key === null) lacking.push('row or key (header=value)');
    if (lacking.length > 0)
      throw usageError(
        'CORRECTIONS_LINE',
        `The correction lacks ${lacking.join(', ')}.`,
        'Every correction names a cell and says who corrects it, why and when.',
        `${path}:${line}`,
      );
    return [
      {
        line,
        delivery: at('delivery'),
        row,
        key: row === null ? key : null,
        column: at('column'),
        oldValue: at('old_value'),
        newValue: at('new_value'),
        who: at('who'),
        why: at('why'),
        date: at('date'),
      },
    ];
  });
}

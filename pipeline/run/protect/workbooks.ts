import { DIMENSIONS, TOTAL } from '../../contract/figure.ts';
import { openZip } from '../../intake/workbook/zip.ts';
import type { PublishedRow } from '../../protect/attack/figures.ts';
import { slug } from '../../report/html/escape.ts';
import { NUMBERS, type PublishedTable } from './published-table.ts';
import type { Leak } from './records.ts';

/** A number, a text, or the place of a text that cells share. */
type Cell = string | number | null | undefined | { readonly shared: number };

/** `C` → 2. */
const placeOf = (column: string): number => {
  let place = 0;
  for (let at = 0; at < column.length; at += 1) place = place * 26 + column.charCodeAt(at) - 64;
  return place - 1;
};

const decoded = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

const SHEET = /^xl\/worksheets\/sheet(\d+)\.xml$/;

/** Cells of all sheets, in the order of the sheets; texts that several cells share are read when they are asked for. */
function sheetsOf(bytes: Uint8Array): { readonly sheets: Cell[][][]; readonly textOf: (cell: Cell) => string } {
  const archive = openZip(bytes);
  const read = (name: string): string => (archive.has(name) ? new TextDecoder().decode(archive.read(name)) : '');
  const shared = read('xl/sharedStrings.xml').split('<si>').slice(1);
  const texts = new Map<number, string>();
  const textOf = (cell: Cell): string => {
    if (typeof cell !== 'object' || cell === null) return String(cell ?? '');
    const known = texts.get(cell.shared);
    if (known !== undefined) return known;
    const parts = [...(shared[cell.shared] ?? '').matchAll(/<t[^>]*>([^<]*)<\/t>/g)];
    const text = decoded(parts.map((part) => part[1]).join(''));
    texts.set(cell.shared, text);
    return text;
  };
  const names = archive.names
    .filter((name) => SHEET.test(name))
    .sort((a, b) => Number(SHEET.exec(a)?.[1]) - Number(SHEET.exec(b)?.[1]));
  const sheets = names.map((name) => {
    const rows: Cell[][] = [];
    for (const [, column = 'A', row = '1', kind = '', written, inline] of read(name).matchAll(
      /<c r="([A-Z]+)(\d+)"([^>]*?)(?:\/>|>(?:<v>([^<]*)<\/v>|<is><t[^>]*>([^<]*)<\/t><\/is>)?<\/c>)/g,
    )) {
      if (written === undefined && inline === undefined) continue;
      const cells = rows[Number(row) - 1] ?? [];
      rows[Number(row) - 1] = cells;
      cells[placeOf(column)] =
        inline !== undefined
          ? decoded(inline)
          : kind.includes('t="s"')
            ? { shared: Number(written) }
            : Number.isFinite(Number(written))
              ? Number(written)
              : decoded(written ?? '');
    }
    return rows;
  });
  return { sheets, textOf };
}

/** The dimension of a recipient, and the end of its file's name. */
const RECIPIENTS = [
  ['region', /^region-(.+)$/],
  ['growth_forum', /^growth-forum-(.+)$/],
  ['cluster', /^cluster-\d+-(.+)$/],
] as const;

/** Rows of the table by recipient: `national`, `region 1081`. */
function rowsByRecipient({ rows }: PublishedTable): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>([['national', []]]);
  const slugs = new Map<string, string>();
  rows.forEach((row, at) => {
    if (DIMENSIONS.filter((name) => row[name] !== TOTAL).length <= 1) found.get('national')?.push(at);
    for (const [dimension] of RECIPIENTS) {
      const code = row[dimension];
      if (code === TOTAL) continue;
      const name = slugs.get(code) ?? slug(code);
      slugs.set(code, name);
      const key = `${dimension} ${name}`;
      const own = found.get(key);
      if (own === undefined) found.set(key, [at]);
      else own.push(at);
    }
  });
  return found;
}

/** The recipient of a workbook, by the name of its file; null for other workbooks. */
function recipientOf(file: string): string | null {
  const base = (file.split(/[/!]/).at(-1) ?? '').replace(/\.[a-z]{2}\.xlsx$/, '');
  if (base === 'national') return base;
  for (const [dimension, pattern] of RECIPIENTS) {
    const name = pattern.exec(base)?.[1];
    if (name !== undefined) return `${dimension} ${name}`;
  }
  return null;
}

/** The rows of each indicator as lines of one figure over the years, in the order of the table. */
function linesOf(table: PublishedTable, rows: readonly number[]): Map<string, Map<number, number>[]> {
  const lines = new Map<string, Map<number, number>>();
  const byIndicator = new Map<string, Map<number, number>[]>();
  for (const at of rows) {
    const row = table.rows[at] as PublishedRow;
    const key = [row.indicator, row.measure, ...DIMENSIONS.map((name) => row[name])].join('\u0001');
    const line = lines.get(key);
    if (line !== undefined) line.set(row.referenceYear, at);
    else {
      const fresh = new Map([[row.referenceYear, at]]);
      lines.set(key, fresh);
      const known = byIndicator.get(row.indicator);
      if (known === undefined) byIndicator.set(row.indicator, [fresh]);
      else known.push(fresh);
    }
  }
  return byIndicator;
}

/** Places of the numbers after the years: from, to and n of the latest year. */
const AFTER_YEARS = ['lower', 'upper', 'n'] as const;

/** Finds numbers of a recipient's workbook that the table of figures does not tell. */
export type WorkbookReader = (file: string, bytes: Uint8Array) => Leak[];

/**
 * Makes a reader of workbooks. The lines of an indicator stand in the order of the table, so each is checked against its own
 * figure; the table is sorted by recipient once.
 */
export function workbookReader(table: PublishedTable): WorkbookReader {
  const rows = rowsByRecipient(table);
  const lines = new Map<string, ReturnType<typeof linesOf>>();
  return (file, bytes) => {
    const recipient = recipientOf(file);
    if (recipient === null) return [];
    const own = lines.get(recipient) ?? linesOf(table, rows.get(recipient) ?? []);
    lines.set(recipient, own);
    return leaksOfWorkbook(table, own, file, bytes);
  };
}

function leaksOfWorkbook(
  table: PublishedTable,
  lines: ReturnType<typeof linesOf>,
  file: string,
  bytes: Uint8Array,
): Leak[] {
  const next = new Map<string, number>();
  const leaks: Leak[] = [];
  const { sheets, textOf } = sheetsOf(bytes);
  for (const [header = [], ...body] of sheets) {
    const years = header.flatMap((cell, at) =>
      /^\d{4}$/.test(textOf(cell)) ? [[Number(textOf(cell)), at] as const] : [],
    );
    const last = years.at(-1);
    if (last === undefined) continue;
    for (const cells of body) {
      if (cells === undefined) continue;
      const indicator = textOf(cells[0]);
      const place = next.get(indicator) ?? 0;
      next.set(indicator, place + 1);
      const line = lines.get(indicator)?.[place];
      const check = (column: number, year: number, name: (typeof NUMBERS)[number]): void => {
        const told = cells[column];
        if (typeof told !== 'number') return;
        const at = line?.get(year);
        const base = at === undefined ? null : (table.numbers[at]?.[NUMBERS.indexOf(name)] ?? null);
        if (base === null || Math.abs(base - told) > 1e-9 * Math.max(1, Math.abs(base)))
          leaks.push({ file, what: `${indicator} ${textOf(cells[3])} ${year}: ${name} = ${told}` });
      };
      for (const [year, column] of years) check(column, year, 'value');
      AFTER_YEARS.forEach((name, at) => {
        check(last[1] + 1 + at, Math.max(...years.map(([year]) => year)), name);
      });
    }
  }
  return leaks;
}

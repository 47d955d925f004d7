import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Tokenizer } from '../../../pipeline/intake/csv/tokenize.ts';
import { readBytes } from '../../../pipeline/intake/index.ts';
import { readTo } from '../../../pipeline/intake/read/read-to.ts';

const scenarios = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

/** Each folder holds a dirty file, the cells that must come out of it, and what must be said about it (code, line, column). */
it.each(scenarios)('%s', async (name) => {
  const file = (part: string): Buffer => readFileSync(join(import.meta.dirname, name, part));
  let printed = '';
  const report = await readTo(file('input.csv'), { format: 'csv' }, (text) => {
    printed += text;
  });
  expect(printed).toBe(file('expected.csv').toString('utf8'));
  const { status, encoding, dialect, rowsRead, rowsLoaded, rowsQuarantined, findings } = report;
  expect({
    status,
    encoding,
    delimiter: dialect?.delimiter ?? null,
    rowsRead,
    rowsQuarantined,
    findings: findings.map(({ code, row, column }) => [code, row, column].join(' ').trim()),
  }).toEqual(JSON.parse(file('expected.json').toString('utf8')));
  expect(rowsRead).toBe(rowsLoaded + rowsQuarantined);
});

/** The rows of a text in RFC 4180, without empty cells at their ends. */
function rowsOf(text: string): string[][] {
  const tokenizer = new Tokenizer(text, { delimiter: ',', quote: '"', escape: '"' });
  const rows: string[][] = [];
  for (let record = tokenizer.next(); record !== undefined; record = tokenizer.next()) rows.push(record.cells);
  return rows.map((cells) => cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1));
}

it.each(scenarios)('%s: every row and cell that lands is printed, and the others are counted', async (name) => {
  const bytes = readFileSync(join(import.meta.dirname, name, 'input.csv'));
  let printed = '';
  const report = await readTo(bytes, { format: 'csv' }, (text) => {
    printed += text;
  });
  const [table] = (await readBytes(bytes)).tables;
  const rows = table?.rows ?? [];
  expect(report.rowsRead).toBe(rows.length);
  const isPrinted = (kind: string): boolean => !['broken', 'empty', 'header'].includes(kind);
  const landed = rows.filter(({ kind }) => isPrinted(kind)).map(({ cells }) => rowsOf(cells.map(quoted).join(','))[0]);
  expect(report.rowsQuarantined).toBe(rows.length - landed.length);
  expect(rowsOf(printed).slice(table === undefined || table.headers.length === 0 ? 0 : 1)).toEqual(landed);
});

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

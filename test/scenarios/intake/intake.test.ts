import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
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

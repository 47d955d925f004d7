import { describe, expect, it } from 'vitest';
import { filePollutions, type PollutedFile, rowPollutions } from '../../support/intake/pollutions.ts';
import { readRows, trimmed } from '../../support/intake/read.ts';

async function check({ text, expected, lines }: PollutedFile): Promise<void> {
  const { rows, report } = await readRows(text);
  expect(rows.map(trimmed)).toEqual(expected.map(trimmed));
  expect(report.rowsRead).toBe(report.rowsLoaded + report.rowsQuarantined);
  const named = new Set(report.findings.map(({ row }) => row));
  expect(lines.filter((line) => !named.has(line))).toEqual([]);
}

describe('reads a polluted file as its clean twin, and names the line of the pollution', () => {
  it.each(filePollutions().map((file) => [file.name, file] as const))('%s', (_name, file) => check(file));

  it('one row, at every place', async () => {
    const files = rowPollutions();
    expect(files.length).toBeGreaterThan(200);
    for (const file of files) await check(file);
  });
});

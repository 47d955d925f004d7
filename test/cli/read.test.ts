import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { main } from '../../pipeline/cli/main.ts';
import { sheetData, workbookOf } from '../support/intake/workbooks.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cluster-accounts read æ '));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command on a file of this content; gives exit code, what was printed, and the findings. */
async function read(name: string, content: string | Uint8Array, ...flags: string[]) {
  writeFileSync(join(folder, name), content);
  let stdout = '';
  let stderr = '';
  const exitCode = await main(['read', name, '--findings', 'found.json', ...flags], {
    stdout: {
      write: (text) => {
        stdout += text;
      },
    },
    stderr: {
      write: (text) => {
        stderr += text;
      },
    },
    environment: {},
    workingDirectory: folder,
    now: () => 0,
  });
  return { exitCode, stdout, stderr, found: JSON.parse(readFileSync(join(folder, 'found.json'), 'utf8')) };
}

it('prints RFC 4180 with the header first, and says what was assumed', async () => {
  const { exitCode, stdout, found } = await read('rent.csv', 'Navn;Beløb\r\n"Hansen, ""Søn""";1,5\r\nOlsen;2,5\r\n');
  expect(exitCode).toBe(0);
  expect(stdout).toBe('Navn,Beløb\r\n"Hansen, ""Søn""","1,5"\r\nOlsen,"2,5"\r\n');
  expect(found).toMatchObject({
    status: 'ok',
    encoding: 'utf-8',
    dialect: { delimiter: ';', quote: '"', escape: '"' },
    rowsRead: 2,
    rowsLoaded: 2,
    rowsQuarantined: 0,
  });
  expect(found.findings.map(({ code }: { code: string }) => code)).toEqual(['DIALECT']);
});

it('names line and column of what is wrong, and ends with 1', async () => {
  const { exitCode, stdout, stderr, found } = await read('skæv.csv', 'a,b,c\n1,2,3\n4,5,6\n7,8,9,10\n1,2\n');
  expect(exitCode).toBe(1);
  expect(stdout.split('\r\n')).toEqual(['a,b,c', '1,2,3', '4,5,6', '7,8,9,10', '1,2,', '']);
  expect(found.findings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: 'ROW_LONG', severity: 'error', line: 4, column: 4 }),
      expect.objectContaining({ code: 'ROW_SHORT', severity: 'warning', line: 5, column: 3, header: 'c' }),
    ]),
  );
  expect(found.rowsRead).toBe(found.rowsLoaded + found.rowsQuarantined);
  expect(stderr).toContain('error line 4 column 4');
});

it('sets aside what follows a quote that never closes, and counts it', async () => {
  const rows = Array.from({ length: 5 }, (_, at) => `"a${at}";"b${at}";"c${at}"`);
  const text = ['"x";"y";"z"', ...rows, '"aldrig lukket;b', 'linje to', 'linje tre;1', ...rows].join('\n');
  const { exitCode, stdout, found } = await read('quote.csv', text);
  expect(exitCode).toBe(1);
  expect(found.rowsRead).toBe(found.rowsLoaded + found.rowsQuarantined);
  expect(found.rowsRead).toBe(13);
  expect(stdout.startsWith('x,y,z\r\na0,b0,c0\r\n')).toBe(true);
  expect(found.findings.some(({ line }: { line?: number }) => line === 7)).toBe(true);
});

it('prints every cell of a workbook with its type', async () => {
  const bytes = workbookOf({
    sheets: {
      'Ark 1':
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Dato</t></is></c><c r="B1"><v>1.50</v></c></row><row r="3"><c r="A3" s="1"><v>42488.4791666667</v></c><c r="C3" t="b"><v>0</v></c></row></sheetData>',
      Tom: '<sheetData/>',
    },
    formats: ['dd-mm-yyyy hh:mm'],
  });
  const { exitCode, stdout } = await read('ark.xlsx', bytes, '--format', 'cells');
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    'Ark 1': { A1: ['s', 'Dato'], B1: ['n', '1.5'], A3: ['d', '2016-04-28T11:30:00'], C3: ['b', 'FALSE'] },
    Tom: {},
  });
});

it('prints the sheet that is asked for, and names the others', async () => {
  const bytes = workbookOf({
    sheets: {
      En: sheetData([
        ['a', 'b'],
        [1, 2],
      ]),
      To: sheetData([
        ['c', 'd'],
        [3, 4],
      ]),
    },
  });
  expect((await read('to.xlsx', bytes, '--sheet', 'To')).stdout).toBe('c,d\r\n3,4\r\n');
  const first = await read('to.xlsx', bytes);
  expect(first.stdout).toBe('a,b\r\n1,2\r\n');
  expect(first.found.findings).toEqual([
    expect.objectContaining({ code: 'SHEETS_OTHER', message: expect.stringContaining('To') }),
  ]);
  const none = await read('to.xlsx', bytes, '--sheet', 'Tre');
  expect(none.exitCode).toBe(1);
  expect(none.stdout).toBe('');
});

it('reads nothing of an empty file and rejects one that is no workbook, with what to do', async () => {
  for (const [name, content, status] of [
    ['tom.csv', '', 'ok'],
    ['x.xls', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(50)]), 'rejected'],
  ] as const) {
    const { exitCode, stdout, found } = await read(name, content);
    expect(exitCode).toBe(1);
    expect(stdout).toBe('');
    expect(found).toMatchObject({ status, rowsRead: 0 });
    expect(found.findings[0].remedy).not.toBe('');
  }
});

it('ends with 3 where there is no such file, with 2 for an unknown format', async () => {
  const terminal = {
    stdout: { write: () => {} },
    stderr: { write: () => {} },
    environment: {},
    workingDirectory: folder,
    now: () => 0,
  };
  expect(await main(['read', 'findes-ikke.csv'], terminal)).toBe(3);
  expect(await main(['read', 'rent.csv', '--format', 'xml'], terminal)).toBe(2);
});

/** The command in a process of its own, its output in a pipe. */
const spawned = (name: string): ChildProcessByStdio<null, Readable, Readable> =>
  spawn(process.execPath, [resolve(import.meta.dirname, '../../bin/cluster-accounts.ts'), 'read', name], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

it('waits for a reader that is slow, and keeps nothing in memory for it', { timeout: 30_000 }, async () => {
  const rows = Array.from({ length: 300_000 }, (_, at) => `${at};${'x'.repeat(90)}`);
  writeFileSync(join(folder, 'large.csv'), `a;b\n${rows.join('\n')}\n`);
  const command = spawned('large.csv');
  let notes = '';
  command.stderr.on('data', (text) => {
    notes += text;
  });
  // Nobody reads yet: the command cannot have come to its end.
  await new Promise((done) => setTimeout(done, 3000));
  expect(notes).toBe('');
  let length = 0;
  for await (const piece of command.stdout) length += (piece as Buffer).length;
  expect(length).toBe('a,b\r\n'.length + rows.join('\r\n').length + 2);
  expect(notes).toContain('300000 rows read');
});

it('ends without complaint when its reader has seen enough', async () => {
  writeFileSync(join(folder, 'long.csv'), `a;b\n${'1;2\n'.repeat(400_000)}`);
  const command = spawned('long.csv');
  const code = new Promise((done) => command.on('exit', done));
  await once(command.stdout, 'data');
  command.stdout.destroy();
  expect(await code).toBe(0);
});

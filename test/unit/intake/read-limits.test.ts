import { expect, it } from 'vitest';
import { readTo } from '../../../pipeline/intake/read/read-to.ts';

const read = (text: string) => readTo(Buffer.from(text), { format: 'csv' }, () => {});

it.each([
  ['LF', '\n'],
  ['CR', '\r'],
  ['CRLF', '\r\n'],
])('refuses a text of more lines than can be read in time, ended by %s', async (_name, ending) => {
  const lines = 5_000_000;
  const { status, findings } = await read(`a${ending}`.repeat(lines + 1));
  expect(status).toBe('rejected');
  expect(findings).toMatchObject([{ code: 'FILE_TOO_LONG', severity: 'fatal', params: { limit: lines } }]);
});

it('refuses a line of more cells than a table has', async () => {
  const { findings } = await readTo(Buffer.from(`a,b\n${'1,'.repeat(250_000)}\n`), { format: 'csv' }, () => undefined);
  expect(findings).toMatchObject([{ code: 'FILE_TOO_WIDE', severity: 'fatal', params: { limit: 200_000 } }]);
});

import { expect, it } from 'vitest';
import { readTo } from '../../../pipeline/intake/read/read-to.ts';

async function read(text: string, format: 'csv' | 'cells') {
  let printed = '';
  const report = await readTo(Buffer.from(text), { format }, (part) => {
    printed += part;
  });
  return { printed, report };
}

it('gives the cells of a text without headers as they stand, and makes no header up', async () => {
  const { printed } = await read('1;12,5\n2;13,0\n', 'cells');
  expect(JSON.parse(printed)).toEqual({
    '': { A1: ['s', '1'], B1: ['s', '12,5'], A2: ['s', '2'], B2: ['s', '13,0'] },
  });
});

it.each(['csv', 'cells'] as const)('reads an empty file as %s, and says that it is empty', async (format) => {
  const { printed, report } = await read('', format);
  expect(printed).toBe(format === 'csv' ? '' : '{}\n');
  expect(report).toMatchObject({ status: 'ok', rowsRead: 0, findings: [{ code: 'FILE_EMPTY', severity: 'error' }] });
});

it('says partial where a row could not be cut into cells', async () => {
  const { report } = await read('a,b\n1,2\n"x,y,3\n4,5\n6,7\n', 'csv');
  expect(report).toMatchObject({ status: 'partial', rowsRead: 4, rowsQuarantined: 1 });
  expect(report.findings).toContainEqual(expect.objectContaining({ code: 'ROW_BROKEN', severity: 'error', row: 3 }));
});

it('points at the cells that a short, a long and a badly encoded row are about', async () => {
  const rows = 'a,b,c,d\n1,2,3,4\n1\n1,2,3,4\n1,2,3,4,5,6\n1,2,3,4\n';
  const { report } = await read(rows, 'csv');
  const at = (code: string) =>
    report.findings.filter((found) => found.code === code).map(({ row, column }) => [row, column]);
  expect(at('ROW_SHORT')).toEqual([[3, 2]]);
  expect(at('CELL_LAST')).toEqual([[3, 1]]);
  expect(at('CELL_MISSING')).toEqual([
    [3, 3],
    [3, 4],
  ]);
  expect(at('ROW_LONG')).toEqual([[5, 5]]);
  expect(at('CELL_EXTRA')).toEqual([
    [5, 5],
    [5, 6],
  ]);
  let printed = '';
  const latin = await readTo(Buffer.from('a,b\nx,y\nx,\xe6\xf8\n', 'latin1'), { format: 'csv' }, (part) => {
    printed += part;
  });
  expect(printed).toContain('æø');
  expect(latin.findings).toContainEqual(expect.objectContaining({ code: 'ENCODING_ASSUMED', row: 3, column: 2 }));
});

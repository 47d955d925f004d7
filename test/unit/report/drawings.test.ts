import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { DRAWINGS, loadDrawings, saveDrawings } from '../../../pipeline/run/report/drawings.ts';

const folder = await mkdtemp(join(tmpdir(), 'drawings-'));
afterAll(() => rm(folder, { recursive: true }));

const drawings = new Map([
  ['b', '<svg aria-label="to\nlinjer">−æ</svg>'],
  ['a', '<svg/>'],
]);

it('keeps drawings from one run to the next, in the same order whatever was drawn first', async () => {
  await saveDrawings(folder, drawings);
  const first = await readFile(join(folder, DRAWINGS));
  expect([...(await loadDrawings(folder))].sort()).toEqual([...drawings].sort());
  await saveDrawings(folder, new Map([...drawings].reverse()));
  expect(await readFile(join(folder, DRAWINGS))).toEqual(first);
});

it('forgets what other code has drawn, and what it cannot read', async () => {
  await saveDrawings(folder, drawings);
  const text = await readFile(join(folder, DRAWINGS), 'utf8');
  await writeFile(join(folder, DRAWINGS), `x${text}`);
  expect((await loadDrawings(folder)).size).toBe(0);
  expect((await loadDrawings(join(folder, 'nowhere'))).size).toBe(0);
});

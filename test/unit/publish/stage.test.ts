import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  createStage,
  currentEdition,
  publishBundle,
  sweepStages,
  writeStaged,
} from '../../../pipeline/publish/stage.ts';

let out: string;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'cluster-accounts-test-'));
});
afterEach(() => rm(out, { recursive: true }));

async function publish(name: string, text: string): Promise<void> {
  const stage = await createStage(out);
  await writeStaged(join(stage, 'bundle'), 'deep/page.html', text);
  await publishBundle(stage, out, name);
  await sweepStages(out);
}

it('swaps the published bundle and keeps the earlier edition', async () => {
  await publish('2014-aaa', 'first');
  await publish('2014-bbb', 'second');
  expect(await readFile(join(out, 'bundle/deep/page.html'), 'utf8')).toBe('second');
  expect(await readFile(join(out, 'editions/2014-aaa/deep/page.html'), 'utf8')).toBe('first');
  expect(await currentEdition(out)).toBe('2014-bbb');
});

it('publishes the same edition again without touching its bytes', async () => {
  await publish('2014-aaa', 'same');
  await publish('2014-aaa', 'same');
  expect((await readdir(out)).sort()).toEqual(['bundle', 'editions']);
});

it('leaves the published bundle as it was until the swap', async () => {
  await publish('2014-aaa', 'first');
  const stage = await createStage(out);
  await writeStaged(join(stage, 'bundle'), 'deep/page.html', 'half done');
  expect(await readFile(join(out, 'bundle/deep/page.html'), 'utf8')).toBe('first');
});

it('sweeps what an interrupted run left, and nothing else', async () => {
  await mkdir(join(out, '.stage-99'));
  await writeFile(join(out, 'notes.txt'), 'mine');
  await sweepStages(out);
  expect(existsSync(join(out, '.stage-99'))).toBe(false);
  expect(existsSync(join(out, 'notes.txt'))).toBe(true);
});

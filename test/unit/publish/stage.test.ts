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
import { readState } from '../../../pipeline/publish/state.ts';
import { isWhole } from '../../../pipeline/publish/whole.ts';

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

it('publishes an edition anew from which a file has gone', async () => {
  const published = async (): Promise<void> => {
    const stage = await createStage(out);
    await writeStaged(join(stage, 'bundle'), 'page.html', 'whole');
    await writeStaged(join(stage, 'bundle'), 'manifest.json', '{"outputs":[{"path":"page.html","bytes":5}]}');
    await publishBundle(stage, out, '2014-aaa');
    await sweepStages(out);
  };
  await published();
  await rm(join(out, 'editions/2014-aaa/page.html'));
  expect(await isWhole(join(out, 'bundle'))).toBe(false);
  await published();
  expect(await readFile(join(out, 'bundle/page.html'), 'utf8')).toBe('whole');
  expect(await isWhole(join(out, 'bundle'))).toBe(true);
});

it('knows no state but its own', async () => {
  for (const text of ['{}', 'null', '{', '{"schema":"cluster-accounts/state/0"}']) {
    await writeFile(join(out, 'state.json'), text);
    expect(await readState(out)).toBeNull();
  }
});

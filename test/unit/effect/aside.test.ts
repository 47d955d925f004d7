import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseParameters } from '../../../pipeline/contract/parameters.ts';
import { startEffect } from '../../../pipeline/run/effect/aside.ts';
import { runEffect } from '../../../pipeline/run/effect/index.ts';
import { pairsOfStudy } from '../../../pipeline/run/effect/pairs.ts';
import type { EffectStudy } from '../../../pipeline/run/effect/study.ts';
import { studyStore } from '../../support/study-store.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cluster-accounts-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

const parameters = parseParameters('', 'accounts.yaml');

it('gives in a thread of its own what it gives here, and leaves no copy behind', async () => {
  const store = await studyStore({ seed: 1, members: 200, others: 900, effect: 0.05 });
  const here = await runEffect(store, parameters, { referenceYear: 2013 });
  const { summary } = await startEffect(store, parameters, { referenceYear: 2013 }, folder);
  const aside = await summary;
  store.close();
  expect(here.figures.length).toBeGreaterThan(50);
  expect(aside.figures).toEqual(here.figures);
  expect(aside.facts).toEqual(here.facts);
  expect(aside.findings).toEqual(here.findings);
  expect(aside.pairs).toEqual(pairsOfStudy(here.study as EffectStudy));
  expect(aside.pairs?.treated.length).toBeGreaterThan(100);
  expect(await readdir(folder)).toEqual([]);
});

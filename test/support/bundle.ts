import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DIMENSIONS, type Dimension, TOTAL } from '../../pipeline/contract/figure.ts';
import type { ProtectedFigure } from '../../pipeline/protect/index.ts';
import { recipientsOf, renderReport } from '../../pipeline/report/index.ts';
import { figuresToArrow, storeFigures, writeFigureFiles } from '../../pipeline/run/exports/figures.ts';
import { recipientFiles } from '../../pipeline/run/exports/recipients.ts';
import { openStore } from '../../pipeline/store/store.ts';
import { fixtureInput } from './report-fixture.ts';

/** Writes a bundle of invented figures for the country, a region, a growth forum and a cluster, as the main job writes one. */
export async function writeFixtureBundle(folder: string): Promise<void> {
  const all = fixtureInput({ clusters: 1 });
  const local = { ...all, lists: { ...all.lists, regions: all.lists.regions.slice(0, 1) } };
  const recipients = recipientsOf(local);
  const isTheirs = (figure: ProtectedFigure): boolean =>
    recipients.some(
      ({ place }) =>
        Object.entries(place).every(([name, code]) => figure[name as Dimension] === code) &&
        Object.keys(place).length > 0,
    ) || DIMENSIONS.filter((name) => figure[name] !== TOTAL).length <= 1;
  const input = { ...local, figures: local.figures.filter(isTheirs) };
  const write = async (path: string, bytes: Uint8Array): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  };
  const filesOf = recipientFiles(input);
  const only = recipients.map(({ kind, code }) => `${kind}:${code}`);
  for await (const { path, bytes } of renderReport(input, only)) {
    await write(path, bytes);
    const recipient = recipients.find((one) => one.path === path);
    if (recipient !== undefined) for (const file of await filesOf(recipient, bytes)) await write(file.path, file.bytes);
  }
  const store = await openStore(':memory:', { threads: 1 });
  await storeFigures(store, input.figures);
  await writeFigureFiles(store, folder);
  store.close();
  await write('figures.arrow', figuresToArrow(input.figures, { tool: 'test' }));
}

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadCatalogue } from '../../accounts/catalogue/index.ts';
import { environmentError } from '../../contract/errors.ts';
import type { ReportInput } from '../../report/index.ts';
import { openStore } from '../../store/store.ts';
import { readStoredFigures } from '../exports/figures.ts';

const FILE = 'report-input.json';

/** Keeps what the reports were made of beside the store, so that they can be drawn again without a run. Holds no unprotected figure. */
export async function saveReportInput(outFolder: string, input: ReportInput): Promise<void> {
  const { figures: _figures, catalogue: _catalogue, ...rest } = input;
  await writeFile(join(outFolder, FILE), JSON.stringify(rest));
}

/** What the reports of the last run were made of. Throws an environment error where there was none. */
export async function loadReportInput(outFolder: string): Promise<ReportInput> {
  const text = await readFile(join(outFolder, FILE), 'utf8').catch(() => null);
  if (text === null)
    throw environmentError(
      'NOTHING_PUBLISHED',
      'Nothing has been published here yet.',
      'Run: cluster-accounts run <drop>, or name the folder with --out.',
      outFolder,
    );
  const store = await openStore(join(outFolder, 'store.duckdb'), { threads: 1, isReadOnly: true });
  try {
    return {
      ...(JSON.parse(text) as Omit<ReportInput, 'figures' | 'catalogue'>),
      figures: await readStoredFigures(store, 'published.figure', 'position'),
      catalogue: loadCatalogue(),
    };
  } finally {
    store.close();
  }
}

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadCatalogue } from '../../accounts/catalogue/index.ts';
import { environmentError } from '../../contract/errors.ts';
import type { ReportInput } from '../../report/index.ts';
import { openStore } from '../../store/store.ts';
import { readStoredFigures } from '../exports/figures.ts';

const FILE = 'report-input.json';

/** Raised whenever `ReportInput` changes, so that what an older version saved is not taken for today's. */
const SCHEMA = 'cluster-accounts/report-input/2';

/** Keeps what the reports were made of beside the store, so that they can be drawn again without a run. Holds no unprotected figure. */
export async function saveReportInput(outFolder: string, input: ReportInput): Promise<void> {
  const { figures: _figures, catalogue: _catalogue, ...rest } = input;
  await writeFile(join(outFolder, FILE), JSON.stringify({ schema: SCHEMA, ...rest }));
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
  const { schema, ...saved } = JSON.parse(text) as Omit<ReportInput, 'figures' | 'catalogue'> & { schema?: string };
  if (schema !== SCHEMA)
    throw environmentError(
      'SAVED_BY_ANOTHER_VERSION',
      'Another version of cluster-accounts published what is here; its reports cannot be drawn again by this one.',
      'Run: cluster-accounts run <drop>.',
      join(outFolder, FILE),
    );
  const store = await openStore(join(outFolder, 'store.duckdb'), { threads: 1, isReadOnly: true });
  try {
    return {
      ...saved,
      figures: await readStoredFigures(store, 'published.figure', 'position'),
      catalogue: loadCatalogue(),
    };
  } finally {
    store.close();
  }
}

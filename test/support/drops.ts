import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import Papa from 'papaparse';
import { afterAll } from 'vitest';
import { packageRoot } from '../../pipeline/contract/resources.ts';
import { runCommand } from './command.ts';

/** A folder of its own for a test file, gone when its tests have run. The name holds a space and a Danish letter. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cluster-accounts prøve '));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export interface SampleSize {
  readonly companies: number;
  readonly years: number;
  readonly suppliers: number;
}

/** Makes sample drops of this size in `drops` below the folder; the default seed gives the same bytes every time. */
export async function makeSample(folder: string, { companies, years, suppliers }: SampleSize): Promise<void> {
  const size = ['--companies', companies, '--years', years, '--suppliers', suppliers].map(String);
  const { exitCode, stderr } = await runCommand(['sample', ...size, '--out', 'drops'], { cwd: folder });
  if (exitCode !== 0) throw new Error(stderr);
}

/** A file with a header row, as objects of text. */
export const rowsOfCsv = (text: string, delimiter = ','): Readonly<Record<string, string>>[] =>
  Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true, delimiter }).data;

/** Every file below a folder, as paths relative to it, in order. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** A figure of a bundle's `figures.csv`: column name → text. */
export type FigureRow = Readonly<Record<string, string>>;

export const bundleFigures = async (bundle: string): Promise<FigureRow[]> =>
  rowsOfCsv(await readFile(join(bundle, 'figures.csv'), 'utf8'));

const DIMENSIONS = [
  'cluster',
  'region',
  'growth_forum',
  'municipality',
  'size_band',
  'industry',
  'dedicated',
  'participation_status',
  'item',
];

/** The value of one figure, `Total` in every dimension not given; fails where there is not exactly one. */
export function figureValue(
  figures: readonly FigureRow[],
  indicator: string,
  measure: string,
  at: Readonly<Record<string, string>> = {},
): number {
  const found = figures.filter(
    (row) =>
      row.indicator === indicator &&
      row.measure === measure &&
      DIMENSIONS.every((dimension) => row[dimension] === (at[dimension] ?? 'Total')),
  );
  if (found.length !== 1) throw new Error(`${found.length} figures ${indicator} ${measure} ${JSON.stringify(at)}`);
  return Number((found[0] as FigureRow).value);
}

const realFile = join(packageRoot, '../shared/real/bevilgningereu.csv');

/** A public file that stands beside the checkout on some machines only. */
export const hasRealFile = existsSync(realFile);

export const readRealFile = (): Buffer => readFileSync(realFile);

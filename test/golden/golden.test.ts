import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runCommand } from '../support/command.ts';
import {
  bundleFigures,
  type FigureRow,
  filesBelow,
  makeSample,
  type SampleSize,
  temporaryFolder,
} from '../support/drops.ts';
import { expectGolden, pageText, withoutDigests } from '../support/golden.ts';

// A case is a folder: case.yaml says which sample is made, or drops/ holds the drops; expected/ holds what came out when
// somebody last looked at it. All figures by cluster, region and growth forum, and every word of two pages.

interface Case {
  readonly sample?: SampleSize;
  readonly pages: readonly string[];
}

const FINER = ['municipality', 'size_band', 'industry', 'dedicated', 'participation_status'];
const isCoarse = (row: FigureRow): boolean => FINER.every((dimension) => row[dimension] === 'Total');

const COLUMNS =
  'indicator measure reference_year cluster region growth_forum item value lower upper n status note'.split(' ');

/** A number to nine digits: more is noise of the last bit, which a new version of a library may change. */
const rounded = (text: string): string =>
  /^-?\d+\.\d+(e-?\d+)?$/.test(text) ? String(Number(Number(text).toPrecision(9))) : text;

/** Figures, one a line: name, value, interval, units behind it, status. */
function figureLines(figures: readonly FigureRow[]): string {
  const lines = figures.filter(isCoarse).map((row) => COLUMNS.map((name) => rounded(row[name] ?? '?')).join(','));
  return `${[COLUMNS.join(','), ...lines].join('\n')}\n`;
}

const cases = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe.each(cases.map(({ name }) => name))('%s', (name) => {
  const home = join(import.meta.dirname, name);
  const settings: Case = parse(readFileSync(join(home, 'case.yaml'), 'utf8'));
  const golden = (file: string): string => join(home, 'expected', file);
  let bundle: string;

  beforeAll(async () => {
    const folder = await temporaryFolder();
    if (settings.sample === undefined) cpSync(join(home, 'drops'), join(folder, 'drops'), { recursive: true });
    else await makeSample(folder, settings.sample);
    const { exitCode, stderr } = await runCommand(['run', 'drops'], { cwd: folder });
    expect(exitCode, stderr).toBe(0);
    bundle = join(folder, 'out/bundle/');
  });

  it('gives the figures that were last looked at', async () => {
    expectGolden(figureLines(await bundleFigures(bundle)), golden('figures.csv'));
  });

  it('gives the same files', async () => {
    expectGolden(`${(await filesBelow(bundle)).join('\n')}\n`, golden('files.txt'));
  });

  it.each(settings.pages)('says the same on %s', async (page) => {
    const html = await readFile(join(bundle, `${page}.html`), 'utf8');
    for (const language of ['da', 'en'] as const)
      expectGolden(withoutDigests(pageText(html, language)), golden(`${page}.${language}.txt`));
  });

  it('has an expectation for everything, and nothing else', () => {
    const pages = settings.pages.flatMap((page) => [`${page}.da.txt`, `${page}.en.txt`]);
    expect(existsSync(join(home, 'expected')) ? readdirSync(join(home, 'expected')).sort() : []).toEqual(
      ['figures.csv', 'files.txt', ...pages].sort(),
    );
  });
});

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import Papa from 'papaparse';
import { beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../pipeline/store/store.ts';
import { type CommandResult, runCommand } from '../support/command.ts';
import { filesBelow, temporaryFolder } from '../support/drops.ts';

// Two companies share the only project of cluster K02. Its budget is a number that stands nowhere else, so any byte of the
// bundle or of the terminal that holds it, or a difference that gives it, tells what two companies spend.

const CANARY = 7_654_321;
const SPELLINGS = ['7654321', '7.654.321', '7,654,321', '7 654 321', '7654.321', '7654,321'];

let folder: string;
let result: CommandResult;

/** A company number with a right check digit. */
function companyNumber(serial: number): string {
  const weights = [2, 7, 6, 5, 4, 3, 2];
  for (let base = 2_000_000 + serial * 20; ; base += 1) {
    const digits = String(base);
    const rest = weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11;
    const check = (11 - rest) % 11;
    if (check < 10) return `${digits}${check}`;
  }
}

const csv = (rows: readonly (readonly (string | number)[])[]): string => rows.map((row) => row.join(';')).join('\n');

beforeAll(async () => {
  folder = await temporaryFolder();
  const drop = join(folder, 'drops/2013');
  await mkdir(drop, { recursive: true });
  const companies = Array.from({ length: 60 }, (_, i) => companyNumber(i));
  const clusterOf = (i: number): string => (i < 2 ? 'K02' : i < 30 ? 'K01' : 'K03');
  await writeFile(
    join(drop, 'klynger.csv'),
    csv([
      ['Klynge-id', 'Klyngenavn', 'Hjemkommune', 'Har indberettet'],
      ...['K01', 'K02', 'K03'].map((id) => [id, `Opfundet ${id}`, 'Aarhus', 'Ja']),
    ]),
  );
  await writeFile(
    join(drop, 'deltagere.csv'),
    csv([
      ['Klynge-id', 'Virksomhed', 'CVR-nr.', 'Kommune', 'Medlemsstatus', 'Antal ansatte (selvoplyst)'],
      ...companies.map((number, i) => [
        clusterOf(i),
        `Opfundet ${i} ApS`,
        number,
        i % 2 ? 'Aarhus' : 'Odense',
        'dedikeret',
        5 + i,
      ]),
    ]),
  );
  const budget = (id: string): number => (id === 'P02' ? CANARY : 1_000_000);
  const projects = ['P01', 'P02', 'P03', 'P04'];
  await writeFile(
    join(drop, 'projekter.csv'),
    csv([
      [
        'Projekt-id',
        'Titel',
        'Klynge-id(er)',
        'Projekttype',
        'Start',
        'Slut',
        'Budget i alt',
        'EU',
        'Ansøgt/bevilget',
        'Program',
      ],
      ...projects.map((id, i) => [
        id,
        `Opfundet ${id}`,
        ['K01', 'K02', 'K03', 'K03'][i] as string,
        'EU',
        '01-01-2013',
        '31-12-2013',
        budget(id),
        budget(id),
        'bevilget',
        'Horizon',
      ]),
    ]),
  );
  await writeFile(
    join(drop, 'projektdeltagere.csv'),
    csv([
      ['Projekt-id', 'CVR-nr.', 'Organisation', 'Type'],
      ...companies.map((number, i) => [
        i < 2 ? 'P02' : i < 30 ? 'P01' : i < 45 ? 'P03' : 'P04',
        number,
        `Opfundet ${i} ApS`,
        'virksomhed',
      ]),
    ]),
  );
  result = await runCommand(['run', 'drops'], { cwd: folder });
}, 300_000);

/** A file's text and, where it is packed, the texts within. */
function* textsOf(path: string, bytes: Uint8Array): Generator<readonly [path: string, text: string]> {
  yield [path, Buffer.from(bytes).toString('latin1')];
  if (!/\.(zip|xlsx)$/.test(path)) return;
  for (const [name, inner] of Object.entries(unzipSync(bytes))) yield* textsOf(`${path}!${name}`, inner);
}

describe('the budget of a project of two companies', () => {
  it('is in the store, so that this test looks for something', async () => {
    expect(result.exitCode, result.stdout + result.stderr).toBe(0);
    const store = await openStore(join(folder, 'out/store.duckdb'), { threads: 1, isReadOnly: true });
    const [row] = await store.rows<{ n: number }>(
      `SELECT count(*)::INTEGER AS n FROM accounts.project WHERE budget_eu_dkk = ${CANARY}`,
    );
    store.close();
    expect(row?.n).toBe(1);
  });

  it('stands in no byte of the bundle and of the terminal', async () => {
    const bundle = join(folder, 'out/bundle/');
    const found: string[] = [];
    const files = await filesBelow(bundle);
    expect(files.length).toBeGreaterThan(20);
    for (const file of files)
      for (const [path, text] of textsOf(file, await readFile(join(bundle, file))))
        for (const spelling of SPELLINGS) if (text.includes(spelling)) found.push(`${path}: ${spelling}`);
    for (const spelling of SPELLINGS)
      if ((result.stdout + result.stderr).includes(spelling)) found.push(`terminal: ${spelling}`);
    expect(found).toEqual([]);
  });

  it('does not follow from totals less what is published', async () => {
    const { data } = Papa.parse<Record<string, string>>(
      await readFile(join(folder, 'out/bundle/figures.csv'), 'utf8'),
      { header: true, skipEmptyLines: true },
    );
    const sums = data.filter((row) => row.unit === 'dkk' && row.status === 'published').map((row) => Number(row.value));
    expect(sums.length).toBeGreaterThan(0);
    const given = sums.flatMap((a) => sums.map((b) => a - b)).filter((gap) => Math.abs(gap - CANARY) < 1);
    expect(given).toEqual([]);
  });
});

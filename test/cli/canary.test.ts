import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import Papa from 'papaparse';
import { beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../pipeline/store/store.ts';
import { type CommandResult, runCommand } from '../support/command.ts';
import { filesBelow, temporaryFolder } from '../support/drops.ts';

// Numbers that stand nowhere else are planted in cells that must be withheld. Any byte of the bundle or of the terminal that
// holds one of them, or a difference or share that gives it, tells what one or two companies have.

/** Two companies share the only project of cluster K02; this is its budget. */
const BUDGET = 7_654_321;
/** What the two dedicated companies of K02 pay as members. */
const FEE = 3_141_597;
/** One of the projects of K01 has nearly all of their budgets. */
const DOMINANT = 98_765_432;

const CANARIES = [BUDGET, FEE, DOMINANT];

/** A number as it can be written in a file: plain, with marks between thousands, in thousands. */
const spellingsOf = (number: number): string[] => {
  const digits = String(number);
  const groups = digits.replace(/\B(?=(\d{3})+$)/g, '|').split('|');
  const thousands = `${digits.slice(0, -3)}|${digits.slice(-3)}`;
  return [
    digits,
    ...['.', ',', ' ', '\u00a0', '&nbsp;'].map((mark) => groups.join(mark)),
    ...['.', ','].map((mark) => thousands.replace('|', mark)),
  ];
};

const SPELLINGS = CANARIES.flatMap(spellingsOf);

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
  const projects = [
    { id: 'P01', cluster: 'K01', budget: 1_000_000 },
    { id: 'P02', cluster: 'K02', budget: BUDGET },
    { id: 'P03', cluster: 'K03', budget: 30_000_000 },
    { id: 'P04', cluster: 'K03', budget: 31_000_000 },
    { id: 'P05', cluster: 'K03', budget: 32_000_000 },
    { id: 'P06', cluster: 'K03', budget: 33_000_000 },
    { id: 'P07', cluster: 'K01', budget: DOMINANT },
    { id: 'P08', cluster: 'K01', budget: 1_100_000 },
  ];
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
      ...projects.map(({ id, cluster, budget }) => [
        id,
        `Opfundet ${id}`,
        cluster,
        'EU',
        '01-01-2013',
        '31-12-2013',
        budget,
        budget,
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
        i < 2 ? 'P02' : i < 15 ? 'P01' : i < 30 ? 'P07' : i < 45 ? 'P03' : 'P04',
        number,
        `Opfundet ${i} ApS`,
        'virksomhed',
      ]),
    ]),
  );
  await writeFile(
    join(drop, 'regnskab.csv'),
    csv([
      ['Klynge-id', 'Kilde', 'Beløb (kr.)', 'Budget/realiseret'],
      ...['K01', 'K02', 'K03'].flatMap((id) => [
        [id, 'stat', 2_000_000, 'realiseret'],
        [id, 'kontingent', id === 'K02' ? FEE : 900_000, 'realiseret'],
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

/** The published numbers of the bundle. */
async function publishedNumbers(): Promise<{ readonly unit: string; readonly number: number }[]> {
  const text = await readFile(join(folder, 'out/bundle/figures.csv'), 'utf8');
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  return data.flatMap((row) =>
    ['value', 'lower', 'upper', 'n', 'numerator', 'denominator'].flatMap((name) =>
      row[name] === undefined || row[name] === '' ? [] : [{ unit: row.unit ?? '', number: Number(row[name]) }],
    ),
  );
}

const isAbout = (number: number, wanted: number): boolean => Math.abs(number - wanted) <= 1e-6 * Math.abs(wanted);

describe('numbers of one or two companies', () => {
  it('are in the store, so that this test looks for something', async () => {
    expect(result.exitCode, result.stdout + result.stderr).toBe(0);
    const store = await openStore(join(folder, 'out/store.duckdb'), { threads: 1, isReadOnly: true });
    const [row] = await store.rows<{ projects: number; fees: number }>(
      `SELECT (SELECT count(*) FROM accounts.project WHERE budget_eu_dkk IN (${BUDGET}, ${DOMINANT}))::INTEGER AS projects,
              (SELECT count(*) FROM accounts.finance WHERE amount_dkk = ${FEE})::INTEGER AS fees`,
    );
    store.close();
    expect(row).toEqual({ projects: 2, fees: 1 });
  });

  it('stand in no byte of the bundle and of the terminal', async () => {
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

  it('stand in no number of Parquet, where bytes are packed', async () => {
    const store = await openStore(':memory:', { threads: 1 });
    const path = join(folder, 'out/bundle/figures.parquet').replaceAll("'", "''");
    const rows = await store.rows(
      `SELECT indicator FROM read_parquet('${path}') WHERE list_has_any([value, lower, upper, n, numerator, denominator], [${CANARIES.join('.0, ')}.0])`,
    );
    store.close();
    expect(rows).toEqual([]);
  });

  it('do not follow as differences of what is published', async () => {
    const sums = [
      ...new Set((await publishedNumbers()).filter(({ unit }) => unit === 'dkk').map(({ number }) => number)),
    ];
    expect(sums.length).toBeGreaterThan(2);
    const given = sums.flatMap((a) =>
      sums.flatMap((b) => CANARIES.filter((canary) => isAbout(a - b, canary) || isAbout(a - b, canary / 2))),
    );
    expect(given).toEqual([]);
  });

  it('do not follow as shares of what is published, nor as means of two', async () => {
    const numbers = await publishedNumbers();
    const sums = numbers.filter(({ unit }) => unit === 'dkk').map(({ number }) => number);
    const follow = CANARIES.flatMap((canary) => [
      canary / 2,
      ...sums.filter((sum) => sum > canary).map((sum) => (100 * canary) / sum),
    ]);
    expect(numbers.filter(({ number }) => follow.some((wanted) => isAbout(number, wanted)))).toEqual([]);
  });

  it('are withheld, with their reasons in the protocol of the analyst', async () => {
    const text = await readFile(join(folder, 'out/disclosure-protocol.json'), 'utf8');
    const { entries, reasons, about } = JSON.parse(text) as {
      entries: { indicator: string; breakdown: string[]; reason: string }[];
      reasons: Record<string, { da: string; en: string }>;
      about: { da: string; en: string };
    };
    const reasonOf = (indicator: string, ...breakdown: string[]): string | undefined =>
      entries.find((one) => one.indicator === indicator && one.breakdown.join() === breakdown.join())?.reason;
    expect(reasonOf('PRO04', 'cluster=K02')).toBe('threshold');
    expect(reasonOf('PRO04', 'cluster=K01')).toBe('dominance');
    expect(reasonOf('FIN01', 'cluster=K02', 'item=fee')).toBe('threshold');
    for (const { reason } of entries) expect(reasons[reason]?.da, reason).toBeTruthy();
    expect(about.en).toContain('analyst');
    const table = await readFile(join(folder, 'out/bundle/figures.csv'), 'utf8');
    expect(table.split('\n').filter((line) => line.includes(',suppressed,')).length).toBe(entries.length);
  });
});

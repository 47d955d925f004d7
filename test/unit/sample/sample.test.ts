import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as XLSX from '@e965/xlsx';
import Papa from 'papaparse';
import { beforeAll, describe, expect, it } from 'vitest';
import { generateSample, type SampleOptions } from '../../../pipeline/sample/sample.ts';
import { openStore } from '../../../pipeline/store/store.ts';

const OPTIONS: SampleOptions = { seed: 7, companies: 400, years: 2, suppliers: 12 };
const YEARS = ['2012', '2013'];

type Files = Map<string, Uint8Array>;

async function make(options: SampleOptions): Promise<Files> {
  const files: Files = new Map();
  await generateSample(options, async (path, bytes) => void files.set(path, bytes));
  return files;
}

const decode = (bytes: Uint8Array): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
};

/** Rows of a file as text, read with other code than the pipeline's; sheets after one another. */
function rowsOf(path: string, bytes: Uint8Array): string[][] {
  if (path.endsWith('.xlsx')) {
    const book = XLSX.read(bytes, { type: 'buffer' });
    return book.SheetNames.flatMap((name) =>
      XLSX.utils.sheet_to_json<string[]>(book.Sheets[name] as XLSX.WorkSheet, { header: 1, raw: true, defval: '' }),
    ).map((row) => row.map(String));
  }
  const text = decode(bytes).replace(/^sep=.\r\n/, '');
  return Papa.parse<string[]>(text, { skipEmptyLines: true }).data;
}

/** Company numbers of the valid rows of companies that a list of participants holds, whatever the spelling. */
function companyNumbers(rows: readonly (readonly string[])[]): string[] {
  const header = rows.find((row) => row.some((cell) => /^(Deltagertype|Aktørtype)$/.test(cell))) ?? [];
  const [number, type] = [
    header.findIndex((cell) => /^CVR/.test(cell)),
    header.findIndex((cell) => /type$/.test(cell)),
  ];
  return rows
    .filter((row) => row[type] === 'Virksomhed')
    .map((row) =>
      (row[number] ?? '')
        .replace(/ \/ 1\d{9}$/, '')
        .replace(/,0$/, '')
        .replace(/^DK|[ .]/g, ''),
    )
    .filter(
      (text) =>
        /^\d{8}$/.test(text) &&
        [2, 7, 6, 5, 4, 3, 2, 1].reduce((sum, weight, index) => sum + weight * Number(text[index]), 0) % 11 === 0,
    );
}

const column = (rows: readonly (readonly string[])[], name: string): string[] => {
  const at = rows.findIndex((row) => row.includes(name));
  const index = rows[at]?.indexOf(name) ?? -1;
  return rows.slice(at + 1).map((row) => row[index] ?? '');
};

let files: Files;
// biome-ignore lint/suspicious/noExplicitAny: the truth is JSON that only tests read
let truth: any;

const rows = (path: string): string[][] => rowsOf(path, files.get(path) as Uint8Array);

beforeAll(async () => {
  files = await make(OPTIONS);
  truth = JSON.parse(decode(files.get('truth.json') as Uint8Array));
}, 60_000);

describe('a sample', () => {
  it('has the same bytes for the same options', async () => {
    const again = await make(OPTIONS);
    expect([...again.keys()]).toEqual([...files.keys()]);
    for (const [path, bytes] of files) expect(Buffer.compare(bytes, again.get(path) as Uint8Array), path).toBe(0);
  }, 60_000);

  it('has other bytes for another seed', async () => {
    const other = await make({ ...OPTIONS, seed: 8 });
    for (const path of ['register/firmaregister.parquet', '2013/klynger.xlsx', '2013/projektdeltagere.csv'])
      expect(Buffer.compare(other.get(path) as Uint8Array, files.get(path) as Uint8Array), path).not.toBe(0);
  }, 60_000);

  it.each(YEARS)('holds as many companies in %s as its truth says', (year) => {
    const merged = new Map<string, string>(
      truth.mergers
        .filter(({ date }: { date: string }) => date.slice(0, 4) <= year)
        .map(({ old, into }: { old: string; into: string }) => [old, into]),
    );
    const lists = [...files.keys()].filter((path) => path.startsWith(`${year}/deltagere_`) && !path.includes('_kopi'));
    const visited = rows(`${year}/deltagelse.csv`)
      .slice(1)
      .map((row) => row[3] ?? '');
    const numbers = [...lists.flatMap((path) => companyNumbers(rows(path))), ...visited.filter((cell) => cell !== '')];
    const unique = new Set(numbers.map((number) => merged.get(number) ?? number));
    expect(unique.size).toBe(truth.years[year].danishCompanies);
    expect(lists).toHaveLength(truth.years[year].deliveringClusters);
    if (year === '2013') expect(truth.years[year].uniqueCompanies).toBe(OPTIONS.companies);
  });

  it.each(YEARS)('holds as many companies in running projects and with results in %s', (year) => {
    const projects = rows(`${year}/projekter.xlsx`).slice(3);
    const serial = (date: string): number => (Date.parse(date) - Date.parse('1899-12-30')) / 86_400_000;
    const running = new Set(
      projects
        .filter(
          (row) =>
            row[14] === 'Bevilget' &&
            Number(row[4]) <= serial(`${year}-12-31`) &&
            Number(row[5]) >= serial(`${year}-01-01`),
        )
        .map(([id]) => id),
    );
    const parts = rows(`${year}/projektdeltagere.csv`).filter(
      ([id, , , type]) => running.has(id) && type === 'Virksomhed',
    );
    expect(running.size).toBe(truth.years[year].projects.runningProjects);
    expect(new Set(parts.map(([, number]) => number)).size).toBe(truth.years[year].projects.companiesInRunningProjects);

    const outcomes = rows(`${year}/udbytte_${year}.xlsx`).slice(2);
    const ticked = (cell: string | undefined): boolean => ['x', 'Ja', '1'].includes(cell ?? '');
    const results = outcomes.filter((row) => ticked(row[4]) || ticked(row[5]) || ticked(row[6]));
    expect(new Set(results.map(([, number]) => number)).size).toBe(
      truth.years[year].outcomes.companiesWithProductServiceOrProcess,
    );
  });

  it('holds the meetings of Berlin as its organiser counted them', () => {
    const held = rows('2013/moeder.csv')
      .slice(1)
      .filter((row) => row[9] === 'Afholdt');
    const { held: count, heldClusterToCluster, representatives, organisations, countries } = truth.berlin;
    expect(held).toHaveLength(count);
    expect(held.filter((row) => row[8] === 'C2C')).toHaveLength(heldClusterToCluster);
    expect(new Set(held.flatMap((row) => [row[4], row[7]])).size).toBe(representatives);
    expect(new Set(held.flatMap((row) => [row[2], row[5]])).size).toBe(organisations);
    expect(new Set(held.flatMap((row) => [row[3], row[6]])).size).toBe(countries);
    expect(held.every((row) => row[2] !== row[5])).toBe(true);
  });

  it('asks as many dedicated companies as the populations say', () => {
    const asked = column(rows('2013/spoergeskema_2013.xlsx'), 'Stratum');
    const strata = rows('register/populationstal.csv').filter(([year]) => year === '2013');
    for (const [, stratum, population, sampled] of strata) {
      expect(asked.filter((cell) => cell === stratum)).toHaveLength(Number(sampled));
      expect(Number(sampled)).toBeLessThanOrEqual(Number(population));
    }
    expect(asked).toHaveLength(truth.years['2013'].survey.sampled);
  });

  it('lists every personal value that it plants', () => {
    const { names, emails, phones, notes, soleProprietors } = truth.personal;
    let found = 0;
    for (const [path, bytes] of files) {
      if (!/^\d{4}\//.test(path)) continue;
      for (const cell of rowsOf(path, bytes).flat()) {
        for (const [pattern, known] of [
          [/\S+@\S+/g, emails],
          [/\+45 [\d ]+/g, phones],
        ] as const)
          for (const [value] of cell.matchAll(pattern)) {
            expect(known).toContain(value.trim());
            found += 1;
          }
        if (/ v\/ \S+ \S/.test(cell) && !/\d/.test(cell))
          expect(soleProprietors.some((name: string) => cell.endsWith(name))).toBe(true);
        if (/^(?:Ring til|Fortroligt|Cpr)/.test(cell)) expect(notes).toContain(cell);
      }
    }
    expect(found).toBeGreaterThan(50);
    expect(names).toHaveLength(400);
  });

  it('lists its faults where they are', () => {
    const faults = Papa.parse<Record<string, string>>(decode(files.get('planted-faults.csv') as Uint8Array), {
      header: true,
      skipEmptyLines: true,
    }).data;
    expect(new Set(faults.map(({ fault_class }) => fault_class)).size).toBeGreaterThan(8);
    for (const { drop, file = '', row, column: at, header, fault_class } of faults) {
      if (file.endsWith('.xlsx') || row === '') continue;
      const lines = decode(files.get(`${drop}/${file}`) as Uint8Array)
        .replace(/^\ufeff/, '')
        .split('\r\n');
      const delimiter = file.startsWith('projektdeltagere')
        ? ';'
        : ([';', '\t', ','].find((mark) => lines.some((line) => line.split(mark).length > 5)) as string);
      const cell = (lines[Number(row) - 1] as string).split(delimiter)[Number(at) - 1];
      if (fault_class === 'row_too_long') expect(cell).toBe('en celle for meget');
      if (fault_class === 'scientific_number') expect(cell).toMatch(/^\d,\d\dE\+07$/);
      if (fault_class === 'unknown_municipality') expect(cell).toBe('Atlantis');
      if (fault_class !== 'row_too_long')
        expect(lines.some((line) => line.split(delimiter)[Number(at) - 1] === header)).toBe(true);
    }
  });

  it('writes a register panel with one row a company and year', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sample-test-'));
    const store = await openStore(':memory:', { threads: 1 });
    try {
      const path = join(folder, 'register.parquet');
      await writeFile(path, files.get('register/firmaregister.parquet') as Uint8Array);
      const [counts] = await store.rows<Record<string, bigint>>(
        `SELECT count(*) AS all_rows, count(DISTINCT ("CVR-nr.", "År")) AS distinct_rows, min("År") AS first_year, max("År") AS last_year FROM '${path}'`,
      );
      expect(counts).toMatchObject({ first_year: 2006, last_year: 2013 });
      expect(counts?.distinct_rows).toBe(counts?.all_rows);
      expect(Number(counts?.all_rows)).toBeGreaterThan(8000);
    } finally {
      store.close();
      await rm(folder, { recursive: true });
    }
  });
});

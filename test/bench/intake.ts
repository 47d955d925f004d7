// Wall time, processor time and peak memory of the intake, each measurement in a process of its own, and so is the making of
// each file, as a process counts its parent's memory at its start as its own peak: a CSV of a million rows against DuckDB's own
// read of the same file as text, in turns, in memory and in a store on the disk, where a run keeps its tables; a workbook of
// 100,000 rows, and files that are made to burst.
// Run: npm run bench intake
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadCodeLists } from '../../pipeline/accounts/codelists/load.ts';
import { createLanding, typeTables } from '../../pipeline/accounts/typed/tables.ts';
import { loadContract } from '../../pipeline/contract/inputs.ts';
import { findDrops, landDrops } from '../../pipeline/intake/index.ts';
import { readTo } from '../../pipeline/intake/read/read-to.ts';
import { openStore, type Store } from '../../pipeline/store/store.ts';
import { sheetData, workbookOf, workbookParts, zipOf } from '../support/intake/workbooks.ts';

const ROWS = 1_000_000;
const SHEET_ROWS = 100_000;

interface Measured {
  readonly name: string;
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly peakMegabytes: number;
}

/** Company numbers with the right check digit, in order. */
function companyNumbers(count: number): string[] {
  const weights = [2, 7, 6, 5, 4, 3, 2];
  const numbers: string[] = [];
  for (let base = 1_000_000; numbers.length < count; base += 1) {
    const digits = String(base);
    const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check < 10) numbers.push(`${digits}${check}`);
  }
  return numbers;
}

/** A register of a million rows, from a counter; one company number and one municipality in a thousand is wrong. */
function registerText(): string {
  const numbers = companyNumbers(120_000);
  const places = ['0101', '0147', '0151', '0161', '0167', '0201', '0461', '0561', '0615', '0751', '0851'];
  const lines = [
    'CVR-nr.;År;Årsværk;Antal ansatte;Omsætning (1.000 kr.);Værditilvækst (1.000 kr.);Branche (DB07);Kommunekode',
  ];
  for (let at = 0; at < ROWS; at += 1) {
    const number = at % 1000 === 0 ? `${10_000_000 + at}` : numbers[at % numbers.length];
    const place = at % 1000 === 1 ? '9999' : places[at % places.length];
    lines.push(
      `${number};${2010 + (at % 9)};${at % 250},${at % 10};${at % 250};${(at * 37) % 100_000};${(at * 13) % 60_000},5;${620_100 + (at % 5) * 10};${place}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function largeWorkbook(): Buffer {
  const rows = Array.from({ length: SHEET_ROWS }, (_, row) =>
    Array.from({ length: 20 }, (__, column) => (column % 5 === 0 ? `tekst ${row % 997}` : row * column + 0.5)),
  );
  const headers = Array.from({ length: 20 }, (_, column) => `Kolonne ${column}`);
  return workbookOf({ sheets: { Ark1: sheetData([headers, ...rows]) } });
}

const withSheet = (content: string | Uint8Array): Buffer =>
  zipOf([
    ...workbookParts({ sheets: { A: sheetData([['a', 'b']]) } }).filter(({ name }) => !name.includes('sheet1')),
    { name: 'xl/worksheets/sheet1.xml', content },
  ]);

const REGISTER = 'register of a million rows';
const WORKBOOK = `workbook of ${SHEET_ROWS} rows, 20 columns`;

/** The files that are read. Those after the first two are small, or plain, and burst when they are read carelessly. */
const files: Readonly<Record<string, () => Uint8Array>> = {
  [REGISTER]: () => Buffer.from(registerText()),
  [WORKBOOK]: largeWorkbook,
  'zeros in a workbook': () => withSheet(new Uint8Array(199_000_000)),
  'gzip of 210 MB': () => gzipSync(new Uint8Array(210_000_000)),
  'gzip that denies its size': () => {
    const packed = gzipSync(Buffer.alloc(900_000_000, 'a;b\n'));
    packed.writeUInt32LE(1000, packed.length - 4);
    return packed;
  },
  entities: () => withSheet('<!DOCTYPE x [<!ENTITY a "&b;&b;">]><worksheet>&a;</worksheet>'),
  'sixty thousand parts': () => zipOf(Array.from({ length: 60_000 }, (_, at) => ({ name: `p${at}`, content: '' }))),
  'a text that 100,000 cells show': () =>
    workbookOf({
      sheets: { A: `<sheetData>${'<row><c t="s"><v>0</v></c></row>'.repeat(100_000)}</sheetData>` },
      strings: `<si><t>${'y'.repeat(32_000)}</t></si>`,
    }),
  'eight million cells on thirty sheets': () => {
    const rows = Array.from({ length: 130_000 }, (_, at) => `<row><c><v>${at}</v></c><c><v>2</v></c></row>`).join('');
    const names = Array.from({ length: 30 }, (_, at) => `S${at}`);
    return workbookOf({ sheets: Object.fromEntries(names.map((name) => [name, `<sheetData>${rows}</sheetData>`])) });
  },
  'sixteen thousand million repeated cells': () =>
    zipOf([
      { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet', isStored: true },
      {
        name: 'content.xml',
        content: `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="A"><table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16000" office:value-type="string"><text:p>abc</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`,
      },
    ]),
  '63 MB of quotes': () => Buffer.alloc(63_000_000, '"'),
};

async function measured(name: string, work: () => Promise<unknown>): Promise<Measured> {
  const before = performance.now();
  const processor = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(processor);
  return {
    name,
    seconds: (performance.now() - before) / 1000,
    processorSeconds: (user + system) / 1e6,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
}

async function withStore<Result>(path: string, work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await openStore(path, { threads: 2 });
  return work(store).finally(() => store.close());
}

const MEMORY = 'in memory';
const DISK = 'on the disk';

const storePath = (folder: string, place: string): string =>
  place === MEMORY ? ':memory:' : join(folder, 'store.duckdb');

/** What one process does in the folder of the file, and what it measured. */
const tasks: Readonly<Record<string, (folder: string, which: string) => Promise<readonly Measured[]>>> = {
  make: async (folder, file) => {
    mkdirSync(join(folder, '2013'), { recursive: true });
    writeFileSync(join(folder, '2013', 'file.csv'), files[file]?.() ?? '');
    return [];
  },
  duckdb: (folder, place) =>
    withStore(storePath(folder, place), async (store) => [
      await measured(`DuckDB read_csv, all_varchar, ${place}`, () =>
        store.run(`CREATE TABLE plain AS FROM read_csv('${join(folder, '2013', 'file.csv')}', all_varchar = true)`),
      ),
    ]),
  register: (folder, place) =>
    withStore(storePath(folder, place), async (store) => {
      const contract = loadContract();
      const { drops } = await findDrops([join(folder, '2013')], contract);
      await createLanding(store, contract);
      const landed = await measured(`landed ${place}`, () => landDrops(store, drops, contract));
      await loadCodeLists(store);
      return [landed, await measured(`typed ${place}`, () => typeTables(store, contract, []))];
    }),
  read: async (folder, file) => [
    await measured(file, () => readTo(readFileSync(join(folder, '2013', 'file.csv')), { format: 'csv' }, () => {})),
  ],
};

function inProcess(task: string, folder: string, which: string): readonly Measured[] {
  const { stdout, status } = spawnSync(process.execPath, [import.meta.filename, task, folder, which], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`The task "${task}" of "${which}" ended with ${status}.`);
  return JSON.parse(stdout.toString()) as Measured[];
}

function print({ name, seconds, processorSeconds, peakMegabytes }: Measured): void {
  const numbers = [`${seconds.toFixed(2)} s`, `${processorSeconds.toFixed(2)} s`, `${peakMegabytes.toFixed(0)} MB`];
  process.stdout.write(`${name.padEnd(44)} ${numbers.map((number) => number.padStart(9)).join(' ')}\n`);
}

const ROUNDS = 3;

/** The quickest of some rounds of one measurement: what else runs on the machine only ever adds. */
const quickest = (rounds: readonly Measured[]): Measured => ({
  name: rounds[0]?.name ?? '',
  seconds: Math.min(...rounds.map(({ seconds }) => seconds)),
  processorSeconds: Math.min(...rounds.map(({ processorSeconds }) => processorSeconds)),
  peakMegabytes: Math.max(...rounds.map(({ peakMegabytes }) => peakMegabytes)),
});

function benchRegister(folder: string, place: string): void {
  const rounds = Array.from({ length: ROUNDS }, () =>
    ['duckdb', 'register'].flatMap((task) => {
      const measured = inProcess(task, folder, place);
      rmSync(join(folder, 'store.duckdb'), { force: true });
      return measured;
    }),
  );
  const [plain, ...ours] = (rounds[0] ?? []).map((_, at) => quickest(rounds.map((round) => round[at] as Measured)));
  for (const result of [plain as Measured, ...ours]) print(result);
  const times = (of: keyof Omit<Measured, 'name'>): string =>
    (ours.reduce((sum, one) => sum + one[of], 0) / (plain?.[of] ?? Number.NaN)).toFixed(2);
  process.stdout.write(
    `landed and typed ${place}: ${times('seconds')} times DuckDB, ${times('processorSeconds')} times its processor time\n`,
  );
}

function benchReading(folder: string, file: string): void {
  inProcess('make', folder, file);
  for (const result of inProcess('read', folder, file)) print(result);
}

const [task, given, which] = process.argv.slice(2);
if (task !== undefined && given !== undefined && which !== undefined) {
  process.stdout.write(JSON.stringify(await tasks[task]?.(given, which)));
} else {
  const folder = mkdtempSync(join(tmpdir(), 'cluster-accounts-bench-'));
  try {
    process.stdout.write(
      `${' '.repeat(44)} ${['wall', 'processor', 'peak'].map((title) => title.padStart(9)).join(' ')}\n`,
    );
    inProcess('make', folder, REGISTER);
    for (const place of [MEMORY, DISK]) benchRegister(folder, place);
    for (const name of Object.keys(files)) if (name !== REGISTER) benchReading(folder, name);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// Wall time and memory of the intake: a CSV of a million rows against DuckDB's own read of the same file as text, and a
// workbook of 100,000 rows. Run: npm run bench intake
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCodeLists } from '../../pipeline/accounts/codelists/load.ts';
import { createLanding, typeTables } from '../../pipeline/accounts/typed/tables.ts';
import { loadContract } from '../../pipeline/contract/inputs.ts';
import { findDrops, landDrops } from '../../pipeline/intake/index.ts';
import { readTo } from '../../pipeline/intake/read/read-to.ts';
import { openStore, type Store } from '../../pipeline/store/store.ts';
import { sheetData, workbookOf } from '../support/intake/workbooks.ts';

const ROWS = 1_000_000;
const SHEET_ROWS = 100_000;

async function timed(name: string, work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  const seconds = (performance.now() - before) / 1000;
  const megabytes = Math.round(process.memoryUsage.rss() / 1e6);
  process.stdout.write(`${name.padEnd(58)} ${seconds.toFixed(2).padStart(7)} s  ${String(megabytes).padStart(5)} MB\n`);
  return seconds;
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

async function withStore(work: (store: Store) => Promise<void>): Promise<void> {
  const store = await openStore(':memory:', { threads: 2 });
  await work(store).finally(() => store.close());
}

const folder = mkdtempSync(join(tmpdir(), 'cluster-accounts-bench-'));
try {
  mkdirSync(join(folder, '2013'));
  const file = join(folder, '2013', 'register.csv');
  writeFileSync(file, registerText());
  const contract = loadContract();
  const { drops } = await findDrops([join(folder, '2013')], contract);
  let duckdb = 0;
  await withStore(async (store) => {
    duckdb = await timed('DuckDB read_csv, all_varchar', () =>
      store.run(`CREATE TABLE plain AS FROM read_csv('${file}', all_varchar = true)`),
    );
  });
  await withStore(async (store) => {
    await createLanding(store, contract);
    const landed = await timed('landed', () => landDrops(store, drops, contract));
    await loadCodeLists(store);
    const typed = await timed('typed', () => typeTables(store, contract, []));
    process.stdout.write(
      `landed: ${(landed / duckdb).toFixed(2)} times DuckDB; landed and typed: ${((landed + typed) / duckdb).toFixed(2)} times\n`,
    );
  });
  const rows = Array.from({ length: SHEET_ROWS }, (_, row) =>
    Array.from({ length: 20 }, (__, column) => (column % 5 === 0 ? `tekst ${row % 997}` : row * column + 0.5)),
  );
  const workbook = workbookOf({
    sheets: { Ark1: sheetData([rows[0]?.map((_, column) => `Kolonne ${column}`) ?? [], ...rows]) },
  });
  rows.length = 0;
  await timed(`workbook of ${SHEET_ROWS} rows, 20 columns`, () => readTo(workbook, { format: 'csv' }, () => {}));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

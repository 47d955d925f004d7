import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../pipeline/store/store.ts';
import { type CommandResult, runCommand } from '../support/command.ts';
import {
  bundleFigures,
  type FigureRow,
  figureValue,
  hasRealFile,
  readRealFile,
  rowsOfCsv,
  temporaryFolder,
} from '../support/drops.ts';

// A file nobody of this project wrote: participations of Norwegian organisations in EU research programmes. The expected
// totals are those that were counted when it was fetched; what depends on the year is counted here, from the raw file.

if (!hasRealFile)
  process.stderr.write('skipped: a run on bevilgningereu.csv (no folder ../shared/real beside the checkout)\n');

const YEAR = 2020;

describe.runIf(hasRealFile)('a run on a public file of another country', () => {
  let result: CommandResult;
  let figures: FigureRow[];
  let tables: Record<string, unknown>;
  let raw: Readonly<Record<string, string>>[];

  beforeAll(async () => {
    const folder = await temporaryFolder();
    const drop = join(folder, 'drops/h2020');
    mkdirSync(join(folder, 'drops'));
    cpSync(join(import.meta.dirname, 'real'), drop, { recursive: true });
    const bytes = readRealFile();
    writeFileSync(join(drop, 'bevilgningereu.csv'), bytes);
    raw = rowsOfCsv(new TextDecoder().decode(bytes), ';');
    result = await runCommand(['run', 'drops', '--json'], { cwd: folder });
    if (result.exitCode !== 0) return;
    figures = await bundleFigures(join(folder, 'out/bundle'));
    const store = await openStore(join(folder, 'out/store.duckdb'), { threads: 1, isReadOnly: true });
    tables = await countTables(store);
    store.close();
  });

  it('publishes, with no error and no row set aside', () => {
    expect(result.exitCode, result.stderr).toBe(0);
    expect(JSON.parse(result.stdout).summary).toMatchObject({
      referenceYears: [YEAR],
      isSynthetic: false,
      findings: { fatal: 0, error: 0 },
      deliveries: { files: 2, rowsSetAside: 0 },
    });
  });

  it('gives the totals that were counted independently', () => {
    expect(tables).toEqual({
      participations: 2931,
      organisations: 692,
      withoutNumber: 3,
      businessParticipations: 790,
      businessCompanies: 510,
      projects: 1957,
      grants: '1672234782.37',
    });
  });

  it('publishes figures that equal counts of the raw file', () => {
    const day = (text = ''): string => text.slice(0, 10).split('.').reverse().join('-');
    const running = raw.filter(
      (row) =>
        day(row['Kontrakt startdato']) <= `${YEAR}-12-31` &&
        (row['Kontrakt sluttdato'] === '' || day(row['Kontrakt sluttdato']) >= `${YEAR}-01-01`),
    );
    const business = (rows: typeof raw) => rows.filter((row) => row['FoU sektor'] === 'Næringsliv');
    const distinct = (rows: typeof raw, column: string): number => new Set(rows.map((row) => row[column])).size;

    expect(figureValue(figures, 'DEL01', 'count')).toBe(510);
    expect(figureValue(figures, 'DEL01', 'count', { cluster: 'EU' })).toBe(510);
    expect(figureValue(figures, 'PRO01', 'count')).toBe(distinct(running, 'Prosjektnr'));
    expect(figureValue(figures, 'PRO02', 'count')).toBe(distinct(business(running), 'Organisasjonsnummer'));
  });
});

/** What the accounts hold, in the words of the file. */
async function countTables(store: Store): Promise<Record<string, unknown>> {
  const [counts] = await store.rows<Record<string, unknown>>(`
    SELECT (SELECT count(*)::INTEGER FROM accounts.participant_row) AS participations,
      (SELECT count(DISTINCT company_id)::INTEGER FROM accounts.participant_row) AS organisations,
      (SELECT count(*)::INTEGER FROM accounts.participant_row WHERE key_status = 'missing') AS "withoutNumber",
      (SELECT count(company_id)::INTEGER FROM accounts.project_participant) AS "businessParticipations",
      (SELECT count(DISTINCT company_id)::INTEGER FROM accounts.project_participant) AS "businessCompanies",
      (SELECT count(*)::INTEGER FROM accounts.project) AS projects,
      (SELECT sum(grant_amount)::DECIMAL(18, 2)::VARCHAR FROM accounts.project_participant) AS grants`);
  return counts ?? {};
}

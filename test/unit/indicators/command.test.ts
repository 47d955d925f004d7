import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../../pipeline/accounts/catalogue/index.ts';
import { main } from '../../../pipeline/cli/main.ts';
import { seal } from '../../../pipeline/protect/figure.ts';
import { storeFigures } from '../../../pipeline/run/exports/figures.ts';
import { computeAllFigures } from '../../../pipeline/run/figures/index.ts';
import { emptyAccounts, fillAccounts } from '../../support/accounts.ts';

const folder = mkdtempSync(join(tmpdir(), 'cluster-accounts-explain-'));

/** Runs a command line in this process. */
async function run(...arguments_: string[]): Promise<{ code: number; out: string; error: string }> {
  let out = '';
  let error = '';
  const code = await main(arguments_, {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (error += text) },
    environment: {},
    workingDirectory: folder,
    now: () => 0,
  });
  return { code, out, error };
}

/** Keeps a run over the small world in `out/store.duckdb`; what has one or two contributors is withheld. */
beforeAll(async () => {
  const store = await emptyAccounts();
  await fillAccounts(store, [join(import.meta.dirname, '../../scenarios/indicators/world')]);
  const figures = await computeAllFigures(store, loadCatalogue(), { sme_limit: 50, confidence_level: 0.95 });
  await storeFigures(
    store,
    figures.map((figure) => seal(figure, figure.contributors === 1 || figure.contributors === 2)),
  );
  await store.run(`ATTACH '${join(folder, 'store.duckdb')}' AS kept`);
  await store.run('COPY FROM DATABASE memory TO kept');
  store.close();
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('indicators', () => {
  it('lists all, shows one with its SQL, and gives both as JSON', async () => {
    const list = await run('indicators');
    expect(list.code).toBe(0);
    expect(list.out.trim().split('\n')).toHaveLength(61);
    const one = await run('indicators', 'sur01', '--lang', 'da');
    expect(one.out).toContain('Innovationsrate (realiseret)');
    expect(one.out).toContain('FROM respondent');
    const json = JSON.parse((await run('indicators', 'SUR01', '--json')).out);
    expect(json.schema).toBe('cluster-accounts/indicators/1');
    expect(json.indicators).toMatchObject([{ id: 'SUR01', estimator: 'survey', disclosureClass: 'S3' }]);
  });

  it('draws the lineage and writes the dictionary', async () => {
    expect((await run('indicators', 'DEL01', '--graph')).out).toMatch(/^flowchart LR\n/);
    expect(JSON.parse((await run('indicators', '--graph', '--json')).out).nodes.length).toBeGreaterThan(60);
    expect((await run('indicators', '--dictionary')).out).toMatch(/^# Data dictionary\n/);
    expect((await run('indicators', '--dictionary', '--graph')).code).toBe(2);
  });

  it('names the family where there is no such indicator', async () => {
    const { code, error, out } = await run('indicators', 'KVA07');
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(error).toContain('There is no indicator "KVA07"');
    expect(error).toContain('KVA01, KVA02');
  });
});

describe('explain', () => {
  it('says what a figure is, on stdout only', async () => {
    const { code, out, error } = await run('explain', 'DEL01', '--cluster', 'A', '--out', '.');
    expect([code, error]).toEqual([0, '']);
    expect(out).toContain('Companies: 4');
    expect(out).toContain('What it is');
    expect(out).toContain('SQL  sql/4-indicators/DEL01.sql');
  });

  it('lists the rows on request, and not those of a withheld figure', async () => {
    const rows = JSON.parse(
      (await run('explain', 'DEL01', '--cluster', 'A', '--rows', '--json', '--out', '.')).out,
    ).rows;
    expect(rows.map(({ unit }: { unit: string }) => unit)).toEqual(['c1', 'c2', 'c3', 'c4']);
    const withheld = await run('explain', 'DEL01', '--cluster', 'S1', '--rows', '--out', '.');
    expect(withheld.code).toBe(2);
    expect(withheld.out).toBe('');
    expect(withheld.error).toContain('The figure is withheld');
  });

  it('takes every dimension as an option', async () => {
    const { out } = await run(
      'explain',
      'DEL01',
      '--year',
      '2013',
      '--region',
      '1081',
      '--size-band',
      '1-9',
      '--out',
      '.',
    );
    expect(out).toContain('region 1081  size_band 1-9');
  });

  it('says what to do where nothing was run, the year is no year, or the cell is not there', async () => {
    const nowhere = await run('explain', 'DEL01', '--out', 'nowhere');
    expect(nowhere.code).toBe(3);
    expect(nowhere.error).toContain('cluster-accounts run <drop>');
    expect((await run('explain', 'DEL01', '--year', 'x', '--out', '.')).code).toBe(2);
    const cell = await run('explain', 'DEL01', '--cluster', 'a', '--out', '.');
    expect(cell.code).toBe(2);
    expect(cell.error).toContain('There are: A, B');
  });
});

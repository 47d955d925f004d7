import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../pipeline/accounts/catalogue/index.ts';
import { main } from '../../pipeline/cli/main.ts';
import { loadSolver } from '../../pipeline/protect/solver.ts';
import { exposuresOf } from '../../pipeline/run/protect/audit.ts';
import { openBundle } from '../../pipeline/run/protect/bundle.ts';
import { leaksOfContainers } from '../../pipeline/run/protect/containers.ts';
import { type PublishedTable, publishedTable, readPublishedTable } from '../../pipeline/run/protect/published-table.ts';
import type { Leak } from '../../pipeline/run/protect/records.ts';
import { leaksOfTexts } from '../../pipeline/run/protect/texts.ts';
import { openStore, type Store } from '../../pipeline/store/store.ts';
import { writeFixtureBundle } from '../support/bundle.ts';
import { temporaryFolder } from '../support/drops.ts';

// A bundle as the main job writes one. Each test plants a withheld number in one carrier of a copy and wants it found.

let whole: string;
let folder: string;
let store: Store;
let table: PublishedTable;

beforeAll(async () => {
  whole = await temporaryFolder();
  await writeFixtureBundle(whole);
  table = await readPublishedTable(whole);
  store = await openStore(':memory:', { threads: 1 });
}, 120_000);
afterAll(async () => {
  store.close();
  await rm(whole, { recursive: true });
});

/** What the files of a bundle tell beyond its table. */
async function leaksOf(bundle: string): Promise<Leak[]> {
  const opened = await openBundle(bundle, table, loadCatalogue());
  return [...(await leaksOfContainers(store, opened)), ...(await leaksOfTexts(opened))];
}

/** Copies some files of the bundle, changes one, and says what the audit finds in them. */
async function leaksAfter(
  file: string,
  change: (bytes: Buffer) => Uint8Array | string | Promise<Uint8Array | string>,
  beside: readonly string[] = [],
): Promise<string[]> {
  folder = await temporaryFolder();
  for (const name of ['figures.csv', file, ...beside]) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await cp(join(whole, name), join(folder, name), { recursive: true });
  }
  const before = await readFile(join(folder, file));
  const after = Buffer.from(await change(before));
  expect(after.equals(before)).toBe(false);
  await writeFile(join(folder, file), after);
  const leaks = await leaksOf(folder);
  await rm(folder, { recursive: true });
  return leaks.map(({ file: name, what }) => `${name}: ${what}`);
}

const inText =
  (change: (text: string) => string) =>
  (bytes: Buffer): string =>
    change(bytes.toString('utf8'));

/** Changes the first chart of that name in a page. */
const inChart = (name: string, change: (chart: string) => string) =>
  inText((html) => {
    const from = html.indexOf(`id="${name}"`);
    const to = html.indexOf('</figure>', from);
    return html.slice(0, from) + change(html.slice(from, to)) + html.slice(to);
  });

const PAGE = 'growth-forum-bornholm.html';
const SPEC = 'charts/growth-forum-bornholm/size.en.vl.json';
const CHART = 'chart-size-en';
const WORKBOOK = 'downloads/growth-forum-bornholm.en.xlsx';

interface SpecRow {
  mark: string;
  value: number | null;
  text: string;
}

const inSpec = (change: (rows: SpecRow[], spec: Record<string, unknown>) => void) =>
  inText((text) => {
    const spec = JSON.parse(text) as { data: { values: SpecRow[] } };
    change(spec.data.values, spec);
    return JSON.stringify(spec);
  });

const withheldRow = (rows: SpecRow[]): SpecRow => rows.find(({ mark }) => mark.endsWith(': suppressed')) as SpecRow;

it('finds nothing in a bundle that keeps its secrets', async () => {
  expect(await leaksOf(whole)).toEqual([]);
});

describe('a withheld number in a table of figures', () => {
  it('is found in Parquet', async () => {
    const found = await leaksAfter('figures.parquet', async () => {
      const path = join(folder, 'figures.parquet');
      const withheld = `(SELECT min(file_row_number) FROM read_parquet('${path}', file_row_number = true) WHERE status = 'suppressed')`;
      await store.run(
        `COPY (SELECT * EXCLUDE file_row_number REPLACE (CASE WHEN file_row_number = ${withheld} THEN 2 ELSE value END AS value)
         FROM read_parquet('${path}', file_row_number = true) ORDER BY file_row_number) TO '${path}.new' (FORMAT parquet)`,
      );
      return readFile(`${path}.new`);
    });
    expect(found.filter((what) => what.startsWith('figures.parquet:'))).toEqual([
      expect.stringMatching(/: value = 2$/),
    ]);
  });

  it('is found in Arrow', async () => {
    const { Float64, tableFromIPC, tableToIPC, vectorFromArray } = await import('apache-arrow');
    const found = await leaksAfter('figures.arrow', (bytes) => {
      const arrow = tableFromIPC(bytes);
      const values = [...(arrow.getChild('numerator') ?? [])] as (number | null)[];
      values[table.rows.findIndex(({ status }) => status === 'suppressed')] = 2;
      return tableToIPC(arrow.setChild('numerator', vectorFromArray(values, new Float64())), 'file');
    });
    expect(found).toEqual([expect.stringMatching(/^figures\.arrow: .*: numerator = 2$/)]);
  });

  it.each([
    ['JSON', 'extra.json', (row: Record<string, unknown>) => JSON.stringify({ rows: [row] })],
    [
      'CSV',
      'extra.csv',
      (row: Record<string, unknown>) => `${Object.keys(row).join()}\n${Object.values(row).join()}\n`,
    ],
    [
      'the data of a page',
      'extra.html',
      (row: Record<string, unknown>) => `<script type="application/json">${JSON.stringify([row])}</script>`,
    ],
    [
      'an attribute of a page',
      'extra.html',
      (row: Record<string, unknown>) => `<p data-row="${JSON.stringify(row).replaceAll('"', '&quot;')}"></p>`,
    ],
  ])('is found in %s, whatever its status says', async (_name, file, written) => {
    const at = table.rows.findIndex(({ status }) => status === 'suppressed');
    const { referenceYear, ...row } = table.rows[at] as (typeof table.rows)[number];
    await writeFile(join(whole, file), written({ ...row, reference_year: referenceYear }));
    const found = await leaksAfter(file, () =>
      written({ ...row, reference_year: referenceYear, value: 2, status: 'published' }),
    );
    expect(found).toEqual([expect.stringContaining('value = 2')]);
    await rm(join(whole, file));
  });

  it('is found in a workbook', async () => {
    const found = await leaksAfter(WORKBOOK, (bytes) => {
      const parts = unzipSync(bytes);
      const shared = Buffer.from(parts['xl/sharedStrings.xml'] as Uint8Array).toString();
      const word = shared
        .split('<si>')
        .slice(1)
        .findIndex((text) => text.includes('>suppressed<'));
      const name = Object.keys(parts).find((part) =>
        Buffer.from(parts[part] as Uint8Array)
          .toString()
          .includes(`<v>${word}</v></c>`),
      ) as string;
      const sheet = Buffer.from(parts[name] as Uint8Array).toString();
      const planted = sheet.replace(new RegExp(` t="s"( s="\\d+")?><v>${word}</v>`), '><v>2</v>');
      return zipSync({ ...parts, [name]: Buffer.from(planted) });
    });
    expect(found).toEqual([expect.stringMatching(/value = 2$/)]);
  });

  it('is found in an archive that differs from the files beside it', async () => {
    const found = await leaksAfter('downloads/growth-forum-bornholm.zip', (bytes) => {
      const parts = unzipSync(bytes);
      const html = Buffer.from(parts[PAGE] as Uint8Array).toString();
      const planted = html.replace('<span class="withheld">suppressed</span>', '<data value="2">2</data>');
      return zipSync({ ...parts, [PAGE]: Buffer.from(planted) });
    });
    expect(found[0]).toContain(`growth-forum-bornholm.zip!${PAGE}`);
  });
});

describe('a withheld number in a chart', () => {
  it.each([
    [
      'its table',
      (chart: string) => chart.replace('<span class="withheld">suppressed</span>', '<data value="2">2</data>'),
      'table says 2',
    ],
    [
      'its copy as CSV',
      (chart: string) => chart.replace(/(\n[^\n]*),suppressed\n/, '$1,2\n'),
      'CSV of the page says 2',
    ],
    [
      'a tip',
      (chart: string) => chart.replace(/data-tip="([^"]*): suppressed"/, 'data-tip="$1: 2"'),
      'tip of a mark says 2',
    ],
    [
      'its alternative text',
      (chart: string) => chart.replace(/: suppressed([;.])/, ': 2$1'),
      'alternative text says 2',
    ],
  ])('is found in %s', async (_name, change, expected) => {
    const found = await leaksAfter(PAGE, inChart(CHART, change));
    expect(found).toContainEqual(expect.stringContaining(expected));
    for (const what of found) expect(what).toContain(CHART);
  });

  it('is found in the length of a bar', async () => {
    const change = (chart: string): string =>
      chart.replace(/(data-tip="[^"]*: suppressed" d="M0,[\d.]+)h0(v[\d.]+)h0Z/, '$1h20$2h-20Z');
    const found = await leaksAfter(PAGE, inChart(CHART, change));
    expect(found).toEqual([expect.stringMatching(/suppressed: its width gives [\d.]+$/)]);
  });

  it('is found in a bar that has no words', async () => {
    const change = (chart: string): string =>
      chart.replace(
        /<path data-key="[^"]*" data-tip="[^"]*: suppressed" d="M0,([\d.]+)h0v([\d.]+)h0Z"/,
        '<path d="M0,$1h20v$2h-20Z"',
      );
    const found = await leaksAfter(PAGE, inChart(CHART, change));
    expect(found).toContainEqual(expect.stringMatching(/a mark without words: its width gives [\d.]+$/));
  });

  it('is found in every language and place at once, from the published rest of the table', async () => {
    const found = await leaksAfter('national.html', (bytes) =>
      bytes
        .toString()
        .replaceAll('<span class="withheld">suppressed</span>', '<data value="2">2</data>')
        .replaceAll('suppressed', '2')
        .replaceAll('<span class="withheld">diskretioneret</span>', '<data value="2">2</data>')
        .replaceAll('diskretioneret', '2'),
    );
    expect(found).toContainEqual(expect.stringMatching(/national\.html: chart-.* = 2, which is withheld in /));
  });

  it('is found where the page marks up a number that no figure tells', async () => {
    const found = await leaksAfter(
      PAGE,
      inText((html) => html.replace(/<data value="\d+">/, '<data value="7654321.5">')),
    );
    expect(found).toContainEqual(expect.stringContaining('7654321.5'));
  });

  it.each([
    ['a row', inSpec((rows) => Object.assign(withheldRow(rows), { value: 2 })), 'value = 2'],
    ['the text of a row', inSpec((rows) => Object.assign(withheldRow(rows), { text: '2' })), 'says 2'],
    [
      'the words of a row',
      inSpec((rows) => {
        const row = withheldRow(rows);
        row.mark = row.mark.replace('suppressed', '2');
      }),
      'says 2',
    ],
    [
      'the end of an axis',
      inSpec((_rows, spec) => {
        spec.encoding = { x: { field: 'value', type: 'quantitative', scale: { domain: [0, 987] } } };
      }),
      'an axis ends at 987',
    ],
    ['its description', inText((text) => text.replace(/: suppressed([;.])/, ': 2$1')), 'says 2'],
  ])('is found in %s of its specification', async (_name, change, expected) => {
    const found = await leaksAfter(SPEC, change, [PAGE]);
    expect(found).toContainEqual(expect.stringContaining(expected));
  });
});

it('ends with 1 and names the file, and knows what was published before', async () => {
  const bundle = await temporaryFolder();
  const columns = (await readFile(join(whole, 'figures.csv'), 'utf8')).split('\n', 1)[0] as string;
  const places = columns.split(',');
  const row = (region: string, value: string, status: string): string =>
    places
      .map(
        (name) =>
          ({
            indicator: 'DEL01',
            measure: 'count',
            reference_year: '2013',
            disclosure_class: 'S1',
            unit: 'companies',
            value,
            status,
            region,
          })[name] ?? 'Total',
      )
      .join(',');
  const rows = [row('Total', '72', 'published'), row('1081', '', 'suppressed'), row('1082', '', 'suppressed')];
  await writeFile(join(bundle, 'figures.csv'), [columns, ...rows].join('\n'));
  const run = async (): Promise<{ code: number; out: string }> => {
    const out: string[] = [];
    const code = await main(['audit', bundle], {
      stdout: { write: (text) => void out.push(text) },
      stderr: { write: () => {} },
      environment: {},
      workingDirectory: bundle,
      now: () => 0,
    });
    return { code, out: out.join('') };
  };
  expect((await run()).code).toBe(0);

  const items = loadCatalogue();
  const earlier = publishedTable([columns, row('1082', '70', 'published')].join('\n')).rows;
  const rules = { minimumContributors: 3, pPercent: 15 };
  const highs = await loadSolver();
  expect(await exposuresOf(highs, bundle, rules, { items, earlier: [] })).toEqual([]);
  expect(await exposuresOf(highs, bundle, rules, { items, earlier })).toEqual([
    expect.stringContaining('DEL01/count 2013 region=1081'),
  ]);

  await writeFile(join(bundle, 'other.csv'), [columns, row('1081', '2', 'published')].join('\n'));
  const { code, out } = await run();
  expect(code).toBe(1);
  expect(out).toContain('other.csv: DEL01 count 2013 1081: value = 2');
  await rm(bundle, { recursive: true });
});

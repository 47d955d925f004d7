import { expect, it } from 'vitest';
import { landFiles } from '../../support/intake/land.ts';

// A large file is left to DuckDB only where the careful reader would say nothing of it. Each of these has one row, far behind
// the head, of which it has something to say.

const HEADER = 'CVR-nr.;År;Årsværk;Antal ansatte;Kommunekode;Koncern-id';
const COUNT = 20_000;
const GROUP = 'k'.repeat(180);
const PLAIN = Array.from(
  { length: COUNT },
  (_, at) => `${10_000_000 + at};${2000 + (at % 20)};${at % 90},${at % 10};${at % 300};0751;${GROUP}`,
);
const ROW = 19_002;

const file = (change: (row: string) => string): string =>
  `${[HEADER, ...PLAIN.map((row, at) => (at === ROW - 2 ? change(row) : row))].join('\n')}\n`;

it.each<[string, (row: string) => string, string]>([
  ['a sum', () => 'I alt;;123,4;500;;', 'TOTAL_ROW'],
  ['a sum in the second column', () => ';Total;123,4;500;;', 'TOTAL_ROW'],
  ['a header that comes again', () => HEADER, 'HEADER_REPEATED'],
  ['a row of delimiters', () => ';;;;;', 'ROWS_EMPTY'],
  ['a cell too many', (row) => `${row};`, 'ROW_TRAILING'],
  ['a quote in a text', (row) => row.replace(GROUP, 'a "b"'), 'QUOTE_IN_TEXT'],
  ['a control character', (row) => row.replace(GROUP, '\u0001'), 'TEXT_CONTROL'],
  ['a lost letter', (row) => row.replace(GROUP, 'K\ufffdb'), 'TEXT_REPLACED'],
  ['a spoiled letter', (row) => row.replace(GROUP, 'KÃ¸b'), 'TEXT_MOJIBAKE'],
  ['a number with the other mark', (row) => row.replace(/,(\d)/, '.$1'), 'DECIMAL_MIXED'],
  ['a CPR number for a company number', (row) => row.replace(/^\d+/, '0102031234'), 'PERSONAL_CPR'],
  ['a CPR number in a code', (row) => row.replace(GROUP, 'ejer 010203-1234'), 'PERSONAL_CPR'],
  ['an address in a code', (row) => row.replace(GROUP, 'a@b.dk'), 'PERSONAL_EMAIL'],
  ['a telephone number in a code', (row) => row.replace(GROUP, 'tlf. 12345678'), 'PERSONAL_PHONE'],
])('%s in a large file is read with care', async (_, change, code) => {
  await landFiles({ 'register/a.csv': file(change) }, async ({ findings, store }) => {
    expect(findings.map((finding) => finding.code)).toContain(code);
    const personal = await store.rows(
      "SELECT 1 FROM landing.firm_register WHERE regexp_matches(concat_ws(' ', company_number, group_id), '0102031234|010203-1234|@|12345678')",
    );
    expect(personal.filter(() => code.startsWith('PERSONAL'))).toEqual([]);
  });
});

it('a note below the last row of a large file is read with care', async () => {
  await landFiles({ 'register/a.csv': `${file((row) => row)}Kilde: registeret;;;;;\n` }, async ({ findings }) => {
    expect(findings.map(({ code, row }) => [code, row])).toContainEqual(['NOTE_ROW', COUNT + 2]);
  });
});

it('a large file of which nothing is to be said is left to DuckDB', async () => {
  await landFiles({ 'register/a.csv': file((row) => row.replace(GROUP, 'Summering 12345678')) }, async ({ store }) => {
    const columns = (await store.connection.run('FROM landing.firm_register LIMIT 0')).columnNames();
    expect(columns).toContain('packed_year');
  });
});

it('a large file of next year is compared with that of last year, and its unknown headers explained', async () => {
  const next = file((row) => row)
    .replace('Årsværk', 'Fuldtidsækvivalenter i alt')
    .replace('År;', 'Periode;');
  const found = async (mark: string): Promise<unknown> =>
    landFiles(
      { '2012/register2012.csv': mark + file((row) => row), '2013/register2013.csv': mark + next },
      async ({ findings }) =>
        findings
          .filter(({ code }) => !code.startsWith('ENCODING'))
          .map(({ code, row, header, params }) => ({ code, row, header, params })),
    );
  const scanned = await found('');
  expect(scanned).toEqual(await found('\ufeff'));
  expect(scanned).toContainEqual(expect.objectContaining({ code: 'COLUMN_REQUIRED_MISSING' }));
  expect(scanned).toContainEqual(expect.objectContaining({ code: 'LAYOUT_REMOVED', header: 'År' }));
});

it('the supplier of a large file is the only cluster in it', async () => {
  const rows = (ids: readonly string[]): string =>
    `Klynge-id;Aktivitets-id;CVR-nr.;Antal personer\n${Array.from({ length: 40_000 }, (_, at) => `${ids[at % ids.length]};A${'0'.repeat(90)}${at};${10_000_000 + at};2`).join('\n')}\n`;
  const files = { '2013/a.csv': rows(['K01']), '2013/b.csv': rows(['K01', 'K02']) };
  await landFiles(files, async ({ deliveries }) => {
    expect(deliveries.map(({ input, supplier }) => [input, supplier])).toEqual([
      ['participations', 'K01'],
      ['participations', null],
    ]);
  });
});

const codesWith = (settings: string): Promise<readonly string[]> =>
  landFiles(
    { 'register/a.csv': file((row) => row), 'register/drop.yaml': `files: [{ file: a.csv, ${settings} }]` },
    async ({ findings }) => findings.map(({ code }) => code),
  );

it('drop.yaml is heard about a large file as about a small one', async () => {
  expect(await codesWith('header_row: 3')).toContain('INPUT_UNKNOWN');
  expect(await codesWith('encoding: utf-16le')).not.toContain('DIALECT');
  expect(await codesWith('delimiter: "|"')).toContain('DIALECT_ONE_COLUMN');
  expect(await codesWith('sheet: Ark1')).toContain('SHEET_MISSING');
  expect(await codesWith('input: firm_register')).toEqual(['DIALECT']);
});

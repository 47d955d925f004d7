import { describe, expect, it } from 'vitest';
import type { LandingSummary } from '../../../pipeline/intake/index.ts';
import { landFiles } from '../../support/intake/land.ts';
import { sheetData, workbookOf } from '../../support/intake/workbooks.ts';

const HEADER = 'Virksomhed;CVR-nr.;Kommune';
const participants = (...rows: string[]): string => [HEADER, ...rows, ''].join('\r\n');
const codes = ({ findings }: LandingSummary): string[] => findings.map(({ code }) => code);

describe('landing', () => {
  it('lands every cell as text, with its row, and leaves out what the contract does not name', async () => {
    await landFiles(
      {
        '2013/deltagere_K07_2013.csv':
          'Deltagere\r\n\r\nVirksomhed;CVR-nr.;Kontaktperson;E-mail;Kontingent (kr.)\r\nA;007;Ole;ole@x.dk;1.234,5\r\nB;;;;\r\nI alt;;;;1.234,5\r\n',
      },
      async ({ store, deliveries }) => {
        expect(
          await store.rows(
            'SELECT source_row, cluster_id, company_name, company_number, fee_dkk FROM landing.participants ORDER BY source_row',
          ),
        ).toEqual([
          { source_row: 4, cluster_id: 'K07', company_name: 'A', company_number: '007', fee_dkk: '1.234,5' },
          { source_row: 5, cluster_id: 'K07', company_name: 'B', company_number: '', fee_dkk: '' },
        ]);
        expect(deliveries).toEqual([
          expect.objectContaining({
            reference_year: 2013,
            supplier: 'K07',
            input: 'participants',
            header_row: 3,
            decimal_mark: ',',
            rows_read: 3,
            rows_loaded: 2,
            encoding: 'utf-8',
            encoding_reason: 'ascii',
            rows_quarantined: 1,
            status: 'ok',
          }),
        ]);
        expect(
          await store.rows('SELECT header, field, match, decimal_mark FROM landing.delivery_column ORDER BY position'),
        ).toEqual([
          { header: 'Virksomhed', field: 'company_name', match: 'exact', decimal_mark: null },
          { header: 'CVR-nr.', field: 'company_number', match: 'exact', decimal_mark: null },
          { header: 'Kontaktperson', field: null, match: 'dropped', decimal_mark: null },
          { header: 'E-mail', field: null, match: 'dropped', decimal_mark: null },
          { header: 'Kontingent (kr.)', field: 'fee_dkk', match: 'exact', decimal_mark: ',' },
        ]);
        const everything = JSON.stringify(
          await store.rows('SELECT * FROM landing.participants, landing.finding'),
          (_key, value) => (typeof value === 'bigint' ? String(value) : value),
        );
        expect(everything).not.toMatch(/Ole|ole@x/);
      },
    );
  });

  it('keeps rows in balance and names those that it does not load', async () => {
    await landFiles(
      { '2013/deltagere_K01.csv': participants('A;1;Odense', 'B;2;Odense;for meget', 'C;3;Odense') },
      async ({ deliveries, findings, store }) => {
        expect(deliveries[0]).toMatchObject({ rows_read: 3, rows_loaded: 2, rows_quarantined: 1 });
        expect(findings).toContainEqual(
          expect.objectContaining({
            code: 'ROW_LONG',
            severity: 'error',
            row: 3,
            column: 4,
            drop: '2013',
            path: 'deltagere_K01.csv',
          }),
        );
        expect(
          await store.rows('SELECT code, source_row, column_position FROM landing.finding WHERE code = $code', {
            code: 'ROW_LONG',
          }),
        ).toEqual([{ code: 'ROW_LONG', source_row: 3, column_position: 4 }]);
      },
    );
  });

  it('takes the same content of one supplier once, and says so', async () => {
    const content = participants('A;1;Odense');
    await landFiles(
      {
        '2013/deltagere_K01.csv': content,
        '2013/kopi af deltagere_K01.csv': content,
        '2013/deltagere_K02.csv': content,
      },
      async (landed) => {
        expect(landed.deliveries.map(({ path, status }) => [path, status])).toEqual([
          ['deltagere_K01.csv', 'ok'],
          ['deltagere_K02.csv', 'ok'],
          ['kopi af deltagere_K01.csv', 'duplicate'],
        ]);
        expect(codes(landed)).toContain('FILE_DUPLICATE');
      },
    );
  });

  it('reports a file of another year, one without a cluster, one that nobody knows, an empty one', async () => {
    await landFiles(
      {
        '2013/deltagere_K01_2012.csv': participants('A;1;Odense'),
        '2013/deltagere.csv': participants('A;2;Odense'),
        '2013/noget.csv': 'x;y\r\n1;2\r\n',
        '2013/tom.csv': '',
      },
      async (landed) => {
        expect(codes(landed)).toEqual(
          expect.arrayContaining(['YEAR_UNLIKE_DROP', 'CLUSTER_UNKNOWN', 'INPUT_UNKNOWN', 'FILE_EMPTY']),
        );
        expect(landed.deliveries.map(({ status }) => status)).toEqual(['ok', 'ok', 'rejected', 'rejected']);
      },
    );
  });

  it('finds the cluster by the names that the drop itself delivers', async () => {
    await landFiles(
      {
        '2013/klynger.csv': 'Klynge-id;Klyngenavn;Type\r\nA1;Grøn Energi;spir\r\nB2;Mad;spir\r\n',
        '2013/deltagere Grøn Energi.csv': participants('A;1;Odense'),
      },
      async ({ deliveries }) => {
        expect(deliveries.find(({ input }) => input === 'participants')?.supplier).toBe('A1');
      },
    );
  });

  it('masks personal values in free text without repeating them', async () => {
    await landFiles(
      {
        '2013/deltagere_K01.csv': participants(
          'Firma v/ 010203-1234;1;Odense',
          'B skriv til b@b.dk;2;Odense',
          'C tlf. 12 34 56 78;3;Odense',
          'P 1012345678;4;Odense',
        ),
      },
      async ({ store, findings }) => {
        expect(
          (
            await store.rows<{ company_name: string }>(
              'SELECT company_name FROM landing.participants ORDER BY source_row',
            )
          ).map(({ company_name }) => company_name),
        ).toEqual(['Firma v/ ▒▒▒', 'B skriv til ▒▒▒', 'C ▒▒▒', 'P 1012345678']);
        expect(
          findings.filter(({ code }) => code.startsWith('PERSONAL')).map(({ code, row, value }) => [code, row, value]),
        ).toEqual([
          ['PERSONAL_CPR', 2, undefined],
          ['PERSONAL_EMAIL', 3, undefined],
          ['PERSONAL_PHONE', 4, undefined],
        ]);
      },
    );
  });

  it('masks a CPR number in the place of a company number, but no company or production unit number', async () => {
    await landFiles(
      {
        '2013/deltagere_K01.csv': participants(
          'A;010203-1234;Odense',
          'B;DK12345674;Odense',
          'C;12345674 / 1012345678;Odense',
        ),
      },
      async ({ store, findings }) => {
        expect(
          (
            await store.rows<{ company_number: string }>(
              'SELECT company_number FROM landing.participants ORDER BY source_row',
            )
          ).map(({ company_number }) => company_number),
        ).toEqual(['▒▒▒', 'DK12345674', '12345674 / 1012345678']);
        expect(findings.filter(({ code }) => code === 'PERSONAL_CPR').map(({ row }) => row)).toEqual([2]);
      },
    );
  });

  it('lands a row of a sheet with a note beside the table, and says that the note is left', async () => {
    const sheet = sheetData([
      ['Klynge-id', 'Kilde', 'Beløb (kr.)', 'Budget/realiseret'],
      ['K01', 'stat', 1, 'budget', 'ring!'],
      ['K01', 'EU', 2, 'budget'],
      ['K01', 'EU', 3, 'budget'],
    ]);
    await landFiles(
      { '2013/regnskab.xlsx': workbookOf({ sheets: { Ark1: sheet } }) },
      async ({ deliveries, findings }) => {
        expect(deliveries[0]).toMatchObject({ rows_read: 3, rows_loaded: 3 });
        expect(findings).toContainEqual(expect.objectContaining({ code: 'CELLS_BESIDE', row: 2, column: 5 }));
      },
    );
  });

  it('says nothing of a sheet beside the data but that it is there', async () => {
    const data = sheetData([
      ['Klynge-id', 'Kilde', 'Beløb (kr.)', 'Budget/realiseret'],
      ['K01', 'stat', 1, 'budget'],
      ['K01', 'EU', 2, 'budget'],
    ]);
    const list = sheetData([['Gyldige værdier'], [], ['Ja', 'Ja', ''], ['Nej', 'Nej', 'x'], ['se vejledningen']]);
    await landFiles(
      { '2013/regnskab.xlsx': workbookOf({ sheets: { Ark1: data, Lister: list } }) },
      async ({ findings }) => {
        expect(findings.filter(({ sheet }) => sheet === 'Lister').map(({ code }) => code)).toEqual(['SHEET_UNKNOWN']);
      },
    );
  });

  it('proposes fields for unknown columns, with the lines to accept, and applies nothing', async () => {
    await landFiles(
      {
        '2013/deltagere_K01.csv':
          'Virksomhed;Kommune;Firmakode;Indmeldingsdato;Kontaktpers.\r\nA;Odense;12345674;01-02-2013;Ib\r\n',
      },
      async ({ findings, store }) => {
        const suggested = findings.filter(({ code }) => code === 'HEADER_SUGGESTED');
        expect(suggested.map(({ header, field }) => [header, field])).toEqual([
          ['Firmakode', 'company_number'],
          ['Indmeldingsdato', 'joined_date'],
        ]);
        expect(suggested[0]?.params?.lines).toBe(
          'files:\n  - file: "deltagere_K01.csv"\n    input: participants\n    columns:\n      company_number: "Firmakode"',
        );
        expect(await store.rows('SELECT company_number FROM landing.participants')).toEqual([{ company_number: null }]);
      },
    );
  });

  it('compares the layout with the last delivery of the same supplier', async () => {
    await landFiles(
      {
        '2012/deltagere_K01.csv': 'Virksomhed;CVR-nr.;Kommune;By;Type\r\nA;1;Odense;Odense;virksomhed\r\n',
        '2013/deltagere_K01.csv': 'CVR;Virksomhed;Kommune;Land;Type\r\n1;A;Odense;DK;klyngefirma\r\n',
        '2013/deltagere_K02.csv': participants('A;1;Odense'),
      },
      async ({ findings }) => {
        expect(
          findings
            .filter(({ code }) => code.startsWith('LAYOUT'))
            .map(({ code, header, params }) => [code, header, params?.values ?? params?.before]),
        ).toEqual([
          ['LAYOUT_RENAMED', 'CVR', 'CVR-nr.'],
          ['LAYOUT_ADDED', 'Land', undefined],
          ['LAYOUT_REMOVED', 'By', undefined],
          ['LAYOUT_MOVED', undefined, undefined],
          ['LAYOUT_CODES', undefined, 'klyngefirma'],
        ]);
      },
    );
  });

  it('carries the decimal mark with each column: of the text, or the point of number cells', async () => {
    const sheet = sheetData([
      ['Klynge-id', 'Kilde', 'Beløb (kr.)', 'Budget/realiseret'],
      ['K01', 'stat', 1234.5, 'budget'],
      ['K01', 'EU', 2000, 'budget'],
    ]);
    await landFiles(
      { '2013/regnskab.xlsx': workbookOf({ sheets: { Ark1: sheet, Noter: sheetData([['Se', 'her']]) } }) },
      async ({ store, deliveries, ...landed }) => {
        expect(deliveries).toEqual([
          expect.objectContaining({ input: 'finance', sheet: 'Ark1', supplier: 'K01', rows_loaded: 2 }),
        ]);
        expect(
          await store.rows('SELECT decimal_mark FROM landing.delivery_column WHERE field = $field', {
            field: 'amount_dkk',
          }),
        ).toEqual([{ decimal_mark: '.' }]);
        expect(await store.rows('SELECT amount_dkk FROM landing.finance ORDER BY source_row')).toEqual([
          { amount_dkk: '1234.5' },
          { amount_dkk: '2000' },
        ]);
        expect(landed.findings.map(({ code }) => code)).toContain('SHEET_UNKNOWN');
      },
    );
    const text =
      'Klynge-id;Kilde;Beløb (kr.);Budget/realiseret\r\nK01;stat;1.234;budget\r\nK01;EU;2,5;budget\r\nK01;EU;2.5;budget\r\n';
    await landFiles({ '2013/regnskab.csv': text }, async (landed) => {
      expect(codes(landed)).toContain('DECIMAL_MIXED');
    });
  });

  it('matches the lower line of a header on two lines', async () => {
    const text = 'Projekt;;Budget;\r\nProjekt-id;Titel;Statslig;EU\r\nP1;Vind;100;200\r\nP2;Sol;300;400\r\n';
    await landFiles({ '2013/projekter.csv': text }, async ({ store, deliveries }) => {
      expect(deliveries[0]).toMatchObject({ input: 'projects', header_row: 2, rows_loaded: 2 });
      expect(
        await store.rows(
          'SELECT project_id, title, budget_state_dkk, budget_eu_dkk FROM landing.projects ORDER BY source_row LIMIT 1',
        ),
      ).toEqual([{ project_id: 'P1', title: 'Vind', budget_state_dkk: '100', budget_eu_dkk: '200' }]);
    });
  });

  it('writes number cells as the texts beside them, where a column holds both', async () => {
    const sheet = sheetData([
      ['Klynge-id', 'Kilde', 'Beløb (kr.)', 'Budget/realiseret'],
      ['K01', 'stat', 1234.5, 'budget'],
      ['K01', 'EU', '1.000,25', 'budget'],
    ]);
    await landFiles({ '2013/regnskab.xlsx': workbookOf({ sheets: { Ark1: sheet } }) }, async ({ store }) => {
      expect(await store.rows('SELECT amount_dkk FROM landing.finance ORDER BY source_row')).toEqual([
        { amount_dkk: '1234,5' },
        { amount_dkk: '1.000,25' },
      ]);
      expect(
        await store.rows('SELECT decimal_mark FROM landing.delivery_column WHERE field = $field', {
          field: 'amount_dkk',
        }),
      ).toEqual([{ decimal_mark: ',' }]);
    });
  });

  it('lands a large clean text through DuckDB as it would land it itself', async () => {
    const rows = Array.from(
      { length: 180_000 },
      (_, at) =>
        `${10_000_000 + at};${2000 + (at % 20)};${at % 7 === 0 ? '' : `${at % 90}.${at % 100}`};"Å; ${at % 10}"`,
    );
    const large = `CVR-nr.;År;GF_AARSV;Koncern-id\n${rows.join('\n')}\n`;
    expect(large.length).toBeGreaterThan(4_000_000);
    const sums =
      'SELECT count(*) AS n, sum(hash(source_row, company_number, year, fte, group_id)) AS sum, min(source_row) AS first, max(source_row) AS last FROM landing.firm_register';
    const scanned = await landFiles({ '2013/register.csv': large }, async ({ store, deliveries }) => {
      expect(deliveries[0]).toMatchObject({
        input: 'firm_register',
        rows_read: 180_000,
        rows_loaded: 180_000,
        delimiter: ';',
      });
      return (await store.rows(sums))[0];
    });
    const careful = await landFiles(
      { '2013/register.csv': `${large}# slut\n` },
      async ({ store, deliveries, findings }) => {
        expect(findings.map(({ code }) => code)).toContain('COMMENT_LINE');
        expect(deliveries[0]?.rows_loaded).toBe(180_000);
        return (await store.rows(sums))[0];
      },
    );
    expect(scanned).toEqual(careful);
    expect(scanned).toMatchObject({ n: 180_000n, first: 2, last: 180_001 });
  });
});

describe('drop.yaml', () => {
  it('maps headers and values, fills constants, skips, and lets one file feed several inputs', async () => {
    const settings = `
year: 2020
files:
  - file: data/*.csv
    input: participants
    columns: {company_number: Orgnr, company_name: Navn på firma, participant_type: Sektor}
    constants: {cluster_id: EU}
    values: {participant_type: {company: [Næringsliv]}}
  - file: data/*.csv
    input: project_participants
    columns: {project_id: Prosjekt, company_number: Orgnr, grant_amount: Beløp}
    decimal_mark: "."
  - file: andet.csv
    skip: true
`;
    const data = 'Orgnr;Navn på firma;Sektor;Prosjekt;Beløp\n1;A;Næringsliv;P1;1.234\n2;B;Stat;P2;2\n';
    await landFiles(
      { 'drop/drop.yaml': settings, 'drop/data/alt.csv': data, 'drop/andet.csv': 'a;b\n1;2\n', 'accounts.yaml': '' },
      async ({ store, deliveries, findings }) => {
        expect(
          await store.rows(
            'SELECT cluster_id, company_name, participant_type FROM landing.participants ORDER BY source_row',
          ),
        ).toEqual([
          { cluster_id: 'EU', company_name: 'A', participant_type: 'company' },
          { cluster_id: 'EU', company_name: 'B', participant_type: 'Stat' },
        ]);
        expect(
          await store.rows('SELECT project_id, grant_amount FROM landing.project_participants ORDER BY source_row'),
        ).toEqual([
          { project_id: 'P1', grant_amount: '1.234' },
          { project_id: 'P2', grant_amount: '2' },
        ]);
        expect(
          deliveries.map(({ path, input, status, reference_year }) => [path, input, status, reference_year]),
        ).toEqual([
          ['andet.csv', null, 'skipped', 2020],
          ['data/alt.csv', 'participants', 'ok', 2020],
          ['data/alt.csv', 'project_participants', 'ok', 2020],
        ]);
        expect(findings).toContainEqual(
          expect.objectContaining({ code: 'VALUES_MAPPED', params: { field: 'participant_type', count: 1 } }),
        );
      },
    );
  });

  it('says which file, sheet and header it names in vain', async () => {
    const settings =
      'files:\n  - {file: findes-ikke.csv, input: clusters}\n  - {file: a.csv, input: participants, columns: {company_name: Firma?}}\n';
    await landFiles(
      { '2013/drop.yaml': settings, '2013/a.csv': participants('A;1;Odense'), 'accounts.yaml': '' },
      async ({ findings }) => {
        expect(findings).toContainEqual(
          expect.objectContaining({ code: 'FILE_MISSING', params: { name: 'findes-ikke.csv' } }),
        );
        expect(findings).toContainEqual(
          expect.objectContaining({ code: 'COLUMN_MAPPED_MISSING', params: { header: 'Firma?' } }),
        );
      },
    );
  });
});

it.each(['', '\ufeff'])(
  'keeps personal values out of the store in whatever column they stand, and in headers %#',
  async (mark) => {
    const row = (at: number, place: string, start: string, amount: string): string =>
      `${10_000_000 + at};2013;${place};${start};${amount};${'k'.repeat(180)}`;
    const large = [
      'CVR-nr.;År;Kommunekode;Startdato;Omsætning (1.000 kr.);Koncern-id',
      ...Array.from({ length: 20_000 }, (_, at) => row(at, '0751', '2000-01-31', String(at * 37))),
    ];
    const odd = [
      row(1, '010203-1234', '2000-01-31', '5'),
      row(2, '0751', '0102031234', '5'),
      row(3, '0751', '', 'a@b.dk'),
    ];
    const files = {
      '2013/lille.csv': `${mark}CVR-nr.;År;Omsætning (1.000 kr.);010203-1235\n10000000;2013;2102031234;x\n`,
      '2013/stor.csv': `${mark}${[...large, ...odd].join('\n')}\n`,
    };
    await landFiles(files, async ({ store, findings }) => {
      const texts = [
        JSON.stringify(findings),
        JSON.stringify(await store.rows('FROM landing.delivery_column')),
        JSON.stringify(await store.rows('FROM landing.firm_register WHERE source_row < 10 OR source_row > 20000')),
      ].join('\n');
      expect(texts.match(/010203-?123\d|a@b/g)).toBeNull();
      expect(texts).toContain('2102031234');
      const found = findings.filter(({ code }) => code.startsWith('PERSONAL'));
      expect(found.map(({ code, row: at, field }) => [code, at, field])).toEqual([
        ['PERSONAL_CPR', 20_002, 'municipality'],
        ['PERSONAL_CPR', 20_003, 'start_date'],
        ['PERSONAL_EMAIL', 20_004, 'turnover_dkk_thousand'],
      ]);
    });
  },
);

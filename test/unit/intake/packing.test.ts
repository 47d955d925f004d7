import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCorrections } from '../../../pipeline/accounts/corrections/apply.ts';
import { loadCodeLists, typeTables } from '../../../pipeline/accounts/index.ts';
import { formOf, formOfType, packingOf } from '../../../pipeline/intake/land/packing.ts';
import { openStore, type Store } from '../../../pipeline/store/store.ts';
import { contract, landFiles, withFolder } from '../../support/intake/land.ts';

describe('the form of a column', () => {
  it.each([
    [['1', '', '20', '-3'], { kind: 'number', scale: 0, mark: '.' }],
    [['0,5', '12,5', ''], { kind: 'number', scale: 1, mark: ',' }],
    [['0.25', '-12.50'], { kind: 'number', scale: 2, mark: '.' }],
    [['1234,500', '2,500'], { kind: 'number', scale: 3, mark: ',' }],
  ])('is seen in %j', (texts, form) => {
    expect(formOf(texts)).toEqual(form);
  });

  it.each([
    [['', '']],
    [['01']],
    [['1', '1,5']],
    [['1,5', '1,50']],
    [['1,5', '1.5']],
    [['1 000']],
    [['+1']],
    [['1,234']],
    [['x', '1']],
  ])('is not seen in %j', (texts) => {
    expect(formOf(texts)).toBeNull();
  });

  it('is not packed where the field types more than the form', () => {
    const whole = formOf(['1']);
    expect(packingOf({ kind: 'flag' }, whole)).toBeNull();
    expect(packingOf({ kind: 'integer' }, formOf(['1,5']))).toBeNull();
    expect(packingOf({ kind: 'amount_dkk' }, formOf(['1,500', '1234,500']))).toBeNull();
    expect(packingOf({ kind: 'decimal' }, formOfType('DATE'))).toBeNull();
    expect(packingOf({ kind: 'decimal' }, formOfType('DOUBLE'))).toBeNull();
  });
});

const HEADER = 'CVR-nr.;År;Årsværk;Antal ansatte;Omsætning (1.000 kr.);Kommunekode';

/** So many rows are long enough to be scanned, and typed where they landed. */
const MANY = 130_000;
/** So many only with a long text in each, which is typed in a table of its own. */
const FEW = 20_000;

/** Rows as a machine writes them, with odd ones put in far behind the head. */
function register(odd: readonly (readonly string[])[], count = FEW): string {
  const group = count === FEW ? ['k'.repeat(180)] : [];
  const lines = Array.from({ length: count }, (_, at) => {
    const own = at > count / 2 && at % 3_000 < odd.length ? odd[at % 3_000] : undefined;
    const plain = [
      10_000_000 + at,
      2000 + (at % 20),
      `${at % 90},${at % 10}`,
      at % 7 === 0 ? '' : at % 300,
      at * 37,
      '0751',
    ];
    return [...(own ?? plain), ...group].join(';');
  });
  return `${count === FEW ? `${HEADER};Koncern-id` : HEADER}\n${lines.join('\n')}\n`;
}

const BYTE_ORDER_MARK = '\ufeff';
const TEXTS = 'delivery_id, source_row, company_number, year, fte, employees, turnover_dkk_thousand, municipality';

interface Landed {
  readonly texts: readonly unknown[];
  readonly typed: readonly unknown[];
  readonly findings: readonly unknown[];
  readonly packed: readonly string[];
}

const packedNames = async (store: Store): Promise<string[]> =>
  (await store.connection.run('FROM landing.firm_register LIMIT 0'))
    .columnNames()
    .filter((name) => name.startsWith('packed'));

/** Digests of what is landed and typed, which tell the same of a packed column and of one of texts. */
async function landed(files: Readonly<Record<string, string>>): Promise<Landed> {
  return landFiles(files, async ({ store }) => {
    await loadCodeLists(store);
    await typeTables(store, contract, []);
    const digest = (from: string): string =>
      `SELECT count(*)::INTEGER AS n, bit_xor(hash(r))::VARCHAR AS digest FROM (${from}) AS r`;
    return {
      texts: await store.rows(digest(`SELECT ${TEXTS} FROM landing.firm_register`)),
      typed: await store.rows(digest('SELECT * EXCLUDE (start_date, end_date) FROM typed.firm_register')),
      findings: await store.rows(
        "SELECT code, source_row, field, value FROM landing.finding WHERE code LIKE 'TYPE%' OR code LIKE 'VALUE%' ORDER BY ALL",
      ),
      packed: await packedNames(store),
    };
  });
}

/** Cells that a packed column cannot give back, or that are typed by more than a cast. */
const oddCell = {
  companyNumber: [
    '13585628',
    '13585627',
    '',
    '0',
    '01234567',
    'DK13585628',
    '1003046789',
    '1.3585628E7',
    'SE1234567890',
  ],
  year: ['', '1899', '2100', '02012', 'i fjor', '2012,0', ' 2012'],
  fte: ['', '12', '7,25', '-0,5', '-0,0', '007,5', '99999999999,5', '..', '1e3'],
  employees: ['', '-3', '+3', '007', '1e3', '9999999999999', '9223372036854775808', '12,5', '1.234', 'ca. 5'],
  turnover: ['', '-0', '0', '999999999999999', '12,5', '1.234.567', 'u.o.'],
};

const oddRow = fc
  .tuple(...Object.values(oddCell).map((cells) => fc.constantFrom(...cells)))
  .map(([number = '', ...cells]) => [number, ...cells, '0101']);

describe('a packed column', () => {
  it.each([FEW, MANY])('gives every text back, and types it as its text is typed, in %i rows', async (count) => {
    const files = { 'register/a.csv': register([], count) };
    const packed = await landed(files);
    const texts = await landed({ 'register/a.csv': `${BYTE_ORDER_MARK}${files['register/a.csv']}` });
    expect(packed.packed).toEqual([
      'packed_company_number',
      'packed_year',
      'packed_with_comma_fte',
      'packed_employees',
      'packed_turnover_dkk_thousand',
    ]);
    expect(texts.packed).toEqual([]);
    expect({ ...packed, packed: [] }).toEqual(texts);
  });

  it('is one of texts where a cell far down is written in another way', { timeout: 30_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(oddRow, { minLength: 1, maxLength: 3 }), async (odd) => {
        const text = register(odd);
        const packed = await landed({ 'register/a.csv': text });
        const texts = await landed({ 'register/a.csv': `${BYTE_ORDER_MARK}${text}` });
        expect({ ...packed, packed: [] }).toEqual(texts);
      }),
      { numRuns: 8 },
    );
  });

  it('stays packed when the next file is written alike, and is one of texts when it is not', async () => {
    const next = register([]).replaceAll('\n1', '\n2');
    const alike = await landed({ 'register/a.csv': register([]), 'register/b.csv': next });
    expect(alike.packed.length).toBe(5);
    const careful = { 'register/a.csv': register([]), 'register/b.csv': `${BYTE_ORDER_MARK}${next}` };
    const mixed = await landed(careful);
    expect(mixed.packed).toEqual([]);
    expect({ ...alike, packed: [] }).toEqual(mixed);
    const odd = register([['13585628', '2012', '12', '', '', '0101']]);
    const unlike = await landed({ 'register/a.csv': register([]), 'register/b.csv': odd });
    expect(unlike.packed).toEqual([]);
    expect(unlike.texts).toEqual(
      (await landed({ 'register/a.csv': register([]), 'register/b.csv': `${BYTE_ORDER_MARK}${odd}` })).texts,
    );
  });

  it('can be corrected', async () => {
    await landFiles({ 'register/a.csv': register([]) }, async ({ store }) => {
      const change = {
        line: 2,
        delivery: 'register/a.csv',
        row: 9,
        key: null,
        column: 'Årsværk',
        oldValue: '7,7',
        newValue: '8',
      };
      await applyCorrections(store, contract, [{ ...change, who: 'AB', why: 'tastefejl', date: '2014-03-01' }]);
      expect(await store.rows('SELECT status FROM accounts.correction')).toEqual([{ status: 'applied' }]);
      expect(
        await store.rows(
          'SELECT source_row, fte FROM landing.firm_register WHERE source_row BETWEEN 8 AND 10 ORDER BY 1',
        ),
      ).toEqual([
        { source_row: 8, fte: '6,6' },
        { source_row: 9, fte: '8' },
        { source_row: 10, fte: '8,8' },
      ]);
    });
  });
});

it('packs the whole numbers, decimals and dates of a Parquet file, and no others', async () => {
  await withFolder({ 'register/none': '' }, async (folder) => {
    const store = await openStore(':memory:', { threads: 2 });
    await store.run(`COPY (SELECT (10000000 + "at")::INTEGER AS "CVR-nr.", 2012::SMALLINT AS "År", ("at" / 7)::DOUBLE AS "Årsværk",
        CASE WHEN "at" % 3 > 0 THEN "at" END AS "Antal ansatte", ("at" / 10)::DECIMAL(9, 1) AS "Omsætning (1.000 kr.)", DATE '2000-01-31' AS "Startdato"
      FROM range(20) AS t("at")) TO '${folder}/register.parquet' (FORMAT parquet)`);
    store.close();
    await landFiles({ 'register/a.parquet': readFileSync(`${folder}/register.parquet`) }, async (landing) => {
      expect(await packedNames(landing.store)).toEqual([
        'packed_company_number',
        'packed_year',
        'packed_employees',
        'packed_turnover_dkk_thousand',
        'packed_start_date',
      ]);
      await loadCodeLists(landing.store);
      await typeTables(landing.store, contract, []);
      const fields =
        'company_number, year, employees, turnover_dkk_thousand::VARCHAR AS turnover, start_date::VARCHAR AS start';
      expect(
        await landing.store.rows(`SELECT ${fields} FROM landing.firm_register WHERE source_row IN (1, 2)`),
      ).toEqual([
        { company_number: '10000000', year: '2012', employees: '', turnover: '0.0', start: '2000-01-31' },
        { company_number: '10000001', year: '2012', employees: '1', turnover: '0.1', start: '2000-01-31' },
      ]);
      expect(await landing.store.rows(`SELECT ${fields} FROM typed.firm_register WHERE source_row = 2`)).toEqual([
        { company_number: null, year: 2012, employees: 1n, turnover: '0.1000', start: '2000-01-31' },
      ]);
    });
  });
});

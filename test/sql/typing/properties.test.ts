import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLanding, loadCodeLists, loadContract } from '../../../pipeline/accounts/index.ts';
import { readCodeList } from '../../../pipeline/contract/codelists.ts';
import { resourcePath } from '../../../pipeline/contract/resources.ts';
import { openStore, runFolder, type Store } from '../../../pipeline/store/store.ts';

/** A text in some spelling, and what it must mean. */
interface Sample {
  readonly raw: string;
  readonly value: string;
}

const COUNT = 2_000;
let store: Store;

beforeAll(async () => {
  store = await openStore(':memory:', { threads: 2 });
  await createLanding(store, loadContract());
  await loadCodeLists(store);
  for (const name of ['municipality_codes', 'country_codes'])
    await store.run(
      name === 'country_codes'
        ? 'CREATE TABLE typed.country_codes (country_code VARCHAR, country_name_da VARCHAR, country_name_en VARCHAR)'
        : 'CREATE TABLE typed.municipality_codes (municipality_code VARCHAR, municipality_name VARCHAR, aliases VARCHAR[], region_code VARCHAR, growth_forum VARCHAR, valid_from DATE, valid_to DATE, peripheral BOOLEAN, delivery_id INTEGER, source_row INTEGER)',
    );
  await store.run('CREATE TABLE typing.spelling (variant VARCHAR, key VARCHAR, value VARCHAR)');
  await runFolder(store, resourcePath('sql', '2-typed', 'lookups'));
}, 30_000);

afterAll(() => store.close());

/** Types texts as the dictionary does: text → value, or the fault. */
async function typed(
  kind: string,
  variant: string,
  raws: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  await store.run('DELETE FROM typing.pending');
  await store.run('DELETE FROM typing.cell');
  const values = [...new Set(raws)].map((raw) => `('x', 'x', '${kind}', '${variant}', '${raw.replaceAll("'", "''")}')`);
  await store.run(`INSERT INTO typing.pending VALUES ${values.join(', ')}`);
  await runFolder(store, resourcePath('sql', '2-typed', 'cells'));
  const rows = await store.rows<{ raw: string; value: string | null }>(
    'SELECT raw, coalesce(value, fault) AS value FROM typing.cell',
  );
  return new Map(rows.map(({ raw, value }) => [raw, value]));
}

async function expectAll(kind: string, variant: string, samples: readonly Sample[]): Promise<void> {
  const read = await typed(
    kind,
    variant,
    samples.map(({ raw }) => raw),
  );
  expect(
    samples.filter(({ raw, value }) => read.get(raw) !== value).map(({ raw, value }) => [raw, value, read.get(raw)]),
  ).toEqual([]);
}

const sample = <Value>(arbitrary: fc.Arbitrary<Value>, seed: number): Value[] =>
  fc.sample(arbitrary, { numRuns: COUNT, seed });
const pad = (number: number, width: number): string => String(number).padStart(width, '0');
const grouped = (digits: string, sign: string): string => digits.replace(/\B(?=(?:\d{3})+$)/g, sign);

const WEIGHTS = [2, 7, 6, 5, 4, 3, 2, 1];
const remainder = (digits: string): number =>
  [...digits].reduce((sum, digit, index) => sum + Number(digit) * (WEIGHTS[index] as number), 0) % 11;

/** Company numbers that pass modulus 11. */
const companyNumber = fc
  .integer({ min: 1_000_000, max: 9_999_999 })
  .map(
    (first) =>
      Array.from({ length: 10 }, (_, last) => `${first}${last}`).find((digits) => remainder(digits) === 0) ??
      '13585628',
  );

const companySpelling = fc.tuple(companyNumber, fc.integer({ min: 0, max: 9 })).map(([digits, style]): Sample => {
  const pairs = digits.match(/../g) as string[];
  const spellings = [
    digits,
    `DK${digits}`,
    `DK ${digits}`,
    pairs.join(' '),
    `${digits.slice(0, 2)}.${digits.slice(2, 5)}.${digits.slice(5)}`,
    `CVR-nr. ${digits}`,
    ` ${digits}\u00a0`,
    `${digits},0`,
    `${digits} / 1003388394`,
    `${digits[0]},${digits.slice(1)}E+07`,
  ];
  return { raw: spellings[style] as string, value: digits };
});

describe('whatever the spelling', () => {
  it('company numbers are read', async () => {
    await expectAll('company_number', 'dk-cvr', sample(companySpelling, 1));
  });

  it('a digit changed or two neighbours swapped is never another valid number', async () => {
    const broken = sample(
      fc.tuple(companyNumber, fc.integer({ min: 0, max: 7 }), fc.integer({ min: 1, max: 9 })),
      2,
    ).map(([digits, at, by]) =>
      [...digits].map((digit, index) => (index === at ? String((Number(digit) + by) % 10) : digit)).join(''),
    );
    const swapped = sample(fc.tuple(companyNumber, fc.integer({ min: 0, max: 6 })), 3)
      .filter(([digits, at]) => digits[at] !== digits[at + 1])
      .map(([digits, at]) => digits.slice(0, at) + digits[at + 1] + digits[at] + digits.slice(at + 2));
    const all = [...broken, ...swapped];
    const read = await typed('company_number', 'dk-cvr', all);
    expect(all.filter((raw) => !read.get(raw)?.startsWith('TYPE_'))).toEqual([]);
  });

  it('Danish and plain numbers are read as what they say', async () => {
    const amounts = fc.tuple(
      fc.integer({ min: 0, max: 999_999_999 }),
      fc.integer({ min: 0, max: 99 }),
      fc.boolean(),
      fc.integer({ min: 0, max: 4 }),
    );
    const spell = (mark: string, group: string) =>
      sample(
        amounts.map(([whole, cents, isNegative, style]): Sample => {
          const sign = isNegative ? '-' : '';
          const digits = String(whole);
          const spellings = [
            `${digits}${mark}${pad(cents, 2)}`,
            `${grouped(digits, group)}${mark}${pad(cents, 2)}`,
            `${grouped(digits, '\u00a0')}${mark}${pad(cents, 2)}`,
            `kr. ${grouped(digits, group)}${mark}${pad(cents, 2)}`,
            `${digits}${mark}${pad(cents, 2)} kr.`,
          ];
          return {
            raw: sign + (spellings[style] as string),
            value: `${whole === 0 && cents === 0 ? '' : sign}${digits}.${pad(cents, 2)}`,
          };
        }),
        4,
      );
    await expectAll('amount_dkk', ',', spell(',', '.'));
    await expectAll('amount_dkk', '.', spell('.', ','));
  });

  it('a number with an unknown mark is read as both grammars read it, or refused', async () => {
    const raws = sample(fc.stringMatching(/^-?[0-9]{1,4}([.,][0-9]{1,4}){0,2}$/), 5);
    const [comma, point, unknown] = [
      await typed('decimal', ',', raws),
      await typed('decimal', '.', raws),
      await typed('decimal', '?', raws),
    ];
    const isNumber = (text: string | null | undefined): boolean =>
      text !== undefined && text !== null && !text.startsWith('TYPE_');
    for (const raw of raws) {
      const [byComma, byPoint, byNone] = [comma.get(raw), point.get(raw), unknown.get(raw)];
      if (isNumber(byComma) && isNumber(byPoint) && byComma !== byPoint)
        expect([raw, byNone]).toEqual([raw, 'TYPE_NUMBER_AMBIGUOUS']);
      else expect([raw, byNone]).toEqual([raw, isNumber(byComma) ? byComma : byPoint]);
    }
  });

  it('dates are read day first, and days that do not exist are refused', async () => {
    const months = [
      'januar',
      'februar',
      'marts',
      'april',
      'maj',
      'juni',
      'juli',
      'august',
      'september',
      'oktober',
      'november',
      'december',
    ];
    const dates = fc.tuple(
      fc.integer({ min: 1950, max: 2049 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 31 }),
      fc.integer({ min: 0, max: 9 }),
    );
    const samples = sample(dates, 6).map(([year, month, day, style]): Sample => {
      const [y, m, d] = [String(year), pad(month, 2), pad(day, 2)];
      const spellings = [
        `${y}-${m}-${d}`,
        `${d}-${m}-${y}`,
        `${d}.${m}.${y}`,
        `${day}/${month}/${y}`,
        `${d}.${m}.${y.slice(2)}`,
        `${y}${m}${d}`,
        `${day}. ${months[month - 1]} ${y}`,
        `${d}-${m}-${y} 00:00`,
        `${y}/${m}/${d}`,
        ` ${day}-${month}-${y} `,
      ];
      const exists = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
      return { raw: spellings[style] as string, value: exists ? `${y}-${m}-${d}` : 'TYPE_DATE' };
    });
    await expectAll('date', '', samples);
  });

  it('serial numbers of Excel are counted from 1899-12-30', async () => {
    const samples = sample(fc.integer({ min: 14_611, max: 73_050 }), 7).map(
      (serial): Sample => ({
        raw: String(serial),
        value: new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10),
      }),
    );
    await expectAll('date', '', samples);
  });

  it('every municipality is found by its code, with and without its zero, and by its name', async () => {
    const rows = readCodeList('municipality');
    await expectAll(
      'municipality',
      '',
      rows.flatMap(({ municipality_code: code = '', name = '' }) =>
        [
          code,
          String(Number(code)),
          `${code} ${name}`,
          name,
          name.toUpperCase(),
          `${name} Kommune`,
          name.replaceAll('-', ' '),
          name.replaceAll('Aa', 'Å').replaceAll('aa', 'å'),
        ].map((raw) => ({ raw, value: code })),
      ),
    );
  });

  it('every country is found by its code and both its names', async () => {
    await expectAll(
      'country',
      '',
      readCodeList('country').flatMap(({ country_code = '', name_da = '', name_en = '' }) =>
        [country_code, country_code.toLowerCase(), name_da, name_en, name_da.toUpperCase()].map((raw) => ({
          raw,
          value: country_code,
        })),
      ),
    );
  });
});

it('never types a text that no rule knows, and never fails on one', async () => {
  const raws = fc
    .sample(fc.string({ unit: 'grapheme', maxLength: 8 }), { numRuns: 300, seed: 8 })
    .map((text) => text.replaceAll('\u0000', '').replace(/^\uFEFF|\p{Surrogate}/gu, ''));
  for (const [kind, variant] of [
    ['decimal', ','],
    ['date', ''],
    ['company_number', 'dk-cvr'],
    ['flag', ''],
    ['industry', ''],
    ['municipality', ''],
  ] as const) {
    const read = await typed(kind, variant, raws);
    for (const [raw, value] of read)
      if (value !== null && !value.startsWith('TYPE_')) expect(raw).toMatch(/[0-9a-zæøåA-ZÆØÅ✓✔]/);
  }
});

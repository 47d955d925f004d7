import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findIndicator, loadCatalogue } from '../../../pipeline/accounts/catalogue/index.ts';
import { ExpectedError } from '../../../pipeline/contract/errors.ts';
import { resourcePath } from '../../../pipeline/contract/resources.ts';

const catalogue = loadCatalogue();

describe('the catalogue', () => {
  it('holds the sixty indicators of the accounts, by family', () => {
    const numbers = { DEL: 12, VID: 4, PRO: 5, AKT: 6, UDB: 4, SUR: 10, EFF: 8, INT: 4, FIN: 3, ORG: 2, KVA: 2 };
    const wanted = Object.entries(numbers).flatMap(([family, count]) =>
      Array.from({ length: count }, (_, index) => `${family}${String(index + 1).padStart(2, '0')}`),
    );
    expect(catalogue.map(({ id }) => id)).toEqual(wanted);
  });

  it('ends every definition and note with a full stop, and says different things in its two languages', () => {
    for (const { id, definition, comparability } of catalogue) {
      for (const text of [definition, comparability].filter((one) => one !== null))
        for (const language of ['da', 'en'] as const) expect(text[language], `${id} ${language}`).toMatch(/\.$/);
      expect(definition.da, id).not.toBe(definition.en);
    }
  });

  it('keeps breaks in order, with a sentence in each language for every one', () => {
    const broken = catalogue.filter(({ breaks }) => breaks.length > 0);
    expect(broken.length).toBeGreaterThan(10);
    for (const { id, breaks } of broken) {
      const years = breaks.map(({ year }) => year);
      expect(years, id).toEqual([...new Set(years)].sort((a, b) => a - b));
      for (const { reason } of breaks) {
        expect(reason.da, id).toMatch(/\.$/);
        expect(reason.en, id).toMatch(/\.$/);
        expect(reason.da, id).not.toBe(reason.en);
      }
    }
  });

  it('gives the total and every breakdown once', () => {
    for (const { id, breakdowns, item } of catalogue) {
      const sets = breakdowns.map((set) => set.join());
      expect(new Set(sets).size, id).toBe(sets.length);
      expect(sets[0], id).toBe(item?.isRequired ? 'item' : '');
    }
  });

  it('finds an indicator in any case and names its family where there is none', () => {
    expect(findIndicator(catalogue, 'del01').id).toBe('DEL01');
    expect(() => findIndicator(catalogue, 'ORG9')).toThrow('ORG9');
    try {
      findIndicator(catalogue, 'ORG9');
    } catch (error) {
      expect((error as ExpectedError).hint).toBe('Known: ORG01, ORG02.');
    }
  });
});

describe('a file that is not right', () => {
  const folder = mkdtempSync(join(tmpdir(), 'indicators-'));
  const original = readFileSync(resourcePath('sql', '4-indicators', 'UDB03.sql'), 'utf8');
  beforeAll(() => mkdirSync(folder, { recursive: true }));
  afterAll(() => rmSync(folder, { recursive: true }));

  const errorOf = (source: string): ExpectedError => {
    writeFileSync(join(folder, 'UDB03.sql'), source);
    try {
      loadCatalogue(folder);
    } catch (error) {
      expect(error).toBeInstanceOf(ExpectedError);
      return error as ExpectedError;
    }
    throw new Error('The file was accepted.');
  };
  const changed = (from: string | RegExp, to: string): ExpectedError => {
    expect(original.replace(from, to)).not.toBe(original);
    return errorOf(original.replace(from, to));
  };

  it('loads as it is', () => {
    writeFileSync(join(folder, 'UDB03.sql'), original);
    expect(loadCatalogue(folder).map(({ id }) => id)).toEqual(['UDB03']);
  });

  it.each([
    ['an unknown key', /^crossings:/m, 'crosings:', 'Unknown key "crosings".', /Did you mean "crossings"/, 'crosings:'],
    [
      'a missing translation',
      'da: Nyt produkt, ',
      '',
      '"item.values.product" has no Danish text.',
      /values\.product\.da/,
      'New product',
    ],
    ['a missing key', /^evidence_tier: .*\n/m, '', '"evidence_tier" is missing.', /Every indicator/, 'id: UDB03'],
    ['a value that is not allowed', 'class: S1', 'class: S9', '"disclosure_class" has a value', /S0, S1/, 'class: S9'],
    [
      'an unknown breakdown',
      /^breakdowns: .*$/m,
      'breakdowns: [regoin]',
      '"breakdowns": "regoin" is no dimension.',
      /figure\.ts/,
      '[regoin]',
    ],
    ['an unknown input', 'outcomes]', 'outcome]', '"inputs": "outcome" is no input', /Mend/, 'outcome]'],
    [
      'a share of nothing',
      ', over: takes_part }',
      ' }',
      'Measure "share_pct": "over" belongs',
      /over/,
      'name: share_pct',
    ],
    ['another id', 'id: UDB03', 'id: UDB04', '"id" is UDB04, the file is UDB03.sql.', /one name/, 'id: UDB04'],
    ['broken YAML', 'id: UDB03', 'id: "UDB03', 'The header is not valid YAML', /Mend/, null],
  ] as const)('with %s names file, line and key', (_what, from, to, message, hint, lineWith) => {
    const error = changed(from, to);
    expect(error.message).toContain(message);
    expect(error.hint).toMatch(hint);
    expect(error.exitCode).toBe(2);
    expect(error.where).toMatch(/^sql\/4-indicators\/UDB03\.sql:\d+$/);
    if (lineWith === null) return;
    const line =
      original
        .replace(from, to)
        .split('\n')
        .findIndex((text) => text.includes(lineWith)) + 1;
    expect(error.where).toBe(`sql/4-indicators/UDB03.sql:${line}`);
  });

  it('without a header or with two statements is refused', () => {
    expect(errorOf('SELECT 1').message).toBe('The file does not begin with a header.');
    expect(errorOf(`${original}; SELECT 2`).message).toBe('The file holds more than one statement.');
  });
});

import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDropSettings } from '../../../pipeline/contract/drop-settings.ts';
import { ExpectedError } from '../../../pipeline/contract/errors.ts';
import { findDrops } from '../../../pipeline/intake/index.ts';
import { openStore } from '../../../pipeline/store/store.ts';
import { contract, landFiles, withFolder } from '../../support/intake/land.ts';

const inputs = new Map([['participants', ['company_name', 'company_number']]]);

function fault(text: string): { message: string; hint: string; where: string | undefined } {
  try {
    parseDropSettings(text, 'drop.yaml', inputs);
  } catch (error) {
    if (error instanceof ExpectedError) return { message: error.message, hint: error.hint, where: error.where };
    throw error;
  }
  throw new Error('no error');
}

describe('drop.yaml', () => {
  it('may be empty', () => {
    expect(parseDropSettings('', 'drop.yaml', inputs)).toEqual({});
  });

  it.each([
    ['yaer: 2013', 'Unknown key "yaer".', 'Did you mean "year"', 1],
    ['year: 2013\nidentifier_scheme: cvr', '"identifier_scheme" has a value that is not allowed.', '"dk-cvr"', 2],
    ['files:\n  - file: a.csv\n    colums: {}', 'Unknown key "files.0.colums".', 'Did you mean "columns"', 3],
    [
      'files:\n  - file: a.csv\n    input: participant',
      'There is no input "participant".',
      'Did you mean "participants"',
      3,
    ],
    [
      'files:\n  - file: a.csv\n    input: participants\n    columns:\n      company_nmber: CVR',
      'There is no field "company_nmber".',
      'Did you mean "company_number"',
      5,
    ],
    ['year: [', 'This is not valid YAML', 'Mend the line', 1],
    ['files:\n  - input: participants', '"files.0" must have required property', 'For example', 2],
  ])('%j is refused with line and next step', (text, message, hint, line) => {
    const found = fault(text);
    expect(found.message).toContain(message);
    expect(found.hint).toContain(hint);
    expect(found.where).toBe(`drop.yaml:${line}`);
  });
});

describe('drops', () => {
  it('takes subfolders of a folder with accounts.yaml as drops, in the order of their names', async () => {
    await withFolder(
      {
        'accounts.yaml': '',
        '2013/b.csv': 'x',
        '2013/a.csv': 'x',
        '2012/under/c.csv': 'x',
        'register/r.csv': 'x',
        '2013/README.md': '',
        '2013/~$a.xlsx': '',
      },
      async (folder) => {
        const { drops, parametersPath } = await findDrops([folder], contract);
        expect(drops.map(({ name, year, files }) => [name, year, files])).toEqual([
          ['2012', 2012, ['under/c.csv']],
          ['2013', 2013, ['a.csv', 'b.csv']],
          ['register', null, ['r.csv']],
        ]);
        expect(parametersPath).toMatch(/accounts\.yaml$/);
      },
    );
  });

  it('takes a link for what it leads to, and refuses one that leads back', async () => {
    await withFolder({ 'kept/a.csv': 'x', 'kept/under/b.csv': 'x' }, async (folder) => {
      mkdirSync(`${folder}/drops/2013`, { recursive: true });
      symlinkSync(`${folder}/kept`, `${folder}/drops/2012`);
      symlinkSync(`${folder}/kept/under`, `${folder}/drops/2013/more`);
      const { drops } = await findDrops([`${folder}/drops`], contract);
      expect(drops.map(({ name, files }) => [name, files])).toEqual([
        ['2012', ['a.csv', 'under/b.csv']],
        ['2013', ['more/b.csv']],
      ]);
      symlinkSync(`${folder}/drops/2013`, `${folder}/drops/2013/back`);
      await expect(findDrops([`${folder}/drops`], contract)).rejects.toMatchObject({ code: 'DROP_LOOP', exitCode: 2 });
    });
  });

  it('takes a folder of files as one drop, its year from drop.yaml before its name', async () => {
    await withFolder({ '2013/drop.yaml': 'year: 2014', '2013/a.csv': 'x' }, async (folder) => {
      const { drops, parametersPath } = await findDrops([`${folder}/2013`], contract);
      expect(drops.map(({ name, year }) => [name, year])).toEqual([['2013', 2014]]);
      expect(parametersPath).toBeNull();
    });
  });

  it('refuses a missing folder (3), a file (2) and two drops of one name (2)', async () => {
    await withFolder({ 'a/2013/x.csv': '', 'b/2013/x.csv': '' }, async (folder) => {
      await expect(findDrops([`${folder}/c`], contract)).rejects.toMatchObject({ code: 'DROP_MISSING', exitCode: 3 });
      await expect(findDrops([`${folder}/a/2013/x.csv`], contract)).rejects.toMatchObject({
        code: 'DROP_NOT_A_FOLDER',
        exitCode: 2,
      });
      await expect(findDrops([`${folder}/a`, `${folder}/b`], contract)).rejects.toMatchObject({
        code: 'DROP_NAME_TWICE',
        exitCode: 2,
      });
    });
  });
});

async function parquet(columns: string): Promise<Buffer> {
  return withFolder({}, async (folder) => {
    const path = `${folder}/whole.parquet`;
    const store = await openStore(':memory:', { threads: 1 });
    await store.run(
      `COPY (SELECT ${columns} FROM range(10000) AS t("at")) TO '${path}' (FORMAT parquet, COMPRESSION zstd)`,
    );
    store.close();
    return readFileSync(path);
  });
}

/** A Parquet file whose last column chunk, but not its description, is damaged. */
async function damagedParquet(columns: string): Promise<Buffer> {
  const bytes = await parquet(columns);
  return bytes.fill(0x5a, 100, Math.floor(bytes.length / 2));
}

it.each([
  ['that DuckDB lands', `"at" + 10000000 AS "CVR-nr.", 2012 AS "År", "at" AS "Antal ansatte"`],
  [
    'whose cells are looked at',
    `'K01' AS "Klynge", "at" + 10000000 AS "CVR-nr.", 'Firma ' || "at" AS "Virksomhedsnavn", 'x' || "at" AS "Bemærkninger"`,
  ],
])('rejects a Parquet file %s and whose columns are damaged, and lands the others', async (_, columns) => {
  const files = {
    '2012/a.csv': 'CVR-nr.;År;Antal ansatte\n30000000;2012;7\n',
    '2013/b.parquet': await damagedParquet(columns),
    '2013/c.csv': 'CVR-nr.;År;Antal ansatte\n30000001;2013;7\n',
  };
  await landFiles(files, async ({ deliveries, findings, store }) => {
    expect(deliveries.map(({ status }) => status)).toEqual(['ok', 'rejected', 'ok']);
    const [unreadable] = findings.filter(({ code }) => code === 'FILE_UNREADABLE');
    expect(unreadable).toMatchObject({ path: 'b.parquet', severity: 'fatal' });
    expect(unreadable?.params?.what).not.toContain('/');
    expect(await store.rows('SELECT count(*)::INTEGER AS n FROM landing.firm_register')).toEqual([{ n: 2 }]);
  });
});

it('rejects a damaged Parquet file with a finding', async () => {
  await landFiles(
    { '2013/register.parquet': 'PAR1 and then nothing of the kind' },
    async ({ deliveries, findings }) => {
      expect(deliveries[0]?.status).toBe('rejected');
      expect(findings).toEqual([expect.objectContaining({ code: 'FILE_UNREADABLE', severity: 'fatal' })]);
    },
  );
});

it('takes no column of a Parquet file from the name of its folder', async () => {
  const bytes = await parquet('"at" + 10000000 AS "CVR-nr.", 2012 AS "År"');
  await landFiles({ 'register/Antal ansatte=7/a.parquet': bytes }, async ({ store }) => {
    expect(await store.rows('FROM landing.delivery_column SELECT header ORDER BY position')).toEqual([
      { header: 'CVR-nr.' },
      { header: 'År' },
    ]);
  });
});

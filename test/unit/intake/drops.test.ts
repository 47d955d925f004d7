import { describe, expect, it } from 'vitest';
import { parseDropSettings } from '../../../pipeline/contract/drop-settings.ts';
import { ExpectedError } from '../../../pipeline/contract/errors.ts';
import { findDrops } from '../../../pipeline/intake/index.ts';
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

it('rejects a damaged Parquet file with a finding', async () => {
  await landFiles(
    { '2013/register.parquet': 'PAR1 and then nothing of the kind' },
    async ({ deliveries, findings }) => {
      expect(deliveries[0]?.status).toBe('rejected');
      expect(findings).toEqual([expect.objectContaining({ code: 'FILE_UNREADABLE', severity: 'fatal' })]);
    },
  );
});

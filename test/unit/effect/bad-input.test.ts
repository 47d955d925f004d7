import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadContract } from '../../../pipeline/contract/inputs.ts';
import { normal } from '../../../pipeline/estimate/numeric/random.ts';
import { type EffectOutcome, studyDrops } from '../../../pipeline/run/effect/command.ts';
import { runEffect } from '../../../pipeline/run/effect/index.ts';
import { prepareAccounts } from '../../../pipeline/run/prepare.ts';
import { readSource, type Source } from '../../../pipeline/run/source.ts';
import { openStore, type Store } from '../../../pipeline/store/store.ts';
import { companyNumber } from '../../support/tiny-drop.ts';

type Row = Record<string, string | number>;

const MEMBERS = 40;
const OTHERS = 160;
const YEARS = [2007, 2008, 2009, 2010, 2011, 2012];
const NUMBERS = Array.from({ length: MEMBERS + OTHERS }, (_, firm) => companyNumber(firm));
const FIELDS = [
  'company_number',
  'year',
  'fte',
  'employees',
  'value_added_dkk_thousand',
  'industry',
  'municipality',
  'start_date',
];

const DROP = `year: 2012
files:
  - file: participants.csv
    input: participants
    constants: { cluster_id: K01, membership_status: dedicated, participant_type: company }
    columns: { company_number: company_number, joined_date: joined_date }
  - file: register.csv
    input: firm_register
    decimal_mark: "."
    columns: { ${FIELDS.map((name) => `${name}: ${name}`).join(', ')} }
  - file: clusters.csv
    input: clusters
    columns: { cluster_id: cluster_id, cluster_name: cluster_name }
`;

/** A register of which nothing is wrong: two sections, sizes around ten, an effect of five per cent from the year after entry. */
function register(): Row[] {
  return NUMBERS.flatMap((number, firm) =>
    YEARS.map((year): Row => {
      const fte = Math.exp(2.2 + 0.3 * normal(3, 1, 0, firm) + (firm < MEMBERS ? 0.1 : 0));
      const gain = firm < MEMBERS && year > 2010 ? 0.05 : 0;
      const added = fte * Math.exp(6 + 0.2 * normal(3, 2, 0, firm) + gain + 0.05 * normal(3, 3, year, firm));
      return {
        company_number: number,
        year,
        fte: fte.toFixed(1),
        employees: Math.round(fte),
        value_added_dkk_thousand: added.toFixed(1),
        industry: firm % 2 === 0 ? '620100' : '101110',
        municipality: '0751',
        start_date: `${1980 + (firm % 20)}-01-01`,
      };
    }),
  );
}

const csv = (rows: readonly Row[]): string =>
  [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))].map((cells) => cells.join(';')).join('\n');

const SILENT = { stage: () => {}, step: () => {}, end: () => {} };

/** Writes a drop of which the register's rows were changed; gives its folder. */
async function writeDrop(change: (row: Row, firm: number) => Row = (row) => row): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cluster-accounts-'));
  const drop = join(folder, '2012');
  await mkdir(drop);
  const place = new Map(NUMBERS.map((number, firm) => [number, firm]));
  const rows = register().map((row) => change(row, place.get(String(row.company_number)) as number));
  await writeFile(join(drop, 'drop.yaml'), DROP);
  await writeFile(join(drop, 'register.csv'), csv(rows));
  await writeFile(join(drop, 'clusters.csv'), 'cluster_id;cluster_name\nK01;Klynge');
  await writeFile(
    join(drop, 'participants.csv'),
    csv(NUMBERS.slice(0, MEMBERS).map((number) => ({ company_number: number, joined_date: '2010-03-01' }))),
  );
  await writeFile(
    join(folder, 'study.yaml'),
    'covariates: [log_fte, firm_age, industry]\nhorizons: [1, 2]\nleads: 2\n',
  );
  await writeFile(join(folder, 'accounts.yaml'), 'seed: 1\n');
  return folder;
}

type Studied = Pick<EffectOutcome, 'facts' | 'findings'> & {
  readonly figures: readonly Pick<EffectOutcome['figures'][number], Shown>[];
};
type Shown = 'indicator' | 'measure' | 'item' | 'value' | 'lower' | 'upper' | 'standardError' | 'n';

const found = ({ findings }: Studied, code: string) => findings.find((finding) => finding.code === code)?.params;
const headline = ({ figures }: Studied) =>
  figures.find(({ indicator, measure, item }) => indicator === 'EFF01' && measure === 'effect_pct' && item === 'sme');

function expectNumbers({ figures, facts }: Studied): void {
  expect(figures.length).toBeGreaterThan(10);
  for (const figure of figures)
    for (const value of [figure.value, figure.lower, figure.upper, figure.standardError])
      expect(value === null || Number.isFinite(value), `${figure.indicator} ${figure.measure} ${figure.item}`).toBe(
        true,
      );
  expect(JSON.stringify(facts)).not.toMatch(/NaN|Infinity|undefined/);
}

describe('a study of files with something wrong', () => {
  let folder = '';
  afterEach(() => rm(folder, { recursive: true }));

  /** The study of files as the command runs it. */
  async function studyOf(change?: (row: Row, firm: number) => Row): Promise<Studied> {
    folder = await writeDrop(change);
    return studyDrops({ paths: [folder], threads: 1 }, SILENT);
  }

  it('finds the planted effect where nothing is, and that nobody has a turnover', async () => {
    const outcome = await studyOf();
    expectNumbers(outcome);
    expect(found(outcome, 'EFFECT_OUTCOME_MISSING')).toMatchObject({ companies: MEMBERS });
    expect(headline(outcome)?.lower).toBeLessThan(5.2);
    expect(headline(outcome)?.upper).toBeGreaterThan(5);
  });

  it('takes no productivity that is not a number', async () => {
    const outcome = await studyOf((row, firm) =>
      firm % 10 === 1 && Number(row.year) === 2009
        ? { ...row, fte: firm % 20 === 1 ? '0' : '1e-300', value_added_dkk_thousand: '1e300' }
        : row,
    );
    expectNumbers(outcome);
    expect(found(outcome, 'EFFECT_OUTCOME_NOT_USABLE')).toEqual({ companies: 4 });
  });
});

describe('a study of accounts with something wrong', () => {
  let store: Store;
  let source: Source;
  beforeAll(async () => {
    const folder = await writeDrop();
    const contract = loadContract();
    source = await readSource([folder], contract, undefined);
    store = await openStore(':memory:', { threads: 1 });
    await prepareAccounts(store, source, contract, SILENT);
    // A view of the typed register: a table can be changed.
    await store.run('CREATE TABLE given AS FROM accounts.firm_year; DROP VIEW accounts.firm_year');
    await store.run('CREATE TABLE accounts.firm_year AS FROM given');
    await rm(folder, { recursive: true });
  });
  afterAll(() => store.close());

  const members = (count: number): string =>
    NUMBERS.slice(0, count)
      .map((number) => `'${number}'`)
      .join(', ');

  /** The study after a change of the accounts, which is undone; its figures as they are before disclosure control. */
  async function studyAfter(change: string): Promise<Studied> {
    const { settings } = source.study;
    await store.run('BEGIN TRANSACTION');
    try {
      await store.run(change);
      return await runEffect(store, source.parameters, {
        referenceYear: 2012,
        ...(settings === undefined ? {} : { settings }),
      });
    } finally {
      await store.run('ROLLBACK');
    }
  }

  it('counts participants without a year before', async () => {
    const some = await studyAfter(
      `DELETE FROM accounts.firm_year WHERE company_id IN (${members(15)}) AND year < 2010`,
    );
    expectNumbers(some);
    expect(found(some, 'EFFECT_NO_ROW_BEFORE')).toEqual({ companies: 15 });
    expect(headline(some)?.n).toBeLessThanOrEqual(25);
  });

  it('says that all entered before the register begins', async () => {
    const none = await studyAfter("UPDATE accounts.membership SET joined_date = '2005-03-01'");
    expectNumbers(none);
    expect(found(none, 'EFFECT_NO_TREATED')).toEqual({ companies: MEMBERS });
    expect(found(none, 'EFFECT_NO_YEAR_BEFORE')).toEqual({ companies: MEMBERS });
    expect(headline(none)?.value).toBeNull();
  });

  it('says that all stand in one stratum and that a covariate is constant', async () => {
    const outcome = await studyAfter("UPDATE accounts.firm_year SET industry = 'J', employees = 20, fte = 18");
    expectNumbers(outcome);
    expect(found(outcome, 'EFFECT_ONE_STRATUM')).toMatchObject({ companies: MEMBERS + OTHERS });
    expect(found(outcome, 'EFFECT_CONSTANT_COVARIATE')).toEqual({
      companies: MEMBERS + OTHERS,
      columns: 'log_fte, industry',
    });
    expect(found(outcome, 'EFFECT_COLLINEAR')).toBeUndefined();
  });

  it('says that there is nobody to compare with', async () => {
    const outcome = await studyAfter(`DELETE FROM accounts.firm_year WHERE company_id NOT IN (${members(MEMBERS)})`);
    expectNumbers(outcome);
    expect(found(outcome, 'EFFECT_NO_DONORS')).toEqual({ companies: MEMBERS });
    expect(headline(outcome)?.value).toBeNull();
  });

  it('says that the outcome is missing for all', async () => {
    const outcome = await studyAfter('UPDATE accounts.firm_year SET value_added_dkk_thousand = NULL');
    expectNumbers(outcome);
    expect(found(outcome, 'EFFECT_OUTCOME_NOT_USABLE')).toEqual({ companies: MEMBERS });
    expect(found(outcome, 'EFFECT_OUTCOME_MISSING')).toEqual({ companies: MEMBERS, outcome: 'log_productivity' });
  });

  it('counts every company once where participants enter in several years', async () => {
    const outcome = await studyAfter(
      `UPDATE accounts.firm_year SET industry = 'J', employees = 20, fte = 18;
       UPDATE accounts.membership SET joined_date = '2011-03-01' WHERE company_id IN (${members(20)})`,
    );
    expectNumbers(outcome);
    expect(found(outcome, 'EFFECT_ONE_STRATUM')).toMatchObject({ companies: MEMBERS + OTHERS });
  });
});

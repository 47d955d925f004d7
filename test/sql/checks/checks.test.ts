import { describe, expect, it } from 'vitest';
import { readChecks } from '../../../pipeline/accounts/checks/catalogue.ts';
import { buildAccounts, runChecks } from '../../../pipeline/accounts/index.ts';
import { type TestDelivery, typedStore } from '../../support/store.ts';
import { B, C, companyNumber, D, STRANGER, tinyDrops, withRows } from '../../support/tiny-drop.ts';

type Row = Readonly<Record<string, string>>;
type Change = (deliveries: TestDelivery[]) => TestDelivery[];

const parameters = { sme_limit: 50, dedicated_rule: 'status_or_basis', missing_deliveries: 'as_reported' } as const;

/** Codes that the checks find in the deliveries, each with its place. Findings of the typing are left out. */
async function found(deliveries: readonly TestDelivery[]): Promise<string[]> {
  const store = await typedStore(deliveries);
  try {
    await store.run('DELETE FROM landing.finding');
    await buildAccounts(store, parameters);
    await runChecks(store);
    const rows = await store.rows<{ code: string; path: string; source_row: number; field: string }>(
      'SELECT code, path, source_row, field FROM landing.finding ORDER BY ALL',
    );
    return rows.map(({ code, path, source_row, field }) => `${code} ${path} ${source_row} ${field}`);
  } finally {
    store.close();
  }
}

/** Sets cells of the `index`-th row of an input of 2013. */
const set =
  (input: string, index: number, cells: Row, supplier?: string): Change =>
  (deliveries) =>
    withRows(
      deliveries,
      input,
      2013,
      (rows) => rows.map((row, at) => (at === index ? { ...row, ...cells } : row)),
      supplier,
    );

/** Adds copies of the first row of an input of 2013, with cells set. */
const add =
  (input: string, added: readonly Row[], supplier?: string): Change =>
  (deliveries) =>
    withRows(
      deliveries,
      input,
      2013,
      (rows) => [...rows, ...added.map((cells) => ({ ...rows[0], ...cells }))],
      supplier,
    );

const register =
  (change: (rows: readonly Row[]) => readonly Row[]): Change =>
  (deliveries) =>
    withRows(deliveries, 'firm_register', undefined, change);

const mergers =
  (rows: readonly Row[]): Change =>
  (deliveries) =>
    withRows(deliveries, 'company_events', undefined, () => rows);

const both =
  (...changes: readonly Change[]): Change =>
  (deliveries) =>
    changes.reduce((changed, change) => change(changed), deliveries);

/** What to spoil, and what is found then: the check's own finding first, others that follow from it behind. */
const cases: readonly (readonly [code: string, spoil: Change, where: string, ...others: readonly string[]])[] = [
  [
    'PROJECT_DATES_REVERSED',
    set('projects', 0, { start_date: '2013-12-01', end_date: '2013-11-30' }),
    'projects.csv 2 end_date',
  ],
  [
    'MEMBERSHIP_DATES_REVERSED',
    set('participants', 1, { joined_date: '02-05-2013', left_date: '01-05-2013' }, 'K01'),
    'deltagere_K01.csv 3 left_date',
  ],
  [
    'ROW_DATES_REVERSED',
    set('participants', 0, { created_date: '02-01-2012' }, 'K02'),
    'deltagere_K02.csv 2 modified_date',
  ],
  [
    'PROJECT_PARTICIPANT_DATES_REVERSED',
    set('project_participants', 0, { from_date: '2013-03-01' }),
    'project_participants.csv 2 to_date',
  ],
  [
    'CLUSTER_DATES_REVERSED',
    set('clusters', 1, { start_date: '2013-09-01', end_date: '2013-08-01' }),
    'clusters.csv 3 end_date',
  ],
  ['LABEL_DATES_REVERSED', set('labels', 0, { valid_to_date: '2012-05-31' }), 'labels.csv 2 valid_to_date'],
  ['SURVEY_DATES_REVERSED', set('survey', 0, { response_date: '30-08-2013' }), 'survey.csv 2 response_date'],
  [
    'REGISTER_DATES_REVERSED',
    register(([first, ...rest]) => [{ ...first, start_date: '2012-06-01', end_date: '2012-05-01' }, ...rest]),
    'register.csv 2 end_date',
  ],
  ['PROJECT_BUDGET_PARTS', set('projects', 0, { budget_state_dkk: '500000' }), 'projects.csv 2 budget_total_dkk'],
  [
    'PROJECT_STATUS_DATES',
    set('projects', 0, { application_status: 'ansøgt' }),
    'projects.csv 2 application_status',
    'PROJECT_NOT_RUNNING',
  ],
  ['PROJECT_WITHOUT_CLUSTER', set('projects', 0, { cluster_ids: '' }), 'projects.csv 2 cluster_ids'],
  ['ANSWERS_WITHOUT_RESPONSE', set('survey', 1, { q1_product_innovation: 'Ja' }), 'survey.csv 3 response_status'],
  ['RESPONSE_WITHOUT_ANSWERS', set('survey', 0, { q1_product_innovation: '' }), 'survey.csv 2 response_status'],
  ['ATTENDED_EXCEEDS_REGISTERED', set('events', 0, { attended: '40' }), 'events.csv 2 attended'],
  [
    'DEDICATED_WITHOUT_BASIS',
    set('participants', 0, { dedicated_basis: '' }, 'K01'),
    'deltagere_K01.csv 2 dedicated_basis',
  ],
  [
    'PARTICIPANT_WITH_BASIS',
    set('participants', 0, { dedicated_basis: 'kontingent' }, 'K02'),
    'deltagere_K02.csv 2 dedicated_basis',
  ],
  ['MEETING_PARTIES', set('meetings', 0, { party_b: 'ALFA' }), 'meetings.csv 2 party_b'],
  ['FOLLOW_UP_NOT_HELD', set('meetings', 0, { meeting_status: 'booket' }), 'meetings.csv 2 meeting_status'],
  ['OUTCOME_EMPTY', set('outcomes', 0, { new_ideas: 'Nej', new_product: '' }), 'outcomes.csv 2 new_ideas'],
  ['AMOUNT_NEGATIVE', set('finance', 0, { amount_dkk: '-2000000' }), 'finance.csv 2 amount_dkk'],
  ['DATE_OUTSIDE_YEAR', set('participations', 0, { date: '03-04-2012' }), 'participations.csv 2 date'],
  ['EVENT_OUTSIDE_YEAR', set('events', 0, { date: '03-04-2012' }), 'events.csv 2 date'],
  ['OUTCOME_OUTSIDE_YEAR', set('outcomes', 0, { date: '03-04-2012' }), 'outcomes.csv 2 date'],
  [
    'MEMBERSHIP_OUTSIDE_YEAR',
    set('participants', 1, { left_date: '31-12-2012' }, 'K01'),
    'deltagere_K01.csv 3 left_date',
    'RESPONDENT_NOT_PARTICIPANT',
  ],
  ['REPORTED_WITHOUT_TOTAL', set('clusters', 0, { reported_companies: '' }), 'clusters.csv 2 reported_companies'],
  ['RESULT_OF_MISSING', set('outcomes', 0, { result_of_id: '' }), 'outcomes.csv 2 result_of_id'],
  [
    'VALUE_ADDED_EXCEEDS_TURNOVER',
    register(([first, ...rest]) => [{ ...first, value_added_dkk_thousand: '9001' }, ...rest]),
    'register.csv 2 value_added_dkk_thousand',
  ],
  [
    'COMPANY_KEY_MISSING',
    set('participants', 1, { company_number: '' }, 'K01'),
    'deltagere_K01.csv 3 company_number',
    'RESPONDENT_NOT_PARTICIPANT',
  ],
  ['NUMBER_MISSING', set('outcomes', 0, { company_number: '-' }), 'outcomes.csv 2 company_number'],
  ['CLUSTER_NOT_IN_CATALOGUE', set('finance', 0, { cluster_id: 'K99' }), 'finance.csv 2 cluster_id'],
  ['PROJECT_UNKNOWN', set('project_participants', 1, { project_id: 'P9' }), 'project_participants.csv 3 project_id'],
  ['ACTIVITY_UNKNOWN', set('meetings', 0, { event_id: 'E9' }), 'meetings.csv 2 event_id'],
  ['RESULT_UNKNOWN', set('outcomes', 0, { result_of_id: 'X9' }), 'outcomes.csv 2 result_of_id'],
  [
    'COMPANY_NOT_IN_REGISTER',
    set('participants', 1, { company_number: STRANGER }, 'K01'),
    'deltagere_K01.csv 3 company_number',
    'RESPONDENT_NOT_PARTICIPANT',
  ],
  [
    'COMPANY_CEASED',
    register((rows) => rows.map((row) => (row.company_number === B ? { ...row, end_date: '2012-06-30' } : row))),
    'deltagere_K01.csv 3 company_number',
  ],
  [
    'COMPANY_MERGED',
    both(
      set('participants', 1, { company_number: D, company_name: 'Zeta' }, 'K01'),
      mergers([{ old_company_number: D, new_company_number: B, event_type: 'fusion', date: '2013-01-01' }]),
    ),
    'deltagere_K01.csv 3 company_number',
  ],
  [
    'COMPANY_TWO_NAMES',
    set('participants', 0, { company_name: 'Rho Industri' }, 'K02'),
    'deltagere_K02.csv 2 company_name',
  ],
  [
    'COMPANY_TWO_NUMBERS',
    both(
      set('participants', 1, { company_number: D, company_name: 'Alfa A/S' }, 'K02'),
      set('participations', 0, { company_number: D }),
    ),
    'deltagere_K02.csv 3 company_name',
  ],
  ['COMPANY_TWICE', add('participants', [{ company_name: 'Alfa A/S' }], 'K02'), 'deltagere_K02.csv 4 company_number'],
  [
    'UNIT_COMPANY_CONFLICT',
    both(
      set('participants', 0, { production_unit_number: '1003388394' }, 'K01'),
      set('participants', 0, { production_unit_number: '1003388394' }, 'K02'),
      set('participants', 1, { production_unit_number: '1003388394' }, 'K02'),
    ),
    'deltagere_K02.csv 3 production_unit_number',
  ],
  ['COUNTRY_CONTRADICTS_NUMBER', set('participants', 0, { country: 'Sverige' }, 'K02'), 'deltagere_K02.csv 2 country'],
  [
    'INSTITUTION_AS_COMPANY',
    set('participants', 3, { participant_type: 'virksomhed' }, 'K01'),
    'deltagere_K01.csv 5 participant_type',
    'REPORTED_TOTAL_DIFFERS',
  ],
  [
    'MEMBERSHIP_JUMP',
    add(
      'participants',
      Array.from({ length: 30 }, (_, index) => ({
        company_number: `DE ${index + 900_000_000}`,
        country: 'Tyskland',
        company_name: `Firma ${index}`,
      })),
      'K01',
    ),
    'deltagere_K01.csv 2 cluster_id',
    'REPORTED_TOTAL_DIFFERS',
  ],
  ['REPORTED_TOTAL_DIFFERS', set('clusters', 0, { reported_companies: '30' }), 'clusters.csv 2 reported_companies'],
  [
    'DELIVERY_MISSING',
    (deliveries) => deliveries.filter(({ year, supplier }) => year !== 2013 || supplier !== 'K02'),
    'clusters.csv 3 cluster_id',
  ],
  ['CLUSTER_ENDED', set('clusters', 1, { end_date: '2012-12-31' }), 'clusters.csv 3 end_date'],
  ['KEY_DUPLICATED', add('events', [{ title: 'Igen' }]), 'events.csv 3 event_id'],
  ['REGISTER_DUPLICATED', register((rows) => [...rows, rows[0] as Row]), 'register.csv 2 company_number'],
  ['REGISTER_YEAR_MISSING', register((rows) => rows.filter(({ year }) => year !== '2013')), 'register.csv 6 year'],
  ['PROJECT_WITHOUT_PARTICIPANTS', add('projects', [{ project_id: 'P2' }]), 'projects.csv 3 project_id'],
  ['PROJECT_NOT_RUNNING', set('projects', 0, { end_date: '2012-12-31' }), 'projects.csv 2 application_status'],
  [
    'OUTCOME_WITHOUT_PARTICIPATION',
    set('outcomes', 0, { cluster_id: 'K02', company_number: B, new_product: '' }),
    'outcomes.csv 2 company_number',
  ],
  ['PRODUCT_WITHOUT_PROJECT', set('project_participants', 0, { company_number: B }), 'outcomes.csv 2 new_product'],
  [
    'BUDGET_UNIT',
    both(
      add(
        'projects',
        Array.from({ length: 12 }, (_, index) => ({ project_id: `Q${index}`, end_date: '2012-12-31' })),
      ),
      set('projects', 0, {
        budget_total_dkk: '1000000000',
        budget_state_dkk: '1000000000',
        budget_private_cash_dkk: '',
      }),
    ),
    'projects.csv 2 budget_total_dkk',
    'PROJECT_BUDGET_CHANGED',
  ],
  ['FINANCE_JUMP', set('finance', 0, { amount_dkk: '20000001' }), 'finance.csv 2 amount_dkk'],
  [
    'EMPLOYEES_DIFFER',
    set('participants', 0, { employees: '1200' }, 'K02'),
    'deltagere_K02.csv 2 employees',
    'EMPLOYEES_JUMP',
  ],
  [
    'RESPONSE_COVERAGE_LOW',
    both(
      add(
        'survey',
        Array.from({ length: 5 }, (_, index) => ({
          respondent_id: `N${index}`,
          response_status: 'bortfald',
          q1_product_innovation: '',
          q6_new_knowledge: '',
        })),
      ),
    ),
    'survey.csv 2 stratum',
  ],
  ['STRATUM_UNKNOWN', set('survey', 0, { stratum: 'S7' }), 'survey.csv 2 stratum'],
  ['POPULATION_TOO_SMALL', set('population', 0, { population: '1' }), 'survey.csv 2 stratum'],
  [
    'RESPONDENT_NOT_PARTICIPANT',
    set('survey', 1, { company_number: companyNumber(30) }),
    'survey.csv 3 company_number',
  ],
  [
    'LABEL_OVERLAP',
    add('labels', [{ awarded_date: '2013-06-01', valid_to_date: '2015-05-31' }]),
    'labels.csv 3 awarded_date',
  ],
  ['LABEL_TOO_LONG', set('labels', 0, { valid_to_date: '2017-05-31' }), 'labels.csv 2 valid_to_date'],
  [
    'MERGER_CIRCLE',
    mergers([
      {
        old_company_number: companyNumber(20),
        new_company_number: companyNumber(21),
        event_type: 'fusion',
        date: '2011-01-01',
      },
      {
        old_company_number: companyNumber(21),
        new_company_number: companyNumber(20),
        event_type: 'fusion',
        date: '2012-01-01',
      },
    ]),
    'haendelser.csv 3 new_company_number',
  ],
  [
    'MERGER_WITHOUT_SUCCESSOR',
    mergers([
      { old_company_number: companyNumber(20), new_company_number: '', event_type: 'fusion', date: '2011-01-01' },
    ]),
    'haendelser.csv 2 new_company_number',
  ],
  [
    'DELIVERY_WITHOUT_YEAR',
    (deliveries) => [...deliveries, { input: 'events', path: 'uden-aar.csv', rows: [{ event_id: 'E7' }] }],
    'uden-aar.csv 1 null',
  ],
  ['EMPLOYEES_JUMP', set('participants', 2, { employees: '1200' }, 'K01'), 'deltagere_K01.csv 4 employees'],
  [
    'PROJECT_BUDGET_CHANGED',
    set('projects', 0, { budget_total_dkk: '4000000', budget_state_dkk: '4000000', budget_private_cash_dkk: '' }),
    'projects.csv 2 budget_total_dkk',
  ],
  [
    'CLUSTER_MISSING',
    (deliveries) => [
      ...deliveries,
      {
        input: 'participants',
        year: 2013,
        path: 'uden.csv',
        rows: [{ company_name: 'Epsilon', company_number: C, participant_type: 'virksomhed' }],
      },
    ],
    'uden.csv 2 cluster_id',
  ],
];

it('finds nothing in a clean drop', async () => {
  expect(await found(tinyDrops())).toEqual([]);
});

it('has a case for every check, and no two checks of one name', () => {
  const codes = readChecks().map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect([...cases.map(([code]) => code)].sort()).toEqual([...codes].sort());
});

it('spells every code as the file is named, with texts and remedies in two languages', () => {
  for (const { code, path, message, remedy } of readChecks()) {
    expect(path.endsWith(`/${code.toLowerCase().replaceAll('_', '-')}.sql`)).toBe(true);
    for (const text of [message.da, message.en, remedy.da, remedy.en]) expect(text.length).toBeGreaterThan(5);
  }
});

/** Cases that spoil different deliveries are tried together: fewer stores, and no check may answer for another. */
function batchesOf(all: typeof cases): (typeof cases)[] {
  const base = tinyDrops();
  const batches: { readonly touched: Set<TestDelivery>; readonly members: (typeof cases)[number][] }[] = [];
  for (const member of all) {
    const spoilt = new Set(member[1](base));
    const touched = base.filter((delivery) => !spoilt.has(delivery));
    const free = batches.find((batch) => touched.every((delivery) => !batch.touched.has(delivery)));
    if (free === undefined) batches.push({ touched: new Set(touched), members: [member] });
    else {
      free.members.push(member);
      for (const delivery of touched) free.touched.add(delivery);
    }
  }
  return batches.map(({ members }) => members);
}

describe('spoiling one thing a delivery', () => {
  const batches = batchesOf(cases).map((batch) => [batch.map(([code]) => code).join(', '), batch] as const);
  it.each(batches)('%s', async (_codes, batch) => {
    const findings = await found(batch.reduce((deliveries, [, spoil]) => spoil(deliveries), tinyDrops()));
    expect(findings).toEqual(expect.arrayContaining(batch.map(([code, , where]) => `${code} ${where}`)));
    const expected = new Set(batch.flatMap(([code, , , ...others]) => [code, ...others]));
    expect(findings.filter((finding) => !expected.has(finding.split(' ')[0] as string))).toEqual([]);
  });
});

it('takes an age that no company has for none', async () => {
  const aged = register((rows) =>
    rows.map(({ start_date: _start, ...row }) => ({ ...row, age_years: '999999999999' })),
  );
  await expect(found(aged(tinyDrops()))).resolves.toEqual(expect.any(Array));
});

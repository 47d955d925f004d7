import type { TestDelivery } from './store.ts';

type Row = Readonly<Record<string, string>>;

/** The `index`-th made-up company number that passes modulus 11. */
export function companyNumber(index: number): string {
  const weights = [2, 7, 6, 5, 4, 3, 2, 1];
  let found = 0;
  for (let number = 20_000_000; ; number += 1) {
    const sum = [...String(number)].reduce((total, digit, at) => total + Number(digit) * (weights[at] as number), 0);
    if (sum % 11 === 0) found += 1;
    if (found > index) return String(number);
  }
}

export const A = companyNumber(0);
export const B = companyNumber(1);
export const C = companyNumber(2);
export const D = companyNumber(3);
export const UNIVERSITY = companyNumber(4);
/** Passes modulus 11, but no register has it. */
export const STRANGER = companyNumber(5);

const participant = (cluster: string, number: string, name: string, rest: Row = {}): Row => ({
  cluster_id: cluster,
  company_name: name,
  company_number: number,
  country: 'Danmark',
  municipality: 'Aarhus',
  participant_type: 'virksomhed',
  membership_status: 'deltager',
  dedicated_basis: '',
  joined_date: '01-02-2010',
  left_date: '',
  employees: '12',
  industry: '620100',
  production_unit_number: '',
  fee_dkk: '',
  created_date: '01-01-2011',
  modified_date: '01-01-2012',
  ...rest,
});

const firm = (number: string, year: number, rest: Row = {}): Row => ({
  company_number: number,
  year: String(year),
  fte: '10.5',
  employees: '12',
  turnover_dkk_thousand: '9000',
  value_added_dkk_thousand: '5000.5',
  industry: '620100',
  municipality: '0751',
  legal_form: '80',
  start_date: '2001-01-01',
  end_date: '',
  group_id: '',
  other_schemes: '0',
  ...rest,
});

/** A register and two years of a small world in which no check finds anything. Two clusters, four companies, one university. */
export function tinyDrops(): TestDelivery[] {
  const yearly = (year: number): TestDelivery[] => [
    {
      input: 'clusters',
      year,
      rows: [
        {
          cluster_id: 'K01',
          cluster_name: 'Vind',
          municipality: 'Aarhus',
          growth_forum: 'Midtjylland',
          start_date: '2006-01-01',
          end_date: '',
          has_reported: 'Ja',
          reported_companies: '3',
        },
        {
          cluster_id: 'K02',
          cluster_name: 'Vand',
          municipality: '0400',
          growth_forum: 'Bornholm',
          start_date: '2006-01-01',
          end_date: '',
          has_reported: 'Ja',
          reported_companies: '2',
        },
      ],
    },
    {
      input: 'participants',
      year,
      supplier: 'K01',
      path: 'deltagere_K01.csv',
      rows: [
        participant('K01', A, 'Alfa A/S', {
          membership_status: 'dedikeret',
          dedicated_basis: 'aftale',
          municipality: 'København',
        }),
        participant('K01', B, 'Beta ApS'),
        participant('K01', 'DE 123456789', 'Gamma GmbH', { country: 'Tyskland', municipality: '' }),
        participant('K01', UNIVERSITY, 'Delta Universitet', { participant_type: 'KI' }),
      ],
    },
    {
      input: 'participants',
      year,
      supplier: 'K02',
      path: 'deltagere_K02.csv',
      rows: [participant('K02', A, 'Alfa A/S'), participant('K02', C, 'Epsilon')],
    },
    {
      input: 'participations',
      year,
      rows: [
        {
          cluster_id: 'K02',
          activity_id: 'E1',
          date: `03-04-${year}`,
          company_number: C,
          production_unit_number: '',
          persons: '2',
        },
      ],
    },
    {
      input: 'events',
      year,
      rows: [
        {
          event_id: 'E1',
          title: 'Møde',
          event_type: 'workshop',
          date: `03-04-${year}`,
          country: 'DK',
          cluster_id: 'K02',
          registered: '20',
          attended: '18',
        },
      ],
    },
    {
      input: 'meetings',
      year,
      rows: [
        {
          meeting_id: 'M1',
          event_id: 'E1',
          party_a: 'Alfa',
          party_b: 'Gamma',
          meeting_type: 'b2b',
          meeting_status: 'afholdt',
          follow_up: 'Ja',
        },
      ],
    },
    {
      input: 'projects',
      year,
      rows: [
        {
          project_id: 'P1',
          title: 'Projekt',
          cluster_ids: 'K01;K02',
          start_date: '2012-01-01',
          end_date: '2014-12-31',
          budget_total_dkk: '1000000',
          budget_state_dkk: '400000',
          budget_private_cash_dkk: '600000',
          application_status: 'bevilget',
          countries: 'DK;SE',
        },
      ],
    },
    {
      input: 'project_participants',
      year,
      rows: [
        {
          project_id: 'P1',
          company_number: A,
          organisation_name: 'Alfa A/S',
          organisation_type: 'virksomhed',
          from_date: '2012-02-01',
          to_date: '2013-02-01',
          own_contribution_dkk: '1000',
        },
        {
          project_id: 'P1',
          company_number: UNIVERSITY,
          organisation_name: 'Delta Universitet',
          organisation_type: 'universitet',
          from_date: '',
          to_date: '',
          own_contribution_dkk: '',
        },
      ],
    },
    {
      input: 'outcomes',
      year,
      rows: [
        {
          cluster_id: 'K01',
          company_number: A,
          new_ideas: 'Ja',
          new_product: 'x',
          result_of_id: 'P1',
          documentation: 'Ja',
          date: `01-06-${year}`,
        },
      ],
    },
    {
      input: 'survey',
      year,
      rows: [
        {
          respondent_id: 'R1',
          company_number: A,
          cluster_id: 'K01',
          sent_date: `01-09-${year}`,
          response_status: 'fuld',
          response_date: `05-09-${year}`,
          stratum: 'S1',
          q1_product_innovation: 'Ja',
          q6_new_knowledge: 'Nej',
        },
        {
          respondent_id: 'R2',
          company_number: B,
          cluster_id: 'K01',
          sent_date: `01-09-${year}`,
          response_status: 'bortfald',
          response_date: '',
          stratum: 'S1',
        },
      ],
    },
    { input: 'population', year, rows: [{ year: String(year), stratum: 'S1', population: '10', sampled: '2' }] },
    {
      input: 'finance',
      year,
      rows: [{ cluster_id: 'K01', source: 'stat', amount_dkk: '2000000', budget_or_actual: 'realiseret' }],
    },
    {
      input: 'knowledge_institutions',
      year,
      rows: [
        {
          institution_id: 'U1',
          institution_name: 'Delta Universitet',
          institution_type: 'universitet',
          company_number: UNIVERSITY,
          country: 'DK',
          cluster_id: 'K01',
        },
      ],
    },
    {
      input: 'labels',
      year,
      rows: [
        { cluster_id: 'K01', label: 'guld', awarded_date: '2012-06-01', valid_to_date: '2014-05-31', score_pct: '85' },
      ],
    },
  ];
  const register: TestDelivery = {
    input: 'firm_register',
    decimalMark: '.',
    path: 'register.csv',
    rows: [A, B, C, D, UNIVERSITY].flatMap((number) => [firm(number, 2012), firm(number, 2013)]),
  };
  const events: TestDelivery = {
    input: 'company_events',
    path: 'haendelser.csv',
    rows: [{ old_company_number: companyNumber(9), new_company_number: D, event_type: 'fusion', date: '2011-01-01' }],
  };
  return [...yearly(2012), ...yearly(2013), register, events];
}

/** The deliveries with the rows of one input and year changed. */
export function withRows(
  deliveries: readonly TestDelivery[],
  input: string,
  year: number | undefined,
  change: (rows: readonly Row[]) => readonly Row[],
  supplier?: string,
): TestDelivery[] {
  return deliveries.map((delivery) =>
    delivery.input === input && delivery.year === year && (supplier === undefined || delivery.supplier === supplier)
      ? { ...delivery, rows: change(delivery.rows) }
      : delivery,
  );
}

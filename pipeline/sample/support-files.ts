import { existsIn } from './clusters.ts';
import type { Dialect } from './delimited.ts';
import { type CellFault, type Delivery, deliverDelimited, deliverWorkbook } from './delivery.ts';
import type { EventYear, SampleEvent } from './events.ts';
import { makeFinance, sourceWord } from './finance.ts';
import { industryOf, LEGAL_FORMS } from './firms.ts';
import { productionUnitNumber } from './identifiers.ts';
import type { Label } from './labels.ts';
import type { Meeting, MeetingStatus } from './matchmaking.ts';
import { companyName, PEOPLE } from './names.ts';
import { type Outcome, PROCESS_SINCE } from './outcomes.ts';
import { PLACES } from './places.ts';
import type { ProjectYear } from './projects.ts';
import { type RandomStream, randomStream } from './random.ts';
import type { Spelling } from './spelling.ts';
import type { SurveyYear } from './survey.ts';
import { type ColumnKind, column, type Table, type Value } from './table.ts';
import type { World } from './world.ts';

export type NamedDelivery = Delivery & { readonly file: string };

const table = (columns: readonly (readonly [string, ColumnKind?])[], rows: readonly (readonly Value[])[]): Table => ({
  columns: columns.map(([header, kind]) => column(header, kind)),
  rows,
});

/** The support organisation's own habits. */
const OFFICE: Spelling = {
  date: 'dd-mm-yyyy',
  decimalMark: ',',
  hasThousandsMarks: false,
  flag: ['Ja', 'Nej'],
  companyNumber: 'plain',
  municipality: 'name',
  hasLostZeroIndustries: false,
  missing: '',
  isWorkbook: false,
};
const SHEET: Spelling = { ...OFFICE, isWorkbook: true, date: 'serial' };
const OFFICE_CSV: Dialect = { delimiter: ';', encoding: 'utf-8-bom', hasSepLine: false };
const OLD_SYSTEM_CSV: Dialect = { delimiter: ';', encoding: 'windows-1252', hasSepLine: false };

const TYPE_WORDS = {
  innovation_network: 'Innovationsnetværk',
  spir: 'SPIR',
  regional: 'Regional',
  national: 'National',
} as const;
const FORUM_WORDS: Readonly<Record<string, string>> = {
  nordjylland: 'Nordjylland',
  midtjylland: 'Midtjylland',
  syddanmark: 'Syddanmark',
  sjaelland: 'Sjælland',
  hovedstaden: 'Hovedstaden',
  bornholm: 'Bornholm',
};

const idOf = (world: World, cluster: number): string => world.clusters[cluster]?.id ?? '';
const nameOf = ({ names, firms }: World, firm: number): string =>
  companyName(names, firm, industryOf(firms, firm).trades, LEGAL_FORMS[firms.legalForm[firm] as number] as string);
const numberOf = (world: World, firm: number): string => String(world.firms.numbers[firm]);

/** `klynger.xlsx`: the catalogue of a year, with what each cluster says its number of companies is. */
export async function clusterFile(world: World, yearIndex: number, random: RandomStream): Promise<NamedDelivery> {
  const book = world.yearBooks[yearIndex];
  const year = book?.year ?? 0;
  const sizes = new Map<number, number>();
  for (const { cluster } of book?.memberships ?? []) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  const rows = world.clusters
    .filter((cluster) => existsIn(cluster, year))
    .map((cluster): Value[] => {
      const place = PLACES[cluster.place];
      const hasReported = book?.delivering.has(cluster.index) ?? false;
      const fte = Math.round((1.2 + 0.9 * cluster.weight * (0.7 + 0.6 * random.uniform(cluster.index, 1))) * 10) / 10;
      const count = sizes.get(cluster.index) ?? 0;
      return [
        cluster.id,
        cluster.name,
        null,
        TYPE_WORDS[cluster.type],
        cluster.field,
        place?.code ?? null,
        FORUM_WORDS[place?.growthForum ?? ''] ?? null,
        cluster.startDate,
        cluster.endDate,
        cluster.endDate === null ? null : cluster.successorId,
        fte,
        Math.ceil(fte * 1.2),
        hasReported,
        hasReported ? Math.round(count * (random.chance(0.2, cluster.index, 2) ? 1.08 : 1)) : null,
      ];
    });
  const file = 'klynger.xlsx';
  return {
    file,
    ...(await deliverWorkbook(
      { drop: String(year), file, sheet: 'Klynger' },
      table(
        [
          ['Klynge-id'],
          ['Klyngenavn'],
          ['Organisations-CVR', 'company_number'],
          ['Type'],
          ['Fagområde'],
          ['Hjemkommune', 'municipality'],
          ['Vækstforum'],
          ['Startdato', 'date'],
          ['Ophørsdato', 'date'],
          ['Efterfølger-id'],
          ['Årsværk sekretariat', 'decimal'],
          ['Antal ansatte', 'integer'],
          ['Har indberettet', 'flag'],
          ['Indberettet antal virksomheder', 'integer'],
        ],
        rows,
      ),
      SHEET,
      random,
    )),
  };
}

const STATUS_WORDS = { applied: 'Ansøgt', awarded: 'Bevilget', rejected: 'Afslag' } as const;

/** `projekter.xlsx`, with amounts in DKK and the clusters of a project in one cell. */
export async function projectFile(
  world: World,
  { year, projects }: ProjectYear,
  random: RandomStream,
): Promise<NamedDelivery> {
  const file = 'projekter.xlsx';
  const rows = projects.map((project): Value[] => [
    project.id,
    project.title,
    project.clusters.map((cluster) => idOf(world, cluster)).join('; '),
    project.type,
    project.startDate,
    project.endDate,
    project.budget.reduce((sum, amount) => sum + amount, 0),
    ...project.budget,
    project.programme,
    STATUS_WORDS[project.status],
    project.countries.length > 0,
    project.countries.join(', '),
  ]);
  return {
    file,
    ...(await deliverWorkbook(
      { drop: String(year), file, sheet: 'Projekter' },
      table(
        [
          ['Projekt-id'],
          ['Titel'],
          ['Klynge-id(er)'],
          ['Projekttype'],
          ['Start', 'date'],
          ['Slut', 'date'],
          ['Budget i alt', 'amount'],
          ['Statslig', 'amount'],
          ['Regional', 'amount'],
          ['EU', 'amount'],
          ['Kommunal', 'amount'],
          ['Privat kontant', 'amount'],
          ['Privat timer', 'amount'],
          ['Program'],
          ['Ansøgt/bevilget'],
          ['Internationalt', 'flag'],
          ['Lande'],
        ],
        rows,
      ),
      SHEET,
      random,
      { titleRows: [[`Projektoversigt ${year}`], ['Beløb i kr.']] },
    )),
  };
}

const ROLES = ['Partner', 'Partner', 'Projektleder', 'Underleverandør'] as const;

/** `projektdeltagere.csv`: companies and knowledge institutions, with own contributions written with thousands dots. */
export function projectPartFile(
  world: World,
  { year, projects, parts }: ProjectYear,
  random: RandomStream,
): NamedDelivery {
  const listed = new Set(projects.map(({ id }) => id));
  const companies = parts.map(({ project, member, fromDate, ownContributionDkk }, index): Value[] => [
    project.id,
    numberOf(world, member.firm),
    member.key % 5 < 3 ? null : nameOf(world, member.firm),
    'Virksomhed',
    null,
    random.pick(ROLES, member.key, index),
    fromDate,
    null,
    ownContributionDkk,
  ]);
  const institutions = projects
    .filter(({ status }) => status === 'awarded')
    .flatMap((project) =>
      project.institutions.map(({ institution, unit }): Value[] => [
        project.id,
        institution.companyNumber || null,
        institution.name,
        institution.type,
        unit,
        'Partner',
        project.startDate,
        null,
        null,
      ]),
    );
  const rows = [...companies, ...institutions].filter(([id]) => listed.has(String(id)));
  const faults: CellFault[] = [
    {
      row: Math.floor(rows.length / 2),
      column: 8,
      text: '1.2345,00',
      faultClass: 'number_grouping',
      expected: 'TYPE_NUMBER',
    },
  ];
  const orphan: Value[] = [
    `P${year}-9999`,
    null,
    'Forældreløs Fabel ApS',
    'Virksomhed',
    null,
    'Partner',
    null,
    null,
    null,
  ];
  faults.push({
    row: rows.length,
    column: 0,
    text: `P${year}-9999`,
    faultClass: 'unknown_project',
    expected: 'FOREIGN_KEY',
  });
  const file = 'projektdeltagere.csv';
  return {
    file,
    ...deliverDelimited(
      { drop: String(year), file },
      table(
        [
          ['Projekt-id'],
          ['CVR-nr.', 'company_number'],
          ['Organisation'],
          ['Type'],
          ['Enhed'],
          ['Rolle'],
          ['Fra', 'date'],
          ['Til', 'date'],
          ['Egenfinansiering (kr.)', 'amount'],
        ],
        [...rows, orphan],
      ),
      { ...OFFICE, hasThousandsMarks: true, date: 'yyyy-mm-dd' },
      OLD_SYSTEM_CSV,
      random,
      undefined,
      faults,
    ),
  };
}

/** `udbytte_<year>.xlsx`: what the clusters say that companies got out of it; ticked with x, Ja and 1 by turns. */
export async function outcomeFile(
  world: World,
  year: number,
  outcomes: readonly Outcome[],
  random: RandomStream,
): Promise<NamedDelivery> {
  const tick = (isTrue: boolean, cluster: number): string =>
    (
      (
        [
          ['x', ''],
          ['Ja', 'Nej'],
          ['1', '0'],
        ] as const
      )[cluster % 3] as readonly [string, string]
    )[isTrue ? 0 : 1];
  const hasProcessColumn = year >= PROCESS_SINCE;
  const rows = outcomes.map((outcome): Value[] => {
    const { cluster, member } = outcome;
    return [
      idOf(world, cluster),
      numberOf(world, member.firm),
      tick(outcome.hasIdeas, cluster),
      tick(outcome.hasCompetences, cluster),
      tick(outcome.hasProduct, cluster),
      tick(outcome.hasService, cluster),
      ...(hasProcessColumn ? [tick(outcome.hasProcess, cluster)] : []),
      outcome.resultOfId,
      outcome.documentation,
      'Klynge',
      `${year + 1}-01-${String(10 + (member.key % 20))}`,
    ];
  });
  const file = `udbytte_${year}.xlsx`;
  return {
    file,
    ...(await deliverWorkbook(
      { drop: String(year), file, sheet: 'Udbytte' },
      table(
        [
          ['Klynge-id'],
          ['CVR-nr.', 'company_number'],
          ['Nye ideer'],
          ['Nye kompetencer'],
          ['Nyt produkt'],
          ['Ny ydelse'],
          ...(hasProcessColumn ? [['Ny proces'] as const] : []),
          ['Som følge af aktivitet/projekt-id'],
          ['Dokumentation'],
          ['Vurderet af'],
          ['Dato', 'date'],
        ],
        rows,
      ),
      SHEET,
      random,
      undefined,
      [],
      { before: [{ name: 'Læs mig', rows: [['Sæt kryds ved det, som virksomheden har fået ud af at deltage.']] }] },
    )),
  };
}

const RESPONSE_WORDS = {
  complete: 'Fuld',
  partial: 'Delvis',
  nonresponse: 'Bortfald',
  ineligible: 'Ikke i målgruppe',
} as const;

/** `spoergeskema_<year>.xlsx`: one row a company that was asked, with free text that must not be read. */
export async function surveyFile(
  world: World,
  { year, respondents }: SurveyYear,
  random: RandomStream,
): Promise<NamedDelivery> {
  const rows = respondents.map(({ id, member, cluster, stratum, status, answers, responseDate }): Value[] => {
    const has = status === 'complete' || status === 'partial';
    const late = <T extends Value>(value: T): T | null => (status === 'complete' ? value : null);
    return [
      id,
      numberOf(world, member.firm),
      idOf(world, cluster),
      `${year + 1}-01-06`,
      RESPONSE_WORDS[status],
      responseDate,
      stratum,
      ...(has
        ? [answers.product, answers.service, answers.process, answers.newToMarket, answers.expected]
        : [null, null, null, null, null]),
      late(answers.knowledge),
      late(answers.partners),
      late(answers.satisfaction),
      late(answers.additional),
      late(answers.turnoverPct),
      has && random.chance(0.05, member.key, 1) ? `Hilsen ${random.pick(PEOPLE, member.key, 2).name}` : null,
    ];
  });
  const file = `spoergeskema_${year}.xlsx`;
  return {
    file,
    ...(await deliverWorkbook(
      { drop: String(year), file, sheet: 'Svar' },
      table(
        [
          ['Respondent-id'],
          ['CVR-nr.', 'company_number'],
          ['Klynge-id'],
          ['Udsendt', 'date'],
          ['Svarstatus'],
          ['Svardato', 'date'],
          ['Stratum'],
          ['Sp1 produktinnovation', 'flag'],
          ['Sp2 serviceinnovation', 'flag'],
          ['Sp3 procesinnovation', 'flag'],
          ['Sp4 nyt for markedet', 'flag'],
          ['Sp5 forventet', 'flag'],
          ['Sp6 ny viden', 'flag'],
          ['Sp7 nye partnere', 'flag'],
          ['Sp8 tilfredshed (1-5)', 'integer'],
          ['Sp9 additionalitet', 'flag'],
          ['Sp10 omsætning fra nye produkter (pct.)', 'integer'],
          ['Fritekst'],
        ],
        rows,
      ),
      SHEET,
      random,
    )),
  };
}

/** `arrangementer.csv`. */
export function eventFile(
  world: World,
  year: number,
  events: readonly SampleEvent[],
  random: RandomStream,
): NamedDelivery {
  const file = 'arrangementer.csv';
  const rows = events.map((event): Value[] => [
    event.id,
    event.title,
    event.type,
    event.date,
    event.city,
    event.country,
    event.cluster === null ? null : idOf(world, event.cluster),
    event.registered,
    event.attended,
  ]);
  return {
    file,
    ...deliverDelimited(
      { drop: String(year), file },
      table(
        [
          ['Arrangement-id'],
          ['Titel'],
          ['Type'],
          ['Dato', 'date'],
          ['By'],
          ['Land'],
          ['Klynge-id'],
          ['Antal tilmeldte', 'integer'],
          ['Antal fremmødte', 'integer'],
        ],
        rows,
      ),
      OFFICE,
      OFFICE_CSV,
      random,
    ),
  };
}

/** `deltagelse.csv`: who came to what; some rows name the production unit alone. */
export function participationFile(
  world: World,
  { year, participations }: EventYear,
  random: RandomStream,
): NamedDelivery {
  const file = 'deltagelse.csv';
  const rows = participations.map(({ cluster, event, member, isByUnitOnly, persons }): Value[] => [
    idOf(world, cluster),
    event.id,
    event.date,
    member === null || isByUnitOnly ? null : numberOf(world, member.firm),
    member === null || !(isByUnitOnly || member.key % 4 === 0) ? null : productionUnitNumber(member.firm),
    member === null ? 'Klyngesekretariat' : member.key % 9 === 0 ? 'Oplægsholder' : null,
    persons,
  ]);
  return {
    file,
    ...deliverDelimited(
      { drop: String(year), file },
      table(
        [
          ['Klynge-id'],
          ['Aktivitets-id'],
          ['Dato', 'date'],
          ['CVR-nr.', 'company_number'],
          ['P-nr.'],
          ['Rolle'],
          ['Antal personer', 'integer'],
        ],
        rows,
      ),
      { ...OFFICE, date: 'yyyy-mm-dd' },
      { delimiter: ';', encoding: 'utf-8', hasSepLine: false },
      random,
    ),
  };
}

const MEETING_WORDS: Readonly<Record<MeetingStatus, string>> = {
  booked: 'Booket',
  held: 'Afholdt',
  no_show: 'Udeblevet',
};

/** `moeder.csv`: the meetings of a matchmaking event. */
export function meetingFile(year: number, meetings: readonly Meeting[], random: RandomStream): NamedDelivery {
  const file = 'moeder.csv';
  const rows = meetings.map(({ id, eventId, partyA, partyB, type, status, hasFollowUp }): Value[] => [
    id,
    eventId,
    partyA.organisation,
    partyA.country,
    partyA.representative,
    partyB.organisation,
    partyB.country,
    partyB.representative,
    type.toUpperCase(),
    MEETING_WORDS[status],
    hasFollowUp,
  ]);
  return {
    file,
    ...deliverDelimited(
      { drop: String(year), file },
      table(
        [
          ['Møde-id'],
          ['Arrangement-id'],
          ['Part A'],
          ['Part A land'],
          ['Part A repræsentant-id'],
          ['Part B'],
          ['Part B land'],
          ['Part B repræsentant-id'],
          ['Mødetype'],
          ['Status'],
          ['Opfølgning', 'flag'],
        ],
        rows,
      ),
      OFFICE,
      OFFICE_CSV,
      random,
    ),
  };
}

/** `regnskab_<year>.xlsx`, with a total at the end that is not a source of income. */
export async function financeFile(world: World, year: number, random: RandomStream): Promise<NamedDelivery> {
  const lines = makeFinance(world, year);
  const file = `regnskab_${year}.xlsx`;
  const total = lines.filter(({ isActual }) => isActual).reduce((sum, { amountDkk }) => sum + amountDkk, 0);
  return {
    file,
    ...(await deliverWorkbook(
      { drop: String(year), file, sheet: 'Regnskab' },
      table(
        [['Klynge-id'], ['Kilde'], ['Beløb (kr.)', 'amount'], ['Budget/realiseret']],
        lines.map(({ cluster, source, isActual, amountDkk }): Value[] => [
          idOf(world, cluster),
          sourceWord(source),
          amountDkk,
          isActual ? 'Realiseret' : 'Budget',
        ]),
      ),
      SHEET,
      random,
      {
        titleRows: [[`Klyngernes indtægter ${year}`]],
        totalRow: ['I alt', '', { number: total, format: '#,##0' }, ''],
      },
    )),
  };
}

/** `videninstitutioner.csv`. */
export function institutionFile(world: World, year: number, random: RandomStream): NamedDelivery {
  const file = 'videninstitutioner.csv';
  const draw = randomStream(world.seed, 'cluster institutions');
  const rows = world.clusters
    .filter((cluster) => existsIn(cluster, year))
    .flatMap((cluster) =>
      world.institutions
        .filter((_institution, index) => draw.chance(Math.min(0.8, 0.12 + 0.05 * cluster.weight), cluster.index, index))
        .map((institution, index): Value[] => [
          institution.id,
          institution.name,
          institution.type,
          institution.companyNumber || null,
          draw.pick(institution.units, cluster.index, 100 + index),
          institution.country,
          cluster.id,
        ]),
    );
  return {
    file,
    ...deliverDelimited(
      { drop: String(year), file },
      table([['KI-id'], ['Navn'], ['Type'], ['CVR-nr.', 'company_number'], ['Enhed'], ['Land'], ['Klynge-id']], rows),
      OFFICE,
      OLD_SYSTEM_CSV,
      random,
    ),
  };
}

const LABEL_WORDS = { bronze: 'Bronze', silver: 'Sølv', gold: 'Guld' } as const;

/** `maerkning.csv`: all labels awarded up to the year. */
export function labelFile(world: World, year: number, labels: readonly Label[], random: RandomStream): NamedDelivery {
  const file = 'maerkning.csv';
  const rows = labels.map(({ cluster, level, awardedDate, validToDate, scorePct, auditor }): Value[] => [
    idOf(world, cluster),
    LABEL_WORDS[level],
    awardedDate,
    validToDate,
    scorePct,
    auditor,
  ]);
  return {
    file,
    ...deliverDelimited(
      { drop: String(year), file },
      table(
        [
          ['Klynge-id'],
          ['Mærke'],
          ['Tildelt', 'date'],
          ['Gyldig til', 'date'],
          ['Score (pct.)', 'integer'],
          ['Auditor'],
        ],
        rows,
      ),
      OFFICE,
      OFFICE_CSV,
      random,
    ),
  };
}

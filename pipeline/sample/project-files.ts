import { type CellFault, deliverDelimited, deliverWorkbook } from './delivery.ts';
import { idOf, type NamedDelivery, nameOf, numberOf, OFFICE, OLD_SYSTEM_CSV, SHEET } from './office.ts';
import { clustersIn, type ProjectYear } from './projects.ts';
import type { RandomStream } from './random.ts';
import { table, type Value } from './table.ts';
import type { World } from './world.ts';

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
    clustersIn(world, project, year)
      .map((cluster) => idOf(world, cluster))
      .join('; '),
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
        'Projekt-id | Titel | Klynge-id(er) | Projekttype | Start:date | Slut:date | Budget i alt:amount | Statslig:amount | Regional:amount | EU:amount | Kommunal:amount | Privat kontant:amount | Privat timer:amount | Program | Ansøgt/bevilget | Internationalt:flag | Lande',
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
    expected: 'PROJECT_UNKNOWN',
  });
  const file = 'projektdeltagere.csv';
  return {
    file,
    ...deliverDelimited(
      { drop: String(year), file },
      table(
        'Projekt-id | CVR-nr.:company_number | Organisation | Type | Enhed | Rolle | Fra:date | Til:date | Egenfinansiering (kr.):amount',
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

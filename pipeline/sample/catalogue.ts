import { type Cluster, existsIn } from './clusters.ts';
import { type CellFault, deliverDelimited, deliverWorkbook, PLAIN } from './delivery.ts';
import { makeFinance, sourceWord } from './finance.ts';
import { organisationNumber } from './identifiers.ts';
import type { Label } from './labels.ts';
import type { YearBook } from './members.ts';
import { idOf, type NamedDelivery, OFFICE, OFFICE_CSV, OLD_SYSTEM_CSV, SHEET } from './office.ts';
import { PLACES } from './places.ts';
import { type RandomStream, randomStream } from './random.ts';
import { table, type Value } from './table.ts';
import type { World } from './world.ts';

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

const REPORTED_COLUMN = 13;

/** What a cluster says its number of companies is; one in five of the larger ones says too much. */
function reportedCompanies(count: number, cluster: number, random: RandomStream): number {
  return count >= 40 && random.chance(0.2, cluster, 2) ? Math.round(count * 1.08) : count;
}

function clusterRow(cluster: Cluster, year: number, reported: number | null, random: RandomStream): Value[] {
  const place = PLACES[cluster.place];
  const fte = Math.round((1.2 + 0.9 * cluster.weight * (0.7 + 0.6 * random.uniform(cluster.index, 1))) * 10) / 10;
  const isEnding = cluster.endDate !== null && cluster.endDate <= `${year}-12-31`;
  return [
    cluster.id,
    cluster.name,
    organisationNumber(cluster.index),
    TYPE_WORDS[cluster.type],
    cluster.field,
    place?.code ?? null,
    FORUM_WORDS[place?.growthForum ?? ''] ?? null,
    cluster.startDate,
    isEnding ? cluster.endDate : null,
    isEnding ? cluster.successorId : null,
    fte,
    Math.ceil(fte * 1.2),
    reported !== null,
    reported,
  ];
}

/** `klynger.xlsx`: the catalogue of a year, with what each cluster says its number of companies is. */
export async function clusterFile(
  world: World,
  { year, memberships, delivering }: YearBook,
  random: RandomStream,
): Promise<NamedDelivery> {
  const existing = world.clusters.filter((cluster) => existsIn(cluster, year));
  const faults: CellFault[] = [];
  const rows = existing.map((cluster, row): Value[] => {
    if (!delivering.has(cluster.index)) {
      faults.push({ row, column: 0, faultClass: 'missing_delivery', expected: 'DELIVERY_MISSING' });
      return clusterRow(cluster, year, null, random);
    }
    const count = memberships.filter((membership) => membership.cluster === cluster.index).length;
    const reported = reportedCompanies(count, cluster.index, random);
    if (reported !== count)
      faults.push({ row, column: REPORTED_COLUMN, faultClass: 'wrong_total', expected: 'REPORTED_TOTAL_DIFFERS' });
    return clusterRow(cluster, year, reported, random);
  });
  const file = 'klynger.xlsx';
  const place = { drop: String(year), file, sheet: 'Klynger' };
  const headers =
    'Klynge-id | Klyngenavn | Organisations-CVR:company_number | Type | Fagområde | Hjemkommune:municipality | Vækstforum | ' +
    'Startdato:date | Ophørsdato:date | Efterfølger-id | Årsværk sekretariat:decimal | Antal ansatte:integer | ' +
    'Har indberettet:flag | Indberettet antal virksomheder:integer';
  return { file, ...(await deliverWorkbook(place, table(headers, rows), SHEET, random, PLAIN, faults)) };
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
        'Klynge-id | Kilde | Beløb (kr.):amount | Budget/realiseret',
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
      table('KI-id | Navn | Type | CVR-nr.:company_number | Enhed | Land | Klynge-id', rows),
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
      table('Klynge-id | Mærke | Tildelt:date | Gyldig til:date | Score (pct.):integer | Auditor', rows),
      OFFICE,
      OFFICE_CSV,
      random,
    ),
  };
}

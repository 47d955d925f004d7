import { deliverDelimited } from './delivery.ts';
import { NEVER } from './firms.ts';
import { INDUSTRIES } from './industries.ts';
import type { InnovationAnswer } from './innovation.ts';
import { randomStream } from './random.ts';
import type { Spelling } from './spelling.ts';
import type { Stratum } from './survey.ts';
import { table, type Value } from './table.ts';
import type { World } from './world.ts';

const MACHINE: Spelling = {
  date: 'yyyy-mm-dd',
  decimalMark: ',',
  hasThousandsMarks: false,
  flag: ['1', '0'],
  companyNumber: 'plain',
  municipality: 'code',
  hasLostZeroIndustries: false,
  missing: '',
  isWorkbook: false,
};

function machineFile(file: string, headers: string, rows: readonly (readonly Value[])[]): Uint8Array {
  const place = { drop: 'register', file };
  const dialect = { delimiter: ';', encoding: 'utf-8', hasSepLine: false } as const;
  return deliverDelimited(place, table(headers, rows), MACHINE, dialect, randomStream(0, 'machine')).bytes;
}

/** `fui_innovation.csv`: the innovation survey of two periods. */
export const innovationFile = (world: World, answers: readonly InnovationAnswer[]): Uint8Array =>
  machineFile(
    'fui_innovation.csv',
    'CVR-nr.:company_number | Periode (fra-til) | Produktinnovativ:flag | Procesinnovativ:flag | Organisatorisk:flag | Markedsføring:flag | FoU-samarbejde:flag | Vægt | Stratum',
    answers.map((answer): Value[] => [
      String(world.firms.numbers[answer.firm]),
      answer.period,
      answer.hasProduct,
      answer.hasProcess,
      answer.hasOrganisational,
      answer.hasMarketing,
      answer.hasCooperation,
      answer.weight.toFixed(2).replace('.', ','),
      answer.stratum,
    ]),
  );

/** `cvr_haendelser.csv`: the mergers, and how some of the companies of the register ended. */
export function companyEventFile(world: World): Uint8Array {
  const random = randomStream(world.seed, 'company events');
  const { firms } = world;
  const endings: Value[][] = [];
  for (let firm = 0; firm < firms.count; firm += 1) {
    const exit = firms.exitYear[firm] as number;
    if (exit === NEVER || !random.chance(0.06, firm, 1)) continue;
    endings.push([
      String(firms.numbers[firm]),
      null,
      random.chance(0.3, firm, 2) ? 'konkurs' : 'ophør',
      `${exit - 1}-12-31`,
    ]);
  }
  const mergers = world.mergers.map(({ old, into, date }): Value[] => [
    String(firms.numbers[old.firm]),
    String(firms.numbers[into.firm]),
    'fusion',
    date,
  ]);
  return machineFile(
    'cvr_haendelser.csv',
    'CVR-nr. gammelt:company_number | CVR-nr. nyt:company_number | Type | Dato:date',
    [...mergers, ...endings].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
  );
}

/** `populationstal.csv`: dedicated companies and how many were asked, by year and stratum of the survey. */
export const populationFile = (strata: readonly Stratum[]): Uint8Array =>
  machineFile(
    'populationstal.csv',
    'År | Stratum | Antal i populationen:integer | Antal udtrukket:integer',
    strata.map(({ year, stratum, population, sampled }): Value[] => [String(year), stratum, population, sampled]),
  );

/** `prisindeks.csv`: made-up price index by industry section, 2010 = 100. */
export function priceIndexFile(seed: number): Uint8Array {
  const random = randomStream(seed, 'prices');
  const sections = [...new Set(INDUSTRIES.map(({ section }) => section))].sort();
  return machineFile(
    'prisindeks.csv',
    'År | Sektion | Prisindeks',
    sections.flatMap((section, index) => {
      const growth = 0.012 + 0.012 * random.uniform(index);
      return Array.from({ length: 8 }, (_, step): Value[] => [
        String(2006 + step),
        section,
        (100 * (1 + growth) ** (step - 4)).toFixed(1).replace('.', ','),
      ]);
    }),
  );
}

/** What an earlier edition said: the ledger that revisions, breaks and disclosure control look at. */
export interface Published {
  readonly indicator: string;
  readonly referenceYear: number;
  readonly editionYear: number;
  readonly region: string | null;
  readonly cluster: string | null;
  readonly value: number | null;
  readonly isSuppressed: boolean;
}

export const previouslyPublishedFile = (published: readonly Published[]): Uint8Array =>
  machineFile(
    'tidligere_offentliggjort.csv',
    'Indikator-id | Referenceår | Udgave | Klynge | Region | Værdi | Undertrykt:flag | Kilde',
    published.map(({ indicator, referenceYear, editionYear, region, cluster, value, isSuppressed }): Value[] => [
      indicator,
      String(referenceYear),
      String(editionYear),
      cluster,
      region,
      value === null ? null : String(value),
      isSuppressed,
      `Udgave ${editionYear}`,
    ]),
  );

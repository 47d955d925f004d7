import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadCatalogue } from '../../../pipeline/accounts/catalogue/index.ts';
import { DIMENSIONS, type Figure, TOTAL } from '../../../pipeline/contract/figure.ts';
import { loadContract } from '../../../pipeline/contract/inputs.ts';
import { computeAllFigures } from '../../../pipeline/run/figures/index.ts';
import { prepareAccounts } from '../../../pipeline/run/prepare.ts';
import { readSource } from '../../../pipeline/run/source.ts';
import { generateSample } from '../../../pipeline/sample/sample.ts';
import { openStore } from '../../../pipeline/store/store.ts';

// From messy files to figures: what the generator of the samples planted must come out again.

type Counts = Readonly<Record<string, number>>;

/** The part of `truth.json` that is compared, by year. */
interface YearTruth {
  readonly catalogueClusters: number;
  readonly deliveringClusters: number;
  readonly uniqueCompanies: number;
  readonly foreignCompanies: number;
  readonly participations: number;
  readonly companiesInTwoClustersOrMore: number;
  readonly dedicatedCompanies: number;
  readonly byCluster: Counts;
  readonly byParticipationStatus?: Counts;
  readonly projects: Counts;
  readonly outcomes: Counts;
  readonly eventsByType: Counts;
  readonly financeActualDkk: Counts;
}

const folder = mkdtempSync(join(tmpdir(), 'cluster-accounts-truth-'));
let figures: ReadonlyMap<string, Figure>;
let truth: Readonly<Record<string, YearTruth>>;

const cellOf = (figure: Figure): string =>
  DIMENSIONS.filter((name) => figure[name] !== TOTAL)
    .map((name) => ` ${name}=${figure[name]}`)
    .join('');

beforeAll(async () => {
  await generateSample({ seed: 11, companies: 600, years: 3, suppliers: 12 }, async (path, bytes) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  });
  const contract = loadContract();
  const store = await openStore(':memory:', { threads: 2 });
  const source = await readSource([folder], contract);
  await prepareAccounts(store, source, contract, { stage: () => {}, step: () => {}, end: () => {} });
  const computed = await computeAllFigures(store, loadCatalogue(), source.parameters);
  store.close();
  figures = new Map(
    computed.map((figure) => [
      `${figure.indicator} ${figure.measure} ${figure.referenceYear}${cellOf(figure)}`,
      figure,
    ]),
  );
  truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')).years;
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** Figures of a year that are planted, by indicator, measure and cell. */
function plantedIn(year: YearTruth): Record<string, number | undefined> {
  const each = (counts: Counts | undefined, name: (key: string) => string): Record<string, number> =>
    Object.fromEntries(Object.entries(counts ?? {}).map(([key, value]) => [name(key), value]));
  const { lost, ...statuses } = year.byParticipationStatus ?? {};
  return {
    'KVA01 cluster_count': year.catalogueClusters,
    'KVA01 delivered_count': year.deliveringClusters,
    'DEL01 count': year.uniqueCompanies,
    'DEL02 count': year.participations,
    'DEL03 count': year.companiesInTwoClustersOrMore,
    'DEL04 count': year.dedicatedCompanies,
    'DEL11 count': year.foreignCompanies,
    ...each(year.byCluster, (cluster) => `DEL01 count cluster=${cluster}`),
    ...each(statuses, (status) => `DEL01 count participation_status=${status}`),
    ...(lost === undefined ? {} : { 'DEL07 lost_count': lost }),
    'PRO01 count': year.projects.runningProjects,
    'PRO02 count': year.projects.companiesInRunningProjects,
    'PRO04 sum_dkk': year.projects.budgetOfRunningProjectsDkk,
    'PRO05 count': year.projects.crossClusterProjects,
    'UDB01 count': year.outcomes.companiesWithIdeas,
    'UDB02 count': year.outcomes.companiesWithCompetences,
    'UDB03 count': year.outcomes.companiesWithProductServiceOrProcess,
    ...each(year.eventsByType, (type) => `AKT01 count item=${type}`),
    ...each(year.financeActualDkk, (source) => `FIN01 sum_dkk item=${source}`),
  };
}

it('recovers every number that was planted', () => {
  expect(Object.keys(truth)).toEqual(['2011', '2012', '2013']);
  for (const [year, planted] of Object.entries(truth)) {
    const wanted = plantedIn(planted);
    const found = Object.fromEntries(
      Object.keys(wanted).map((key) => {
        const [indicator, measure, ...cell] = key.split(' ');
        return [
          key,
          figures.get([indicator, measure, year, cell.join(' ')].filter((part) => part !== '').join(' '))?.value,
        ];
      }),
    );
    expect(found, year).toEqual(wanted);
  }
});

it('finds the Berlin event in the numbers its organiser gave', () => {
  const event = 'item=Internationalt klyngematch i Berlin';
  const of = (key: string): number | null | undefined => figures.get(`${key} 2013 ${event}`)?.value;
  expect([
    of('AKT03 held'),
    of('AKT03 held_c2c'),
    of('AKT04 representatives'),
    of('AKT04 organisations'),
    of('AKT04 countries'),
  ]).toEqual([465, 433, 302, 153, 25]);
});

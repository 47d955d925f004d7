import { type Cluster, deliveringIn, makeClusters } from './clusters.ts';
import { FIRST_PANEL_YEAR, type Firms, LAST_PANEL_YEAR, makeFirms } from './firms.ts';
import { type Institution, makeInstitutions } from './institutions.ts';
import { dropYears, type Member, makeMembers, type YearBook } from './members.ts';
import { chooseMergers, type Merger } from './mergers.ts';
import { follow, newPath, panelStream } from './panel.ts';
import { type RandomStream, randomStream } from './random.ts';

/** What `cluster-accounts sample` is asked for. */
export interface SampleOptions {
  readonly seed: number;
  /** Unique companies in the deliveries of the last year, after mergers. */
  readonly companies: number;
  /** Drops, of consecutive reference years up to 2013. */
  readonly years: number;
  /** Cluster organisations that exist in the last year; about one in eight does not deliver. */
  readonly suppliers: number;
}

/** The options that make exactly the committed `data-samples/`. */
export const DEFAULT_OPTIONS: SampleOptions = { seed: 2013, companies: 14_237, years: 3, suppliers: 50 };

/** Companies of the register for each participating one. */
const REGISTER_RATIO = 60_000 / 14_237;

/** Companies that the register does not know although they exist. */
const UNREGISTERED_SHARE = 0.008;
const MOST_MERGERS = 12;

/** Everything that is true in the made-up country; the drops are what people wrote down of it. */
export interface World {
  readonly seed: number;
  readonly options: SampleOptions;
  readonly firms: Firms;
  readonly clusters: readonly Cluster[];
  readonly yearBooks: readonly YearBook[];
  /** Year of the first dedicated participation of each company of the register, 0 for none. */
  readonly cohorts: Int16Array;
  readonly institutions: readonly Institution[];
  readonly mergers: readonly Merger[];
  /** The company that a member counts as, after mergers: the key of a member. */
  canonical(member: Member): number;
  readonly names: RandomStream;
  /** Employees of a Danish member in a panel year. */
  employees(member: Member, year: number): number;
  /** Whether the register has any row for the company. */
  isUnregistered(firm: number): boolean;
  /** Whether the register has a row for the company in the year. */
  inRegister(firm: number, year: number): boolean;
}

export function makeWorld(options: SampleOptions): World {
  const { seed, companies, years, suppliers } = options;
  const firms = makeFirms(seed, Math.round(companies * REGISTER_RATIO));
  const clusters = makeClusters(suppliers);
  const deliveries = randomStream(seed, 'deliveries');
  const delivering = new Map(dropYears(years).map((year) => [year, deliveringIn(clusters, year, deliveries)]));
  const unregistered = randomStream(seed, 'unregistered');
  const isUnregistered = (firm: number): boolean => unregistered.chance(UNREGISTERED_SHARE, firm);
  const plannedMergers = Math.min(MOST_MERGERS, Math.floor(companies / 400));
  const { yearBooks, cohorts } = makeMembers(firms, clusters, delivering, companies + plannedMergers);
  const mergers = chooseMergers(yearBooks, isUnregistered, plannedMergers);
  const mergedInto = new Map(mergers.map(({ old, into }) => [old.key, into.key]));
  const random = panelStream(seed);
  const path = newPath();
  const known = new Map<number, Int32Array>();
  return {
    seed,
    options,
    firms,
    clusters,
    yearBooks,
    cohorts,
    institutions: makeInstitutions(seed),
    mergers,
    canonical: ({ key }) => mergedInto.get(key) ?? key,
    names: randomStream(seed, 'names'),
    employees: ({ firm, cohort }, year) => {
      let employees = known.get(firm);
      if (employees === undefined) {
        follow(firms, firm, cohort, random, path);
        employees = Int32Array.from(path.employees);
        known.set(firm, employees);
      }
      return employees[year - FIRST_PANEL_YEAR] as number;
    },
    isUnregistered,
    inRegister: (firm, year) =>
      year >= (firms.startYear[firm] as number) &&
      year < (firms.exitYear[firm] as number) &&
      year <= LAST_PANEL_YEAR &&
      !isUnregistered(firm),
  };
}

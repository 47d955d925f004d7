import { type Cluster, heirOf, recruits, startYearOf } from './clusters.ts';
import { FIRST_PANEL_YEAR, type Firms, industryOf, LAST_PANEL_YEAR } from './firms.ts';
import { foreignCompanyName } from './names.ts';
import { PLACES } from './places.ts';
import { type RandomStream, randomStream } from './random.ts';

/** A company that takes part in at least one cluster in some year. */
export interface Member {
  /** Index in `Firms`, or -1 for a foreign company. */
  readonly firm: number;
  /** Counter for draws about this member. */
  readonly key: number;
  readonly entryYear: number;
  /** Year of the first dedicated participation, in the first of its clusters; 0 for never. */
  readonly cohort: number;
  readonly clusters: readonly number[];
  readonly foreign: ForeignCompany | null;
}

export interface ForeignCompany {
  readonly country: string;
  readonly name: string;
  /** National number, where the clusters know it; written the same way by all. */
  readonly number: string | null;
}

/** A member in one cluster in one year. */
export interface Membership {
  readonly member: Member;
  readonly cluster: number;
  readonly isDedicated: boolean;
  readonly joinedDate: string;
  readonly leftDate: string | null;
  /** Known from activities only: the cluster's list of participants does not name it. */
  readonly isEventOnly: boolean;
}

export interface YearBook {
  readonly year: number;
  readonly delivering: ReadonlySet<number>;
  readonly memberships: readonly Membership[];
  /** Members with at least one membership, in the order of `memberships`. */
  readonly members: readonly Member[];
}

const COHORT_SHARES = [5, 7, 14, 15, 15, 16, 15, 13] as const; // 2006-2013
const FOREIGN_COUNTRIES = ['SE', 'NO', 'DE', 'SE', 'DE', 'FI', 'NL', 'GB', 'PL', 'FR', 'US', 'NO', 'SE'] as const;
const FOREIGN_SHARE = 0.018;

const day = (year: number, random: RandomStream, key: number, salt: number): string =>
  `${year}-${String(1 + random.integer(12, key, salt)).padStart(2, '0')}-${String(1 + random.integer(28, key, salt + 1)).padStart(2, '0')}`;

/** The later of two dates `yyyy-mm-dd`. */
const laterOf = (one: string, other: string): string => ([one, other].sort() as [string, string])[1];

/** How strongly a company is drawn to clusters, in log odds: size, industry, lasting growth and lasting productivity. */
function attraction(firms: Firms, firm: number): number {
  const size = Math.min(firms.logSize[firm] as number, 5.5);
  return (
    1.05 * size +
    industryOf(firms, firm).attraction +
    5 * (firms.growth[firm] as number) +
    0.2 * (firms.ability[firm] as number) +
    (PLACES[firms.place[firm] as number]?.growthForum === 'bornholm' ? 0.5 : 0)
  );
}

function ranked(firms: Firms, random: RandomStream): Int32Array {
  const score = new Float64Array(firms.count);
  for (let firm = 0; firm < firms.count; firm += 1)
    score[firm] = attraction(firms, firm) - 1.2 * Math.log(-Math.log(random.uniform(firm)));
  return Int32Array.from(score.keys()).sort((a, b) => (score[b] as number) - (score[a] as number) || a - b);
}

function clusterWeights(
  clusters: readonly Cluster[],
  section: string,
  place: number,
  cohort: number,
  isKnownIn: (cluster: number, from: number) => boolean,
): number[] {
  const region = PLACES[place]?.regionCode;
  const isBornholm = PLACES[place]?.growthForum === 'bornholm';
  return clusters.map((cluster) => {
    if (!recruits(cluster)) return 0;
    if (cohort > 0 && (startYearOf(cluster) > cohort || !isKnownIn(cluster.index, cohort))) return 0;
    const home = PLACES[cluster.place];
    const isNear = home?.regionCode === region;
    const nearness = cluster.type === 'regional' ? (isNear ? 5 : 0.3) : isNear ? 1.6 : 1;
    const island = home?.growthForum === 'bornholm' ? (isBornholm ? 60 : 0.05) : 1;
    return cluster.weight * (cluster.sections.includes(section) ? 6 : 0.6) * nearness * island;
  });
}

/** Whether a member takes part in a year: from entry on it stays, leaves, and sometimes returns. */
function takesPart(firms: Firms, member: Member, year: number, random: RandomStream): boolean {
  const { firm, key, entryYear, cohort } = member;
  if (year < entryYear) return false;
  if (firm >= 0 && year >= (firms.exitYear[firm] as number) && !random.chance(0.01, key, 7)) return false;
  let isIn = true;
  for (let at = entryYear + 1; at <= year; at += 1) {
    const isDedicated = cohort > 0 && at >= cohort;
    if (at === cohort) isIn = true;
    else isIn = random.chance(isIn ? (isDedicated ? 0.96 : 0.86) : 0.25, key, 10 + at - FIRST_PANEL_YEAR);
  }
  return isIn;
}

function membershipsOf(
  firms: Firms,
  clusters: readonly Cluster[],
  member: Member,
  year: number,
  delivering: ReadonlySet<number>,
  random: RandomStream,
): Membership[] {
  if (!takesPart(firms, member, year, random)) return [];
  const staysOn = takesPart(firms, member, year + 1, random);
  const isEventOnly = member.cohort === 0 && member.firm >= 0 && random.chance(0.004, member.key, 40 + year - 2000);
  const seen = new Set<number>();
  return member.clusters.flatMap((cluster, slot): Membership[] => {
    const heir = heirOf(clusters, cluster, member.key, year);
    if (heir === null || !delivering.has(heir) || seen.has(heir)) return [];
    seen.add(heir);
    const isDedicated = slot === 0 && member.cohort > 0 && year >= member.cohort;
    const since = isDedicated ? member.cohort : Math.min(year, member.entryYear + slot);
    const joined = day(since, random, member.key, 60 + 2 * slot);
    const start = (clusters[cluster] as Cluster).startDate;
    return [
      {
        member,
        cluster: heir,
        isDedicated,
        joinedDate: laterOf(joined, start),
        leftDate:
          !staysOn && !isDedicated && since < year && random.chance(0.5, member.key, 80 + slot)
            ? `${year}-1${1 + random.integer(2, member.key, 90)}-${10 + random.integer(20, member.key, 91)}`
            : null,
        isEventOnly: isEventOnly && slot === 0,
      },
    ];
  });
}

/** Years whose drops are made: the last `count` years up to the last of the panel. */
export const dropYears = (count: number): number[] =>
  Array.from({ length: count }, (_, index) => LAST_PANEL_YEAR - count + 1 + index);

/**
 * Who takes part in what, such that `companies` company numbers and foreign companies are found in the last year.
 *
 * Companies are taken in the order of their attraction (with a Gumbel draw each) until the number is reached.
 * `cohorts` holds for every company of the register the year of its first dedicated participation, 0 for none.
 */
export function makeMembers(
  firms: Firms,
  clusters: readonly Cluster[],
  delivering: ReadonlyMap<number, ReadonlySet<number>>,
  companies: number,
): { readonly yearBooks: readonly YearBook[]; readonly cohorts: Int16Array } {
  const random = randomStream(firms.seed, 'members');
  const years = [...delivering.keys()];
  const lastYear = years.at(-1) as number;
  const cohorts = new Int16Array(firms.count);
  const members: Member[] = [];
  const isKnownIn = (cluster: number, from: number): boolean =>
    years.some((year) => year >= from && delivering.get(year)?.has(heirOf(clusters, cluster, 0, year) ?? -1));
  const inLastYear = (member: Member): boolean =>
    membershipsOf(firms, clusters, member, lastYear, delivering.get(lastYear) as ReadonlySet<number>, random).length >
    0;

  const choose = (key: number, section: string, place: number, cohort: number): number[] => {
    const weights = clusterWeights(clusters, section, place, cohort, isKnownIn);
    const wanted = 1 + random.weighted([79, 15, 4, 2], key, 1);
    const chosen: number[] = [];
    for (let slot = 0; slot < wanted; slot += 1) {
      const cluster = random.weighted(weights, key, 100 + slot);
      if (!chosen.includes(cluster)) chosen.push(cluster);
    }
    return chosen;
  };

  let found = 0;
  const foreignWanted = Math.round(companies * FOREIGN_SHARE);
  for (let index = 0; found < foreignWanted && index < 4 * foreignWanted + 8; index += 1) {
    const key = firms.count + index;
    const country = FOREIGN_COUNTRIES[index % FOREIGN_COUNTRIES.length] as string;
    const member: Member = {
      firm: -1,
      key,
      entryYear: lastYear - random.integer(5, key, 2),
      cohort: 0,
      clusters: choose(key, 'C', 0, 0),
      foreign: {
        country,
        name: foreignCompanyName(country, index),
        number: random.chance(0.4, key, 3) ? `${country}${556000000 + index * 131}` : null,
      },
    };
    members.push(member);
    if (inLastYear(member)) found += 1;
  }
  for (const firm of ranked(firms, random)) {
    if (found >= companies) break;
    const start = firms.startYear[firm] as number;
    const isDedicatedEver = random.chance((firms.logSize[firm] as number) < 1.5 ? 0.24 : 0.32, firm, 4);
    const cohort = isDedicatedEver ? FIRST_PANEL_YEAR + random.weighted(COHORT_SHARES, firm, 5) : 0;
    const drawn = LAST_PANEL_YEAR - random.weighted([13, 12, 15, 16, 14, 11, 10, 9], firm, 6);
    const entryYear = Math.max(start, cohort === 0 ? drawn : Math.min(cohort, drawn));
    if ((cohort > 0 && cohort < start) || entryYear >= (firms.exitYear[firm] as number)) continue;
    const section = industryOf(firms, firm).section;
    const member: Member = {
      firm,
      key: firm,
      entryYear,
      cohort,
      clusters: choose(firm, section, firms.place[firm] as number, cohort),
      foreign: null,
    };
    if (cohort > 0) cohorts[firm] = cohort;
    members.push(member);
    if (inLastYear(member)) found += 1;
  }
  const yearBooks = years.map((year): YearBook => {
    const at = delivering.get(year) as ReadonlySet<number>;
    const memberships: Membership[] = [];
    const present: Member[] = [];
    for (const member of members) {
      const own = membershipsOf(firms, clusters, member, year, at, random);
      if (own.length === 0) continue;
      memberships.push(...own);
      present.push(member);
    }
    return { year, delivering: at, memberships, members: present };
  });
  return { yearBooks, cohorts };
}

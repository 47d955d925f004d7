import { heirOf } from './clusters.ts';
import type { Institution } from './institutions.ts';
import type { Member, YearBook } from './members.ts';
import { type RandomStream, randomStream } from './random.ts';
import type { World } from './world.ts';

export type ApplicationStatus = 'applied' | 'awarded' | 'rejected';

export interface Project {
  readonly id: string;
  readonly title: string;
  readonly clusters: readonly number[];
  readonly type: string;
  readonly startDate: string;
  readonly endDate: string;
  readonly programme: string;
  readonly isEu: boolean;
  readonly status: ApplicationStatus;
  readonly countries: readonly string[];
  /** Whole DKK by source: state, region, EU, municipality, private cash, private in kind. */
  readonly budget: readonly [number, number, number, number, number, number];
  readonly institutions: readonly { readonly institution: Institution; readonly unit: string }[];
}

export interface ProjectPart {
  readonly project: Project;
  readonly member: Member;
  readonly fromDate: string;
  readonly ownContributionDkk: number | null;
}

/** A year's list of projects: those that run, those that have ended but stand there still, and applications. */
export interface ProjectYear {
  readonly year: number;
  readonly projects: readonly Project[];
  readonly parts: readonly ProjectPart[];
}

const TITLE_STARTS = ['Grøn', 'Smart', 'Ny', 'Fælles', 'Digital', 'Nordisk', 'Robust', 'Let'] as const;
const TITLE_ENDS = [
  'kappe',
  'bro',
  'motor',
  'værksted',
  'kompas',
  'lygte',
  'gær',
  'nøgle',
  'trappe',
  'hængekøje',
  'maskine',
  'puslespil',
] as const;
const TYPES = [
  'Innovationsprojekt',
  'Forprojekt',
  'Demonstrationsprojekt',
  'Internationalt projekt',
  'Uddannelsesprojekt',
] as const;
const EU_PROGRAMMES = ['FP7', 'Interreg IV', 'Horizon 2020', 'CIP'] as const;
const DANISH_PROGRAMMES = [
  'Innovationsnetværk Danmark',
  'Regionale vækstmidler',
  'Grønne laboratorier',
  'Markedsmodningspuljen',
] as const;
const PARTNER_COUNTRIES = ['SE', 'DE', 'NO', 'FI', 'NL', 'PL', 'GB', 'FR', 'ES', 'IT'] as const;

/** Share of a year's companies that take part in a project that runs. */
const SHARE_IN_PROJECTS = 0.208;

function makeProject(
  world: World,
  key: number,
  startYear: number,
  status: ApplicationStatus,
  random: RandomStream,
  book: YearBook,
): Project {
  const delivering = [...book.delivering].sort((a, b) => a - b);
  const weights = delivering.map((index) => world.clusters[index]?.weight ?? 0);
  const wanted = 1 + random.weighted([80, 16, 4], key, 1);
  const clusters = [
    ...new Set(
      Array.from({ length: wanted }, (_, slot) => delivering[random.weighted(weights, key, 2 + slot)] as number),
    ),
  ];
  const isEu = status !== 'awarded' || random.chance(0.13, key, 10);
  const isInternational = isEu || random.chance(0.08, key, 11);
  const scale = Math.exp(13.4 + 0.8 * random.normal(key, 12));
  const thousands = (share: number, salt: number): number =>
    Math.round((scale * share * (0.5 + random.uniform(key, salt))) / 1000) * 1000;
  return {
    id: `P${startYear}-${String(key % 10_000).padStart(4, '0')}`,
    title: `${random.pick(TITLE_STARTS, key, 13)} ${random.pick(TITLE_ENDS, key, 14)} ${1 + (key % 97)}`,
    clusters,
    type: isInternational ? TYPES[3] : random.pick([...TYPES.slice(0, 3), TYPES[4]], key, 15),
    startDate: `${startYear}-${String(1 + random.integer(9, key, 16)).padStart(2, '0')}-01`,
    endDate: `${startYear + random.weighted([20, 45, 35], key, 17)}-12-31`,
    programme: random.pick(isEu ? EU_PROGRAMMES : DANISH_PROGRAMMES, key, 18),
    isEu,
    status,
    countries: isInternational
      ? [...new Set([19, 20, 21].map((salt) => random.pick(PARTNER_COUNTRIES, key, salt)))].sort()
      : [],
    budget: [
      isEu ? 0 : thousands(0.35, 22),
      random.chance(0.4, key, 23) ? thousands(0.2, 24) : 0,
      isEu ? thousands(0.5, 25) : 0,
      random.chance(0.15, key, 26) ? thousands(0.05, 27) : 0,
      thousands(0.12, 28),
      thousands(0.25, 29),
    ],
    institutions: Array.from({ length: 1 + random.integer(2, key, 30) }, (_, slot) => {
      const institution = random.pick(world.institutions, key, 31 + slot);
      return { institution, unit: random.pick(institution.units, key, 35 + slot) };
    }).filter((entry, index, all) => all.findIndex((other) => other.institution === entry.institution) === index),
  };
}

/** Danish members of each cluster in a year; dedicated ones three times, so that they are drawn more often. */
function poolsOf(book: YearBook): Map<number, Member[]> {
  const pools = new Map<number, Member[]>();
  for (const { cluster, member, isDedicated } of book.memberships) {
    if (member.firm < 0) continue;
    const pool = pools.get(cluster) ?? [];
    pool.push(...(isDedicated ? [member, member, member] : [member]));
    pools.set(cluster, pool);
  }
  return pools;
}

function fillProject(
  project: Project,
  key: number,
  pools: ReadonlyMap<number, readonly Member[]>,
  busy: Set<Member>,
  target: number,
  random: RandomStream,
): ProjectPart[] {
  const wanted = 3 + Math.min(22, Math.floor(-4.5 * Math.log(random.uniform(key, 50))));
  const chosen = new Set<Member>();
  const pool = project.clusters.flatMap((cluster) => pools.get(cluster) ?? []);
  if (pool.length === 0) return [];
  for (let attempt = 0; chosen.size < wanted && attempt < 6 * wanted; attempt += 1) {
    const member = random.pick(pool, key, 100 + attempt);
    if (!busy.has(member) && busy.size >= target) continue;
    busy.add(member);
    chosen.add(member);
  }
  return [...chosen].map((member, slot) => ({
    project,
    member,
    fromDate: project.startDate,
    ownContributionDkk: random.chance(0.75, key, 300 + slot)
      ? Math.round(Math.exp(10.2 + 1.2 * random.normal(key, 400 + slot)) / 500) * 500
      : null,
  }));
}

/** The projects of all years. Exactly the stated share of each year's companies is in a project that runs. */
export function makeProjects(world: World): ProjectYear[] {
  const random = randomStream(world.seed, 'projects');
  let running: ProjectPart[] = [];
  let ended: ProjectPart[] = [];
  return world.yearBooks.map((book, index): ProjectYear => {
    const { year } = book;
    const present = new Set(book.members);
    const pools = poolsOf(book);
    const target = Math.round(SHARE_IN_PROJECTS * book.members.length);
    ended = running.filter(({ project }) => project.endDate < `${year}-01-01`);
    running = running.filter(({ project, member }) => project.endDate >= `${year}-01-01` && present.has(member));
    const busy = new Set(running.map(({ member }) => member));
    const parts = [...running];
    const known = new Set(running.map(({ project }) => project));
    const wanted = Math.max(3, Math.round(book.members.length / 52));
    for (let slot = 0; known.size < wanted || (busy.size < target && slot < 4 * wanted); slot += 1) {
      const key = year * 10_000 + slot;
      const startYear = index === 0 ? year - random.integer(2, key, 60) : year;
      const project = makeProject(world, key, startYear, 'awarded', random, book);
      if (project.endDate < `${year}-01-01`) continue;
      known.add(project);
      parts.push(...fillProject(project, key, pools, busy, target, random));
    }
    running = parts;
    const applications = Array.from({ length: Math.max(2, Math.round(book.members.length / 300)) }, (_, slot) =>
      makeProject(
        world,
        year * 10_000 + 8_000 + slot,
        year + 1,
        random.chance(0.6, year, slot) ? 'rejected' : 'applied',
        random,
        book,
      ),
    );
    const stillListed = [...new Set(ended.map(({ project }) => project))].filter((_project, slot) => slot % 12 === 0);
    return {
      year,
      projects: [...known, ...stillListed, ...applications].sort((a, b) => (a.id < b.id ? -1 : 1)),
      parts: [...parts, ...ended.filter(({ project }) => stillListed.includes(project))].sort((a, b) =>
        a.project.id === b.project.id ? a.member.key - b.member.key : a.project.id < b.project.id ? -1 : 1,
      ),
    };
  });
}

/** The clusters behind a project as the catalogue of a year knows them: those that closed are followed to their heirs. */
export const clustersIn = (world: World, project: Project, year: number): readonly number[] => [
  ...new Set(project.clusters.map((cluster) => heirOf(world.clusters, cluster, 0, year) ?? cluster)),
];

/** Whether a project counts as a collaboration project of the year: awarded, and running on some day of it. */
export const runsIn = (project: Project, year: number): boolean =>
  project.status === 'awarded' && project.startDate <= `${year}-12-31` && project.endDate >= `${year}-01-01`;

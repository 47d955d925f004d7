import { existsIn } from './clusters.ts';
import type { EventYear } from './events.ts';
import { makeFinance } from './finance.ts';
import { industryOf } from './firms.ts';
import { INNOVATION_RATIO, type InnovationAnswer } from './innovation.ts';
import { type Label, labelsHeld } from './labels.ts';
import { BERLIN } from './matchmaking.ts';
import type { Member, Membership, YearBook } from './members.ts';
import { NOTES, OWNER_NAMES, PEOPLE } from './names.ts';
import type { Outcome } from './outcomes.ts';
import { EMPLOYMENT_EFFECT, PRODUCTIVITY_EFFECT } from './panel.ts';
import { PLACES, type Place } from './places.ts';
import { profileOf } from './profiles.ts';
import { clustersIn, type ProjectYear, runsIn } from './projects.ts';
import { type SurveyYear, sizeBand } from './survey.ts';
import type { World } from './world.ts';

export interface YearParts {
  readonly book: YearBook;
  readonly projectYear: ProjectYear;
  readonly outcomes: readonly Outcome[];
  readonly survey: SurveyYear;
  readonly eventYear: EventYear;
}

type Counts = Record<string, number>;

const BANDS = ['1-9', '10-49', '50-249', '250+'] as const;

/** Distinct companies, after mergers, among members. */
const distinct = (world: World, members: Iterable<Member>): number =>
  new Set([...members].map((member) => world.canonical(member))).size;

function countBy(world: World, year: number, members: readonly Member[], keyOf: (member: Member) => string): Counts {
  const groups = new Map<string, Set<number>>();
  const seen = new Set<number>();
  const merged = new Set(world.mergers.filter(({ date }) => date <= `${year}-12-31`).map(({ old }) => old.key));
  for (const member of members) {
    const company = world.canonical(member);
    if (merged.has(member.key) || seen.has(company)) continue;
    seen.add(company);
    const key = keyOf(member);
    groups.set(key, (groups.get(key) ?? new Set()).add(company));
  }
  return Object.fromEntries([...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, set]) => [key, set.size]));
}

function status(world: World, books: readonly YearBook[], yearIndex: number): Counts {
  const sets = books.map(({ members }) => new Set(members.map((member) => world.canonical(member))));
  const now = sets[yearIndex] as Set<number>;
  const earlier = sets.slice(Math.max(0, yearIndex - 3), yearIndex);
  const last = earlier.at(-1);
  const counts = { continuing: 0, returning: 0, new: 0, lost: 0 };
  for (const company of now) {
    if (last?.has(company)) counts.continuing += 1;
    else if (earlier.some((set) => set.has(company))) counts.returning += 1;
    else counts.new += 1;
  }
  counts.lost = last === undefined ? 0 : [...last].filter((company) => !now.has(company)).length;
  return counts;
}

const bandOf = (employees: number | null): string =>
  employees === null ? 'unknown' : (BANDS[sizeBand(employees)] as string);

/**
 * What can be known of a company from what was delivered: the register of the year, or of the last year in which it has
 * the company; for a company that it has never had, what the lists of participants say.
 */
function knowledge(world: World, { year, memberships }: YearBook) {
  const isListed = new Set<Member>();
  const hasSize = new Set<Member>();
  const hasIndustry = new Set<Member>();
  for (const { member, cluster, isEventOnly } of memberships) {
    if (isEventOnly) continue;
    isListed.add(member);
    const columns = profileOf(cluster).optional.split(' ');
    if (columns.includes('size')) hasSize.add(member);
    if (columns.includes('industry')) hasIndustry.add(member);
  }
  return {
    employees: (member: Member): number | null => {
      if (world.isUnregistered(member.firm)) return hasSize.has(member) ? world.employees(member, year) : null;
      return world.employees(member, Math.min(year, (world.firms.exitYear[member.firm] as number) - 1));
    },
    section: (member: Member): string =>
      world.isUnregistered(member.firm) && !hasIndustry.has(member)
        ? 'unknown'
        : industryOf(world.firms, member.firm).section,
    place: (member: Member): Place | null =>
      world.isUnregistered(member.firm) && !isListed.has(member)
        ? null
        : (PLACES[world.firms.place[member.firm] as number] ?? null),
  };
}

const isDedicatedMember = ({ isDedicated }: Membership): boolean => isDedicated;

function participation(world: World, books: readonly YearBook[], yearIndex: number): object {
  const book = books[yearIndex] as YearBook;
  const { year, members, memberships } = book;
  const danish = members.filter(({ firm }) => firm >= 0);
  const known = knowledge(world, book);
  const dedicated = memberships.filter(isDedicatedMember).map(({ member }) => member);
  const pairs = new Set(memberships.map(({ member, cluster }) => `${world.canonical(member)} ${cluster}`));
  const clustersOf = new Map<number, Set<number>>();
  for (const { member, cluster } of memberships)
    clustersOf.set(world.canonical(member), (clustersOf.get(world.canonical(member)) ?? new Set()).add(cluster));
  const small = danish.filter((member) => (known.employees(member) ?? 50) < 50);
  return {
    uniqueCompanies: distinct(world, members),
    danishCompanies: distinct(world, danish),
    foreignCompanies: members.length - danish.length,
    participations: pairs.size,
    companiesInTwoClustersOrMore: [...clustersOf.values()].filter((clusters) => clusters.size > 1).length,
    dedicatedCompanies: distinct(world, dedicated),
    companiesBelow50Employees: Object.values(countBy(world, year, small, () => 'small'))[0] ?? 0,
    byRegion: countBy(world, year, danish, (member) => known.place(member)?.regionCode ?? 'unknown'),
    byGrowthForum: countBy(world, year, danish, (member) => known.place(member)?.growthForum ?? 'unknown'),
    bySizeBand: countBy(world, year, danish, (member) => bandOf(known.employees(member))),
    byIndustry: countBy(world, year, danish, (member) => known.section(member)),
    byCluster: Object.fromEntries(
      world.clusters
        .filter(({ index }) => book.delivering.has(index))
        .map(({ id, index }) => [
          id,
          distinct(
            world,
            memberships.filter(({ cluster }) => cluster === index).map(({ member }) => member),
          ),
        ]),
    ),
    ...(yearIndex === 0 ? {} : { byParticipationStatus: status(world, books, yearIndex) }),
  };
}

function projects(world: World, { year, projects: all, parts }: ProjectYear): object {
  const running = all.filter((project) => runsIn(project, year));
  const eu = all.filter(({ isEu }) => isEu);
  const count = (status: string): number => eu.filter((project) => project.status === status).length;
  return {
    runningProjects: running.length,
    crossClusterProjects: running.filter((project) => clustersIn(world, project, year).length > 1).length,
    companiesInRunningProjects: distinct(
      world,
      parts.filter(({ project }) => runsIn(project, year)).map(({ member }) => member),
    ),
    euProjects: { applied: count('applied'), awarded: count('awarded'), rejected: count('rejected') },
    budgetOfRunningProjectsDkk: running.reduce((sum, { budget }) => sum + budget.reduce((a, b) => a + b, 0), 0),
  };
}

function outcomeCounts(world: World, outcomes: readonly Outcome[]): object {
  const companies = (has: (outcome: Outcome) => boolean): number =>
    distinct(
      world,
      outcomes.filter(has).map(({ member }) => member),
    );
  const isResult = ({ hasProduct, hasService, hasProcess }: Outcome): boolean => hasProduct || hasService || hasProcess;
  return {
    companiesWithIdeas: companies(({ hasIdeas }) => hasIdeas),
    companiesWithCompetences: companies(({ hasCompetences }) => hasCompetences),
    companiesWithProductServiceOrProcess: companies(isResult),
  };
}

function tally(values: readonly string[]): Counts {
  const counts: Counts = {};
  for (const value of [...values].sort()) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

function finance(world: World, year: number): Counts {
  const sums: Counts = {};
  for (const { source, isActual, amountDkk } of makeFinance(world, year))
    if (isActual) sums[source] = (sums[source] ?? 0) + amountDkk;
  return sums;
}

/** What was planted, counted from the made-up country itself and not from the files that were written. Only tests read it. */
export function truthOf(
  world: World,
  parts: readonly YearParts[],
  labels: readonly Label[],
  innovation: readonly InnovationAnswer[],
): object {
  const books = parts.map(({ book }) => book);
  const cohortCounts = tally([...world.cohorts].filter((cohort) => cohort > 0).map(String));
  const weighted = (period: string): number => {
    const of = innovation.filter((answer) => answer.period === period);
    const total = of.reduce((sum, { weight }) => sum + weight, 0);
    return (100 * of.reduce((sum, { weight, isInnovative }) => sum + (isInnovative ? weight : 0), 0)) / total;
  };
  return {
    options: world.options,
    years: Object.fromEntries(
      parts.map(({ book, projectYear, outcomes, survey, eventYear }, yearIndex) => [
        book.year,
        {
          catalogueClusters: world.clusters.filter((cluster) => existsIn(cluster, book.year)).length,
          deliveringClusters: book.delivering.size,
          ...participation(world, books, yearIndex),
          projects: projects(world, projectYear),
          outcomes: outcomeCounts(world, outcomes),
          survey: {
            population: survey.strata.reduce((sum, { population }) => sum + population, 0),
            sampled: survey.respondents.length,
            byStatus: tally(survey.respondents.map(({ status }) => status)),
            populationPct: survey.populationPct,
          },
          eventsByType: tally(eventYear.events.map(({ type }) => type)),
          financeActualDkk: finance(world, book.year),
          labelsHeldAtYearEnd: labelsHeld(labels, `${book.year}-12-31`),
          labelsAwarded: labels.filter(({ awardedDate }) => awardedDate.startsWith(String(book.year))).length,
        },
      ]),
    ),
    berlin: BERLIN,
    mergers: world.mergers.map(({ old, into, date }) => ({
      old: String(world.firms.numbers[old.firm]),
      into: String(world.firms.numbers[into.firm]),
      date,
    })),
    effect: {
      productivityLog: PRODUCTIVITY_EFFECT,
      employmentLog: EMPLOYMENT_EFFECT,
      productivityPct: 3.6,
      appliesTo: 'companies below 50 employees in the year before their first dedicated participation',
      dedicatedCompaniesByCohort: cohortCounts,
    },
    innovation: {
      ratioOfBecomingInnovative: INNOVATION_RATIO,
      innovativePopulationPct: { '2008-2010': weighted('2008-2010'), '2011-2013': weighted('2011-2013') },
    },
    personal: {
      names: PEOPLE.map(({ name }) => name),
      emails: PEOPLE.map(({ email }) => email),
      phones: PEOPLE.map(({ phone }) => phone),
      notes: NOTES,
      soleProprietors: OWNER_NAMES,
    },
  };
}

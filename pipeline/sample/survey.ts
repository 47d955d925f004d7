import { industryOf } from './firms.ts';
import type { Member } from './members.ts';
import { PLACES } from './places.ts';
import { randomStream } from './random.ts';
import type { World } from './world.ts';

export type ResponseStatus = 'complete' | 'partial' | 'nonresponse' | 'ineligible';

/** What a dedicated company would answer. */
export interface Answers {
  readonly product: boolean;
  readonly service: boolean;
  readonly process: boolean;
  readonly newToMarket: boolean;
  readonly expected: boolean;
  readonly knowledge: boolean;
  readonly partners: boolean;
  readonly satisfaction: number;
  readonly additional: boolean;
  readonly turnoverPct: number;
}

export interface Respondent {
  readonly id: string;
  readonly member: Member;
  readonly cluster: number;
  readonly stratum: string;
  readonly status: ResponseStatus;
  readonly answers: Answers;
  readonly responseDate: string | null;
}

export interface Stratum {
  readonly year: number;
  readonly stratum: string;
  readonly population: number;
  readonly sampled: number;
}

export interface SurveyYear {
  readonly year: number;
  readonly strata: readonly Stratum[];
  readonly respondents: readonly Respondent[];
  /** True shares among all dedicated companies, in per cent; what the survey estimates. */
  readonly populationPct: { readonly implemented: number; readonly implementedOrExpected: number };
}

/** From small to large companies. */
const SAMPLED_SHARE = [0.45, 0.55, 0.8, 1] as const;
const RESPONSE_SHARE = [0.56, 0.63, 0.7, 0.76] as const;
const INNOVATION_SHARE = [0.42, 0.49, 0.57, 0.7] as const;
const FEWEST_SAMPLED = 8;

export const sizeBand = (employees: number): number =>
  employees < 10 ? 0 : employees < 50 ? 1 : employees < 250 ? 2 : 3;

function answersOf(world: World, member: Member, band: number, year: number): Answers {
  const random = randomStream(world.seed, `answers ${year}`);
  const { key } = member;
  const lift = 0.12 * Math.min(1, Math.max(-0.8, industryOf(world.firms, member.firm).attraction - 0.6));
  const isInnovative = random.chance((INNOVATION_SHARE[band] as number) + lift, key, 1);
  const kind = random.weighted([40, 30, 30], key, 2);
  return {
    product: isInnovative && (kind === 0 || random.chance(0.35, key, 3)),
    service: isInnovative && (kind === 1 || random.chance(0.25, key, 4)),
    process: isInnovative && (kind === 2 || random.chance(0.4, key, 5)),
    newToMarket: isInnovative && random.chance(0.45, key, 6),
    expected: random.chance(isInnovative ? 0.4 : 0.13, key, 7),
    knowledge: random.chance(isInnovative ? 0.86 : 0.66, key, 8),
    partners: random.chance(isInnovative ? 0.7 : 0.48, key, 9),
    satisfaction: 1 + random.weighted([3, 6, 17, 42, 32], key, 10),
    additional: random.chance(0.38, key, 11),
    turnoverPct: isInnovative ? Math.round(Math.min(100, -14 * Math.log(random.uniform(key, 12)))) : 0,
  };
}

/** A stratified random sample of a year's dedicated companies (strata: size band by region), who of it answers, and what. */
export function makeSurvey(world: World, yearIndex: number): SurveyYear {
  const book = world.yearBooks[yearIndex];
  if (book === undefined) throw new Error('There is no such year.');
  const { year } = book;
  const random = randomStream(world.seed, `survey ${year}`);
  const frame = new Map<string, { member: Member; cluster: number; band: number; answers: Answers; draw: number }[]>();
  for (const { member, cluster, isDedicated } of book.memberships) {
    if (!isDedicated) continue;
    const band = sizeBand(world.employees(member, year));
    const stratum = `S${band + 1}-${PLACES[world.firms.place[member.firm] as number]?.regionCode}`;
    const units = frame.get(stratum) ?? [];
    units.push({
      member,
      cluster,
      band,
      answers: answersOf(world, member, band, year),
      draw: random.uniform(member.key, 1),
    });
    frame.set(stratum, units);
  }
  const strata: Stratum[] = [];
  const respondents: Omit<Respondent, 'id'>[] = [];
  const sums = { all: 0, implemented: 0, either: 0 };
  for (const stratum of [...frame.keys()].sort()) {
    const units = (frame.get(stratum) ?? []).sort((a, b) => a.draw - b.draw);
    for (const { answers } of units) {
      const isImplemented = answers.product || answers.service || answers.process;
      sums.all += 1;
      if (isImplemented) sums.implemented += 1;
      if (isImplemented || answers.expected) sums.either += 1;
    }
    const share = SAMPLED_SHARE[units[0]?.band ?? 0] as number;
    const sampled = Math.min(units.length, Math.max(FEWEST_SAMPLED, Math.round(share * units.length)));
    strata.push({ year, stratum, population: units.length, sampled });
    for (const { member, cluster, band, answers } of units.slice(0, sampled)) {
      const responds = random.chance(RESPONSE_SHARE[band] as number, member.key, 2);
      const status = random.chance(0.012, member.key, 3)
        ? 'ineligible'
        : !responds
          ? 'nonresponse'
          : random.chance(0.09, member.key, 4)
            ? 'partial'
            : 'complete';
      respondents.push({
        member,
        cluster,
        stratum,
        status,
        answers,
        responseDate:
          status === 'complete' || status === 'partial'
            ? `${year + 1}-01-${String(10 + random.integer(21, member.key, 5))}`
            : null,
      });
    }
  }
  return {
    year,
    strata,
    respondents: respondents
      .sort((a, b) => a.member.key - b.member.key)
      .map((respondent, index) => ({ id: `R${year}-${String(index + 1).padStart(5, '0')}`, ...respondent })),
    populationPct: {
      implemented: (100 * sums.implemented) / Math.max(1, sums.all),
      implementedOrExpected: (100 * sums.either) / Math.max(1, sums.all),
    },
  };
}

import type { Member } from './members.ts';
import type { ProjectYear } from './projects.ts';
import { randomStream } from './random.ts';
import type { World } from './world.ts';

/** What a cluster says that a company got out of it in a year. */
export interface Outcome {
  readonly member: Member;
  readonly cluster: number;
  readonly hasIdeas: boolean;
  readonly hasCompetences: boolean;
  readonly hasProduct: boolean;
  readonly hasService: boolean;
  readonly hasProcess: boolean;
  readonly resultOfId: string;
  readonly documentation: string | null;
}

/** From this year on new processes are asked for; before it, they had no column. A break in the series. */
export const PROCESS_SINCE = 2012;

const SHARES = { ideas: 0.256, competences: 0.333, results: 0.1 } as const;
const DOCUMENTATION = [
  'Case på hjemmesiden',
  'Referat',
  'Salgstal',
  'Certifikat',
  'Erklæring fra virksomheden',
] as const;

/** Exactly the stated shares of a year's Danish companies have new ideas, competences, and products, services or processes. */
export function makeOutcomes(world: World, yearIndex: number, projectYear: ProjectYear): Outcome[] {
  const book = world.yearBooks[yearIndex];
  if (book === undefined) return [];
  const { year, members, memberships } = book;
  const random = randomStream(world.seed, `outcomes ${year}`);
  const dedicated = new Set(memberships.filter(({ isDedicated }) => isDedicated).map(({ member }) => member));
  const projectOf = new Map(projectYear.parts.map(({ member, project }) => [member, project.id]));
  const danish = members.filter(({ firm }) => firm >= 0);
  const luck = new Map(
    danish.map((member) => [
      member,
      (dedicated.has(member) ? 0.8 : 0) +
        (projectOf.has(member) ? 1.1 : 0) -
        Math.log(-Math.log(random.uniform(member.key))),
    ]),
  );
  const most = (share: number, salt: number): Set<Member> =>
    new Set(
      danish
        .map((member) => ({ member, score: (luck.get(member) as number) + 1.4 * random.normal(member.key, salt) }))
        .sort((a, b) => b.score - a.score || a.member.key - b.member.key)
        .slice(0, Math.round(share * members.length))
        .map(({ member }) => member),
    );
  const [ideas, competences, results] = [most(SHARES.ideas, 1), most(SHARES.competences, 2), most(SHARES.results, 3)];
  const reported = new Map<Member, number>();
  return memberships.flatMap(({ member, cluster, isEventOnly }): Outcome[] => {
    if (isEventOnly || !(ideas.has(member) || competences.has(member) || results.has(member))) return [];
    const times = reported.get(member) ?? 0;
    if (times > 0 && !random.chance(0.15, member.key, 10 + times)) return [];
    reported.set(member, times + 1);
    const kind = random.weighted(year < PROCESS_SINCE ? [60, 40, 0] : [42, 33, 25], member.key, 4);
    const isResult = results.has(member);
    return [
      {
        member,
        cluster,
        hasIdeas: ideas.has(member),
        hasCompetences: competences.has(member),
        hasProduct: isResult && (kind === 0 || random.chance(0.15, member.key, 5)),
        hasService: isResult && (kind === 1 || random.chance(0.15, member.key, 6)),
        hasProcess: isResult && year >= PROCESS_SINCE && (kind === 2 || random.chance(0.15, member.key, 7)),
        resultOfId:
          projectOf.get(member) ?? `A${year}-${world.clusters[cluster]?.id}-${1 + random.integer(6, member.key, 8)}`,
        documentation: random.chance(isResult ? 0.6 : 0.12, member.key, 9)
          ? random.pick(DOCUMENTATION, member.key, 20)
          : null,
      },
    ];
  });
}

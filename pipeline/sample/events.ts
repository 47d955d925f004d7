import { type Cluster, existsIn } from './clusters.ts';
import type { Member, YearBook } from './members.ts';
import { PLACES } from './places.ts';
import { type RandomStream, randomStream } from './random.ts';
import type { World } from './world.ts';

export interface SampleEvent {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  readonly date: string;
  readonly city: string;
  readonly country: string;
  /** Null: held by the support organisation for the clusters. */
  readonly cluster: number | null;
  readonly registered: number;
  readonly attended: number;
}

export interface Participation {
  readonly cluster: number;
  readonly event: SampleEvent;
  /** Null: the cluster's own secretariat at an activity of the support organisation. */
  readonly member: Member | null;
  /** The row names the production unit, and not the company number. */
  readonly isByUnitOnly: boolean;
  readonly persons: number;
}

export interface EventYear {
  readonly year: number;
  readonly events: readonly SampleEvent[];
  readonly participations: readonly Participation[];
}

const CLUSTER_TYPES: readonly (readonly [type: string, weight: number])[] = [
  ['Netværksmøde', 30],
  ['Workshop', 22],
  ['Konference', 10],
  ['Virksomhedsbesøg', 12],
  ['Matchmaking', 8],
  ['Studietur', 5],
  ['Kursus', 13],
];
/** What the support organisation offers to the clusters: type, how often a year, how many of the clusters come. */
const SUPPORT: readonly (readonly [type: string, title: string, count: number, share: number])[] = [
  ['Sparring', 'Sparring om strategi', 14, 0.12],
  ['Workshop', 'Workshop om klyngeledelse', 6, 0.35],
  ['Regional workshop', 'Regional workshop', 6, 0.22],
  ['Master class', 'Master class for klyngeledere', 3, 0.3],
  ['Innovation camp', 'Innovation camp', 1, 0.55],
];

const eventDate = (year: number, random: RandomStream, key: number, salt: number): string =>
  `${year}-${String(1 + random.integer(12, key, salt)).padStart(2, '0')}-${String(1 + random.integer(28, key, salt + 1)).padStart(2, '0')}`;

function clusterEvents(cluster: Cluster, year: number, random: RandomStream): SampleEvent[] {
  return Array.from({ length: 6 + Math.round(1.1 * cluster.weight) }, (_, index) => {
    const key = cluster.index * 100 + index;
    const type = CLUSTER_TYPES[
      random.weighted(
        CLUSTER_TYPES.map(([, weight]) => weight),
        key,
        1,
      )
    ]?.[0] as string;
    const isAbroad = type === 'Studietur' && random.chance(0.7, key, 2);
    const registered = 12 + Math.floor(-22 * Math.log(random.uniform(key, 3)));
    return {
      id: `A${year}-${cluster.id}-${index + 1}`,
      title: `${type} ${index + 1}: ${cluster.field.toLowerCase()}`,
      type,
      date: eventDate(year, random, key, 4),
      city: isAbroad
        ? 'Hamborg'
        : (PLACES[
            random.chance(0.6, key, 6)
              ? cluster.place
              : random.weighted(
                  PLACES.map(({ weight }) => weight),
                  key,
                  7,
                )
          ]?.name as string),
      country: isAbroad ? 'Tyskland' : 'Danmark',
      cluster: cluster.index,
      registered,
      attended: Math.round(registered * (0.6 + 0.4 * random.uniform(key, 8))),
    };
  });
}

function supportEvents(year: number, random: RandomStream): SampleEvent[] {
  return SUPPORT.flatMap(([type, title, count], kind) =>
    Array.from({ length: count }, (_, index): SampleEvent => {
      const key = 9000 + kind * 100 + index;
      const registered = type === 'Sparring' ? 4 : 18 + random.integer(30, key, 3);
      return {
        id: `S${year}-${String(kind * 20 + index + 1).padStart(3, '0')}`,
        title: `${title} ${index + 1}`,
        type,
        date: eventDate(year, random, key, 4),
        city: random.pick(PLACES, key, 6).name,
        country: 'Danmark',
        cluster: null,
        registered,
        attended: registered - random.integer(4, key, 7),
      };
    }),
  );
}

/** Which companies come to their clusters' events. Companies that the lists of participants leave out always come to one. */
function companyParticipations(
  book: YearBook,
  events: ReadonlyMap<number, readonly SampleEvent[]>,
  random: RandomStream,
): Participation[] {
  return book.memberships.flatMap(({ member, cluster, isDedicated, isEventOnly }): Participation[] => {
    const own = events.get(cluster) ?? [];
    if (member.firm < 0 || own.length === 0) return [];
    const times = random.weighted(isDedicated ? [76, 18, 6] : [92, 7, 1], member.key, 100 + cluster);
    const wanted = Math.max(times, isEventOnly ? 1 : 0);
    const first = random.integer(own.length, member.key, 200 + cluster);
    return Array.from({ length: Math.min(wanted, own.length) }, (_, index) => ({
      cluster,
      event: own[(first + index) % own.length] as SampleEvent,
      member,
      isByUnitOnly: index > 0 && member.key % 4 === 0 && random.chance(0.25, member.key, 300 + cluster),
      persons: 1 + random.weighted([70, 20, 7, 3], member.key, 400 + cluster + index),
    }));
  });
}

export function makeEvents(world: World, yearIndex: number): EventYear {
  const book = world.yearBooks[yearIndex] as YearBook;
  const { year } = book;
  const random = randomStream(world.seed, `events ${year}`);
  const existing = world.clusters.filter((cluster) => existsIn(cluster, year));
  const byCluster = new Map(
    existing
      .filter(({ index }) => book.delivering.has(index))
      .map((cluster) => [cluster.index, clusterEvents(cluster, year, random)]),
  );
  const support = supportEvents(year, random);
  const secretariats = support.flatMap((event, index): Participation[] => {
    const share = SUPPORT.find(([type]) => type === event.type)?.[3] ?? 0;
    return existing
      .filter((cluster) => random.chance(share, cluster.index, 500 + index))
      .map((cluster) => ({
        cluster: cluster.index,
        event,
        member: null,
        isByUnitOnly: false,
        persons: 1 + random.integer(3, cluster.index, 600 + index),
      }));
  });
  return {
    year,
    events: [...support, ...[...byCluster.values()].flat()],
    participations: [...companyParticipations(book, byCluster, random), ...secretariats],
  };
}

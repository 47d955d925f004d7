import type { SampleEvent } from './events.ts';
import { randomStream } from './random.ts';

export type MeetingStatus = 'booked' | 'held' | 'no_show';

export interface Party {
  readonly organisation: string;
  readonly country: string;
  readonly representative: string;
}

export interface Meeting {
  readonly id: string;
  readonly eventId: string;
  readonly partyA: Party;
  readonly partyB: Party;
  readonly type: 'c2c' | 'b2c' | 'b2b';
  readonly status: MeetingStatus;
  readonly hasFollowUp: boolean | null;
}

/** The matchmaking event for clusters in Berlin: what its organiser counted. */
export const BERLIN = {
  held: 465,
  heldClusterToCluster: 433,
  noShow: 38,
  bookedOnly: 27,
  representatives: 302,
  organisations: 153,
  countries: 25,
} as const;

const COUNTRIES = [
  'Danmark',
  'Tyskland',
  'Sverige',
  'Norge',
  'Finland',
  'Polen',
  'Holland',
  'Belgien',
  'Frankrig',
  'Spanien',
  'Italien',
  'Portugal',
  'Østrig',
  'Ungarn',
  'Tjekkiet',
  'Rumænien',
  'Bulgarien',
  'Grækenland',
  'Storbritannien',
  'Irland',
  'Estland',
  'Letland',
  'Litauen',
  'Tyrkiet',
  'Schweiz',
];
const STEMS = [
  'Fable',
  'Castle',
  'Cloud',
  'Lantern',
  'Riddle',
  'Puddle',
  'Feather',
  'Marble',
  'Copper',
  'Walnut',
  'Comet',
  'Teapot',
  'Anchor',
] as const;
const FIELDS = ['Cluster', 'Valley', 'Network', 'Alliance', 'Hub', 'Park'] as const;

export function berlinEvent(year: number): SampleEvent {
  return {
    id: `B${year}-BERLIN`,
    title: 'Internationalt klyngematch i Berlin',
    type: 'Matchmaking',
    date: `${year}-11-14`,
    city: 'Berlin',
    country: 'Tyskland',
    cluster: null,
    registered: 318,
    attended: BERLIN.representatives,
  };
}

/**
 * All meetings of the Berlin event. Every representative has at least one meeting that was held, nobody meets the own
 * organisation, and beyond those held there are some that somebody did not come to and some that stayed bookings.
 */
export function makeMeetings(seed: number, event: SampleEvent): Meeting[] {
  const random = randomStream(seed, 'berlin');
  const organisations = Array.from({ length: BERLIN.organisations }, (_, index) => ({
    organisation: `${STEMS[index % STEMS.length]} ${FIELDS[Math.floor(index / STEMS.length) % FIELDS.length]} ${100 + index}`,
    country: COUNTRIES[
      index < COUNTRIES.length
        ? index
        : random.weighted(
            COUNTRIES.map((_country, at) => 30 / (at + 3)),
            index,
            1,
          )
    ] as string,
  }));
  const parties = Array.from(
    { length: BERLIN.representatives },
    (_, index): Party => ({
      ...(organisations[
        index < organisations.length ? index : random.integer(organisations.length, index, 2)
      ] as (typeof organisations)[number]),
      representative: `REP-${String(index + 1).padStart(3, '0')}`,
    }),
  );
  const total = BERLIN.held + BERLIN.noShow + BERLIN.bookedOnly;
  const half = Math.ceil(parties.length / 2);
  return Array.from({ length: total }, (_, index): Meeting => {
    const isHeld = index < BERLIN.held;
    const first = index < half ? index : random.integer(parties.length, index, 3);
    const partyA = parties[first] as Party;
    let second = index < half ? Math.min(parties.length - 1, half + index) : random.integer(parties.length, index, 4);
    while ((parties[second] as Party).organisation === partyA.organisation) second = (second + 1) % parties.length;
    return {
      id: `M${String(index + 1).padStart(4, '0')}`,
      eventId: event.id,
      partyA,
      partyB: parties[second] as Party,
      type: isHeld ? (index < BERLIN.heldClusterToCluster ? 'c2c' : index % 3 === 0 ? 'b2b' : 'b2c') : 'c2c',
      status: isHeld ? 'held' : index < BERLIN.held + BERLIN.noShow ? 'no_show' : 'booked',
      hasFollowUp: isHeld ? random.chance(0.41, index, 5) : null,
    };
  });
}

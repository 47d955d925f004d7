import { deliverDelimited } from './delivery.ts';
import type { EventYear, SampleEvent } from './events.ts';
import { productionUnitNumber } from './identifiers.ts';
import type { Meeting, MeetingStatus } from './matchmaking.ts';
import { idOf, type NamedDelivery, numberOf, OFFICE, OFFICE_CSV } from './office.ts';
import type { RandomStream } from './random.ts';
import { table, type Value } from './table.ts';
import type { World } from './world.ts';

/** `arrangementer.csv`. */
export function eventFile(
  world: World,
  year: number,
  events: readonly SampleEvent[],
  random: RandomStream,
): NamedDelivery {
  const file = 'arrangementer.csv';
  const rows = events.map((event): Value[] => [
    event.id,
    event.title,
    event.type,
    event.date,
    event.city,
    event.country,
    event.cluster === null ? null : idOf(world, event.cluster),
    event.registered,
    event.attended,
  ]);
  return {
    file,
    ...deliverDelimited(
      { drop: String(year), file },
      table(
        'Arrangement-id | Titel | Type | Dato:date | By | Land | Klynge-id | Antal tilmeldte:integer | Antal fremmødte:integer',
        rows,
      ),
      OFFICE,
      OFFICE_CSV,
      random,
    ),
  };
}

/** `deltagelse.csv`: who came to what; some rows name the production unit alone. */
export function participationFile(
  world: World,
  { year, participations }: EventYear,
  random: RandomStream,
): NamedDelivery {
  const file = 'deltagelse.csv';
  const rows = participations.map(({ cluster, event, member, isByUnitOnly, persons }): Value[] => [
    idOf(world, cluster),
    event.id,
    event.date,
    member === null || isByUnitOnly ? null : numberOf(world, member.firm),
    member === null || !(isByUnitOnly || member.key % 4 === 0) ? null : productionUnitNumber(member.firm),
    member === null ? 'Klyngesekretariat' : member.key % 9 === 0 ? 'Oplægsholder' : null,
    persons,
  ]);
  return {
    file,
    ...deliverDelimited(
      { drop: String(year), file },
      table(
        'Klynge-id | Aktivitets-id | Dato:date | CVR-nr.:company_number | P-nr. | Rolle | Antal personer:integer',
        rows,
      ),
      { ...OFFICE, date: 'yyyy-mm-dd' },
      { delimiter: ';', encoding: 'utf-8', hasSepLine: false },
      random,
    ),
  };
}

const MEETING_WORDS: Readonly<Record<MeetingStatus, string>> = {
  booked: 'Booket',
  held: 'Afholdt',
  no_show: 'Udeblevet',
};

/** `moeder.csv`: the meetings of a matchmaking event. */
export function meetingFile(year: number, meetings: readonly Meeting[], random: RandomStream): NamedDelivery {
  const file = 'moeder.csv';
  const rows = meetings.map(({ id, eventId, partyA, partyB, type, status, hasFollowUp }): Value[] => [
    id,
    eventId,
    partyA.organisation,
    partyA.country,
    partyA.representative,
    partyB.organisation,
    partyB.country,
    partyB.representative,
    type.toUpperCase(),
    MEETING_WORDS[status],
    hasFollowUp,
  ]);
  return {
    file,
    ...deliverDelimited(
      { drop: String(year), file },
      table(
        'Møde-id | Arrangement-id | Part A | Part A land | Part A repræsentant-id | Part B | Part B land | Part B repræsentant-id | Mødetype | Status | Opfølgning:flag',
        rows,
      ),
      OFFICE,
      OFFICE_CSV,
      random,
    ),
  };
}

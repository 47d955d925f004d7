import type { Cluster } from './clusters.ts';
import { industryOf } from './firms.ts';
import { productionUnitNumber } from './identifiers.ts';
import type { Institution } from './institutions.ts';
import type { Membership } from './members.ts';
import { NOTES, PEOPLE } from './names.ts';
import { nameOf } from './office.ts';
import { PLACES } from './places.ts';
import type { RandomStream } from './random.ts';
import type { Value } from './table.ts';
import type { World } from './world.ts';

const STATUS: Readonly<Record<string, readonly string[]>> = {
  dedicated: ['Dedikeret', 'dedikeret', 'Medlem', 'dedikeret virksomhed'],
  participant: ['Deltager', 'deltager', 'Ikke-medlem', 'øvrig deltager'],
};
const BASES = ['Skriftlig aftale', 'Kontingent', 'Interessetilkendegivelse', 'Projektdeltagelse', 'aftale'] as const;
const COUNTRY_NAMES: Readonly<Record<string, string>> = {
  DK: 'Danmark',
  SE: 'Sverige',
  NO: 'Norge',
  DE: 'Tyskland',
  FI: 'Finland',
  NL: 'Holland',
  GB: 'Storbritannien',
  PL: 'Polen',
  FR: 'Frankrig',
  US: 'USA',
};

/** Values by the names of `participant-columns.ts`. */
export type Row = Record<string, Value>;

/** A contact person and what a CRM system knows of them. */
export function personal(random: RandomStream, key: number, salt: number): Row {
  const person = random.pick(PEOPLE, key, salt);
  return {
    contact: person.name,
    title: person.title,
    email: person.email,
    phone: person.phone,
    notes: random.chance(0.06, key, salt + 1) ? random.pick(NOTES, key, salt + 2) : null,
    consent: random.chance(0.8, key, salt + 3),
  };
}

/** What a cluster writes of one of its members. */
export function memberRow(
  world: World,
  year: number,
  membership: Membership,
  random: RandomStream,
  headerSet: number,
): Row {
  const { member, isDedicated, joinedDate, leftDate } = membership;
  const { firm, foreign, key } = member;
  const salt = membership.cluster * 100;
  const place = firm < 0 ? undefined : PLACES[world.firms.place[firm] as number];
  const hasStatus = !isDedicated || !random.chance(0.02, key, salt + 1);
  return {
    item: String(30_000_000 + ((key * 131 + membership.cluster * 17) % 9_000_000)),
    cluster: world.clusters[membership.cluster]?.id ?? null,
    name: foreign === null ? nameOf(world, firm) : foreign.name,
    number: foreign === null ? String(world.firms.numbers[firm]) : foreign.number,
    unit: firm >= 0 && random.chance(0.7, key, salt + 2) ? productionUnitNumber(firm) : null,
    country:
      foreign === null
        ? random.chance(0.2, key, salt + 3)
          ? (COUNTRY_NAMES.DK as string)
          : 'DK'
        : (COUNTRY_NAMES[foreign.country] ?? foreign.country),
    municipality: place?.code ?? null,
    type: 'Virksomhed',
    status: hasStatus ? (STATUS[isDedicated ? 'dedicated' : 'participant']?.[headerSet] ?? null) : null,
    basis: isDedicated ? random.pick(BASES, key, salt + 4) : null,
    joined: joinedDate,
    left: leftDate,
    size: firm < 0 ? null : world.employees(member, year),
    industry: firm < 0 ? null : industryOf(world.firms, firm).code,
    fee: isDedicated ? 1000 * (2 + random.integer(9, key, salt + 5)) : null,
    created: joinedDate,
    ...(isDedicated || random.chance(0.15, key, salt + 6) ? personal(random, key, salt + 10) : {}),
  };
}

const INSTITUTION_TYPES = ['KI', 'Videninstitution', 'Universitet', 'GTS'] as const;

/** Knowledge institutions and authorities among the participants. */
export function institutionRows(
  world: World,
  cluster: Cluster,
  year: number,
  count: number,
  random: RandomStream,
): Row[] {
  return Array.from({ length: count }, (_, index): Row => {
    const key = cluster.index * 1000 + index;
    const institution = world.institutions[(cluster.index * 5 + index) % world.institutions.length] as Institution;
    const isAuthority = index % 4 === 3;
    const place = random.pick(PLACES, key, 701);
    return {
      item: String(39_000_000 + key),
      cluster: cluster.id,
      name: isAuthority ? `${place.name} Kommune` : institution.name,
      number: isAuthority ? null : institution.companyNumber,
      country: 'Danmark',
      municipality: place.code,
      type: isAuthority ? 'Myndighed' : random.pick(INSTITUTION_TYPES, key, 702),
      status: 'Deltager',
      joined: `${Math.min(year, 2007 + random.integer(6, key, 703))}-02-0${1 + random.integer(9, key, 704)}`,
      ...personal(random, key, 710),
    };
  });
}

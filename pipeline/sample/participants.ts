import type { Cluster } from './clusters.ts';
import { type CellFault, type Delivery, deliverDelimited, deliverWorkbook, type Layout } from './delivery.ts';
import { industryOf, LEGAL_FORMS } from './firms.ts';
import { productionUnitNumber, withWrongCheckDigit } from './identifiers.ts';
import type { Membership } from './members.ts';
import { companyName, NOTES, PEOPLE, secondName } from './names.ts';
import { PLACES } from './places.ts';
import { type Profile, profileOf } from './profiles.ts';
import { type RandomStream, randomStream } from './random.ts';
import { type Cell, type ColumnKind, column, type Value } from './table.ts';
import type { World } from './world.ts';

/** Columns of a list of participants: name here, kind, and the headers that suppliers use. */
const COLUMNS: readonly (readonly [name: string, kind: ColumnKind, headers: readonly string[]])[] = [
  ['item', 'text', ['Item ID', 'Id', 'ItemID', 'Podio-id']],
  ['cluster', 'text', ['Klynge-id', 'Klynge id', 'KlyngeID', 'Klynge-id']],
  ['name', 'text', ['Virksomhed', 'Virksomhedsnavn', 'Firmanavn', 'Organisation']],
  ['number', 'company_number', ['CVR-nr.', 'CVR', 'CVR nr', 'CVR-nummer']],
  ['unit', 'text', ['P-nr.', 'P-nummer', 'Pnr', 'Produktionsenhed']],
  ['country', 'text', ['Land', 'Land', 'Landekode', 'Land']],
  ['municipality', 'municipality', ['Kommune', 'Kommune', 'Kommunenavn', 'Kommunekode']],
  ['type', 'text', ['Deltagertype', 'Aktørtype', 'Deltagertype', 'Deltagertype']],
  ['status', 'text', ['Medlemsstatus', 'Medlemskab', 'Status', 'Medlemsstatus']],
  ['basis', 'text', ['Grundlag for dedikeret', 'Grundlag', 'Dedikeret pga.', 'Grundlag for dedikeret']],
  ['joined', 'date', ['Indmeldt', 'Indmeldelsesdato', 'Medlem siden', 'Indmeldt dato']],
  ['left', 'date', ['Udmeldt', 'Udmeldelsesdato', 'Udmeldt dato', 'Udmeldt']],
  ['size', 'integer', ['Antal ansatte (selvoplyst)', 'Ansatte', 'Medarbejdere', 'Antal ansatte']],
  ['industry', 'industry', ['Branchekode', 'Branche', 'DB07', 'Branche (DB07)']],
  ['contact', 'text', ['Kontaktperson', 'Kontakt', 'Kontaktperson', 'Att.']],
  ['title', 'text', ['Titel', 'Stilling', 'Titel', 'Titel']],
  ['email', 'text', ['E-mail', 'Mail', 'E-mail', 'E-mailadresse']],
  ['phone', 'text', ['Telefon', 'Tlf.', 'Mobil', 'Telefonnr.']],
  ['consent', 'flag', ['Samtykke', 'Samtykke', 'Samtykke', 'Samtykke']],
  ['fee', 'amount', ['Kontingent (kr.)', 'Kontingent', 'Kontingent kr.', 'Kontingent']],
  ['notes', 'text', ['Bemærkninger', 'Noter', 'Bemærkninger', 'Kommentar']],
  ['created', 'date', ['Oprettet', 'Oprettelsesdato', 'Oprettet', 'Oprettet']],
];

const OPTIONAL = new Set([
  'item',
  'cluster',
  'unit',
  'left',
  'size',
  'industry',
  'contact',
  'title',
  'email',
  'phone',
  'consent',
  'fee',
  'notes',
  'created',
]);

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

type Row = Record<string, Value>;

const nameOf = (world: World, membership: Membership): string => {
  const { firm, foreign } = membership.member;
  if (foreign !== null) return foreign.name;
  const legalForm = LEGAL_FORMS[world.firms.legalForm[firm] as number] as string;
  return companyName(world.names, firm, industryOf(world.firms, firm).trades, legalForm);
};

function personal(random: RandomStream, key: number, salt: number): Row {
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

function memberRow(world: World, year: number, membership: Membership, random: RandomStream, headerSet: number): Row {
  const { member, isDedicated, joinedDate, leftDate } = membership;
  const { firm, foreign, key } = member;
  const salt = membership.cluster * 100;
  const place = firm < 0 ? undefined : PLACES[world.firms.place[firm] as number];
  const hasStatus = !isDedicated || !random.chance(0.02, key, salt + 1);
  return {
    item: String(30_000_000 + ((key * 131 + membership.cluster * 17) % 9_000_000)),
    cluster: world.clusters[membership.cluster]?.id ?? null,
    name: nameOf(world, membership),
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

function institutionRows(world: World, cluster: Cluster, year: number, count: number, random: RandomStream): Row[] {
  return Array.from({ length: count }, (_, index): Row => {
    const key = cluster.index * 1000 + index;
    const institution = random.pick(world.institutions, key, 700);
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

/** Rows that no company of the truth stands behind: faulty and missing company numbers. */
function ghostRows(
  world: World,
  cluster: Cluster,
  year: number,
  count: number,
  random: RandomStream,
): { row: Row; faultClass: string; expected: string; text: string }[] {
  return Array.from({ length: count }, (_, index) => {
    const key = cluster.index * 1000 + index + year * 100_000;
    const firm = random.integer(world.firms.count, key, 800);
    const number = String(world.firms.numbers[firm]);
    const [faultClass, expected, text] = [
      ['check_digit', 'TYPE_COMPANY_NUMBER_CHECK_DIGIT', withWrongCheckDigit(number)],
      ['missing_number', 'KEY_MISSING', ''],
      ['scientific_number', 'TYPE_COMPANY_NUMBER_UNRECOVERABLE', `${number[0]},${number.slice(1, 3)}E+07`],
      ['number_is_text', 'TYPE_COMPANY_NUMBER', 'under stiftelse'],
      ['missing_number', 'KEY_MISSING', 'u.o.'],
    ][index % 5] as [string, string, string];
    return {
      faultClass,
      expected,
      text,
      row: {
        item: String(38_000_000 + index),
        cluster: cluster.id,
        name: `${secondName(world.names, firm)} ${index + 1}`,
        number: null,
        country: 'Danmark',
        municipality: PLACES[world.firms.place[firm] as number]?.code ?? null,
        type: 'Virksomhed',
        status: 'Deltager',
        joined: `${year}-03-15`,
        ...personal(random, key, 810),
      },
    };
  });
}

const CELL_FAULTS: readonly (readonly [column: string, text: string, faultClass: string, expected: string])[] = [
  ['municipality', 'Atlantis', 'unknown_municipality', 'TYPE_MUNICIPALITY'],
  ['joined', '31-02-2012', 'impossible_date', 'TYPE_DATE'],
  ['size', 'ca. 12', 'number_with_words', 'TYPE_NUMBER'],
  ['industry', '99', 'unknown_industry', 'TYPE_INDUSTRY'],
  ['joined', 'foråret', 'date_in_words', 'TYPE_DATE'],
];

/** Faults in cells that nothing is computed from: of ordinary participants that the register knows. */
function cellFaults(
  names: readonly string[],
  ordinary: readonly number[],
  cluster: number,
  year: number,
  random: RandomStream,
): CellFault[] {
  return CELL_FAULTS.flatMap(([name, text, faultClass, expected], index): CellFault[] => {
    const position = names.indexOf(name);
    if (position < 0 || ordinary.length < 20 || (cluster + year + index) % 3 !== 0) return [];
    const row = ordinary[
      (random.integer(Math.floor(ordinary.length / 5), cluster, 900 + index) * 5 + index) % ordinary.length
    ] as number;
    return [{ row, column: position, text, faultClass, expected }];
  });
}

function layoutOf(
  profile: Profile,
  cluster: Cluster,
  year: number,
  names: readonly string[],
  employees: number,
  count: number,
): Layout {
  const titleRows = profile.hasTitleRows
    ? [[`Deltagere i ${cluster.name} ${year}`], [`Udtrukket 14-02-${year + 1} fra CRM – ${count} rækker`], ['']]
    : [];
  const total = names.map((name): Cell => (name === 'name' ? 'I alt' : name === 'size' ? String(employees) : ''));
  const status = names.indexOf('type');
  return {
    titleRows,
    ...(profile.hasGroupTitles
      ? {
          groupTitles: [
            [0, status - 1, 'Stamoplysninger'],
            [status, names.length - 1, 'Medlemskab'],
          ] as const,
        }
      : {}),
    ...(profile.hasTotalRow ? { totalRow: total } : {}),
  };
}

/** One supplier's list of participants in one year, with its habits and its faults. */
export async function participantFile(
  world: World,
  cluster: Cluster,
  year: number,
  memberships: readonly Membership[],
): Promise<Delivery & { readonly file: string }> {
  const random = randomStream(world.seed, 'participants');
  const profile = profileOf(cluster.index);
  const headerSet = (profile.headerSet + (year % 5 === 3 && cluster.index % 4 === 0 ? 1 : 0)) % 4;
  const columns = COLUMNS.filter(([name]) => !OPTIONAL.has(name) || profile.optional.split(' ').includes(name));
  const names = columns.map(([name]) => name);

  const listed = memberships
    .filter(({ isEventOnly }) => !isEventOnly)
    .map((membership) => ({ membership, key: random.uniform(membership.member.key, cluster.index) }))
    .sort((a, b) => a.key - b.key)
    .map(({ membership }) => membership);
  const rows: Row[] = listed.map((membership) => memberRow(world, year, membership, random, headerSet));
  const ordinary = listed.flatMap(({ member, isDedicated }, index) =>
    !isDedicated && member.firm >= 0 && world.inRegister(member.firm, year) ? [index] : [],
  );
  const faults: CellFault[] = cellFaults(names, ordinary, cluster.index, year, random);

  for (const [index, membership] of listed.entries()) {
    const { firm, key } = membership.member;
    if (firm < 0 || !random.chance(0.012, key, 1000 + cluster.index)) continue;
    const first = rows[index] as Row;
    faults.push({
      row: rows.length,
      column: names.indexOf('number'),
      text: String(world.firms.numbers[firm]),
      faultClass: 'same_company_second_name',
      expected: 'COMPANY_TWICE',
    });
    rows.push({ ...first, name: secondName(world.names, firm), item: String(37_000_000 + index) });
  }
  for (const { row, text, faultClass, expected } of ghostRows(
    world,
    cluster,
    year,
    Math.min(7, Math.ceil(listed.length / 80)),
    random,
  )) {
    faults.push({ row: rows.length, column: names.indexOf('number'), text, faultClass, expected });
    rows.push(row);
  }
  rows.push(...institutionRows(world, cluster, year, Math.max(1, Math.round(listed.length * 0.03)), random));
  if (profile.dialect !== null && cluster.index % 3 === 1 && rows.length > 20) {
    const [ghost] = ghostRows(world, cluster, year + 1, 2, random).slice(1);
    faults.push({
      row: rows.length,
      column: 0,
      text: 'en celle for meget',
      isExtraCell: true,
      faultClass: 'row_too_long',
      expected: 'ROW_LONG',
    });
    rows.push({ ...(ghost as { row: Row }).row, name: 'Overlang ApS' });
  }
  listed.forEach((membership, index) => {
    const { firm, key } = membership.member;
    if (firm >= 0 && profile.spelling.companyNumber === 'mixed' && random.chance(0.015, key, 1100 + cluster.index))
      faults.push({
        row: index,
        column: names.indexOf('number'),
        text: `${world.firms.numbers[firm]} / ${productionUnitNumber(firm)}`,
        faultClass: 'two_numbers_in_cell',
        expected: 'VALUE_CONVERTED_TWO_NUMBERS_IN_CELL',
      });
  });

  const table = {
    columns: columns.map(([, kind, headers]) => column(headers[headerSet] as string, kind)),
    rows: rows.map((row) => names.map((name) => row[name] ?? null)),
  };
  const employees = rows.reduce((sum, row) => sum + (typeof row.size === 'number' ? row.size : 0), 0);
  const layout = layoutOf(profile, cluster, year, names, employees, rows.length);
  const drop = String(year);
  if (profile.dialect !== null) {
    const file = `deltagere_${cluster.id}_${year}.csv`;
    return {
      file,
      ...deliverDelimited({ drop, file }, table, profile.spelling, profile.dialect, random, layout, faults),
    };
  }
  const file = `deltagere_${cluster.id}_${year}.xlsx`;
  const others = profile.hasExtraSheets
    ? {
        before: [
          { name: 'Vejledning', rows: [['Sådan udfyldes arket'], ['Skriv én række pr. deltager på arket Deltagere.']] },
        ],
        after: [{ name: 'Lister', isHidden: true, rows: [['Virksomhed'], ['KI'], ['Myndighed'], ['Andet']] }],
      }
    : {};
  const sheet = profile.hasExtraSheets ? 'Deltagere' : 'Ark1';
  return {
    file,
    ...(await deliverWorkbook({ drop, file, sheet }, table, profile.spelling, random, layout, faults, others)),
  };
}

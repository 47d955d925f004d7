import type { Cluster } from './clusters.ts';
import { type CellFault, deliverDelimited, deliverWorkbook, type Layout } from './delivery.ts';
import type { Membership } from './members.ts';
import type { NamedDelivery } from './office.ts';
import { columnsOf } from './participant-columns.ts';
import {
  cellFaults,
  type FaultyRow,
  ghostRows,
  registerFaults,
  secondNameRows,
  unitInCellFaults,
} from './participant-faults.ts';
import { institutionRows, memberRow, type Row } from './participant-rows.ts';
import { type Profile, profileOf } from './profiles.ts';
import { type RandomStream, randomStream } from './random.ts';
import { type Cell, column } from './table.ts';
import type { World } from './world.ts';

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

/** Rows as the cluster means them, and the faults to put into them. */
function content(
  world: World,
  cluster: Cluster,
  year: number,
  memberships: readonly Membership[],
  profile: Profile,
  names: readonly string[],
  headerSet: number,
  random: RandomStream,
): { readonly rows: readonly Row[]; readonly faults: readonly CellFault[] } {
  const listed = memberships
    .filter(({ isEventOnly }) => !isEventOnly)
    .map((membership) => ({ membership, key: random.uniform(membership.member.key, cluster.index) }))
    .sort((a, b) => a.key - b.key)
    .map(({ membership }) => membership);
  const rows = listed.map((membership) => memberRow(world, year, membership, random, headerSet));
  const ordinary = listed.flatMap(({ member, isDedicated }, index) =>
    !isDedicated && member.firm >= 0 && world.inRegister(member.firm, year) ? [index] : [],
  );
  const numberColumn = names.indexOf('number');
  const faults = [
    ...cellFaults(names, ordinary, cluster.index, year, random),
    ...registerFaults(world, year, listed, numberColumn),
  ];
  const addFaulty = ({ row, ...fault }: FaultyRow): void => {
    faults.push({ ...fault, row: rows.length, column: numberColumn });
    rows.push(row);
  };
  const ghostCount = Math.min(7, Math.ceil(listed.length / 80));
  secondNameRows(world, cluster, listed, rows, random).forEach(addFaulty);
  ghostRows(world, cluster, year, ghostCount, random).forEach(addFaulty);
  rows.push(
    ...institutionRows(
      world,
      cluster,
      year,
      Math.min(world.institutions.length, Math.max(1, Math.round(listed.length * 0.03))),
      random,
    ),
  );
  if (profile.dialect !== null && cluster.index % 3 === 1 && rows.length > 20) {
    const text = 'en celle for meget';
    faults.push({
      row: rows.length,
      column: 0,
      text,
      isExtraCell: true,
      faultClass: 'row_too_long',
      expected: 'ROW_LONG',
    });
    rows.push({ ...ghostRows(world, cluster, year + 1, 1, random)[0]?.row, name: 'Overlang ApS' });
  }
  if (profile.spelling.companyNumber === 'mixed')
    faults.push(...unitInCellFaults(world, cluster, listed, numberColumn, random));
  return { rows, faults };
}

const EXTRA_SHEETS = {
  before: [
    { name: 'Vejledning', rows: [['Sådan udfyldes arket'], ['Skriv én række pr. deltager på arket Deltagere.']] },
  ],
  after: [{ name: 'Lister', isHidden: true, rows: [['Virksomhed'], ['KI'], ['Myndighed'], ['Andet']] }],
} as const;

/** One supplier's list of participants in one year, with its habits and its faults. Some rename columns every other year. */
export async function participantFile(
  world: World,
  cluster: Cluster,
  year: number,
  memberships: readonly Membership[],
): Promise<NamedDelivery> {
  const random = randomStream(world.seed, 'participants');
  const profile = profileOf(cluster.index);
  const headerSet = (profile.headerSet + (year % 2 === 1 && cluster.index % 4 === 0 ? 1 : 0)) % 4;
  const columns = columnsOf(profile);
  const names = columns.map(([name]) => name);
  const { rows, faults } = content(world, cluster, year, memberships, profile, names, headerSet, random);
  const table = {
    columns: columns.map(([, kind, headers]) => column(headers[headerSet] as string, kind)),
    rows: rows.map((row) => names.map((name) => row[name] ?? null)),
  };
  const employees = rows.reduce((sum, row) => sum + (typeof row.size === 'number' ? row.size : 0), 0);
  const layout = layoutOf(profile, cluster, year, names, employees, rows.length);
  const { spelling, dialect, hasExtraSheets } = profile;
  const drop = String(year);
  const file = `deltagere_${cluster.id}_${year}.${dialect === null ? 'xlsx' : 'csv'}`;
  if (dialect !== null)
    return { file, ...deliverDelimited({ drop, file }, table, spelling, dialect, random, layout, faults) };
  const place = { drop, file, sheet: hasExtraSheets ? 'Deltagere' : 'Ark1' };
  const others = hasExtraSheets ? EXTRA_SHEETS : {};
  return { file, ...(await deliverWorkbook(place, table, spelling, random, layout, faults, others)) };
}

import type { Cluster } from './clusters.ts';
import type { CellFault } from './delivery.ts';
import { productionUnitNumber, withWrongCheckDigit } from './identifiers.ts';
import type { Membership } from './members.ts';
import { secondName } from './names.ts';
import { personal, type Row } from './participant-rows.ts';
import { PLACES } from './places.ts';
import type { RandomStream } from './random.ts';
import type { World } from './world.ts';

/** A row that is there for its fault: what stands in its company number. */
export interface FaultyRow {
  readonly row: Row;
  readonly text: string;
  readonly faultClass: string;
  readonly expected: string;
}

/** Rows that no company of the truth stands behind: faulty and missing company numbers. */
export function ghostRows(
  world: World,
  cluster: Cluster,
  year: number,
  count: number,
  random: RandomStream,
): FaultyRow[] {
  return Array.from({ length: count }, (_, index) => {
    const key = cluster.index * 1000 + index + year * 100_000;
    const firm = random.integer(world.firms.count, key, 800);
    const number = String(world.firms.numbers[firm]);
    const [faultClass, expected, text] = [
      ['check_digit', 'TYPE_COMPANY_NUMBER_CHECK_DIGIT', withWrongCheckDigit(number)],
      ['missing_number', 'COMPANY_KEY_MISSING', ''],
      ['scientific_number', 'TYPE_COMPANY_NUMBER_UNRECOVERABLE', `${number[0]},${number.slice(1, 3)}E+07`],
      ['number_is_text', 'TYPE_COMPANY_NUMBER', 'under stiftelse'],
      ['missing_number', 'COMPANY_KEY_MISSING', 'u.o.'],
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
export function cellFaults(
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

/** Companies that a list names a second time, under another name. */
export function secondNameRows(
  world: World,
  cluster: Cluster,
  listed: readonly Membership[],
  rows: readonly Row[],
  random: RandomStream,
): FaultyRow[] {
  return listed.flatMap(({ member: { firm, key } }, index): FaultyRow[] => {
    if (firm < 0 || !random.chance(0.012, key, 1000 + cluster.index)) return [];
    const row = { ...rows[index], name: secondName(world.names, firm), item: String(37_000_000 + index) };
    const text = String(world.firms.numbers[firm]);
    return [{ row, text, faultClass: 'same_company_second_name', expected: 'COMPANY_TWICE' }];
  });
}

/** Company number and P-number in one cell. */
export const unitInCellFaults = (
  world: World,
  cluster: Cluster,
  listed: readonly Membership[],
  numberColumn: number,
  random: RandomStream,
): CellFault[] =>
  listed.flatMap(({ member: { firm, key } }, row): CellFault[] =>
    firm >= 0 && random.chance(0.015, key, 1100 + cluster.index)
      ? [
          {
            row,
            column: numberColumn,
            text: `${world.firms.numbers[firm]} / ${productionUnitNumber(firm)}`,
            faultClass: 'two_numbers_in_cell',
            expected: 'VALUE_CONVERTED_TWO_NUMBERS_IN_CELL',
          },
        ]
      : [],
  );

/** Companies that the register does not know, or that it says are closed; their cells are as they should be. */
export function registerFaults(
  world: World,
  year: number,
  listed: readonly Membership[],
  numberColumn: number,
): CellFault[] {
  const merged = new Set(world.mergers.filter(({ date }) => date <= `${year}-12-31`).map(({ old }) => old));
  return listed.flatMap(({ member }, row): CellFault[] => {
    if (member.firm < 0 || merged.has(member)) return [];
    if (world.isUnregistered(member.firm))
      return [{ row, column: numberColumn, faultClass: 'not_in_register', expected: 'COMPANY_NOT_IN_REGISTER' }];
    return (world.firms.exitYear[member.firm] as number) <= year
      ? [{ row, column: numberColumn, faultClass: 'company_closed', expected: 'COMPANY_CEASED' }]
      : [];
  });
}

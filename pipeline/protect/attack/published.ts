import { DIMENSIONS, type Dimension, TOTAL } from '../../contract/figure.ts';
import { Places } from './places.ts';

/** A row of a published table of figures. Numbers are null where the row does not tell them. */
export interface PublishedRow extends Readonly<Record<Dimension, string>> {
  readonly indicator: string;
  readonly measure: string;
  readonly referenceYear: number;
  readonly unit: string;
  readonly disclosureClass: string;
  readonly status: string;
  readonly value: number | null;
  readonly n: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
}

/** What a row tells: its value where that adds up, what it is a share of, and the rest of that. */
export type Told = 'value' | 'numerator' | 'denominator';

export const ROLES: readonly Told[] = ['value', 'numerator', 'denominator'];

/** One number of a row. Unknown where the table withholds it. */
export interface PublishedCell {
  readonly row: number;
  readonly role: Told;
  readonly value: number | null;
}

/** The numbers of a published table, with ways to find them. */
export interface PublishedCells {
  readonly rows: readonly PublishedRow[];
  readonly cells: readonly PublishedCell[];
  /** Number of the cell of a row in a role, or undefined. */
  readonly cellOf: (row: number, role: Told) => number | undefined;
  readonly places: Places;
  /** What each row is broken down by. */
  readonly placeOf: ArrayLike<number>;
  /** What each row is about: a number for its indicator, measure and year. */
  readonly subjectOf: ArrayLike<number>;
  readonly subject: (indicator: string, measure: string, year: number) => number | undefined;
  /** The row about a subject in a place, or undefined. */
  readonly rowOf: (subject: number, place: number) => number | undefined;
}

const isMagnitude = ({ unit, disclosureClass }: PublishedRow): boolean =>
  unit !== 'pct' && (disclosureClass === 'S1' || disclosureClass === 'S2');

export const nameOfRow = (row: PublishedRow): string =>
  [
    `${row.indicator}/${row.measure} ${row.referenceYear}`,
    ...DIMENSIONS.filter((name) => row[name] !== TOTAL).map((name) => `${name}=${row[name]}`),
  ].join(' ');

/** More places than any table has. */
const PLACES = 2 ** 26;

/** Finds everything that a published table tells or withholds and that may add up. */
export function cellsOfRows(rows: readonly PublishedRow[]): PublishedCells {
  const places = new Places();
  const subjects = new Map<string, number>();
  const nameOf = (indicator: string, measure: string, year: number): string => `${indicator}/${measure}@${year}`;
  const placeOf = new Int32Array(rows.length);
  const subjectOf = new Int32Array(rows.length);
  const found = new Map<number, number>();
  const hasQuotient = new Set<string>();
  rows.forEach((row, at) => {
    const { indicator, measure, referenceYear, numerator, denominator } = row;
    const place = places.of(DIMENSIONS.map((name) => row[name]));
    const name = nameOf(indicator, measure, referenceYear);
    const subject = subjects.get(name) ?? subjects.size;
    subjects.set(name, subject);
    placeOf[at] = place;
    subjectOf[at] = subject;
    found.set(subject * PLACES + place, at);
    if (numerator !== null) hasQuotient.add(`${indicator}/${measure}/numerator`);
    if (numerator !== null && denominator !== null) hasQuotient.add(`${indicator}/${measure}/denominator`);
  });
  const cells: PublishedCell[] = [];
  const ofRole = Object.fromEntries(ROLES.map((role) => [role, new Int32Array(rows.length).fill(-1)])) as Record<
    Told,
    Int32Array
  >;
  rows.forEach((row, at) => {
    if (row.status === 'no_data' || row.disclosureClass === 'S4' || row.disclosureClass === 'S5') return;
    for (const role of ROLES) {
      const isThere = role === 'value' ? isMagnitude(row) : hasQuotient.has(`${row.indicator}/${row.measure}/${role}`);
      if (!isThere || (row.status === 'published' && row[role] === null)) continue;
      ofRole[role][at] = cells.length;
      cells.push({ row: at, role, value: row.status === 'published' ? row[role] : null });
    }
  });
  return {
    rows,
    cells,
    cellOf: (row, role) => {
      const cell = ofRole[role][row] as number;
      return cell === -1 ? undefined : cell;
    },
    places,
    placeOf,
    subjectOf,
    subject: (indicator, measure, year) => subjects.get(nameOf(indicator, measure, year)),
    rowOf: (subject, place) => found.get(subject * PLACES + place),
  };
}

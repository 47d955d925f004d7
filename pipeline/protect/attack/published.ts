import { DIMENSIONS, type Dimension, TOTAL } from '../../contract/figure.ts';

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
  /** What all cells of the same meaning share: indicator, measure, role and year. */
  readonly series: string;
  value: number | null;
}

/** The numbers of a published table, with ways to find them. */
export interface PublishedCells {
  readonly rows: readonly PublishedRow[];
  readonly cells: PublishedCell[];
  /** Place of the cell of a row in a role, or undefined. */
  readonly cellOf: (row: number, role: Told) => number | undefined;
  /** Place of the row of an indicator's measure in a year with these codes, or undefined; some codes may be others. */
  readonly rowOf: (
    indicator: string,
    measure: string,
    year: number,
    codes: readonly string[],
    changes?: Readonly<Record<number, string>>,
  ) => number | undefined;
  /** A row's name, with some of its codes replaced. */
  readonly keyOf: (row: number, changes: Readonly<Record<number, string>>) => string;
  /** Codes of each row, in the order of the dimensions. */
  readonly codes: readonly (readonly string[])[];
}

const SEPARATOR = '\u0001';

const isMagnitude = ({ unit, disclosureClass }: PublishedRow): boolean =>
  unit !== 'pct' && (disclosureClass === 'S1' || disclosureClass === 'S2');

export const nameOfRow = (row: PublishedRow): string =>
  [
    `${row.indicator}/${row.measure} ${row.referenceYear}`,
    ...DIMENSIONS.filter((name) => row[name] !== TOTAL).map((name) => `${name}=${row[name]}`),
  ].join(' ');

/** Finds everything that a published table tells or withholds and that may add up. */
export function cellsOfRows(rows: readonly PublishedRow[]): PublishedCells {
  const codes = rows.map((row) => DIMENSIONS.map((name) => row[name]));
  const places = new Map<string, number>();
  const key = (
    indicator: string,
    measure: string,
    year: number,
    of: readonly string[],
    changes?: Readonly<Record<number, string>>,
  ): string => {
    let text = `${indicator}${SEPARATOR}${measure}${SEPARATOR}${year}`;
    for (let place = 0; place < of.length; place += 1) text += SEPARATOR + (changes?.[place] ?? of[place]);
    return text;
  };
  const hasQuotient = new Set<string>();
  rows.forEach((row, at) => {
    places.set(key(row.indicator, row.measure, row.referenceYear, codes[at] as string[]), at);
    if (row.numerator !== null) hasQuotient.add(`${row.indicator}/${row.measure}/numerator`);
    if (row.numerator !== null && row.denominator !== null)
      hasQuotient.add(`${row.indicator}/${row.measure}/denominator`);
  });
  const cells: PublishedCell[] = [];
  const found: Record<Told, Int32Array> = {
    value: new Int32Array(rows.length).fill(-1),
    numerator: new Int32Array(rows.length).fill(-1),
    denominator: new Int32Array(rows.length).fill(-1),
  };
  rows.forEach((row, at) => {
    if (row.status === 'no_data' || row.disclosureClass === 'S4' || row.disclosureClass === 'S5') return;
    for (const role of ROLES) {
      const isThere = role === 'value' ? isMagnitude(row) : hasQuotient.has(`${row.indicator}/${row.measure}/${role}`);
      if (!isThere || (row.status === 'published' && row[role] === null)) continue;
      found[role][at] = cells.length;
      const series = `${row.indicator}/${row.measure}/${role}@${row.referenceYear}`;
      cells.push({ row: at, role, series, value: row.status === 'published' ? row[role] : null });
    }
  });
  return {
    rows,
    cells,
    codes,
    cellOf: (row, role) => {
      const cell = found[role][row] as number;
      return cell === -1 ? undefined : cell;
    },
    keyOf: (row, changes) => {
      const { indicator, measure, referenceYear } = rows[row] as PublishedRow;
      return key(indicator, measure, referenceYear, codes[row] as string[], changes);
    },
    rowOf: (indicator, measure, year, of, changes) => places.get(key(indicator, measure, year, of, changes)),
  };
}

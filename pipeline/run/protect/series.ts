import { DIMENSIONS, TOTAL } from '../../contract/figure.ts';
import { Places } from '../../protect/attack/places.ts';
import type { PublishedRow } from '../../protect/attack/published.ts';
import type { Axis } from './names.ts';
import type { PublishedTable } from './published-table.ts';

/** Parts of a figure that a table may show. */
const PARTS = ['value', 'n'] as const;
type Part = (typeof PARTS)[number];

const AXES: readonly Axis[] = [...DIMENSIONS, 'year'];

/** Rows of the table that differ in one axis only, some of which are withheld; one part of each. */
export interface WithholdingSeries {
  readonly name: string;
  /** Codes at which it withholds. */
  readonly withheld: ReadonlySet<string>;
}

export interface SeriesIndex {
  /** The series that withhold something and in which the figure with this code is this number. */
  readonly withholding: (axis: Axis, code: string, number: number) => readonly WithholdingSeries[];
  /** Whether some series publishes all of these numbers, each at one of its codes. */
  readonly isPublished: (axis: Axis, cells: readonly CodedNumber[]) => boolean;
}

/** A number of a table with the codes that its heading may stand for. */
export interface CodedNumber {
  readonly number: number;
  readonly codes: readonly string[];
}

const codeIn = (row: PublishedRow, axis: Axis): string => (axis === 'year' ? String(row.referenceYear) : row[axis]);

/** Every series of a table that withholds something, by its numbers. */
export function seriesOf({ rows }: PublishedTable): SeriesIndex {
  const keyOf = seriesKeys(rows);
  const withheld = new Map<number, Set<string>>();
  rows.forEach((row, at) => {
    if (row.status !== 'suppressed') return;
    for (const axis of AXES) {
      const code = codeIn(row, axis);
      if (code === TOTAL) continue;
      const codes = withheld.get(keyOf(at, axis));
      if (codes === undefined) withheld.set(keyOf(at, axis), new Set([code]));
      else codes.add(code);
    }
  });
  const known = new Map<string, WithholdingSeries>();
  const byNumber = new Map<string, Map<number, WithholdingSeries[]>>();
  const add = (axis: Axis, code: string, number: number, series: WithholdingSeries): void => {
    const place = `${axis}|${code}`;
    const numbers = byNumber.get(place) ?? new Map<number, WithholdingSeries[]>();
    byNumber.set(place, numbers);
    const there = numbers.get(number);
    if (there === undefined) numbers.set(number, [series]);
    else there.push(series);
  };
  rows.forEach((row, at) => {
    if (row.status !== 'published') return;
    for (const axis of AXES) {
      const code = codeIn(row, axis);
      const key = code === TOTAL ? undefined : keyOf(at, axis);
      const codes = key === undefined ? undefined : withheld.get(key);
      if (codes === undefined) continue;
      for (const part of PARTS) {
        const number = row[part];
        if (number === null) continue;
        const series = known.get(`${part} ${key}`) ?? { name: nameOf(row, axis), withheld: codes };
        known.set(`${part} ${key}`, series);
        add(axis, code, number, series);
      }
    }
  });
  let told: Readonly<Record<Part, RowsByNumber>> | undefined;
  const rowsTelling = (part: Part, number: number): readonly number[] => {
    told ??= { value: rowsByNumber(rows, 'value'), n: rowsByNumber(rows, 'n') };
    return told[part].get(number) ?? [];
  };
  return {
    withholding: (axis, code, number) => byNumber.get(`${axis}|${code}`)?.get(number) ?? [],
    isPublished: (axis, cells) =>
      PARTS.some((part) => {
        let agreeing: ReadonlySet<number> | undefined;
        for (const { number, codes } of cells) {
          const here = rowsTelling(part, number)
            .filter((at) => codes.includes(codeIn(rows[at] as PublishedRow, axis)))
            .map((at) => keyOf(at, axis));
          agreeing = new Set(here.filter((key) => agreeing?.has(key) ?? true));
          if (agreeing.size === 0) return false;
        }
        return true;
      }),
  };
}

const nameOf = (row: PublishedRow, axis: Axis): string =>
  [
    `${axis === 'year' ? 'year' : `${axis} ${row.referenceYear}`} ${row.indicator} ${row.measure}`,
    ...DIMENSIONS.filter((name) => name !== axis).map((name) => row[name]),
  ].join('|');

/** More places, and more axes, than any table has. */
const PLACES = 2 ** 26;

/** A number for the series of each row along an axis. */
function seriesKeys(rows: readonly PublishedRow[]): (at: number, axis: Axis) => number {
  const places = new Places();
  const subjects = new Map<string, number>();
  const numberOf = (name: string): number => {
    const number = subjects.get(name) ?? subjects.size;
    subjects.set(name, number);
    return number;
  };
  const placeOf = rows.map((row) => places.of(DIMENSIONS.map((name) => row[name])));
  const subjectOf = rows.map(({ indicator, measure }) => numberOf(`${indicator} ${measure}`));
  const yearly = rows.map(({ indicator, measure, referenceYear }) =>
    numberOf(`${indicator} ${measure} ${referenceYear}`),
  );
  return (at, axis) => {
    const dimension = AXES.indexOf(axis);
    const place = placeOf[at] as number;
    const subject = (axis === 'year' ? subjectOf : yearly)[at] as number;
    const around = axis === 'year' ? place : places.total(place, dimension);
    return (subject * AXES.length + dimension) * PLACES + around;
  };
}

type RowsByNumber = ReadonlyMap<number, readonly number[]>;

/** The rows in which a part is a number, for each number that is told. */
function rowsByNumber(rows: readonly PublishedRow[], part: Part): RowsByNumber {
  const found = new Map<number, number[]>();
  rows.forEach((row, at) => {
    const number = row[part];
    if (number === null || row.status === 'suppressed') return;
    const there = found.get(number);
    if (there === undefined) found.set(number, [at]);
    else there.push(at);
  });
  return found;
}

import { readCodeList } from '../../contract/codelists.ts';
import { DIMENSIONS, type Dimension, TOTAL } from '../../contract/figure.ts';
import type { PublishedCells, PublishedRow } from './published.ts';

/** Dimensions over which companies are counted more than once. */
const MAY_OVERLAP: ReadonlySet<Dimension> = new Set(['cluster', 'item']);

/** Rows that may add up to another, and whether that has to show before it is believed. */
export interface Family {
  readonly whole: number;
  readonly parts: number[];
  readonly label: string;
  readonly kind: string;
  readonly mayOverlap: boolean;
}

/** All rows that may be parts of others: of totals along each dimension, and of the larger places they lie in. */
export const familiesOf = (published: PublishedCells): Family[] => [...totals(published), ...nested(published)];

/** Totals with the rows they are broken down into, along each dimension. */
function totals({ rows, places, placeOf, subjectOf, rowOf }: PublishedCells): Family[] {
  const families = new Map<number, Family>();
  for (let part = 0; part < rows.length; part += 1) {
    const place = placeOf[part] as number;
    for (const dimension of places.brokenDown(place)) {
      const whole = rowOf(subjectOf[part] as number, places.total(place, dimension));
      if (whole === undefined) continue;
      const key = whole * DIMENSIONS.length + dimension;
      const family = families.get(key);
      if (family !== undefined) {
        family.parts.push(part);
        continue;
      }
      const kind = DIMENSIONS[dimension] as Dimension;
      const label = `is the sum over ${kind}`;
      families.set(key, { whole, parts: [part], label, kind, mayOverlap: MAY_OVERLAP.has(kind) });
    }
  }
  return [...families.values()];
}

const position = (dimension: Dimension): number => DIMENSIONS.indexOf(dimension);

/** Which places lie in which larger ones, from the code lists that everybody can look up. */
function nestings(): (readonly [
  large: Dimension,
  small: Dimension,
  parts: ReadonlyMap<string, ReadonlySet<string>>,
])[] {
  const within = (list: readonly Readonly<Record<string, string>>[], large: string, small: string) => {
    const parts = new Map<string, Set<string>>();
    for (const row of list)
      parts.set(row[large] as string, (parts.get(row[large] as string) ?? new Set()).add(row[small] as string));
    return parts;
  };
  const municipalities = readCodeList('municipality');
  return [
    ['growth_forum', 'municipality', within(municipalities, 'growth_forum', 'municipality_code')],
    ['region', 'municipality', within(municipalities, 'region_code', 'municipality_code')],
    ['region', 'growth_forum', within(readCodeList('growth_forum'), 'region_code', 'code')],
  ];
}

/** Places with the smaller ones within them. */
function nested({ rows, places, placeOf, subjectOf, rowOf }: PublishedCells): Family[] {
  const families: Family[] = [];
  for (const [large, small, parts] of nestings()) {
    const [label, kind] = [`is the sum over its ${small}`, `${large}/${small}`];
    const ofSmall = rows.flatMap((row, at) => (row[small] === TOTAL ? [] : [at]));
    const subjects = new Set(ofSmall.map((at) => subjectOf[at] as number));
    const codes = [...new Set(ofSmall.map((at) => (rows[at] as PublishedRow)[small]))];
    const known = new Map<number, readonly number[]>();
    const within = (place: number, code: string): readonly number[] => {
      const around = places.total(place, position(large));
      return codes.flatMap((one) => (parts.get(code)?.has(one) ? [places.with(around, position(small), one)] : []));
    };
    rows.forEach((row, whole) => {
      const subject = subjectOf[whole] as number;
      if (row[large] === TOTAL || row[small] !== TOTAL || !subjects.has(subject)) return;
      const place = placeOf[whole] as number;
      const inside = known.get(place) ?? within(place, row[large]);
      known.set(place, inside);
      const members = inside.flatMap((part) => rowOf(subject, part) ?? []).sort((a, b) => a - b);
      if (members.length > 0) families.push({ whole, parts: members, label, kind, mayOverlap: false });
    });
  }
  return families;
}

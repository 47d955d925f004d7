import { readCodeList } from '../../contract/codelists.ts';
import { DIMENSIONS, type Dimension, TOTAL } from '../../contract/figure.ts';
import { placeOfCodes } from './quantities.ts';

/** Larger places with the smaller ones in them, that everybody can look up. */
export interface Nesting {
  readonly label: string;
  /** Position of the dimension of the smaller places. */
  readonly by: number;
  /** The places that can be parts of one; none where it is no larger place. Each is worked out once. */
  readonly partsOf: (codes: readonly string[], place: string) => readonly string[];
}

const positionOf = (dimension: Dimension): number => DIMENSIONS.indexOf(dimension);

/** Children of each parent in a code list, in its order. */
function group(rows: readonly Readonly<Record<string, string>>[], parent: string, child: string) {
  const parts = new Map<string, string[]>();
  for (const row of rows) {
    const list = parts.get(row[parent] as string) ?? [];
    if (!list.includes(row[child] as string)) list.push(row[child] as string);
    parts.set(row[parent] as string, list);
  }
  return parts;
}

function nesting(of: Dimension, by: Dimension, parts: ReadonlyMap<string, readonly string[]>): Nesting {
  const [upper, lower] = [positionOf(of), positionOf(by)];
  const known = new Map<string, readonly string[]>();
  const within = (codes: readonly string[]): readonly string[] => {
    if (codes[upper] === TOTAL || codes[lower] !== TOTAL) return [];
    const above = codes.with(upper, TOTAL);
    return (parts.get(codes[upper] as string) ?? []).map((part) => placeOfCodes(above.with(lower, part)));
  };
  return {
    label: `${of} by ${by}`,
    by: lower,
    partsOf: (codes, place) => {
      const found = known.get(place) ?? within(codes);
      known.set(place, found);
      return found;
    },
  };
}

export function nestings(): readonly Nesting[] {
  const municipalities = readCodeList('municipality');
  return [
    nesting('growth_forum', 'municipality', group(municipalities, 'growth_forum', 'municipality_code')),
    nesting('region', 'municipality', group(municipalities, 'region_code', 'municipality_code')),
    nesting('region', 'growth_forum', group(readCodeList('growth_forum'), 'region_code', 'code')),
  ];
}

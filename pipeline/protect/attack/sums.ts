import { readCodeList } from '../../contract/codelists.ts';
import { DIMENSIONS, type Dimension, TOTAL } from '../../contract/figure.ts';
import { nameOfRow, type PublishedCells, ROLES, type Told } from './published.ts';

/** What a number has to do with the sum of others, as anybody may take it to be; by places of cells. */
export interface PublishedSum {
  readonly whole: number;
  readonly parts: readonly number[];
  readonly relation: 'equals' | 'at_most' | 'at_least';
  readonly label: () => string;
}

/** Dimensions over which companies are counted more than once. */
const MAY_OVERLAP: ReadonlySet<Dimension> = new Set(['cluster', 'item']);

/** Size bands below each limit that an SME share is given for. */
const BANDS_BELOW: Readonly<Record<string, readonly string[]>> = {
  under_50: ['1-9', '10-49'],
  under_250: ['1-9', '10-49', '50-249'],
};

/** Rows that may add up to another, and whether that has to show before it is believed. */
interface Family {
  readonly whole: number;
  readonly parts: number[];
  readonly label: string;
  readonly kind: string;
  readonly mayOverlap: boolean;
}

const at = (dimension: Dimension): number => DIMENSIONS.indexOf(dimension);

/** Totals with the rows they are broken down into, along each dimension. */
function totals({ rows, codes, rowOf }: PublishedCells): Family[] {
  const families = new Map<string, Family>();
  rows.forEach((row, part) => {
    const own = codes[part] as readonly string[];
    own.forEach((code, place) => {
      if (code === TOTAL) return;
      const whole = rowOf(row.indicator, row.measure, row.referenceYear, own, { [place]: TOTAL });
      if (whole === undefined) return;
      const key = `${place}|${whole}`;
      const family = families.get(key);
      if (family !== undefined) family.parts.push(part);
      else
        families.set(key, {
          whole,
          parts: [part],
          label: `is the sum over ${DIMENSIONS[place]}`,
          kind: DIMENSIONS[place] as Dimension,
          mayOverlap: MAY_OVERLAP.has(DIMENSIONS[place] as Dimension),
        });
    });
  });
  return [...families.values()];
}

/** Places within larger places, from the code lists that everybody can look up. */
function places({ rows, codes, keyOf }: PublishedCells): Family[] {
  const within = (list: readonly Readonly<Record<string, string>>[], large: string, small: string) => {
    const parts = new Map<string, Set<string>>();
    for (const row of list)
      parts.set(row[large] as string, (parts.get(row[large] as string) ?? new Set()).add(row[small] as string));
    return parts;
  };
  const municipalities = readCodeList('municipality');
  const nestings: readonly (readonly [Dimension, Dimension, ReadonlyMap<string, ReadonlySet<string>>])[] = [
    ['growth_forum', 'municipality', within(municipalities, 'growth_forum', 'municipality_code')],
    ['region', 'municipality', within(municipalities, 'region_code', 'municipality_code')],
    ['region', 'growth_forum', within(readCodeList('growth_forum'), 'region_code', 'code')],
  ];
  return nestings.flatMap(([large, small, parts]) => {
    const ofPlace = new Map<string, { readonly code: string; readonly row: number }[]>();
    rows.forEach((_row, place) => {
      const own = codes[place] as readonly string[];
      const code = own[at(small)] as string;
      if (code === TOTAL || own[at(large)] !== TOTAL) return;
      const whole = keyOf(place, { [at(small)]: TOTAL });
      const members = ofPlace.get(whole);
      if (members === undefined) ofPlace.set(whole, [{ code, row: place }]);
      else members.push({ code, row: place });
    });
    return rows.flatMap((_row, place): Family[] => {
      const own = codes[place] as readonly string[];
      if (own[at(large)] === TOTAL || own[at(small)] !== TOTAL) return [];
      const inside = parts.get(own[at(large)] as string);
      const members = (ofPlace.get(keyOf(place, { [at(large)]: TOTAL })) ?? []).flatMap(({ code, row }) =>
        inside?.has(code) ? [row] : [],
      );
      if (members.length === 0) return [];
      const kind = `${large}/${small}`;
      return [{ whole: place, parts: members, label: `is the sum over its ${small}`, kind, mayOverlap: false }];
    });
  });
}

/** Companies below a size limit with the size bands below it. */
function sizeLimits(published: PublishedCells): PublishedSum[] {
  const { rows, codes, rowOf, cellOf } = published;
  return rows.flatMap((row, place): PublishedSum[] => {
    const own = codes[place] as readonly string[];
    const bands = row.indicator === 'DEL05' ? BANDS_BELOW[own[at('item')] as string] : undefined;
    const whole = cellOf(place, 'numerator') ?? cellOf(place, 'value');
    if (bands === undefined || whole === undefined) return [];
    const parts = bands.flatMap((band) => {
      const changes = { [at('item')]: TOTAL, [at('size_band')]: band };
      const part = rowOf('DEL01', 'count', row.referenceYear, own, changes);
      return part === undefined ? [] : (cellOf(part, 'value') ?? []);
    });
    return parts.length === 0
      ? []
      : [{ whole, parts, relation: 'equals', label: () => `${nameOfRow(row)} is the sum of the size bands` }];
  });
}

/** Over how many families, all of whose numbers are published, a sum holds and does not hold. */
interface Evidence {
  holds: number;
  fails: number;
}

/**
 * Every relation that anybody may take to hold between the numbers of a published table: totals and their parts, places
 * within places, size bands below a limit.
 *
 * Where families of the same series are published in full, with two parts at least that are not zero, they show whether its
 * parts add up. Parts that are not shown to
 * add up and may overlap leave bounds: a total is at most the sum of its parts and at least each of them.
 */
export function sumsOf(published: PublishedCells): PublishedSum[] {
  const { rows, cells, cellOf, codes } = published;
  const numberOf = (cell: number): number | null => cells[cell]?.value ?? null;
  const evidence = new Map<string, Evidence>();
  const open: { family: Family; role: Told; whole: number; parts: number[]; keys: [string, string] }[] = [];
  for (const family of [...totals(published), ...places(published)])
    for (const role of ROLES) {
      const whole = cellOf(family.whole, role);
      const parts = family.parts.map((part) => cellOf(part, role));
      if (whole === undefined || parts.includes(undefined)) continue;
      const row = rows[family.whole];
      const broken = (codes[family.parts[0] as number] as readonly string[]).map((code) =>
        code === TOTAL ? '.' : 'x',
      );
      const series = `${row?.indicator}/${row?.measure}/${role}/${family.kind}`;
      const keys: [string, string] = [`${series}/${broken.join('')}`, series];
      const numbers = [whole, ...(parts as number[])].map(numberOf);
      if (numbers.includes(null)) {
        open.push({ family, role, whole, parts: parts as number[], keys });
        continue;
      }
      const [total = 0, ...rest] = numbers as number[];
      const gap = total - rest.reduce((sum, number) => sum + number, 0);
      const isMet = Math.abs(gap) <= 1e-6 * Math.max(1, Math.abs(total));
      if (isMet && rest.filter((number) => number !== 0).length < 2) continue;
      for (const key of keys) {
        const found = evidence.get(key) ?? { holds: 0, fails: 0 };
        found[isMet ? 'holds' : 'fails'] += 1;
        evidence.set(key, found);
      }
    }
  const sums = open.flatMap(({ family, role, whole, parts, keys }): PublishedSum[] => {
    const subject = (): string =>
      nameOfRow(rows[family.whole] as (typeof rows)[number]) + (role === 'value' ? '' : `, ${role},`);
    const { holds, fails } = evidence.get(keys[0]) ?? evidence.get(keys[1]) ?? { holds: 0, fails: 0 };
    if (fails === 0 && (holds > 0 || !family.mayOverlap))
      return [{ whole, parts, relation: 'equals', label: () => `${subject()} ${family.label}` }];
    if (!family.mayOverlap) return [];
    return [
      { whole, parts, relation: 'at_most', label: () => `${subject()} is at most the sum over ${family.kind}` },
      ...parts
        .filter((part) => numberOf(whole) !== null || numberOf(part) !== null)
        .map(
          (part): PublishedSum => ({
            whole,
            parts: [part],
            relation: 'at_least',
            label: () => `${subject()} is at least each ${family.kind}`,
          }),
        ),
    ];
  });
  return [...sums, ...sizeLimits(published)];
}

import { DIMENSIONS, TOTAL } from '../../contract/figure.ts';
import { type Family, familiesOf } from './families.ts';
import { nameOfRow, type PublishedCells, type PublishedRow, ROLES, type Told } from './published.ts';

/** What a number has to do with the sum of others, as anybody may take it to be; by places of cells. */
export interface PublishedSum {
  readonly whole: number;
  readonly parts: readonly number[];
  readonly relation: 'equals' | 'at_most' | 'at_least';
  readonly label: () => string;
}

/** Size bands below each limit that an SME share is given for. */
const BANDS_BELOW: Readonly<Record<string, readonly string[]>> = {
  under_50: ['1-9', '10-49'],
  under_250: ['1-9', '10-49', '50-249'],
};

/** Companies below a size limit with the size bands below it. */
function sizeLimits({ rows, places, placeOf, subject, rowOf, cellOf }: PublishedCells): PublishedSum[] {
  const [item, size] = [DIMENSIONS.indexOf('item'), DIMENSIONS.indexOf('size_band')];
  return rows.flatMap((row, at): PublishedSum[] => {
    const bands = row.indicator === 'DEL05' ? BANDS_BELOW[row.item] : undefined;
    const whole = cellOf(at, 'numerator') ?? cellOf(at, 'value');
    const companies = subject('DEL01', 'count', row.referenceYear);
    if (bands === undefined || whole === undefined || companies === undefined) return [];
    const around = places.with(placeOf[at] as number, item, TOTAL);
    const parts = bands.flatMap((band) => {
      const part = rowOf(companies, places.with(around, size, band));
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
  const { rows, cells, cellOf, places, placeOf } = published;
  const numberOf = (cell: number): number | null => (cells[cell] as PublishedCells['cells'][number]).value;
  const evidence = new Map<string, Evidence>();
  const open: { family: Family; role: Told; whole: number; parts: number[]; keys: [string, string] }[] = [];
  for (const family of familiesOf(published))
    for (const role of ROLES) {
      const whole = cellOf(family.whole, role);
      const parts = whole === undefined ? null : cellsOfAll(family.parts, role, cellOf);
      if (whole === undefined || parts === null) continue;
      const row = rows[family.whole] as PublishedRow;
      const series = `${row.indicator}/${row.measure}/${role}/${family.kind}`;
      const broken = places.brokenDown(placeOf[family.parts[0] as number] as number).join();
      const keys: [string, string] = [`${series}/${broken}`, series];
      const total = numberOf(whole);
      const numbers = parts.map(numberOf);
      if (total === null || numbers.includes(null)) {
        open.push({ family, role, whole, parts, keys });
        continue;
      }
      const gap = total - (numbers as number[]).reduce((sum, number) => sum + number, 0);
      const isMet = Math.abs(gap) <= 1e-6 * Math.max(1, Math.abs(total));
      if (isMet && numbers.filter((number) => number !== 0).length < 2) continue;
      for (const key of keys) {
        const found = evidence.get(key) ?? { holds: 0, fails: 0 };
        found[isMet ? 'holds' : 'fails'] += 1;
        evidence.set(key, found);
      }
    }
  const sums = open.flatMap(({ family, role, whole, parts, keys }): PublishedSum[] => {
    const subject = (): string =>
      nameOfRow(rows[family.whole] as PublishedRow) + (role === 'value' ? '' : `, ${role},`);
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

/** The cells of some rows in a role, or null where one has none. */
function cellsOfAll(rows: readonly number[], role: Told, cellOf: PublishedCells['cellOf']): number[] | null {
  const cells: number[] = [];
  for (const row of rows) {
    const cell = cellOf(row, role);
    if (cell === undefined) return null;
    cells.push(cell);
  }
  return cells;
}

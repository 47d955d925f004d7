import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregator, pairKey } from '../../../pipeline/accounts/figures/aggregate.ts';
import type { Contributions } from '../../../pipeline/accounts/figures/contributions.ts';

/** A contribution as one thinks of it. */
interface Row {
  readonly year: number;
  readonly group: number;
  readonly unit: number;
  readonly part: number;
  readonly region: string | null;
  readonly cluster: string | null;
  readonly has: boolean | null;
  readonly takesPart: boolean;
  readonly amount: number | null;
}

const keysOf = ({ year, group, unit, part }: Row): readonly number[] => [year, group, unit, part];

/** Rows as columns, sorted as the SQL sorts them. */
function columnsOf(rows: readonly Row[]): Contributions {
  const sorted = [...rows].sort((a, b) => {
    const [left, right] = [keysOf(a), keysOf(b)];
    return left.map((key, i) => key - (right[i] as number)).find((difference) => difference !== 0) ?? 0;
  });
  const runs = (length: number): Int32Array => {
    const keys = sorted.map((one) => String(keysOf(one).slice(0, length)));
    return Int32Array.from(keys, (key) => [...new Set(keys)].indexOf(key));
  };
  const dimension = (name: 'region' | 'cluster') => {
    const values = ['', ...[...new Set(sorted.flatMap((row) => row[name] ?? []))].sort()];
    return { values, codes: Int32Array.from(sorted, (row) => values.indexOf(row[name] ?? '')) };
  };
  const flag = (name: 'has' | 'takesPart') =>
    Uint8Array.from(sorted, (row) => (row[name] === null ? 2 : row[name] ? 1 : 0));
  return {
    size: sorted.length,
    years: Int32Array.from(sorted, ({ year }) => year),
    groups: runs(2),
    units: runs(3),
    parts: runs(4),
    dimensions: { region: dimension('region'), cluster: dimension('cluster') },
    flags: { has: flag('has'), takesPart: flag('takesPart') },
    numbers: { amount: Float64Array.from(sorted, ({ amount }) => amount ?? Number.NaN) },
  };
}

/** A unit belongs to one group and a part to one unit with one amount, as in the accounts. */
const row = fc
  .record({
    year: fc.constantFrom(2012, 2013),
    unit: fc.nat(9),
    slot: fc.nat(2),
    region: fc.constantFrom('1081', '1084', null),
    cluster: fc.constantFrom('A', 'B', null),
    has: fc.constantFrom(true, false, null),
    takesPart: fc.boolean(),
  })
  .map(({ slot, ...rest }): Row => {
    const part = 3 * rest.unit + slot;
    return { ...rest, part, group: rest.unit % 4, amount: part % 5 === 0 ? null : ((part * 37) % 11) * 100 };
  });

const distinct = <Item>(items: readonly Item[]): number => new Set(items).size;

describe('aggregator', () => {
  const options = { keepValuesOf: ['amount'], pairs: [['has', 'takesPart']] as const };

  it.each([[[]], [['region']], [['cluster']], [['cluster', 'region']]] as const)(
    'counts as a slow program does, by %j',
    (breakdown) => {
      fc.assert(
        fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
          const made = aggregator(columnsOf(rows), options)(breakdown);
          const inside = rows.filter((one) => breakdown.every((name) => one[name] !== null));
          const cells = new Map<string, Row[]>();
          for (const one of inside) {
            const key = [one.year, ...breakdown.map((name) => one[name])].join();
            cells.set(key, [...(cells.get(key) ?? []), one]);
          }
          expect(made.cells.length).toBe(cells.size);
          for (const [key, members] of cells) {
            const [year = '', ...values] = key.split(',');
            const cell = made.find(Number(year), values) as number;
            const { has, amount } = made.columns as Required<typeof made.columns>;
            const flagged = members.filter((one) => one.has === true);
            expect(has?.units[cell]).toBe(distinct(flagged.map(({ unit }) => unit)));
            expect(has?.groups[cell]).toBe(distinct(flagged.map(({ group }) => group)));
            expect(has?.isKnown[cell]).toBe(members.some((one) => one.has !== null) ? 1 : 0);
            const units = [...new Set(members.map(({ unit }) => unit))];
            const only = units.filter((unit) => {
              const own = members.filter((one) => one.unit === unit);
              return own.some((one) => one.takesPart) && !own.some((one) => one.has === true);
            });
            expect(made.complements[pairKey('has', 'takesPart')]?.[cell]).toBe(distinct(only.map((unit) => unit % 4)));
            const parts = [...new Map(members.map((one) => [one.part, one])).values()].filter(
              (one) => one.amount !== null,
            );
            const sumOf = (some: readonly Row[]): number => some.reduce((sum, one) => sum + (one.amount as number), 0);
            expect(amount?.sum[cell]).toBe(sumOf(parts));
            const byGroup = [0, 1, 2, 3]
              .map((group) => sumOf(parts.filter((one) => one.group === group)))
              .sort((a, b) => b - a);
            expect([amount?.largest1[cell], amount?.largest2[cell]]).toEqual(byGroup.slice(0, 2));
            const byUnit = units
              .map((unit) => parts.filter((one) => one.unit === unit))
              .filter((own) => own.length > 0)
              .map(sumOf);
            expect([...(amount?.values?.[cell] ?? [])].sort()).toEqual(byUnit.sort());
          }
        }),
        { numRuns: 150 },
      );
    },
  );

  it('gives no cell where there are no rows', () => {
    const made = aggregator(columnsOf([]), options)(['region']);
    expect(made.cells).toEqual([]);
    expect(made.find(2013, ['1081'])).toBeUndefined();
  });
});

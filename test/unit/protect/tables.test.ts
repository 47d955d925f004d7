import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { attack } from '../../../pipeline/protect/attack/bounds.ts';
import { tableEquations } from '../../../pipeline/protect/attack/tables.ts';
import { type Highs, loadSolver } from '../../../pipeline/protect/solver.ts';
import type { TableSet } from '../../../pipeline/protect/tables/cell.ts';
import { protectTables, type TableProtection } from '../../../pipeline/protect/tables/protect.ts';
import { readHierarchy, readTables } from '../../../pipeline/protect/tables/read.ts';
import { crossTable, hierarchicalTable, type Instance, linkedTables } from '../../support/tables.ts';

const RULES = { minimum: 3, dominance: { largest: 1, sharePct: 85 }, pPercent: 15 } as const;

let highs: Highs;
beforeAll(async () => {
  highs = await loadSolver();
});

const setOf = ({ tables, hierarchies }: Instance): TableSet =>
  readTables(
    Object.entries(tables).map(([name, text]) => ({ name, text })),
    new Map(Object.entries(hierarchies).map(([name, text]) => [name, readHierarchy({ name, text })])),
  );

const csv = (...lines: string[]): TableSet => readTables([{ name: 'table.csv', text: lines.join('\n') }], new Map());

const statusOf = (set: TableSet, { pattern }: TableProtection): Record<string, string> =>
  Object.fromEntries(set.cells.flatMap(({ codes }, at) => (pattern[at] == null ? [] : [[codes.join(), pattern[at]]])));

const exposed = ({ primaries }: TableProtection): number => primaries.filter(({ isReached }) => !isReached).length;

describe('worked examples', () => {
  it("withholds sector 2 for dominance and then sector 1, as Statistics Denmark's example demands", () => {
    const set = csv('sector,value,count,max1,max2', 'Total,100,25,50,20', '1,30,5,12,8', '2,70,20,45,20');
    const rules = { ...RULES, dominance: { largest: 2, sharePct: 85 } } as const;
    const protection = protectTables(highs, set, rules);
    expect(statusOf(set, protection)).toEqual({ '1': 's', '2': 'p' });
    expect(exposed(protection)).toBe(0);
  });

  it('reports what cannot be protected when everything else must be shown', () => {
    const set = csv('sector,value,status', 'Total,100,z', '1,30,z', '2,70,u');
    const protection = protectTables(highs, set, RULES);
    expect(exposed(protection)).toBe(1);
    expect(protection.primaries[0]?.bounds).toMatchObject({
      lower: expect.closeTo(70, 4),
      upper: expect.closeTo(70, 4),
    });
  });

  it('needs a rectangle in a two-way table', () => {
    const set = csv(
      'row,column,value,status',
      ...['1,1,20,u', '1,2,50,', '1,3,10,', '2,1,8,', '2,2,19,', '2,3,22,', '3,1,17,', '3,2,32,', '3,3,12,'],
      ...[
        '1,Total,80,',
        '2,Total,49,',
        '3,Total,61,',
        'Total,1,45,',
        'Total,2,101,',
        'Total,3,44,',
        'Total,Total,190,',
      ],
    );
    const protection = protectTables(highs, set, RULES);
    expect(protection.pattern.filter((status) => status === 's')).toHaveLength(3);
    expect(exposed(protection)).toBe(0);
  });

  it('does not let two single contributors protect each other', () => {
    const table = ['sector,value,count', '1,20,1', '2,25,1', '3,30,9', '4,60,12', 'Total,135,23'];
    const set = csv(...table);
    const protection = protectTables(highs, set, RULES);
    expect(protection.pattern.filter((status) => status === 's')).toHaveLength(1);
    const unknowing = csv(...table.map((line) => line.replace(/,1$/, ',2')));
    expect(protectTables(highs, unknowing, RULES).pattern.filter((status) => status === 's')).toHaveLength(0);
  });

  it('shares a cell between tables by the dimensions they lack', () => {
    const set = readTables(
      [
        {
          name: 'a.csv',
          text: 'region,size,value,status\nN,s,5,u\nN,l,95,\nN,Total,100,\nS,s,40,\nS,l,60,\nS,Total,100,\nTotal,s,45,\nTotal,l,155,\nTotal,Total,200,',
        },
        {
          name: 'b.csv',
          text: 'region,form,value,status\nN,x,30,\nN,y,70,\nN,Total,100,\nS,x,20,\nS,y,80,\nS,Total,100,\nTotal,x,50,\nTotal,y,150,\nTotal,Total,200,',
        },
      ],
      new Map(),
    );
    expect(set.cells).toHaveLength(9 + 6);
    expect(exposed(protectTables(highs, set, RULES))).toBe(0);
  });
});

describe('random instances', () => {
  it.each([crossTable([8, 6], 1, 20), crossTable([5, 4, 3], 2, 25), hierarchicalTable(3), linkedTables(4)])(
    'leaves nothing exposed: $name',
    (instance) => {
      const set = setOf(instance);
      const protection = protectTables(highs, set, RULES);
      expect(protection.primaries.length).toBeGreaterThan(0);
      expect(exposed(protection)).toBe(0);
      expect(protection.broken).toEqual([]);
    },
    60_000,
  );

  it('protects any small table, whatever the seed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 3, max: 6 }),
        fc.integer({ min: 3, max: 5 }),
        (seed, rows, columns) => {
          const set = setOf(crossTable([rows, columns], seed, 12));
          expect(exposed(protectTables(highs, set, RULES))).toBe(0);
        },
      ),
      { numRuns: 20, seed: 6 },
    );
  }, 60_000);

  it('finds a suppression that was broken: every secondary is needed', () => {
    const set = setOf(crossTable([7, 6], 5, 25));
    const { pattern, primaries } = protectTables(highs, set, RULES);
    const secondaries = pattern.flatMap((status, place) => (status === 's' ? [place] : []));
    expect(secondaries.length).toBeGreaterThan(0);
    for (const published of secondaries) {
      const { unknowns, priors, equations } = tableEquations(
        set,
        (place) => pattern[place] !== null && place !== published,
      );
      const targets = unknowns.flatMap((place, unknown) => (pattern[place] === 'p' ? [unknown] : []));
      const bounds = attack(highs, priors, equations, targets);
      const isWeaker = targets.some((unknown, at) => {
        const { value } = set.cells[unknowns[unknown] as number] as { value: number };
        const { interval } = primaries.find(({ codes }) => codes === set.cells[unknowns[unknown] as number]?.codes) ?? {
          interval: 0,
        };
        return (
          bounds[at] !== undefined &&
          (bounds[at].upper < value + interval || bounds[at].lower > Math.max(0, value - interval))
        );
      });
      expect(isWeaker).toBe(true);
    }
  });

  it('gives the same pattern again, whatever the order of the rows', () => {
    const instance = crossTable([7, 5], 9, 20);
    const [header = '', ...rows] = (instance.tables['table1.csv'] as string).trim().split('\n');
    const turned = csv(header, ...rows.reverse());
    const set = setOf(instance);
    expect(statusOf(turned, protectTables(highs, turned, RULES))).toEqual(
      statusOf(set, protectTables(highs, set, RULES)),
    );
  });
});

describe('reading', () => {
  it.each([
    ['region,value\nN,abc', /not a number/],
    ['region,value,status\nN,5,q', /not a status/],
    ['region,count\nN,5', /column "value"/],
    ['region,value\nN,5,6', /cells where the header/],
    ['region,value\nN,5\nN,6', /different values/],
  ])('says what is wrong and where: %s', (text, message) => {
    expect(() => readTables([{ name: 't.csv', text }], new Map())).toThrow(message);
  });
});

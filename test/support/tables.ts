/** Synthetic tables of firms for disclosure control: log-normal contributions in each inner cell, all margins. */

export interface Instance {
  readonly name: string;
  /** File name → CSV text. */
  readonly tables: Readonly<Record<string, string>>;
  /** Dimension → CSV text with parent,child. */
  readonly hierarchies: Readonly<Record<string, string>>;
}

/** Uniform numbers from 0 to 1 from a seed (mulberry32). */
export function uniforms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const normal = (next: () => number): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

interface Dimension {
  readonly name: string;
  readonly leaves: readonly string[];
  /** Child → parent for every code but `Total`. */
  readonly parentOf: ReadonlyMap<string, string>;
}

/** A dimension with one level below `Total`, or with levels: widths from the top, e.g. 5 regions of 4 municipalities. */
export function dimension(name: string, ...widths: number[]): Dimension {
  const parentOf = new Map<string, string>();
  let level = ['Total'];
  for (const width of widths) {
    level = level.flatMap((parent) =>
      Array.from({ length: width }, (_, at) => {
        const child = parent === 'Total' ? `${name}${at + 1}` : `${parent}.${at + 1}`;
        parentOf.set(child, parent);
        return child;
      }),
    );
  }
  return { name, leaves: level, parentOf };
}

const upwards = ({ parentOf }: Dimension, code: string): string[] => {
  const parent = parentOf.get(code);
  return parent === undefined ? [code] : [code, ...upwards({ parentOf } as Dimension, parent)];
};

interface Firm {
  readonly codes: readonly string[];
  readonly contribution: number;
}

/** Firms spread unevenly over the leaves; most cells have `meanCount`, some many times as many. */
function firmsOf(dimensions: readonly Dimension[], seed: number, meanCount: number, sigma: number): Firm[] {
  const next = uniforms(seed);
  const weights = dimensions.map(({ leaves }) => leaves.map(() => Math.exp(0.5 * normal(next))));
  const firms: Firm[] = [];
  const fill = (codes: readonly string[], weight: number): void => {
    const at = codes.length;
    if (at === dimensions.length) {
      const count = Math.round(-Math.log(1 - next()) * meanCount * weight);
      for (let firm = 0; firm < count; firm += 1)
        firms.push({ codes, contribution: Math.round(10 * Math.exp(4 + sigma * normal(next))) / 10 });
      return;
    }
    dimensions[at]?.leaves.forEach((leaf, place) => {
      fill([...codes, leaf], weight * (weights[at]?.[place] as number));
    });
  };
  fill([], 1);
  return firms;
}

/** One table over some of the dimensions, with every margin. */
function tableCsv(dimensions: readonly Dimension[], shown: readonly number[], firms: readonly Firm[]): string {
  const cells = new Map<string, number[]>();
  for (const { codes, contribution } of firms) {
    const lines = shown.map((at) => upwards(dimensions[at] as Dimension, codes[at] as string));
    const keys = lines.reduce<string[][]>(
      (sofar, line) => sofar.flatMap((key) => line.map((code) => [...key, code])),
      [[]],
    );
    for (const key of keys) {
      const list = cells.get(key.join(',')) ?? [];
      list.push(contribution);
      cells.set(key.join(','), list);
    }
  }
  const header = [...shown.map((at) => dimensions[at]?.name), 'value', 'count', 'max1', 'max2'].join(',');
  const rows = [...cells].map(([key, list]) => {
    const sorted = list.sort((a, b) => b - a);
    const value = Math.round(10 * sorted.reduce((sum, one) => sum + one, 0)) / 10;
    return `${key},${value},${sorted.length},${sorted[0] ?? 0},${sorted[1] ?? 0}`;
  });
  return `${[header, ...rows.sort()].join('\n')}\n`;
}

const hierarchyCsv = ({ parentOf }: Dimension): string =>
  `${['parent,child', ...[...parentOf].map(([child, parent]) => `${parent},${child}`)].join('\n')}\n`;

const isDeep = ({ parentOf }: Dimension): boolean => [...parentOf.values()].some((parent) => parent !== 'Total');

/** Tables over a population of firms; `shown` names the dimensions of each table by place. */
export function instance(
  name: string,
  dimensions: readonly Dimension[],
  shown: readonly (readonly number[])[],
  { seed, meanCount, sigma = 1.2 }: { readonly seed: number; readonly meanCount: number; readonly sigma?: number },
): Instance {
  const firms = firmsOf(dimensions, seed, meanCount, sigma);
  return {
    name,
    tables: Object.fromEntries(shown.map((places, at) => [`table${at + 1}.csv`, tableCsv(dimensions, places, firms)])),
    hierarchies: Object.fromEntries(dimensions.filter(isDeep).map((one) => [one.name, hierarchyCsv(one)])),
  };
}

/** A table over all of the dimensions. */
export const crossTable = (widths: readonly number[], seed: number, meanCount: number): Instance => {
  const dimensions = widths.map((width, at) => dimension('ABC'[at] as string, width));
  return instance(`${widths.join('x')} seed ${seed}`, dimensions, [dimensions.map((_one, at) => at)], {
    seed,
    meanCount,
  });
};

/** Four linked tables, two activities by size and legal form and two places by the same: about 1,500 cells. */
export const linkedTables = (seed: number, meanCount = 0.35): Instance =>
  instance(
    `linked x4 seed ${seed}`,
    [dimension('activity', 9, 3, 3), dimension('place', 13, 7), dimension('size', 4), dimension('form', 3)],
    [
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
    ],
    { seed, meanCount, sigma: 1.6 },
  );

/** Regions with municipalities by size: one hierarchical table. */
export const hierarchicalTable = (seed: number): Instance =>
  instance(`5 regions of 12 x 10 seed ${seed}`, [dimension('place', 5, 12), dimension('industry', 10)], [[0, 1]], {
    seed,
    meanCount: 20,
  });

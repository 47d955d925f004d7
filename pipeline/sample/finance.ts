import { type Cluster, existsIn } from './clusters.ts';
import { randomStream } from './random.ts';
import type { World } from './world.ts';

export interface FinanceLine {
  readonly cluster: number;
  readonly source: FinanceSource;
  readonly isActual: boolean;
  /** Whole DKK. */
  readonly amountDkk: number;
}

/** Sources in the contract's names, with the Danish word, the share of income, and how many clusters have any. */
const SOURCES = [
  ['state', 'stat', 0.3, 0.85],
  ['region', 'region', 0.17, 0.7],
  ['eu', 'EU', 0.12, 0.45],
  ['municipality', 'kommune', 0.05, 0.5],
  ['private_cash', 'privat kontant', 0.12, 0.9],
  ['private_in_kind', 'privat timer', 0.16, 0.8],
  ['fee', 'kontingent', 0.06, 0.75],
  ['other', 'andet', 0.02, 0.3],
] as const;

export type FinanceSource = (typeof SOURCES)[number][0];

export const sourceWord = (source: FinanceSource): string => SOURCES.find(([name]) => name === source)?.[1] as string;

const grows = (cluster: Cluster): number => 900_000 + 620_000 * cluster.weight;

/** Budget and actual income of every cluster of a year, by source. */
export function makeFinance(world: World, year: number): FinanceLine[] {
  const random = randomStream(world.seed, `finance ${year}`);
  return world.clusters
    .filter((cluster) => existsIn(cluster, year))
    .flatMap((cluster) =>
      SOURCES.flatMap(([source, , share, spread], index): FinanceLine[] => {
        if (!randomStream(world.seed, 'sources').chance(spread, cluster.index, index)) return [];
        const budget =
          Math.round((grows(cluster) * share * (0.5 + random.uniform(cluster.index, index))) / 5000) * 5000;
        return [
          { cluster: cluster.index, source, isActual: false, amountDkk: budget },
          {
            cluster: cluster.index,
            source,
            isActual: true,
            amountDkk: Math.round(budget * (0.85 + 0.25 * random.uniform(cluster.index, 20 + index))),
          },
        ];
      }),
    );
}

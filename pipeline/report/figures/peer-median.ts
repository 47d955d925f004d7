import { DIMENSIONS, TOTAL } from '../../contract/figure.ts';
import type { ProtectedFigure } from '../../protect/index.ts';
import { isPublished } from './shown.ts';

/** Fewest clusters behind a median: an order statistic of fewer would point at single clusters. */
const FEWEST = 10;

/** Name of the measure that holds the median over clusters of another. */
export const peerMedianMeasure = (measure: string): string => `median_of_clusters_${measure}`;

/**
 * Medians over clusters of every measure that is broken down by cluster alone, one a year, where at least ten clusters
 * are published. Made of published figures only, so they tell nothing that is not told already; `n` is the number of
 * clusters.
 */
export function peerMedians(figures: readonly ProtectedFigure[]): readonly ProtectedFigure[] {
  const groups = new Map<string, (ProtectedFigure & { readonly value: number })[]>();
  for (const figure of figures) {
    if (!isPublished(figure) || figure.cluster === TOTAL) continue;
    if (DIMENSIONS.some((dimension) => dimension !== 'cluster' && figure[dimension] !== TOTAL)) continue;
    const key = `${figure.indicator}\u0001${figure.measure}\u0001${figure.referenceYear}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [figure]);
    else group.push(figure);
  }
  return [...groups.values()]
    .filter((group) => group.length >= FEWEST)
    .map((group) => {
      const values = group.map(({ value }) => value).sort((a, b) => a - b);
      const middle = values.length / 2;
      const value =
        values.length % 2 === 1
          ? (values[Math.floor(middle)] as number)
          : ((values[middle - 1] as number) + (values[middle] as number)) / 2;
      const [first] = group as [ProtectedFigure];
      return {
        ...first,
        cluster: TOTAL,
        measure: peerMedianMeasure(first.measure),
        value,
        lower: null,
        upper: null,
        standardError: null,
        degreesOfFreedom: null,
        confidenceLevel: null,
        n: group.length,
        numerator: null,
        denominator: null,
        disclosureClass: 'S5',
        reliability: 'not_applicable',
        note: null,
      };
    });
}

import type { Dimension } from '../../contract/figure.ts';
import type { Breakdown, Indicator } from '../../contract/indicator.ts';
import { domainOf, type YearFacts } from './domain.ts';

/** Dimensions whose readers get a report of their own, and so are told that there are no data. */
const RECIPIENTS: ReadonlySet<Dimension> = new Set(['cluster', 'region', 'growth_forum']);

/** Every combination of one value a list, in the order of the lists. */
const combinations = (lists: readonly (readonly string[])[]): string[][] =>
  lists.reduce<string[][]>((sofar, list) => sofar.flatMap((row) => list.map((value) => [...row, value])), [[]]);

/**
 * Cells of a breakdown that are shown even where nobody contributed: those of one dimension, by the code lists, crossed
 * with the items where these are a fixed list. Other crossings show what is there. Where there are no data at all, only the
 * total and the recipients of reports are told so.
 */
export function structuralCells(
  indicator: Indicator,
  breakdown: Breakdown,
  facts: YearFacts,
  isMissing: boolean,
): readonly string[][] {
  const items = Object.keys(indicator.item?.values ?? {});
  const others = breakdown.filter((dimension) => dimension !== 'item');
  if (others.length > 1) return [];
  if (isMissing && others.some((dimension) => !RECIPIENTS.has(dimension))) return [];
  if (breakdown.includes('item') && items.length === 0) return [];
  return combinations(breakdown.map((dimension) => domainOf(dimension, facts, items)));
}

const byCodeUnits = (a: readonly string[], b: readonly string[]): number => {
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return (a[i] as string) < (b[i] as string) ? -1 : 1;
  return 0;
};

/**
 * The growth forum that is no region and gets a report of its own. The others are regions, or the rest of one: crossed with
 * something else they would tell the regions' numbers once more, and every number told twice is one more to protect.
 */
const CROSSED_FORUMS: ReadonlySet<string> = new Set(['bornholm']);

const isTold = (breakdown: Breakdown, values: readonly string[]): boolean => {
  const at = breakdown.indexOf('growth_forum');
  return at === -1 || breakdown.length === 1 || CROSSED_FORUMS.has(values[at] as string);
};

/**
 * Joins the cells of a breakdown that somebody contributed to with the structural ones, each once, in code-unit order.
 * Crossings of growth forums that are regions are left to the regions.
 */
export function allCells(
  breakdown: Breakdown,
  present: readonly (readonly string[])[],
  structural: readonly string[][],
): readonly (readonly string[])[] {
  const cells = new Map([...structural, ...present].map((values) => [values.join('\u0000'), values]));
  return [...cells.values()].filter((values) => isTold(breakdown, values)).sort(byCodeUnits);
}

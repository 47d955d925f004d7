import { DIMENSIONS, type Dimension } from '../../contract/figure.ts';
import type { Breakdown } from '../../contract/indicator.ts';

/** Pairs that reports to regions, growth forums and clusters are made of; given where an indicator has both dimensions. */
const STANDARD_CROSSINGS: readonly (readonly [Dimension, Dimension])[] = [
  ['region', 'size_band'],
  ['region', 'industry'],
  ['region', 'participation_status'],
  ['region', 'dedicated'],
  ['region', 'municipality'],
  ['cluster', 'region'],
  ['region', 'item'],
  ['growth_forum', 'size_band'],
  ['growth_forum', 'industry'],
  ['growth_forum', 'participation_status'],
  ['cluster', 'size_band'],
  ['cluster', 'participation_status'],
];

const isDimension = (name: string): name is Dimension => (DIMENSIONS as readonly string[]).includes(name);

/** Dimensions in the order of `DIMENSIONS`, so that a set has one spelling. */
const inOrder = (dimensions: readonly Dimension[]): Breakdown =>
  DIMENSIONS.filter((dimension) => dimensions.includes(dimension));

/** Reads `region x size_band`. Returns the first name that is no dimension as `unknown`. */
export function parseBreakdown(text: string): { readonly breakdown: Breakdown } | { readonly unknown: string } {
  const names = text.split(/\s+x\s+/);
  const unknown = names.find((name) => !isDimension(name));
  return unknown === undefined ? { breakdown: inOrder(names.filter(isDimension)) } : { unknown };
}

/**
 * All sets an indicator is broken down by: the total, the listed ones, and on request the standard crossings of those
 * dimensions that are listed alone. Where items cannot be added, `item` joins every set.
 */
export function allBreakdowns(
  listed: readonly Breakdown[],
  options: { readonly standardCrossings: boolean; readonly isItemRequired: boolean },
): readonly Breakdown[] {
  const single = new Set(listed.filter((set) => set.length === 1).map((set) => set[0]));
  const crossings = options.standardCrossings
    ? STANDARD_CROSSINGS.filter((pair) => pair.every((dimension) => single.has(dimension)))
    : [];
  const sets = [[], ...listed, ...crossings].map((set) => inOrder(options.isItemRequired ? [...set, 'item'] : set));
  return [...new Map(sets.map((set) => [set.join(), set])).values()];
}

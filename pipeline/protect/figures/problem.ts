import { DIMENSIONS, type Dimension, type Figure } from '../../contract/figure.ts';
import type { DisclosureParameters, PrimaryReason } from '../rules.ts';
import { ownersOf } from '../system/owners.ts';
import { FREE, PRIMARY, SHOWN, type SuppressionProblem, UNTOLD } from '../system/problem.ts';
import { linearSystem } from '../system/system.ts';
import { cellsOf, type QuantityCells } from './cells.ts';
import { brokenDown, dimensionAt, type Quantity, quantitiesOf } from './quantities.ts';
import { relationsOf } from './relations.ts';
import { distanceOf, isSensitive } from './sensitive.ts';

/** What earlier editions did with a figure: told it, or withheld it. Keyed by `ledgerKey`. */
export type Ledger = ReadonlyMap<string, number | 'withheld'>;

/** A figure's name over the editions: indicator, measure, year and codes. */
export const ledgerKey = (
  figure: Readonly<Record<Dimension, string>> & Pick<Figure, 'indicator' | 'measure' | 'referenceYear'>,
): string =>
  [figure.indicator, figure.measure, figure.referenceYear, ...DIMENSIONS.map((name) => figure[name])].join('|');

/** All numbers of an edition as one problem, with the way back to the figures. */
export interface EditionProblem {
  readonly quantities: readonly Quantity[];
  readonly cells: QuantityCells;
  readonly problem: SuppressionProblem;
  /** What each relation says, for the protocol. */
  readonly labels: readonly string[];
}

/** What it costs to withhold a figure broken down like this: headlines dear, small crossings cheap. */
const PRICES: Readonly<Record<Dimension, number>> = {
  cluster: 20,
  region: 40,
  growth_forum: 30,
  municipality: 4,
  size_band: 30,
  industry: 12,
  dedicated: 30,
  participation_status: 30,
  item: 12,
};
const HEADLINE = 400;
const CROSSING = 4;

function priceOf(codes: readonly string[]): number {
  const [first, second] = brokenDown(codes).map(dimensionAt);
  if (first === undefined) return HEADLINE;
  if (second === undefined) return PRICES[first];
  return first === 'municipality' || second === 'municipality' ? 2 : CROSSING;
}

/** A number that an earlier edition told, or told so nearly that withholding the revised one hides nothing. */
function isNearlyOut(
  earlier: number | 'withheld' | null | undefined,
  value: number,
  { pPercent }: DisclosureParameters,
): boolean {
  if (typeof earlier !== 'number') return false;
  return Math.abs(earlier - value) <= Math.max(1, (pPercent / 100) * Math.abs(value));
}

/** A sum of money or the like with a single contributor: he knows it, and subtracts it from any total. */
const isSumOfOne = ({ disclosureClass, contributors }: Figure, { role }: Quantity): boolean =>
  disclosureClass === 'S2' && contributors === 1 && (role === 'value' || role === 'amount');

/**
 * Turns the figures of an edition, with what rules and earlier editions say of them, into a suppression problem.
 *
 * `reasons` holds the primary rule for each figure. A number that an earlier edition told cannot be withheld any more, nor one
 * that was only revised a little since; one that it withheld stays so, because what it told else may have leant on it.
 */
export function editionProblem(
  figures: readonly Figure[],
  reasons: readonly (PrimaryReason | null)[],
  parameters: DisclosureParameters,
  earlier: readonly (number | 'withheld' | null)[],
): EditionProblem {
  const quantities = quantitiesOf(figures);
  const cells = cellsOf(quantities);
  const { relations, slacks, labels } = relationsOf(quantities, cells);
  const told = cells.values.length;
  const count = told + slacks.length;
  const values = new Float64Array(count);
  values.set(cells.values);
  values.set(slacks, told);
  const states = new Uint8Array(count).fill(UNTOLD);
  const costs = new Float64Array(count).fill(1);
  const [below, above] = [new Float64Array(count), new Float64Array(count)];
  const isSole = new Uint8Array(count);
  quantities.forEach(({ role, figure }, at) => {
    const isTold = role !== 'complement' && (reasons[figure] ?? null) === null && earlier[figure] !== 'withheld';
    if (isTold) states[cells.cellOf[at] as number] = FREE;
  });
  quantities.forEach((quantity, at) => {
    const { role, value, codes } = quantity;
    const cell = cells.cellOf[at] as number;
    const figure = figures[quantity.figure] as Figure;
    const reason = reasons[quantity.figure] ?? null;
    if (role !== 'complement' && role !== 'n') costs[cell] = (costs[cell] as number) + priceOf(codes);
    if (reason !== null && isSensitive(figure, reason, quantity, parameters)) {
      states[cell] = PRIMARY;
      const distance = distanceOf(figure, quantity, parameters);
      below[cell] = Math.max(below[cell] as number, distance.below);
      above[cell] = Math.max(above[cell] as number, distance.above);
      if (isSumOfOne(figure, quantity)) isSole[cell] = 1;
    }
    if (states[cell] !== FREE) return;
    const isPublicFact = figure.disclosureClass === 'S0' && role === 'value';
    const isOut = role === 'value' && isNearlyOut(earlier[quantity.figure], value, parameters);
    if (value === 0 || isPublicFact || isOut) states[cell] = SHOWN;
  });
  const system = linearSystem(values, relations);
  const hasNegative = values.some((value) => value < 0);
  return {
    quantities,
    cells,
    labels,
    problem: {
      system,
      states,
      costs,
      floors: new Float64Array(count).fill(hasNegative ? Number.NEGATIVE_INFINITY : 0),
      ceilings: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
      below,
      above,
      isSole,
      owners: ownersOf(system, isSole),
    },
  };
}

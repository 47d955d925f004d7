import { ownersOf } from '../system/owners.ts';
import { FREE, PRIMARY, SHOWN, type SuppressionProblem } from '../system/problem.ts';
import type { TableCell, TableSet } from './cell.ts';
import { protectionOf, type TableReason, type TableRules } from './primaries.ts';
import { tableRelations } from './relations.ts';

/** A dear cell is worth a little more than a small one; an empty one is a poor hiding place. */
const VALUE_WEIGHT = 0.01;
const EMPTY_COST = 1.5;

/** What has to be protected in a set, with the margins that do not add up and how far each bound has to reach. */
export function tableProblem(set: TableSet, rules: TableRules, reasons: readonly (TableReason | null)[]) {
  const { system, broken } = tableRelations(set);
  const count = set.cells.length;
  const intervals = Float64Array.from(set.cells, (cell, place) =>
    reasons[place] === null ? 0 : protectionOf(cell, rules),
  );
  const hasNegative = set.cells.some(({ value }) => value < 0);
  const typical = median(set.cells.map(({ value }) => Math.abs(value)).filter((value) => value > 0));
  const isSole = Uint8Array.from(set.cells, ({ count: contributors }) => (contributors === 1 ? 1 : 0));
  const problem: SuppressionProblem = {
    system,
    states: Uint8Array.from(set.cells, (cell, place) => stateOf(cell, reasons[place] ?? null)),
    costs: Float64Array.from(set.cells, ({ value }) =>
      value === 0 ? EMPTY_COST : 1 + VALUE_WEIGHT * Math.log1p(Math.abs(value) / typical),
    ),
    floors: new Float64Array(count).fill(hasNegative ? Number.NEGATIVE_INFINITY : 0),
    ceilings: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    below: intervals,
    above: intervals,
    isSole,
    owners: ownersOf(system, isSole),
  };
  return { problem, broken, intervals };
}

const stateOf = (cell: TableCell, reason: TableReason | null): number =>
  reason !== null ? PRIMARY : cell.status === 'z' ? SHOWN : FREE;

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 1;

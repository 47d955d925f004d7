import { FREE, type SuppressionProblem } from '../system/problem.ts';
import { clean } from './clean.ts';
import { Pattern } from './pattern.ts';

/** How far prices are shaken from one attempt to the next. */
const SHAKE = 0.5;

/** The same numbers from 0 to 1 for the same attempt and cell, without order (a finalizer of MurmurHash3). */
function noise(attempt: number, cell: number): number {
  let mixed = Math.imul(attempt, 0x9e3779b1) ^ cell;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4294967296;
}

const shaken = (problem: SuppressionProblem, attempt: number): SuppressionProblem =>
  attempt === 0
    ? problem
    : { ...problem, costs: problem.costs.map((cost, cell) => cost * (1 + SHAKE * (noise(attempt, cell) - 0.5))) };

const costOf = ({ states, costs }: SuppressionProblem, isWithheld: Uint8Array): number =>
  isWithheld.reduce(
    (sum, withheld, cell) => (withheld === 1 && states[cell] === FREE ? sum + (costs[cell] as number) : sum),
    0,
  );

/**
 * The cheapest of several patterns, each found with prices that are shaken a little, as a cheap way out of the corner
 * that one greedy pass ends in. Patterns that leave a primary unprotected lose.
 */
export function cheapestPattern(problem: SuppressionProblem, attempts: number) {
  let best: { readonly isWithheld: Uint8Array; readonly failed: readonly number[]; readonly cost: number } | null =
    null;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const pattern = new Pattern(shaken(problem, attempt));
    const failed = pattern.complete().map((id) => pattern.witnesses.requirements[id]?.cell as number);
    clean(pattern);
    const cost = costOf(problem, pattern.isWithheld);
    if (
      best === null ||
      failed.length < best.failed.length ||
      (failed.length === best.failed.length && cost < best.cost)
    )
      best = { isWithheld: pattern.isWithheld, failed, cost };
    if (cost === 0) break;
  }
  return best as NonNullable<typeof best>;
}

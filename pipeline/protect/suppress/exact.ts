import type { Highs } from 'highs';
import { FREE, SHOWN, type SuppressionProblem } from '../system/problem.ts';
import { relationCount, termsOf } from '../system/system.ts';
import { type Cut, solveCover } from './cover.ts';
import { type Pattern, withClosed } from './pattern.ts';

/** Programmes in fractions, then programmes in whole cells with so many nodes of the search tree each. */
export interface ExactLimits {
  readonly fractionalRounds: number;
  readonly wholeRounds: number;
  readonly nodes: number;
  /** Whole cells are left alone where the incumbent is more than so many times what the fractions say is the least. */
  readonly widestGap: number;
}

export interface Exact {
  /** No pattern is cheaper than this. */
  readonly lowerBound: number;
  /**
   * The free cells of the cheapest pattern, or of a choice that comes near to one where the limits came first; null where
   * nothing is cheaper than the incumbent.
   */
  readonly cells: readonly number[] | null;
}

const VIOLATED = 1e-6;

/**
 * The cheapest pattern of all, by cutting planes (Fischetti and Salazar 2001): a programme chooses cells, the router looks
 * for each movement that a requirement asks for, and where there is none its refusal says of which cells more must be
 * withheld. Ends where no requirement refuses, where nothing cheaper than `incumbent` is left, or at the limits.
 * Deterministic.
 */
export function exactPattern(highs: Highs, pattern: Pattern, incumbent: number, limits: ExactLimits): Exact {
  const { problem } = pattern;
  const free = [...problem.states.keys()].filter((cell) => problem.states[cell] === FREE && pattern.isMovable(cell));
  const costs = free.map((cell) => problem.costs[cell] as number);
  const cuts: Cut[] = companions(pattern);
  let lowerBound = 0;
  let nearest: readonly number[] | null = null;
  let wholeRounds = 0;
  for (let round = 1; wholeRounds <= limits.wholeRounds; round += 1) {
    const isWhole = wholeRounds > 0;
    const found = solveCover(highs, free, costs, cuts, isWhole ? limits.nodes : 0);
    if (found === null) break;
    lowerBound = Math.max(lowerBound, found.bound);
    if (lowerBound > incumbent - VIOLATED) return { lowerBound, cells: null };
    const shares = Float64Array.from(problem.states, (state) => (state === FREE || state === SHOWN ? 0 : 1));
    free.forEach((cell, at) => {
      shares[cell] = isWhole ? Math.round(found.shares[at] as number) : (found.shares[at] as number);
    });
    if (isWhole) nearest = free.filter((cell) => shares[cell] === 1);
    const more = cutsFor(pattern, shares);
    if (isWhole && more.length === 0) break;
    cuts.push(...more);
    if (isWhole || more.length === 0 || round === limits.fractionalRounds) wholeRounds += 1;
    if (wholeRounds === 1 && incumbent > limits.widestGap * lowerBound) break;
  }
  return { lowerBound, cells: nearest };
}

/** A cut for every requirement that the chosen shares refuse, also for who knows a single contributor's cell. */
function cutsFor(pattern: Pattern, shares: Float64Array): Cut[] {
  const { problem, witnesses, router } = pattern;
  const prices = Float64Array.from(shares, (share, cell) =>
    share > VIOLATED && pattern.isMovable(cell) ? 1 : Number.POSITIVE_INFINITY,
  );
  const cuts: Cut[] = [];
  const seen = new Set<string>();
  for (const [id, { cell, amount }] of witnesses.requirements.entries()) {
    const open: (readonly number[])[] = [[]];
    for (let known = open.pop(); known !== undefined; known = open.pop()) {
      const flow = pattern.isMovable(cell)
        ? withClosed(prices, known, () => router.route(cell, amount, prices, undefined, shares))
        : null;
      if (flow !== null) {
        if (known.length === 0) open.push(...witnesses.knowers(id, [flow]));
        continue;
      }
      const cut = cutOf(problem, router.refusal(), cell, amount, known);
      const key = cut === null ? '' : [...cut.terms].map(([at, weight]) => `${at}:${weight.toFixed(6)}`).join();
      if (cut === null || seen.has(key) || !isViolated(cut, shares)) continue;
      seen.add(key);
      cuts.push(cut);
    }
  }
  return cuts;
}

const isViolated = ({ terms }: Cut, shares: Float64Array): boolean =>
  [...terms].reduce((sum, [cell, weight]) => sum + weight * (shares[cell] as number), 0) < 1 - VIOLATED;

/** What a refusal says of the cells that may be withheld. */
function cutOf(
  { system, states, floors, ceilings }: SuppressionProblem,
  refusal: ReadonlyMap<number, number>,
  target: number,
  amount: number,
  known: readonly number[],
): Cut | null {
  const wanted = -(refusal.get(target) ?? 0) * amount;
  const side = Math.sign(wanted);
  let least = Math.abs(wanted);
  const rooms = new Map<number, number>();
  for (const [cell, coefficient] of refusal) {
    if (cell === target || known.includes(cell) || Math.abs(coefficient) < 1e-9 || states[cell] === SHOWN) continue;
    const value = system.values[cell] as number;
    const isUp = coefficient * side > 0;
    const room =
      Math.abs(coefficient) * Math.max(0, isUp ? (ceilings[cell] as number) - value : value - (floors[cell] as number));
    if (states[cell] === FREE) rooms.set(cell, room);
    else least -= room;
  }
  if (least <= VIOLATED * Math.abs(amount)) return null;
  const terms = new Map(
    [...rooms].filter(([, room]) => room > 0).map(([cell, room]) => [cell, Math.min(1, room / least)]),
  );
  return { terms, least: 1 };
}

/**
 * In a relation without any cell that is withheld anyway, a cell is withheld only with another: alone it would follow from
 * the others, and a cheapest pattern would publish it.
 */
function companions({ problem, isMovable }: Pattern): Cut[] {
  const { system, states } = problem;
  const cuts: Cut[] = [];
  for (let relation = 0; relation < relationCount(system); relation += 1) {
    const cells = [...termsOf(system, relation)].map(({ cell }) => cell).filter(isMovable);
    if (cells.some((cell) => states[cell] !== FREE)) continue;
    for (const alone of cells)
      cuts.push({ terms: new Map(cells.map((cell) => [cell, cell === alone ? -1 : 1])), least: 0 });
  }
  return cuts;
}

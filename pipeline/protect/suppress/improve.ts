import { FREE } from '../system/problem.ts';
import { clean } from './clean.ts';
import { noise } from './noise.ts';
import type { Pattern } from './pattern.ts';

/** Prices that differ by less are the same. */
const SAME = 1e-6;
/** How far prices are shaken from one round to the next. */
const SHAKE = 0.6;
/** How much dearer a pattern may become on the way to a cheaper one, at first. */
const HEAT = 1;
/** Most secondaries that are given up at once. */
const MOST = 12;
/** A round is as much work as one exchange for so many cells, besides those of the router. */
const CELLS_PER_EXCHANGE = 25;

/**
 * Looks for a cheaper pattern: gives up a few neighbouring secondaries, completes the pattern without the first of them
 * at prices that are shaken a little, publishes what is no longer needed, and keeps the outcome unless it is much dearer
 * (large neighbourhood search, Shaw 1998, with an acceptance that cools down). Ends with the cheapest pattern found, after
 * about so much work in exchanges of the router, or with one that costs no more than `least`. `failing` is how many
 * requirements nothing can meet. Deterministic.
 */
export function improve(pattern: Pattern, failing: number, exchanges: number, least = 0): void {
  const { router } = pattern;
  const begin = router.pivots;
  const perRound = Math.max(2, pattern.problem.states.length / CELLS_PER_EXCHANGE);
  let cost = pattern.cost();
  let best = { cost, snapshot: pattern.snapshot() };
  for (let round = 1; ; round += 1) {
    const left = 1 - (router.pivots - begin + round * perRound) / exchanges;
    const secondaries = pattern.secondaries();
    if (left <= 0 || secondaries.length === 0 || best.cost <= least + SAME) break;
    const before = pattern.snapshot();
    const after = attempt(pattern, secondaries, failing, round);
    if (after > cost + HEAT * left * noise(round, 3) + SAME) {
      pattern.restore(before);
      continue;
    }
    cost = after;
    if (cost < best.cost - SAME) best = { cost, snapshot: pattern.snapshot() };
  }
  pattern.restore(best.snapshot);
  clean(pattern);
}

/** Gives up a secondary with some others and completes the pattern without it. Returns the price of the outcome. */
function attempt(pattern: Pattern, secondaries: readonly number[], failing: number, round: number): number {
  const before = pattern.isWithheld.slice();
  const banned = secondaries[Math.floor(noise(round, 1) * secondaries.length)] as number;
  pattern.publish([banned, ...neighbours(pattern, banned, round)]);
  const failed = pattern.complete((cell) =>
    cell === banned ? Number.POSITIVE_INFINITY : 1 + SHAKE * (noise(round, cell + 4) - 0.5),
  );
  if (failed.length > failing) return Number.POSITIVE_INFINITY;
  clean(pattern, changed(pattern, before));
  return pattern.cost();
}

/** Some secondaries that stand with one in a flow. */
function neighbours({ witnesses, problem, isWithheld }: Pattern, cell: number, round: number): number[] {
  const users = witnesses.users(cell);
  const user = users[Math.floor(noise(round, 0) * users.length)];
  const beside = user === undefined ? [] : witnesses.flows(user).flatMap(({ cells }) => [...cells]);
  const others = [...new Set(beside)].filter(
    (at) => at !== cell && problem.states[at] === FREE && isWithheld[at] === 1,
  );
  const order = others.sort((a, b) => noise(round, a) - noise(round, b) || a - b);
  return order.slice(0, Math.floor(noise(round, 2) * MOST));
}

/** Secondaries that are new, and those beside them in a relation. */
function changed({ problem, index, isWithheld }: Pattern, before: Uint8Array): number[] {
  const { system, states } = problem;
  const found = new Set<number>();
  isWithheld.forEach((withheld, cell) => {
    if (withheld === 0 || before[cell] === 1) return;
    for (let at = index.starts[cell] as number; at < (index.starts[cell + 1] as number); at += 1) {
      const relation = index.relations[at] as number;
      for (let k = system.starts[relation] as number; k < (system.starts[relation + 1] as number); k += 1) {
        const other = system.cells[k] as number;
        if (isWithheld[other] === 1 && states[other] === FREE) found.add(other);
      }
    }
  });
  return [...found];
}

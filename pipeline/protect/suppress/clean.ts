import { PRIMARY } from '../system/problem.ts';
import { type Flow, sumOfFlows } from './flow.ts';
import { type Pattern, routeAround, withClosed } from './pattern.ts';
import { stuckWithout } from './stuck.ts';
import type { Requirement } from './witnesses.ts';

/** Relative to the amount of the requirement. */
const NEGLIGIBLE = 1e-7;

/**
 * Publishes withheld secondaries again, one by one, where every primary stays protected without them.
 *
 * Cells that few requirements lean on come first, then dear ones. `among` are the secondaries to try. Returns how many
 * were published.
 */
export function clean(pattern: Pattern, among: readonly number[] = pattern.secondaries()): number {
  const { witnesses, problem } = pattern;
  const secondaries = among
    .map((cell) => ({ cell, cost: problem.costs[cell] as number, users: witnesses.userCount(cell) }))
    .sort((a, b) => a.users - b.users || b.cost - a.cost || a.cell - b.cell);
  const prices = Float64Array.from(pattern.isWithheld, (withheld, cell) =>
    withheld === 1 ? pattern.priceOf(cell) : Number.POSITIVE_INFINITY,
  );
  const isNeeded = (cell: number): boolean => problem.states[cell] === PRIMARY;
  let published = 0;
  for (const { cell } of secondaries) {
    if (pattern.isWithheld[cell] === 0) continue;
    const closed = stuckWithout(pattern, cell, isNeeded);
    const found = closed === null ? null : reroute(pattern, prices, closed);
    if (closed === null || found === null) continue;
    for (const at of closed) pattern.isWithheld[at] = 0;
    published += closed.length;
    for (const [id, flows] of found) witnesses.set(id, flows);
  }
  return published;
}

/**
 * New flows, without the closed cells, for all requirements that lean on them; null where one requirement cannot do
 * without. Prices of the closed cells become infinite where all can.
 */
function reroute(
  pattern: Pattern,
  prices: Float64Array,
  closed: readonly number[],
): ReadonlyMap<number, readonly Flow[]> | null {
  const { witnesses } = pattern;
  const users = [...new Set(closed.flatMap((cell) => witnesses.users(cell)))].sort((a, b) => a - b);
  const found = new Map<number, readonly Flow[]>();
  const detours: Flow[] = [];
  for (const id of users) {
    const flows =
      mended(pattern, prices, id, closed[0] as number, detours) ??
      (witnesses.soles.length > 0 ? anew(pattern, prices, id, closed) : null);
    if (flows === null) return null;
    found.set(id, flows);
  }
  for (const cell of closed) prices[cell] = Number.POSITIVE_INFINITY;
  return found;
}

/** The flows of a requirement with ways around a cell. Null where there is no such way. */
function mended(pattern: Pattern, prices: Float64Array, id: number, cell: number, detours: Flow[]) {
  const flows: Flow[] = [];
  for (const flow of pattern.witnesses.flows(id)) {
    const around = flow.cells.includes(cell)
      ? (withDetour(pattern, id, flow, cell, detours) ?? withNewDetour(pattern, prices, id, flow, cell, detours))
      : flow;
    if (around === null) return null;
    flows.push(around);
  }
  return flows;
}

const amountAt = ({ cells, amounts }: Flow, cell: number): number => {
  const place = cells.indexOf(cell);
  return place === -1 ? 0 : (amounts[place] as number);
};

/** The flow around a cell by one of the ways that others take, or null. */
function withDetour(
  { witnesses }: Pattern,
  id: number,
  flow: Flow,
  cell: number,
  detours: readonly Flow[],
): Flow | null {
  const { cell: target, amount } = witnesses.requirements[id] as Requirement;
  for (const detour of detours) {
    const factor = -amountAt(flow, cell) / amountAt(detour, cell);
    const sum = sumOfFlows(flow, detour, factor, cell, NEGLIGIBLE * Math.abs(amount));
    const isFar = amountAt(sum, target) / amount >= 1 - 1e-9;
    if (isFar && witnesses.isPossible(sum, 1) && !witnesses.soles.some((sole) => isStranger(sole, flow, sum)))
      return sum;
  }
  return null;
}

/** A single contributor who comes in by a detour. */
const isStranger = (sole: number, flow: Flow, around: Flow): boolean =>
  around.cells.includes(sole) && !flow.cells.includes(sole);

/** The flow around a cell by the cheapest way from the table as the flow leaves it, or null; strangers stay out. */
function withNewDetour(
  { witnesses, router }: Pattern,
  prices: Float64Array,
  id: number,
  flow: Flow,
  cell: number,
  detours: Flow[],
): Flow | null {
  const { cell: target, amount } = witnesses.requirements[id] as Requirement;
  const strangers = witnesses.soles.filter((sole) => sole !== cell && !flow.cells.includes(sole));
  const detour = withClosed(prices, [target, ...strangers], () =>
    router.route(cell, -amountAt(flow, cell), prices, flow),
  );
  if (detour === null) return null;
  detours.push(detour);
  return sumOfFlows(flow, detour, 1, cell, NEGLIGIBLE * Math.abs(amount));
}

/** Flows of a requirement without the closed cells: those that never touched them, and as many new ones as it takes. */
function anew({ witnesses, router }: Pattern, prices: Float64Array, id: number, closed: readonly number[]) {
  const { cell, amount } = witnesses.requirements[id] as Requirement;
  return withClosed(prices, closed, () => {
    let flows = witnesses.flows(id).filter((flow) => !flow.cells.some((at) => closed.includes(at)));
    while (!witnesses.isMet(id, flows)) {
      const flow = routeAround(router, cell, amount, prices, witnesses.knowers(id, flows));
      if (flow === null) return null;
      flows = [...flows, flow];
    }
    return flows;
  });
}

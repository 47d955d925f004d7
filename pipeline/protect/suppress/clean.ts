import { type Flow, type FlowModel, sumOfFlows } from './flow.ts';
import type { Pattern } from './pattern.ts';
import { stuckWithout } from './stuck.ts';

/**
 * Publishes withheld secondaries again, one by one, where every primary stays protected without them.
 *
 * Cells that few requirements lean on come first, then dear ones. Returns how many were published.
 */
export function clean(pattern: Pattern): number {
  const { witnesses, problem } = pattern;
  const secondaries = pattern
    .secondaries()
    .map((cell) => ({ cell, cost: problem.costs[cell] as number, users: witnesses.users(cell).length }))
    .sort((a, b) => a.users - b.users || b.cost - a.cost || a.cell - b.cell);
  const needed = new Set(witnesses.requirements.map((requirement) => requirement.cell));
  const model = pattern.model(pattern.withheld());
  let published = 0;
  try {
    for (const { cell } of secondaries) {
      if (pattern.isWithheld[cell] === 0) continue;
      const closed = stuckWithout(pattern, cell, (at) => needed.has(at));
      const found = closed === null ? null : reroute(pattern, model, closed);
      if (closed === null || found === null) continue;
      for (const at of closed) pattern.isWithheld[at] = 0;
      published += closed.length;
      for (const [id, flows] of found) witnesses.set(id, flows);
    }
  } finally {
    model.dispose();
  }
  return published;
}

/**
 * New flows, without the closed cells, for all requirements that lean on them; null, and the cells open again, where
 * one requirement cannot do without.
 */
function reroute(
  pattern: Pattern,
  model: FlowModel,
  closed: readonly number[],
): ReadonlyMap<number, readonly Flow[]> | null {
  const { witnesses } = pattern;
  const [first] = closed as [number];
  const users = [...new Set(closed.flatMap((cell) => witnesses.users(cell)))].sort((a, b) => a - b);
  const detours = closed.length === 1 ? detoursAround(pattern, first, users) : [];
  for (const at of closed) model.setOpen(at, false);
  const isClosed = new Set(closed);
  const found = new Map<number, readonly Flow[]>();
  for (const id of users) {
    const flows = withoutClosed(pattern, model, id, isClosed, detours);
    if (flows === null) {
      for (const at of closed) model.setOpen(at, true);
      return null;
    }
    found.set(id, flows);
  }
  return found;
}

/** For each direction in which flows use a cell, the shortest way to undo the largest of them without leaving the pattern. */
function detoursAround(pattern: Pattern, cell: number, users: readonly number[]): Flow[] {
  const { witnesses } = pattern;
  const moves = users.flatMap((id) => witnesses.flows(id).map((flow) => amountAt(flow, cell)));
  const extremes = [Math.min(0, ...moves), Math.max(0, ...moves)].filter((amount) => amount !== 0);
  const near = cellsNear(pattern, users, () => false);
  return extremes.map((amount) => routeNear(pattern, near, cell, -amount)).filter((flow) => flow !== null);
}

const amountAt = (flow: Flow, cell: number): number => {
  const at = flow.cells.indexOf(cell);
  return at === -1 ? 0 : (flow.amounts[at] as number);
};

function withoutClosed(
  pattern: Pattern,
  model: FlowModel,
  id: number,
  isClosed: ReadonlySet<number>,
  detours: readonly Flow[],
): readonly Flow[] | null {
  const { witnesses } = pattern;
  const requirement = witnesses.requirements[id];
  if (requirement === undefined) return null;
  const [closed] = isClosed as ReadonlySet<number> & Iterable<number>;
  let flows: Flow[] = [];
  for (const flow of witnesses.flows(id)) {
    if (!flow.cells.some((cell) => isClosed.has(cell))) flows.push(flow);
    else {
      const moved = amountAt(flow, closed as number);
      const detour = detours.find((other) => amountAt(other, closed as number) * moved < 0);
      if (detour === undefined) continue;
      const around = sumOfFlows(flow, detour, -moved / amountAt(detour, closed as number), closed as number);
      const keeps = Math.abs(amountAt(around, requirement.cell)) >= Math.abs(requirement.amount) * (1 - 1e-9);
      if (keeps && around.cells.length <= LONGEST && witnesses.isPossible(around, 1)) flows.push(around);
    }
  }
  const near = (knowers: readonly number[]): Int32Array =>
    cellsNear(pattern, [id], (cell) => isClosed.has(cell) || knowers.includes(cell));
  while (!witnesses.isMet(id, flows)) {
    const knowers = witnesses.knowers(id, flows);
    const flow =
      routeNear(pattern, near(knowers), requirement.cell, requirement.amount) ??
      routeWithout(model, requirement.cell, requirement.amount, knowers);
    if (flow === null) return null;
    flows = [...flows, flow];
  }
  return flows;
}

/** Flows longer than this are found anew rather than mended. */
const LONGEST = 80;

/** Up to about this many cells a small programme is made of. */
const NEAR = 300;

/** Cells of the flows of some requirements, and of the flows that cross these. */
function cellsNear(pattern: Pattern, ids: readonly number[], isOut: (cell: number) => boolean): Int32Array {
  const { witnesses } = pattern;
  const near = new Set<number>();
  const addFlows = (id: number): void => {
    for (const flow of witnesses.flows(id)) for (const cell of flow.cells) near.add(cell);
  };
  const seen = new Set(ids);
  for (const id of ids) if (near.size < NEAR) addFlows(id);
  for (const cell of [...near])
    for (const user of witnesses.users(cell)) {
      if (seen.has(user) || near.size >= NEAR) continue;
      seen.add(user);
      addFlows(user);
    }
  return Int32Array.from([...near].filter((cell) => !isOut(cell))).sort();
}

/** A flow in a small programme that mostly suffices, or null. */
function routeNear(pattern: Pattern, near: Int32Array, cell: number, amount: number): Flow | null {
  if (!near.includes(cell)) return null;
  const model = pattern.model(near);
  try {
    return model.route(cell, amount);
  } finally {
    model.dispose();
  }
}

/** A flow that leaves the knowers' cells alone, or at least the first one's. */
function routeWithout(model: FlowModel, cell: number, amount: number, knowers: readonly number[]): Flow | null {
  for (const frozen of knowers.length > 1 ? [knowers, knowers.slice(0, 1)] : [knowers]) {
    for (const knower of frozen) model.setOpen(knower, false);
    const flow = model.route(cell, amount);
    for (const knower of frozen) model.setOpen(knower, true);
    if (flow !== null) return flow;
  }
  return null;
}

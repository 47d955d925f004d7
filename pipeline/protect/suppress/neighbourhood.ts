import type { Pattern } from './pattern.ts';

/** Partners, withheld and other, from each relation of the cell. */
const PICKS = 5;
/** About as many cells as a small programme has. */
const MOST = 400;
const MOST_AROUND = 1500;

/**
 * Cells among which a cheap flow through a cell is likely: partners in its relations, and every cell that closes a
 * circuit with cells already taken.
 */
export function neighbourhood(pattern: Pattern, cell: number, amount: number, frozen: readonly number[]): Int32Array {
  const { index, problem, isWithheld } = pattern;
  const { system, floors } = problem;
  const taken = new Set<number>([cell]);
  const touched = new Map<number, number>();
  const isOut = new Set(frozen);
  const relationsOf = (at: number): Int32Array =>
    index.relations.subarray(index.starts[at] as number, index.starts[at + 1] as number);
  const room = (at: number): number => (system.values[at] as number) - (floors[at] as number);

  const withheldAround = (at: number): number => {
    let crossing = 0;
    for (const relation of relationsOf(at))
      for (let k = system.starts[relation] as number; k < (system.starts[relation + 1] as number); k += 1) {
        const other = system.cells[k] as number;
        if (other !== at && isWithheld[other] === 1) {
          crossing += 1;
          break;
        }
      }
    return crossing;
  };
  let frontier: number[] = [cell];
  const take = (at: number): void => {
    if (taken.has(at)) return;
    taken.add(at);
    frontier.push(at);
  };
  for (const relation of relationsOf(cell)) {
    const members: number[] = [];
    for (let k = system.starts[relation] as number; k < (system.starts[relation + 1] as number); k += 1) {
      const at = system.cells[k] as number;
      if (at !== cell && pattern.isMovable(at) && !isOut.has(at) && room(at) > 0) members.push(at);
    }
    const ranked = members
      .map((at) => ({ at, around: withheldAround(at), isShort: room(at) < amount ? 1 : 0, price: pattern.priceOf(at) }))
      .sort(
        (a, b) =>
          a.isShort - b.isShort || b.around - a.around || a.price - b.price || room(a.at) - room(b.at) || a.at - b.at,
      );
    for (const { at } of ranked.filter(({ at }) => isWithheld[at] === 1).slice(0, PICKS)) take(at);
    for (const { at } of ranked.filter(({ at }) => isWithheld[at] === 0).slice(0, PICKS)) take(at);
  }
  const touchedRelations = new Set<number>();
  while (frontier.length > 0 && taken.size < MOST) {
    const reached: number[] = [];
    for (const at of frontier)
      for (const relation of relationsOf(at)) {
        if (touchedRelations.has(relation)) continue;
        touchedRelations.add(relation);
        for (let k = system.starts[relation] as number; k < (system.starts[relation + 1] as number); k += 1) {
          const other = system.cells[k] as number;
          if (taken.has(other) || isOut.has(other) || !pattern.isMovable(other)) continue;
          const count = (touched.get(other) ?? 0) + 1;
          touched.set(other, count);
          if (count === Math.min(2, relationsOf(other).length)) reached.push(other);
        }
      }
    frontier = [];
    for (const other of reached) take(other);
  }
  return Int32Array.from(taken).sort();
}

/** All cells that may move around a cell, in steps through relations. */
export function surroundings(pattern: Pattern, cell: number, frozen: readonly number[]): Int32Array {
  const { index, problem } = pattern;
  const { system } = problem;
  const isOut = new Set(frozen);
  const taken = new Set([cell]);
  const passed = new Set<number>();
  for (const from of taken) {
    if (taken.size >= MOST_AROUND) break;
    for (let at = index.starts[from] as number; at < (index.starts[from + 1] as number); at += 1) {
      const relation = index.relations[at] as number;
      if (passed.has(relation)) continue;
      passed.add(relation);
      for (let k = system.starts[relation] as number; k < (system.starts[relation + 1] as number); k += 1) {
        const other = system.cells[k] as number;
        if (pattern.isMovable(other) && !isOut.has(other)) taken.add(other);
      }
    }
  }
  return Int32Array.from(taken).sort();
}

import type { Pattern } from './pattern.ts';

/** How much of a table a small programme sees. */
interface Extent {
  /** Partners, withheld and other, from each relation of the cell, and from each relation of these. */
  readonly picks: number;
  readonly furtherPicks: number;
  /** About as many cells in all. */
  readonly most: number;
}

export const NARROW: Extent = { picks: 5, furtherPicks: 0, most: 400 };
export const WIDE: Extent = { picks: 4, furtherPicks: 2, most: 800 };

const relationsOf = ({ index }: Pattern, cell: number): Int32Array =>
  index.relations.subarray(index.starts[cell] as number, index.starts[cell + 1] as number);

const membersOf = ({ problem: { system } }: Pattern, relation: number): Int32Array =>
  system.cells.subarray(system.starts[relation] as number, system.starts[relation + 1] as number);

/** Relations of a cell that hold another withheld cell: where a circuit may close for nothing. */
const withheldAround = (pattern: Pattern, cell: number): number =>
  relationsOf(pattern, cell).filter((relation) =>
    membersOf(pattern, relation).some((other) => other !== cell && pattern.isWithheld[other] === 1),
  ).length;

/** The best few partners of a cell in each of its relations: large enough, near withheld cells, cheap, small. */
function partnersOf(
  pattern: Pattern,
  cell: number,
  amount: number,
  isOut: ReadonlySet<number>,
  picks: number,
): number[] {
  const { problem, isWithheld } = pattern;
  const room = (at: number): number => (problem.system.values[at] as number) - (problem.floors[at] as number);
  return [...relationsOf(pattern, cell)].flatMap((relation) => {
    const ranked = [...membersOf(pattern, relation)]
      .filter((at) => at !== cell && pattern.isMovable(at) && !isOut.has(at) && room(at) > 0)
      .map((at) => ({
        at,
        around: withheldAround(pattern, at),
        isShort: room(at) < amount ? 1 : 0,
        price: pattern.priceOf(at),
        room: room(at),
      }))
      .sort(
        (a, b) => a.isShort - b.isShort || b.around - a.around || a.price - b.price || a.room - b.room || a.at - b.at,
      )
      .map(({ at }) => at);
    return [0, 1].flatMap((withheld) => ranked.filter((at) => isWithheld[at] !== withheld).slice(0, picks));
  });
}

/**
 * Cells among which a cheap flow through a cell is likely: partners in its relations, and every cell that closes a
 * circuit with cells already taken.
 */
export function neighbourhood(
  pattern: Pattern,
  cell: number,
  amount: number,
  frozen: readonly number[],
  { picks, furtherPicks, most }: Extent,
): Int32Array {
  const isOut = new Set(frozen);
  const taken = new Set([cell, ...partnersOf(pattern, cell, amount, isOut, picks)]);
  if (furtherPicks > 0)
    for (const partner of [...taken])
      for (const further of partnersOf(pattern, partner, amount, isOut, furtherPicks)) taken.add(further);
  const touched = new Map<number, number>();
  const passed = new Set<number>();
  let frontier = [...taken];
  while (frontier.length > 0 && taken.size < most) {
    const reached: number[] = [];
    for (const at of frontier)
      for (const relation of relationsOf(pattern, at)) {
        if (passed.has(relation)) continue;
        passed.add(relation);
        for (const other of membersOf(pattern, relation)) {
          if (taken.has(other) || isOut.has(other) || !pattern.isMovable(other)) continue;
          const count = (touched.get(other) ?? 0) + 1;
          touched.set(other, count);
          if (count === Math.min(2, relationsOf(pattern, other).length)) reached.push(other);
        }
      }
    frontier = reached.filter((other) => !taken.has(other));
    for (const other of frontier) taken.add(other);
  }
  return Int32Array.from(taken).sort();
}

import type { Pattern } from './pattern.ts';

/**
 * Cells that cannot move once a cell is published: a withheld cell that stands alone in a relation follows from the
 * others, and then the next one may. Returns the cells, the published one first, or null where a primary is among them.
 */
export function stuckWithout(pattern: Pattern, cell: number, isNeeded: (cell: number) => boolean): number[] | null {
  const { index, isWithheld, problem } = pattern;
  const { system } = problem;
  const stuck = [cell];
  const isStuck = new Set(stuck);
  for (let at = 0; at < stuck.length; at += 1) {
    const moved = stuck[at] as number;
    for (let k = index.starts[moved] as number; k < (index.starts[moved + 1] as number); k += 1) {
      const relation = index.relations[k] as number;
      let alone = -1;
      let count = 0;
      for (
        let j = system.starts[relation] as number;
        j < (system.starts[relation + 1] as number) && count < 2;
        j += 1
      ) {
        const other = system.cells[j] as number;
        if (isWithheld[other] === 0 || isStuck.has(other)) continue;
        alone = other;
        count += 1;
      }
      if (count !== 1) continue;
      if (isNeeded(alone)) return null;
      isStuck.add(alone);
      stuck.push(alone);
    }
  }
  return stuck;
}

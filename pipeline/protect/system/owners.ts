import { indexCells } from './index-of-cells.ts';
import { type LinearSystem, relationCount, termsOf } from './system.ts';

/**
 * A number from 1 for the contributor of each cell that has only one, 0 for other cells. Where a total has a single
 * contributor he is the one of its part as well; beyond that two cells are taken to have different ones.
 */
export function ownersOf(system: LinearSystem, isSole: Uint8Array): Int32Array {
  const owners = Int32Array.from(isSole, (sole, cell) => (sole === 1 ? cell + 1 : 0));
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (let relation = 0; relation < relationCount(system); relation += 1) {
      const terms = [...termsOf(system, relation)];
      const whole = terms.find(({ coefficient }) => coefficient > 0);
      if (whole === undefined || owners[whole.cell] === 0) continue;
      const first = Math.min(...terms.map(({ cell }) => owners[cell] as number).filter((owner) => owner > 0));
      for (const { cell } of terms) {
        if (owners[cell] === 0 || owners[cell] === first) continue;
        owners[cell] = first;
        isChanged = true;
      }
    }
  }
  return owners;
}

/**
 * Cells in which whoever is in one of `cells` is as well: totals over them, and the one part of such a total that is not
 * empty.
 */
export function containing(system: LinearSystem, cells: readonly number[]): ReadonlySet<number> {
  const index = indexCells(system);
  const found = new Set(cells);
  for (const cell of found)
    for (let at = index.starts[cell] as number; at < (index.starts[cell + 1] as number); at += 1) {
      const terms = [...termsOf(system, index.relations[at] as number)];
      const whole = terms.find(({ coefficient }) => coefficient > 0);
      const parts = terms.filter((term) => term !== whole && system.values[term.cell] !== 0);
      if (whole !== undefined) found.add(whole.cell);
      if (cell === whole?.cell && parts.length === 1 && parts[0] !== undefined) found.add(parts[0].cell);
    }
  return found;
}

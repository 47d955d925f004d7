import type { CellIndex } from '../system/index-of-cells.ts';
import { SHOWN, type SuppressionProblem } from '../system/problem.ts';
import { relationCount } from '../system/system.ts';

/**
 * Cells that no pattern can move, 1 each: those that must be shown, and those that stand alone in a relation with such
 * cells only, and so on.
 */
export function rigidCells({ system, states }: SuppressionProblem, index: CellIndex): Uint8Array {
  const isRigid = Uint8Array.from(states, (state) => (state === SHOWN ? 1 : 0));
  const loose = new Int32Array(relationCount(system));
  for (let relation = 0; relation < loose.length; relation += 1)
    for (let at = system.starts[relation] as number; at < (system.starts[relation + 1] as number); at += 1)
      loose[relation] = (loose[relation] as number) + 1 - (isRigid[system.cells[at] as number] as number);
  const queue = [...loose.keys()].filter((relation) => loose[relation] === 1);
  for (let at = 0; at < queue.length; at += 1) {
    const relation = queue[at] as number;
    for (let k = system.starts[relation] as number; k < (system.starts[relation + 1] as number); k += 1) {
      const cell = system.cells[k] as number;
      if (isRigid[cell] === 1) continue;
      isRigid[cell] = 1;
      for (let j = index.starts[cell] as number; j < (index.starts[cell + 1] as number); j += 1) {
        const other = index.relations[j] as number;
        loose[other] = (loose[other] as number) - 1;
        if (loose[other] === 1) queue.push(other);
      }
    }
  }
  return isRigid;
}

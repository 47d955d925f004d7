import { type LinearSystem, relationCount } from './system.ts';

/** The relations that a cell stands in: `relations[starts[cell] .. starts[cell + 1])`. */
export interface CellIndex {
  readonly starts: Int32Array;
  readonly relations: Int32Array;
  readonly coefficients: Float64Array;
}

export function indexCells(system: LinearSystem): CellIndex {
  const cellCount = system.values.length;
  const starts = new Int32Array(cellCount + 1);
  for (const cell of system.cells) starts[cell + 1] = (starts[cell + 1] as number) + 1;
  for (let cell = 0; cell < cellCount; cell += 1)
    starts[cell + 1] = (starts[cell + 1] as number) + (starts[cell] as number);
  const next = starts.slice();
  const relations = new Int32Array(system.cells.length);
  const coefficients = new Float64Array(system.cells.length);
  for (let relation = 0; relation < relationCount(system); relation += 1)
    for (let at = system.starts[relation] as number; at < (system.starts[relation + 1] as number); at += 1) {
      const cell = system.cells[at] as number;
      const place = next[cell] as number;
      relations[place] = relation;
      coefficients[place] = system.coefficients[at] as number;
      next[cell] = place + 1;
    }
  return { starts, relations, coefficients };
}

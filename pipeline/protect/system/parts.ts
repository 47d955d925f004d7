import { PRIMARY, SHOWN, type SuppressionProblem } from './problem.ts';
import { linearSystem, relationCount, type Term, termsOf } from './system.ts';

/** A part of a problem that no relation ties to the rest; `cells` are its cells in the whole. */
export interface ProblemPart {
  readonly cells: Int32Array;
  readonly problem: SuppressionProblem;
}

/**
 * Splits a problem into parts that can be solved alone: cells that must be shown tie nothing together. Parts without a
 * primary, and the shown cells, are left out.
 */
export function partsOf(problem: SuppressionProblem): ProblemPart[] {
  const { system, states } = problem;
  const leader = Int32Array.from(states, (_state, cell) => cell);
  const find = (cell: number): number => {
    let root = cell;
    while (leader[root] !== root) {
      leader[root] = leader[leader[root] as number] as number;
      root = leader[root] as number;
    }
    return root;
  };
  const relationsOf = new Map<number, number[]>();
  const firstOf = (relation: number): number => {
    for (const { cell } of termsOf(system, relation)) if (states[cell] !== SHOWN) return cell;
    return -1;
  };
  for (let relation = 0; relation < relationCount(system); relation += 1) {
    const first = firstOf(relation);
    if (first === -1) continue;
    for (const { cell } of termsOf(system, relation)) {
      if (states[cell] === SHOWN) continue;
      const [a, b] = [find(first), find(cell)];
      leader[Math.max(a, b)] = Math.min(a, b);
    }
  }
  const wanted = new Map<number, number[]>();
  states.forEach((state, cell) => {
    if (state === PRIMARY) wanted.set(find(cell), []);
  });
  states.forEach((state, cell) => {
    if (state !== SHOWN) wanted.get(find(cell))?.push(cell);
  });
  for (let relation = 0; relation < relationCount(system); relation += 1) {
    const first = firstOf(relation);
    if (first === -1) continue;
    const root = find(first);
    const list = relationsOf.get(root);
    if (list === undefined) relationsOf.set(root, [relation]);
    else list.push(relation);
  }
  return [...wanted].map(([root, cells]) => partOf(problem, Int32Array.from(cells), relationsOf.get(root) ?? []));
}

function partOf(problem: SuppressionProblem, cells: Int32Array, relations: readonly number[]): ProblemPart {
  const { system } = problem;
  const place = new Map([...cells].map((cell, at) => [cell, at]));
  const terms = relations.map((relation) =>
    [...termsOf(system, relation)].flatMap(({ cell, coefficient }): Term[] => {
      const at = place.get(cell);
      return at === undefined ? [] : [{ cell: at, coefficient }];
    }),
  );
  const pick = (numbers: Float64Array): Float64Array => Float64Array.from(cells, (cell) => numbers[cell] as number);
  const pickBytes = (bytes: Uint8Array): Uint8Array => Uint8Array.from(cells, (cell) => bytes[cell] as number);
  return {
    cells,
    problem: {
      system: linearSystem(pick(system.values), terms),
      states: pickBytes(problem.states),
      costs: pick(problem.costs),
      floors: pick(problem.floors),
      ceilings: pick(problem.ceilings),
      below: pick(problem.below),
      above: pick(problem.above),
      isSole: pickBytes(problem.isSole),
      owners: Int32Array.from(cells, (cell) => problem.owners[cell] as number),
    },
  };
}

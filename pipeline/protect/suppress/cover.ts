import type { Highs } from 'highs';

/** Sum of weight times share over cells must reach `least`. */
export interface Cut {
  readonly terms: ReadonlyMap<number, number>;
  readonly least: 0 | 1;
}

export interface Cover {
  /** How much of each cell is taken, 0 to 1. */
  readonly shares: Float64Array;
  /** No cover is cheaper. */
  readonly bound: number;
  readonly isOptimal: boolean;
}

/**
 * The cheapest choice of cells that meets every cut: in fractions where `nodes` is 0, otherwise in whole cells with at
 * most so many nodes of the search tree. Null where there is none.
 */
export function solveCover(
  highs: Highs,
  cells: readonly number[],
  costs: readonly number[],
  cuts: readonly Cut[],
  nodes: number,
): Cover | null {
  const column = new Map(cells.map((cell, at) => [cell, at]));
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { terms } of cuts) {
    for (const [cell, weight] of terms) {
      const at = column.get(cell);
      if (at === undefined) continue;
      indices.push(at);
      values.push(weight);
    }
    starts.push(indices.length);
  }
  const [numCols, numRows] = [cells.length, cuts.length];
  const data = {
    numCols,
    numRows,
    colCost: costs,
    colLower: new Float64Array(numCols),
    colUpper: new Float64Array(numCols).fill(1),
    rowLower: Float64Array.from(cuts, ({ least }) => least),
    rowUpper: new Float64Array(numRows).fill(Number.POSITIVE_INFINITY),
    matrix: { format: 'csr', numRows, numCols, starts, indices, values },
  } as const;
  const model = highs.raw.createModel();
  try {
    model.setOptionValue('output_flag', false);
    model.setOptionValue('mip_rel_gap', 1e-6);
    if (nodes > 0) {
      model.setOptionValue('mip_max_nodes', nodes);
      model.passMip({ ...data, integrality: new Int32Array(numCols).fill(1) });
    } else model.passLp(data);
    model.run();
    const isOptimal = model.getModelStatus() === highs.constants.modelStatus.optimal;
    const solution = model.getSolution().value;
    if (solution === undefined || (nodes === 0 && !isOptimal)) return null;
    const bound = nodes === 0 ? model.getObjectiveValue() : Number(model.getInfoValue('mip_dual_bound').value ?? 0);
    return { shares: Float64Array.from(solution.colValue), bound, isOptimal };
  } finally {
    model.dispose();
  }
}

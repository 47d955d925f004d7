import type { Highs } from 'highs';

/** The cheapest whole numbers between bounds that meet equations; equation r has the terms `starts[r] .. starts[r + 1]`. */
export interface WholeProgramme {
  readonly costs: Float64Array;
  readonly upper: Float64Array;
  readonly sums: readonly number[];
  readonly starts: readonly number[];
  readonly columns: readonly number[];
  readonly coefficients: readonly number[];
}

/** Nodes of the search tree after which the best found so far is taken: a count, not a time, for the same bytes anywhere. */
const MOST_NODES = 2000;

/** Programmes with more columns than this are solved in fractions first. */
const LARGE = 2000;

/** How often more columns are set free where the fractions of the first solution cannot be made whole alone. */
const MOST_WIDENINGS = 4;

/** What HiGHS says of a solution that meets everything. */
const FEASIBLE = 2;

const isWhole = (number: number): boolean => Math.abs(number - Math.round(number)) < 1e-6;

/** Whole numbers, lower bounds zero, or null where there are none. Cheapest of all in small programmes, nearly so in large ones. */
export function solveWhole(highs: Highs, programme: WholeProgramme): Float64Array | null {
  return programme.costs.length > LARGE ? solveLarge(highs, programme) : solve(highs, programme, programme, true);
}

/**
 * Fractions first, of which few are not whole; these and what stands beside them in an equation are then made whole, with
 * all other columns as they are, and wider surroundings where that does not work out.
 */
function solveLarge(highs: Highs, programme: WholeProgramme): Float64Array | null {
  const fractions = solve(highs, programme, programme, false);
  if (fractions === null) return null;
  const isFree = Uint8Array.from(fractions, (number) => (isWhole(number) ? 0 : 1));
  if (!isFree.includes(1)) return fractions;
  for (let widening = 0; widening < MOST_WIDENINGS; widening += 1) {
    widen(programme, isFree);
    const lower = fractions.map((number, column) => (isFree[column] === 1 ? 0 : Math.round(number)));
    const upper = fractions.map((number, column) =>
      isFree[column] === 1 ? (programme.upper[column] as number) : Math.round(number),
    );
    const found = solve(highs, programme, { lower, upper }, true);
    if (found !== null) return found;
  }
  return solve(highs, programme, programme, true);
}

/** Frees all columns of the equations in which a free one stands. */
function widen({ starts, columns, sums }: WholeProgramme, isFree: Uint8Array): void {
  const before = isFree.slice();
  for (let row = 0; row < sums.length; row += 1) {
    const own = columns.slice(starts[row], starts[row + 1]);
    if (own.some((column) => before[column] === 1)) for (const column of own) isFree[column] = 1;
  }
}

interface Limits {
  readonly lower?: Float64Array;
  readonly upper: Float64Array;
}

function solve(
  highs: Highs,
  { costs, sums, starts, columns, coefficients }: WholeProgramme,
  { lower = new Float64Array(costs.length), upper }: Limits,
  mustBeWhole: boolean,
): Float64Array | null {
  const [numCols, numRows] = [costs.length, sums.length];
  const data = {
    numCols,
    numRows,
    colCost: costs,
    colLower: lower,
    colUpper: upper,
    rowLower: sums,
    rowUpper: sums,
    matrix: { format: 'csr', numRows, numCols, starts, indices: columns, values: coefficients },
  } as const;
  const model = highs.raw.createModel();
  try {
    model.setOptionValue('output_flag', false);
    if (mustBeWhole) {
      model.setOptionValue('mip_max_nodes', MOST_NODES);
      model.setOptionValue('presolve', numCols > LARGE ? 'on' : 'off');
      if (numCols > LARGE) model.setOptionValue('mip_max_improving_sols', 1);
      model.passModel({ ...data, integrality: new Int32Array(numCols).fill(1) });
    } else model.passLp(data);
    model.run();
    if (Number(model.getInfoValue('primal_solution_status').value) !== FEASIBLE) return null;
    return Float64Array.from(model.getSolution().value?.colValue ?? []);
  } finally {
    model.dispose();
  }
}

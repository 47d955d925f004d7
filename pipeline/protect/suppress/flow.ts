/**
 * A change of the table that no relation and no published number contradicts: true values plus `amounts` is another
 * table that an attacker cannot rule out. Only the cells that change are listed, in increasing order.
 */
export interface Flow {
  readonly cells: Int32Array;
  readonly amounts: Float64Array;
}

export const NO_FLOW: Flow = { cells: new Int32Array(), amounts: new Float64Array() };

/** `flow` plus `factor` times `other`; amounts of no more than `negligible` are left out, and so is the cell `without`. */
export function sumOfFlows(flow: Flow, other: Flow, factor: number, without: number, negligible: number): Flow {
  const cells: number[] = [];
  const amounts: number[] = [];
  const add = (cell: number, amount: number): void => {
    if (cell === without || Math.abs(amount) <= negligible) return;
    cells.push(cell);
    amounts.push(amount);
  };
  let [a, b] = [0, 0];
  while (a < flow.cells.length || b < other.cells.length) {
    const [first, second] = [flow.cells[a] ?? Number.POSITIVE_INFINITY, other.cells[b] ?? Number.POSITIVE_INFINITY];
    const own = first <= second ? (flow.amounts[a] as number) : 0;
    const added = second <= first ? factor * (other.amounts[b] as number) : 0;
    add(Math.min(first, second), own + added);
    if (first <= second) a += 1;
    if (second <= first) b += 1;
  }
  return { cells: Int32Array.from(cells), amounts: Float64Array.from(amounts) };
}

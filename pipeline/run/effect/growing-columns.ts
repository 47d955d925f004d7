type Values = Float64Array | Int16Array | Uint8Array;

/** A column of a panel whose companies come in any number and order; every company has `steps` elements, 0 to begin with. */
export interface GrowingColumn<Own extends Values> {
  values: Own;
  readonly steps: number;
}

/** Makes room for so many companies, and for half as many more where there is none. */
export function makeRoom(column: GrowingColumn<Values>, companies: number): void {
  const { values, steps } = column;
  if (companies * steps <= values.length) return;
  const wider = new (values.constructor as new (length: number) => Values)(Math.ceil(1.5 * companies) * steps);
  wider.set(values as Float64Array);
  column.values = wider;
}

// Putting companies in their places: one function a type of array, so that each runs at full speed.

function reorderNumbers(ordered: Float64Array, values: Float64Array, steps: number, places: Int32Array): void {
  for (let number = 0, from = 0; number < places.length; number++) {
    const to = (places[number] as number) * steps;
    for (let t = 0; t < steps; t++) ordered[to + t] = values[from++] as number;
  }
}

function reorderCodes(ordered: Int16Array, values: Int16Array, steps: number, places: Int32Array): void {
  for (let number = 0, from = 0; number < places.length; number++) {
    const to = (places[number] as number) * steps;
    for (let t = 0; t < steps; t++) ordered[to + t] = values[from++] as number;
  }
}

function reorderFlags(ordered: Uint8Array, values: Uint8Array, steps: number, places: Int32Array): void {
  for (let number = 0, from = 0; number < places.length; number++) {
    const to = (places[number] as number) * steps;
    for (let t = 0; t < steps; t++) ordered[to + t] = values[from++] as number;
  }
}

function reorder(ordered: Values, values: Values, steps: number, places: Int32Array): void {
  if (ordered instanceof Float64Array) reorderNumbers(ordered, values as Float64Array, steps, places);
  else if (ordered instanceof Int16Array) reorderCodes(ordered, values as Int16Array, steps, places);
  else reorderFlags(ordered, values as Uint8Array, steps, places);
}

/** Columns of one type and width with every company in its place: each takes the array that the one before leaves. */
export function inOrder<Own extends Values>(
  columns: readonly GrowingColumn<Own>[],
  places: Int32Array,
  spare: Own,
): { readonly columns: readonly Own[]; readonly spare: Own } {
  let left = spare;
  const ordered = columns.map((column) => {
    const own = left.subarray(0, places.length * column.steps) as Own;
    reorder(own, column.values, column.steps, places);
    left = column.values;
    return own;
  });
  return { columns: ordered, spare: left };
}

/**
 * Cells and the additive relations between them: everything that disclosure control has to know of a set of tables.
 *
 * Relation r holds the cells `cells[starts[r] .. starts[r + 1])` with their `coefficients`; with the true values their
 * weighted sum is zero, up to rounding in the source. A margin is +1, its parts are -1.
 */
export interface LinearSystem {
  readonly values: Float64Array;
  readonly starts: Int32Array;
  readonly cells: Int32Array;
  readonly coefficients: Float64Array;
}

export interface Term {
  readonly cell: number;
  readonly coefficient: number;
}

export const relationCount = (system: LinearSystem): number => system.starts.length - 1;

/** Packs relations, given as lists of terms, behind the values of the cells. */
export function linearSystem(values: Float64Array, relations: readonly (readonly Term[])[]): LinearSystem {
  const starts = new Int32Array(relations.length + 1);
  relations.forEach((terms, index) => {
    starts[index + 1] = (starts[index] as number) + terms.length;
  });
  const terms = relations.flat();
  return {
    values,
    starts,
    cells: Int32Array.from(terms, (term) => term.cell),
    coefficients: Float64Array.from(terms, (term) => term.coefficient),
  };
}

/** The terms of a relation one by one: cell and coefficient. */
export function* termsOf(system: LinearSystem, relation: number): Generator<Term> {
  for (let at = system.starts[relation] as number; at < (system.starts[relation + 1] as number); at += 1)
    yield { cell: system.cells[at] as number, coefficient: system.coefficients[at] as number };
}

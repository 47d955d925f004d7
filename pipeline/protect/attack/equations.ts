/**
 * What an attacker has: unknown cells, and equations between them with a known right side.
 *
 * Written apart from the suppressor on purpose: it shares neither relations nor solver code with it, so that a fault in
 * one does not hide in the other.
 */
export interface LinearEquation {
  /** Unknown → coefficient; without zeros. */
  readonly terms: ReadonlyMap<number, number>;
  readonly constant: number;
  /** How far the left side may be from the constant, where published numbers are rounded. */
  readonly slack: number;
}

export interface Equation extends LinearEquation {
  /** What the equation says, for the report. */
  readonly label: string;
}

/** An unknown is known to lie between these before any equation is used. */
export interface Prior {
  readonly lower: number;
  readonly upper: number;
}

/** Groups of unknowns that equations tie together, with their equations; each can be attacked alone. */
export interface Block<Relation extends LinearEquation = Equation> {
  readonly unknowns: readonly number[];
  readonly equations: readonly Relation[];
}

/** Equations that no numbers can meet together. */
export class Contradiction extends Error {
  constructor() {
    super('The published numbers contradict each other.');
  }
}

/** Splits unknowns and the equations between them into their connected parts, ordered by their first unknown. */
export function blocksOf<Relation extends LinearEquation>(
  unknowns: readonly number[],
  equations: readonly Relation[],
): Block<Relation>[] {
  const placeOf = new Map(unknowns.map((unknown, place) => [unknown, place]));
  const leader = Int32Array.from(unknowns, (_unknown, place) => place);
  const find = (unknown: number): number => {
    const place = placeOf.get(unknown) as number;
    let root = place;
    while (leader[root] !== root) root = leader[root] as number;
    for (let at = place; leader[at] !== root; ) {
      const next = leader[at] as number;
      leader[at] = root;
      at = next;
    }
    return root;
  };
  for (const { terms } of equations) {
    const [first, ...others] = terms.keys();
    if (first === undefined) continue;
    for (const other of others) {
      const [a, b] = [find(first), find(other)];
      leader[Math.max(a, b)] = Math.min(a, b);
    }
  }
  const blocks = new Map<number, { unknowns: number[]; equations: Relation[] }>();
  for (const unknown of unknowns) {
    const root = find(unknown);
    const block = blocks.get(root);
    if (block === undefined) blocks.set(root, { unknowns: [unknown], equations: [] });
    else block.unknowns.push(unknown);
  }
  for (const equation of equations) {
    const [first] = equation.terms.keys();
    if (first !== undefined) blocks.get(find(first))?.equations.push(equation);
  }
  return [...blocks.values()];
}

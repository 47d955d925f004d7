/**
 * What an attacker has: unknown cells, and equations between them with a known right side.
 *
 * Written apart from the suppressor on purpose: it shares neither relations nor solver code with it, so that a fault in
 * one does not hide in the other.
 */
export interface Equation {
  /** Unknown → coefficient; without zeros. */
  readonly terms: ReadonlyMap<number, number>;
  readonly constant: number;
  /** How far the left side may be from the constant, where published numbers are rounded. */
  readonly slack: number;
  /** What the equation says, for the report. */
  readonly label: string;
}

/** An unknown is known to lie between these before any equation is used. */
export interface Prior {
  readonly lower: number;
  readonly upper: number;
}

/** Groups of unknowns that equations tie together, with their equations; each can be attacked alone. */
export interface Block {
  readonly unknowns: readonly number[];
  readonly equations: readonly Equation[];
}

/** Splits a system into its connected parts, ordered by their first unknown. */
export function blocksOf(unknownCount: number, equations: readonly Equation[]): Block[] {
  const leader = Int32Array.from({ length: unknownCount }, (_, unknown) => unknown);
  const find = (unknown: number): number => {
    let root = unknown;
    while (leader[root] !== root) root = leader[root] as number;
    for (let at = unknown; leader[at] !== root; ) {
      const next = leader[at] as number;
      leader[at] = root;
      at = next;
    }
    return root;
  };
  for (const { terms } of equations) {
    const [first, ...others] = [...terms.keys()];
    if (first === undefined) continue;
    for (const other of others) {
      const [a, b] = [find(first), find(other)];
      leader[Math.max(a, b)] = Math.min(a, b);
    }
  }
  const blocks = new Map<number, { unknowns: number[]; equations: Equation[] }>();
  for (let unknown = 0; unknown < unknownCount; unknown += 1) {
    const root = find(unknown);
    const block = blocks.get(root) ?? { unknowns: [], equations: [] };
    block.unknowns.push(unknown);
    blocks.set(root, block);
  }
  for (const equation of equations) {
    const [first] = equation.terms.keys();
    if (first !== undefined) blocks.get(find(first))?.equations.push(equation);
  }
  return [...blocks.values()];
}

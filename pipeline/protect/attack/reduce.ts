import { type Block, Contradiction, type LinearEquation, type Prior } from './equations.ts';

/** An unknown as a multiple of another one, its base, plus a number; the number alone where it is fixed. */
export interface Expression {
  readonly base: number | null;
  readonly factor: number;
  readonly plus: number;
}

/** What is left of a block when the unknowns that single equations settle are expressed by others. */
export interface Reduction {
  /** The unknowns that stay, and equations between them. */
  readonly block: Block<LinearEquation>;
  readonly limitsOf: (base: number) => Prior;
  readonly expressionOf: (unknown: number) => Expression;
}

/** Numbers are the same when they differ by less than this share of the block's largest. */
const TOLERANCE = 1e-9;

/** Equations are gone through again until they say nothing new, at most so often. */
const ROUNDS = 50;

/**
 * Does what needs no programme: an equation with one unknown fixes it; one with two of the same weight makes one of them
 * the other, shifted or mirrored; one that stands there already says nothing. Throws `Contradiction` where an unknown
 * cannot be what it must.
 */
export function reduceBlock(priors: readonly Prior[], { unknowns, equations }: Block<LinearEquation>): Reduction {
  const play = TOLERANCE * equations.reduce((most, { constant }) => Math.max(most, Math.abs(constant)), 1);
  const expressions = new Map<number, Expression>();
  const limits = new Map<number, Prior>();
  const limitsOf = (base: number): Prior => limits.get(base) ?? (priors[base] as Prior);

  const expressionOf = (unknown: number): Expression => {
    const known = expressions.get(unknown);
    if (known === undefined) return { base: unknown, factor: 1, plus: 0 };
    if (known.base === null || !expressions.has(known.base)) return known;
    const { base, factor, plus } = expressionOf(known.base);
    const found = { base, factor: known.factor * factor, plus: known.plus + known.factor * plus };
    expressions.set(unknown, found);
    return found;
  };

  const narrow = (base: number, { lower, upper }: Prior): void => {
    const known = limitsOf(base);
    const [from, to] = [Math.max(known.lower, lower), Math.min(known.upper, upper)];
    if (from > to + play) throw new Contradiction();
    limits.set(base, { lower: Math.min(from, to), upper: to });
  };

  /** Takes in what an equation says, unless it says too little of too many. */
  const isSettled = ({ terms, constant, slack }: LinearEquation): boolean => {
    const [first, second, ...others] = terms;
    if (first === undefined && Math.abs(constant) > slack + play) throw new Contradiction();
    if (first === undefined) return true;
    if (slack > 0 || others.length > 0) return false;
    if (second === undefined) {
      const value = constant / first[1];
      narrow(first[0], { lower: value, upper: value });
      expressions.set(first[0], { base: null, factor: 0, plus: value });
      return true;
    }
    if (Math.abs(first[1]) !== Math.abs(second[1])) return false;
    const factor = -first[1] / second[1];
    const plus = constant / second[1];
    narrow(first[0], through({ factor, plus: -factor * plus }, limitsOf(second[0])));
    expressions.set(second[0], { base: first[0], factor, plus });
    return true;
  };

  let left = equations;
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = expressions.size;
    left = left.flatMap((equation) => {
      const rewritten = rewrite(equation, expressionOf);
      return isSettled(rewritten) ? [] : [rewritten];
    });
    if (expressions.size === before) break;
  }
  return {
    block: {
      unknowns: unknowns.filter((unknown) => !expressions.has(unknown)),
      equations: distinct(left.map((equation) => rewrite(equation, expressionOf))),
    },
    limitsOf,
    expressionOf,
  };
}

/** The limits of a multiple of a number plus another, from the number's. */
export const through = ({ factor, plus }: Omit<Expression, 'base'>, { lower, upper }: Prior): Prior =>
  factor < 0
    ? { lower: factor * upper + plus, upper: factor * lower + plus }
    : { lower: factor * lower + plus, upper: factor * upper + plus };

/** An equation in terms of the unknowns that stay. */
function rewrite(
  { terms, constant, slack }: LinearEquation,
  expressionOf: (unknown: number) => Expression,
): LinearEquation {
  const sums = new Map<number, number>();
  let rest = constant;
  for (const [unknown, coefficient] of terms) {
    const { base, factor, plus } = expressionOf(unknown);
    rest -= coefficient * plus;
    if (base === null) continue;
    const sum = (sums.get(base) ?? 0) + coefficient * factor;
    if (sum === 0) sums.delete(base);
    else sums.set(base, sum);
  }
  return { terms: sums, constant: rest, slack };
}

/** Each equation once, whichever way round it is written. */
function distinct(equations: readonly LinearEquation[]): LinearEquation[] {
  const seen = new Set<string>();
  return equations.filter(({ terms, constant, slack }) => {
    const sorted = [...terms].sort(([a], [b]) => a - b);
    const unit = sorted[0]?.[1] ?? 1;
    const sides = sorted.map(([unknown, coefficient]) => `${unknown}:${coefficient / unit}`);
    const key = `${sides.join()}=${constant / unit}|${slack}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

import type { Bounds } from '../attack/bounds.ts';
import { tableEquations } from '../attack/tables.ts';
import type { Highs } from '../solver.ts';
import type { TableSet } from '../tables/cell.ts';
import { type TableReason, type TableRules, tableReason } from '../tables/primaries.ts';
import { type BrokenMargin, tableRelations } from '../tables/relations.ts';
import { attackRounded, isSafe, type Wanted } from './attack.ts';
import { roundControlled } from './round.ts';

/** A cell that would be withheld, and what an attacker can say of it when it is rounded. */
export interface RoundedPrimary {
  readonly codes: readonly string[];
  readonly reason: TableReason;
  readonly value: number;
  readonly rounded: number;
  readonly bounds: Bounds;
  /** The attacker cannot tell that the cell is below the minimum without being empty. */
  readonly isReached: boolean;
}

export interface TableRounding {
  /** Rounded values, one a cell of the set. */
  readonly values: Float64Array;
  readonly primaries: readonly RoundedPrimary[];
  /** Places of cells that are a base or more from their value. */
  readonly strayed: readonly number[];
  /** Mean distance of a cell from its value. */
  readonly meanChange: number;
  readonly broken: readonly BrokenMargin[];
}

/**
 * Rounds tables of counts to multiples of a base, instead of withholding cells; margins stay sums of what is in them, over
 * all tables together. Then attacks the result: a rounded cell is known to be less than a base from what is shown, a cell
 * that strayed up to so many bases as the furthest, and all sums hold for the true counts too. Null where nothing adds up.
 */
export function roundTables(highs: Highs, set: TableSet, rules: TableRules, base: number): TableRounding | null {
  const { system, broken } = tableRelations(set);
  const rounding = roundControlled(highs, system, base);
  if (rounding === null) return null;
  const { values, strayed } = rounding;
  const distance = (place: number): number => Math.abs((values[place] as number) - (set.cells[place]?.value as number));
  const furthest = strayed.reduce((most, place) => Math.max(most, Math.floor(distance(place) / base) + 1), 1);
  const { unknowns, equations } = tableEquations(set, () => true);
  const priors = unknowns.map((place) => ({
    lower: Math.max(0, (values[place] as number) - (furthest * base - 1)),
    upper: (values[place] as number) + (furthest * base - 1),
  }));
  const reasons = set.cells.map((cell) => tableReason(cell, rules));
  const targets = unknowns.flatMap((place, unknown) => (reasons[place] === null ? [] : [unknown]));
  const wanted: Wanted = { low: 0, high: rules.minimum };
  const truth = unknowns.map((place) => set.cells[place]?.value as number);
  const bounds = attackRounded(highs, priors, equations, targets, truth, wanted);
  const primaries = targets.map((unknown, at): RoundedPrimary => {
    const place = unknowns[unknown] as number;
    const { lower, upper } = bounds[at] as Bounds;
    const isReached = isSafe({ lower, upper }, wanted);
    const { codes, value } = set.cells[place] as (typeof set.cells)[number];
    const reason = reasons[place] as TableReason;
    return { codes, reason, value, rounded: values[place] as number, bounds: { lower, upper }, isReached };
  });
  const changes = set.cells.reduce((sum, _cell, place) => sum + distance(place), 0);
  return { values, primaries, strayed, meanChange: set.cells.length === 0 ? 0 : changes / set.cells.length, broken };
}

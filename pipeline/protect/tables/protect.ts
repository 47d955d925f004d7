import { Alternatives } from '../attack/alternatives.ts';
import { attack, type Bounds } from '../attack/bounds.ts';
import { attackByContributors } from '../attack/contributors.ts';
import { tableEquations } from '../attack/tables.ts';
import type { Highs } from '../solver.ts';
import { suppress } from '../suppress/suppress.ts';
import { containing } from '../system/owners.ts';
import { relationCount } from '../system/system.ts';
import type { TableCell, TableSet } from './cell.ts';
import { type TableReason, type TableRules, tableReason } from './primaries.ts';
import { tableProblem } from './problem.ts';
import type { BrokenMargin } from './relations.ts';

export interface AuditedPrimary {
  readonly codes: readonly string[];
  readonly reason: TableReason;
  readonly value: number;
  readonly interval: number;
  /** What an attacker can say. */
  readonly bounds: Bounds;
  readonly isReached: boolean;
}

export interface TableProtection {
  /** One entry a cell of the set: p primary, s secondary, null published. */
  readonly pattern: readonly ('p' | 's' | null)[];
  readonly primaries: readonly AuditedPrimary[];
  /** Primaries that the only contributor of another cell, who is not in them himself, bounds too closely by subtraction. */
  readonly seenThrough: readonly {
    readonly attacker: readonly string[];
    readonly target: readonly string[];
    readonly bounds: Bounds;
  }[];
  readonly relations: number;
  readonly broken: readonly BrokenMargin[];
  /** Price of the secondaries, about one each, and what no pattern can do with less than; 0 where that is not known. */
  readonly cost: number;
  readonly lowerBound: number;
}

/** Bounds count as reached up to this share of the interval. */
const TOLERANCE = 1e-6;

/** A cheaper pattern is looked for in tables of up to some thousand cells, for a fraction of a second to a few. */
const effortFor = (cells: number): number => (cells <= 6000 ? Math.min(300 * cells, 750_000) : 0);

/** Withholds primaries by rule and what protects them, then attacks the result. */
export function protectTables(highs: Highs, set: TableSet, rules: TableRules): TableProtection {
  const reasons = set.cells.map((cell) => tableReason(cell, rules));
  const { problem, broken, intervals } = tableProblem(set, rules, reasons);
  const { isWithheld, cost, lowerBound } = suppress(highs, problem, effortFor);
  const { unknowns, priors, equations } = tableEquations(set, (place) => isWithheld[place] === 1);
  const targets = unknowns.flatMap((place, unknown) => (reasons[place] === null ? [] : [unknown]));
  const truth = unknowns.map((place) => set.cells[place]?.value as number);
  const alternatives = new Alternatives();
  const bounds = attack(highs, priors, equations, targets, truth, alternatives);
  const reaches = (unknown: number, { lower, upper }: Bounds): boolean => {
    const place = unknowns[unknown] as number;
    const { value } = set.cells[place] as TableCell;
    const interval = intervals[place] as number;
    const play = TOLERANCE * Math.max(interval, 1e-9 * Math.abs(value));
    return (
      upper >= value + interval - play && lower <= Math.max(problem.floors[place] as number, value - interval) + play
    );
  };
  const isTarget = new Set(targets);
  const soles = unknowns.flatMap((place, unknown) => (problem.isSole[place] === 1 ? [unknown] : []));
  const seenThrough = attackByContributors(
    highs,
    priors,
    equations,
    truth,
    soles,
    (unknown, seen) => !isTarget.has(unknown) || reaches(unknown, seen),
    alternatives,
  );
  const placeOf = (unknown: number): number => unknowns[unknown] as number;
  const isOfAnother = ({ attacker, target }: { readonly attacker: number; readonly target: number }): boolean => {
    const owner = problem.owners[placeOf(attacker)];
    const own = [...problem.owners.keys()].filter((place) => problem.owners[place] === owner);
    return !containing(problem.system, own).has(placeOf(target));
  };
  const codesOf = (unknown: number): readonly string[] => set.cells[unknowns[unknown] as number]?.codes ?? [];
  const primaries = targets.map((unknown, at): AuditedPrimary => {
    const place = unknowns[unknown] as number;
    const { codes, value } = set.cells[place] as TableCell;
    const found = bounds[at] as Bounds;
    const interval = intervals[place] as number;
    const isReached = reaches(unknown, found);
    return { codes, reason: reasons[place] as TableReason, value, interval, bounds: found, isReached };
  });
  return {
    pattern: set.cells.map((_cell, place) => (reasons[place] !== null ? 'p' : isWithheld[place] === 1 ? 's' : null)),
    primaries,
    seenThrough: seenThrough.filter(isOfAnother).map(({ attacker, target, bounds: seen }) => ({
      attacker: codesOf(attacker),
      target: codesOf(target),
      bounds: seen,
    })),
    relations: relationCount(problem.system),
    broken,
    cost,
    lowerBound,
  };
}

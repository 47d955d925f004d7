import { matrixOfColumns } from '../../numeric/matrix.ts';
import { effectOf } from '../difference/effect.ts';
import { crossSectionEffect } from './cross-sections.ts';
import { degreesOfFreedomOf, standardErrorOf } from './influence.ts';
import type {
  CellProblem,
  GroupTimeCell,
  GroupTimeEffects,
  GroupTimeOptions,
  Influence,
  KeptUnits,
} from './options.ts';
import { type CellPlan, DEFAULTS, estimatedCohorts, planCells, preTestOf } from './plan.ts';
import { keepUnits } from './units.ts';

/** Rows of repeated cross-sections: other units are seen in every period. Arrays have one element a row. */
export interface GroupTimeRows {
  readonly period: ArrayLike<number>;
  /** First treated period of the group that the row belongs to; 0 never. */
  readonly cohort: ArrayLike<number>;
  readonly outcome: ArrayLike<number>;
  /** One array a covariate; an intercept is added. */
  readonly covariates?: readonly ArrayLike<number>[];
  readonly weights?: ArrayLike<number>;
  /** Code of what rows move together in. Default: rows are independent. */
  readonly cluster?: ArrayLike<number>;
}

/** Rows as units of a panel that are seen once. */
function asPanel(rows: GroupTimeRows) {
  const periods = [...new Set(Array.from(rows.period))].sort((a, b) => a - b);
  const place = new Map(periods.map((period, t) => [period, t]));
  const units = rows.outcome.length;
  const outcome = new Float64Array(units * periods.length).fill(Number.NaN);
  for (let i = 0; i < units; i++) {
    const isComplete = (rows.covariates ?? []).every((values) => Number.isFinite(values[i] as number));
    const at = i * periods.length + (place.get(rows.period[i] as number) as number);
    if (isComplete) outcome[at] = rows.outcome[i] as number;
  }
  return { units, periods, outcome };
}

/** Estimates one cell from the rows of its two periods. */
function estimateCell(
  rows: GroupTimeRows,
  kept: KeptUnits,
  options: Required<GroupTimeOptions>,
  { cohort, now, before }: CellPlan,
): GroupTimeCell {
  const [period, basePeriod] = [kept.periods[now] as number, kept.periods[before] as number];
  const latest = Math.max(period, basePeriod) + options.anticipation;
  const isControl = (start: number): boolean =>
    start === 0 || (options.controls === 'not-yet' && start > latest && start !== cohort);
  const isSeen = (row: number): boolean => rows.period[row] === period || rows.period[row] === basePeriod;
  const places: number[] = [];
  kept.units.forEach((row, k) => {
    const start = kept.cohort[k] as number;
    if (isSeen(row) && (start === cohort || isControl(start))) places.push(k);
  });
  const pick = (of: (row: number, k: number) => number): Float64Array =>
    Float64Array.from(places, (k) => of(kept.units[k] as number, k));
  const treated = pick((_row, k) => (kept.cohort[k] === cohort ? 1 : 0));
  const after = pick((row) => (rows.period[row] === period ? 1 : 0));
  const count = (arm: number, time: number): number =>
    treated.reduce((sum, own, i) => sum + (own === arm && after[i] === time ? 1 : 0), 0);
  const cell = {
    cohort,
    period,
    basePeriod,
    event: period - cohort,
    treated: count(1, 1),
    controls: count(0, 1),
    incomplete: 0,
  };
  const level = options.level;
  const without = (problem: CellProblem): GroupTimeCell => ({
    ...cell,
    effect: problem === 'reference' ? effectOf(0, 0, degreesOfFreedomOf(kept), level) : null,
    problem,
    influence: null,
  });
  if (now === before) return without('reference');
  if (Math.min(count(1, 0), count(1, 1)) < Math.max(1, options.minimumTreated)) return without('few_treated');
  const covariates = rows.covariates ?? [];
  if (Math.min(count(0, 0), count(0, 1)) <= covariates.length) return without('few_controls');
  const found = crossSectionEffect(
    {
      treated,
      // The base may be the later period of the two: a change is always from the base to the period.
      after,
      outcome: pick((row) => rows.outcome[row] as number),
      x: matrixOfColumns([
        new Float64Array(places.length).fill(1),
        ...covariates.map((values) => pick((row) => values[row] as number)),
      ]),
      ...(kept.weights === undefined ? {} : { weights: pick((_row, k) => kept.weights?.[k] as number) }),
    },
    covariates.length === 0 ? 'reg' : options.method,
  );
  if (typeof found === 'string') return without(found);
  const scale = kept.units.length / places.length;
  const influence: Influence = {
    units: Int32Array.from(places),
    values: found.influence.map((value) => value * scale),
  };
  const error = standardErrorOf(kept, influence);
  return {
    ...cell,
    effect: effectOf(found.estimate, error, degreesOfFreedomOf(kept), level),
    problem: null,
    influence,
  };
}

/**
 * Group-time effects from repeated cross-sections; R `did::att_gt(panel = FALSE)`. Errors of `dr` with covariates differ from
 * those of R, whose influence function has one term with the wrong sign. Averages are made by `aggregateGroupTime`.
 */
export function groupTimeRows(rows: GroupTimeRows, options: GroupTimeOptions = {}): GroupTimeEffects {
  const settings = { ...DEFAULTS, ...options, incomplete: 'pairs' as const };
  const { cohort, weights, cluster } = rows;
  const kept = keepUnits(
    {
      panel: asPanel(rows),
      cohort,
      ...(weights === undefined ? {} : { weights }),
      ...(cluster === undefined ? {} : { cluster }),
    },
    settings,
  );
  const cohorts = estimatedCohorts(kept, settings);
  const cells = cohorts
    .flatMap((own) => planCells(own.cohort, kept.periods, settings))
    .map((plan) => estimateCell(rows, kept, settings, plan));
  return { cells, cohorts, kept, preTest: preTestOf(kept, cells), options: settings };
}

import type { Matrix } from '../../numeric/matrix.ts';
import { type Effect, effectOf } from '../difference/effect.ts';
import { covarianceOf, degreesOfFreedomOf, standardErrorOf } from './influence.ts';
import type { GroupTimeCell, GroupTimeEffects, Influence, KeptUnits } from './options.ts';

/**
 * `simple`: mean over all cells from entry on, weighted by cohort size. `dynamic`: by periods since entry. `group`: by cohort.
 * `calendar`: by period.
 */
export type AggregationType = 'simple' | 'dynamic' | 'group' | 'calendar';

/** Event times and cohorts that an aggregation takes in; R `did::aggte`. */
export interface AggregationOptions {
  /** Dynamic only: cohorts observed at least this many periods after entry, so that all event times have the same cohorts. */
  readonly balance?: number;
  /** Dynamic only: first event time. */
  readonly minimumEvent?: number;
  /** Last event time; not for calendar. */
  readonly maximumEvent?: number;
}

/** An average of group-time effects. */
export interface AggregatedEffect extends Effect {
  /** Event time, cohort or period. */
  readonly key: number;
  readonly cells: number;
  /** Treated units behind it: of all cohorts that enter, each once. */
  readonly treated: number;
  readonly influence: Influence;
}

/** Averages by key, and over all keys. */
export interface Aggregation {
  readonly type: AggregationType;
  readonly overall: AggregatedEffect | null;
  readonly by: readonly AggregatedEffect[];
  /** Of `by`, in their order. */
  readonly covariance: Matrix;
}

/** A mean of estimates with the influence that each unit has on it. */
interface Average {
  readonly estimate: number;
  readonly values: Float64Array;
  readonly cells: readonly GroupTimeCell[];
}

const estimateOf = (cell: GroupTimeCell): number => cell.effect?.estimate as number;

/** Adds `factor` times an influence to a full column. */
function addInfluence(target: Float64Array, influence: Influence | null, factor: number): void {
  if (influence === null) return;
  const { units, values } = influence;
  for (let k = 0; k < units.length; k++) {
    const unit = units[k] as number;
    target[unit] = (target[unit] as number) + factor * (values[k] as number);
  }
}

/**
 * Adds what estimating cohort sizes does to a mean weighted by them. With shares p, P their sum over the averaged terms and
 * effects a: sum_k a_k [(1{G = g_k} - p_k)/P - p_k sum_j (1{G = g_j} - p_j)/P²], which is one number a cohort.
 */
function addShareInfluence(
  target: Float64Array,
  kept: KeptUnits,
  terms: readonly { readonly cohort: number; readonly share: number; readonly estimate: number }[],
): void {
  const total = terms.reduce((sum, { share }) => sum + share, 0);
  const weighted = terms.reduce((sum, { share, estimate }) => sum + share * estimate, 0);
  const ofCohort = new Map<number, number>();
  for (const { cohort, estimate } of terms)
    ofCohort.set(cohort, (ofCohort.get(cohort) ?? 0) + estimate / total - weighted / (total * total));
  for (let k = 0; k < kept.units.length; k++) {
    const own = ofCohort.get(kept.cohort[k] as number);
    if (own === undefined) continue;
    target[k] = (target[k] as number) + own * (kept.weights === undefined ? 1 : (kept.weights[k] as number));
  }
}

/** Mean of cells weighted by cohort share; equal weights where `estimatesShares` is false (cells of one cohort). */
function averageCells(
  effects: GroupTimeEffects,
  shareOf: ReadonlyMap<number, number>,
  cells: readonly GroupTimeCell[],
  estimatesShares = true,
): Average {
  const share = ({ cohort }: GroupTimeCell): number => shareOf.get(cohort) as number;
  const total = cells.reduce((sum, cell) => sum + share(cell), 0);
  const values = new Float64Array(effects.kept.units.length);
  let estimate = 0;
  for (const cell of cells) {
    estimate += (estimateOf(cell) * share(cell)) / total;
    addInfluence(values, cell.influence, share(cell) / total);
  }
  if (estimatesShares)
    addShareInfluence(
      values,
      effects.kept,
      cells.map((cell) => ({ cohort: cell.cohort, share: share(cell), estimate: estimateOf(cell) })),
    );
  return { estimate, values, cells };
}

/** Plain mean of averages. */
function meanOf(averages: readonly Average[]): Average {
  const values = new Float64Array((averages[0] as Average).values.length);
  for (const average of averages)
    for (let k = 0; k < values.length; k++)
      values[k] = (values[k] as number) + (average.values[k] as number) / averages.length;
  const estimate = averages.reduce((sum, average) => sum + average.estimate, 0) / averages.length;
  return { estimate, values, cells: averages.flatMap(({ cells }) => cells) };
}

/** Mean of cohorts' averages weighted by their shares. */
function meanOfCohorts(
  effects: GroupTimeEffects,
  shareOf: ReadonlyMap<number, number>,
  averages: readonly Average[],
): Average {
  const terms = averages.map((average) => {
    const cohort = (average.cells[0] as GroupTimeCell).cohort;
    return { cohort, share: shareOf.get(cohort) as number, estimate: average.estimate, values: average.values };
  });
  const total = terms.reduce((sum, { share }) => sum + share, 0);
  const values = new Float64Array(effects.kept.units.length);
  for (const term of terms)
    for (let k = 0; k < values.length; k++)
      values[k] = (values[k] as number) + ((term.values[k] as number) * term.share) / total;
  addShareInfluence(values, effects.kept, terms);
  const estimate = terms.reduce((sum, term) => sum + (term.estimate * term.share) / total, 0);
  return { estimate, values, cells: averages.flatMap(({ cells }) => cells) };
}

/** Event times and cohorts of the dynamic aggregation. */
function dynamicCells(effects: GroupTimeEffects, cells: readonly GroupTimeCell[], options: AggregationOptions) {
  const { balance, minimumEvent = Number.NEGATIVE_INFINITY, maximumEvent = Number.POSITIVE_INFINITY } = options;
  const periods = effects.kept.periods;
  const last = Math.max(...cells.map(({ period }) => period));
  const earliest = balance === undefined ? Number.NEGATIVE_INFINITY : balance - last + (periods[0] as number);
  return cells.filter(
    ({ cohort, event }) =>
      event >= minimumEvent &&
      event <= maximumEvent &&
      (balance === undefined || (last - cohort >= balance && event <= balance && event >= earliest)),
  );
}

function keysOf(cells: readonly GroupTimeCell[], key: (cell: GroupTimeCell) => number): number[] {
  return [...new Set(cells.map(key))].sort((a, b) => a - b);
}

/**
 * Averages group-time effects. Cells without an estimate are left out. Errors contain the estimation of the cohort shares.
 * The overall mean is of event times from 0 on (dynamic), of cohorts by size (group), of periods (calendar), or the simple
 * one. Agrees with R `did::aggte(na.rm = TRUE)`.
 */
export function aggregateGroupTime(
  effects: GroupTimeEffects,
  type: AggregationType,
  options: AggregationOptions = {},
): Aggregation {
  const { kept, cohorts } = effects;
  const shareOf = new Map(cohorts.map(({ cohort, share }) => [cohort, share]));
  const unitsOf = new Map(cohorts.map(({ cohort, units }) => [cohort, units]));
  const maximum = options.maximumEvent ?? Number.POSITIVE_INFINITY;
  const known = effects.cells.filter(({ effect }) => effect !== null);
  const after = known.filter(({ event }) => event >= 0 && (type === 'calendar' || event <= maximum));
  const keyOf = {
    simple: () => 0,
    dynamic: (cell: GroupTimeCell) => cell.event,
    group: (cell: GroupTimeCell) => cell.cohort,
    calendar: (cell: GroupTimeCell) => cell.period,
  }[type];
  const cells = type === 'dynamic' ? dynamicCells(effects, known, options) : after;
  const keys = type === 'simple' ? [] : keysOf(cells, keyOf);
  const averages = keys.map((key) =>
    averageCells(
      effects,
      shareOf,
      cells.filter((cell) => keyOf(cell) === key),
      type !== 'group',
    ),
  );
  const everyUnit = kept.units.map((_unit, k) => k);
  const finished = (average: Average, key: number): AggregatedEffect => {
    const influence = { units: everyUnit, values: average.values };
    const treated = keysOf(average.cells, ({ cohort }) => cohort).reduce(
      (sum, cohort) => sum + (unitsOf.get(cohort) as number),
      0,
    );
    return {
      ...effectOf(average.estimate, standardErrorOf(kept, influence), degreesOfFreedomOf(kept), effects.options.level),
      key,
      cells: average.cells.length,
      treated,
      influence,
    };
  };
  const pooled = (): Average | null => {
    if (type === 'simple') return after.length === 0 ? null : averageCells(effects, shareOf, after);
    const chosen = type === 'dynamic' ? averages.filter((_average, k) => (keys[k] as number) >= 0) : averages;
    if (chosen.length === 0) return null;
    return type === 'group' ? meanOfCohorts(effects, shareOf, chosen) : meanOf(chosen);
  };
  const overall = pooled();
  const by = averages.map((average, k) => finished(average, keys[k] as number));
  return {
    type,
    overall: overall === null ? null : finished(overall, 0),
    by,
    covariance: covarianceOf(
      kept,
      by.map(({ influence }) => influence),
    ),
  };
}

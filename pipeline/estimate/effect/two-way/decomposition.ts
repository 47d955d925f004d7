import type { Panel } from '../difference/panel.ts';

/**
 * Who is compared with whom: a cohort with units never treated, an earlier cohort with a later one before that is treated, a
 * later one with an earlier one that is treated already, or with units always treated.
 */
export type ComparisonKind = 'never-treated' | 'not-yet-treated' | 'already-treated' | 'always-treated';

/** One difference-in-differences of two cohorts. */
export interface CohortComparison {
  readonly kind: ComparisonKind;
  readonly treated: number;
  /** Entry of the cohort that serves as control; 0 never treated. */
  readonly control: number;
  readonly estimate: number;
  /** All weights sum to 1. */
  readonly weight: number;
}

/** What a two-way coefficient is made of. */
export interface TwoWayDecomposition {
  readonly comparisons: readonly CohortComparison[];
  /** Sum of estimates times weights: the coefficient of treatment with unit and period effects. */
  readonly estimate: number;
  /** Weight of comparisons with units that are treated already: there changes of effects count as trends. */
  readonly alreadyTreatedShare: number;
}

/** Units that enter together, with their mean outcome in every period. */
interface Group {
  readonly entry: number;
  readonly share: number;
  /** Share of periods treated. */
  readonly treatedTime: number;
  readonly means: Float64Array;
}

function groupsOf({ units, periods, outcome }: Panel, cohort: ArrayLike<number>): Group[] {
  const steps = periods.length;
  const first = periods[0] as number;
  const last = periods[steps - 1] as number;
  /** Always treated from the first period, never after the last. */
  const entryOf = (i: number): number => {
    const own = cohort[i] as number;
    return own === 0 || own > last ? 0 : Math.max(own, first);
  };
  const members = new Map<number, number[]>();
  for (let i = 0; i < units; i++) {
    const own = members.get(entryOf(i));
    if (own === undefined) members.set(entryOf(i), [i]);
    else own.push(i);
  }
  return [...members]
    .sort(([a], [b]) => a - b)
    .map(([entry, own]) => ({
      entry,
      share: own.length / units,
      treatedTime: entry === 0 ? 0 : periods.filter((period) => period >= entry).length / steps,
      means: Float64Array.from(
        periods,
        (_period, t) => own.reduce((sum, i) => sum + (outcome[i * steps + t] as number), 0) / own.length,
      ),
    }));
}

/**
 * Goodman-Bacon's (2021) decomposition of the static two-way coefficient into all differences-in-differences of two cohorts, with
 * their weights. R `bacondecomp::bacon` without covariates.
 *
 * @throws RangeError for a panel with gaps: the decomposition holds for balanced panels only.
 */
export function decomposeTwoWay(panel: Panel, cohort: ArrayLike<number>): TwoWayDecomposition {
  const { periods, outcome } = panel;
  if (!outcome.every(Number.isFinite)) throw new RangeError('the decomposition requires a panel without gaps');
  const groups = groupsOf(panel, cohort);
  const meanOver = (values: Float64Array, isIn: (period: number) => boolean): number => {
    const own = values.filter((_value, t) => isIn(periods[t] as number));
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  };
  const change = ({ means }: Group, from: number, entry: number, to: number): number =>
    meanOver(means, (period) => period >= entry && period < to) -
    meanOver(means, (period) => period >= from && period < entry);
  const START = Number.NEGATIVE_INFINITY;
  const END = Number.POSITIVE_INFINITY;
  const found: CohortComparison[] = [];
  const add = (kind: ComparisonKind, own: Group, other: Group, weight: number, from: number, to: number): void => {
    const estimate = change(own, from, own.entry, to) - change(other, from, own.entry, to);
    found.push({ kind, treated: own.entry, control: other.entry, estimate, weight: own.share * other.share * weight });
  };
  for (const own of groups) {
    const time = own.treatedTime;
    if (time === 0 || time === 1) continue;
    for (const other of groups) {
      const otherTime = other.treatedTime;
      if (otherTime === 0) add('never-treated', own, other, time * (1 - time), START, END);
      else if (otherTime === 1) add('always-treated', own, other, time * (1 - time), START, END);
      else if (other.entry > own.entry)
        add('not-yet-treated', own, other, (time - otherTime) * (1 - time), START, other.entry);
      else if (other.entry < own.entry) add('already-treated', own, other, time * (otherTime - time), other.entry, END);
    }
  }
  const total = found.reduce((sum, { weight }) => sum + weight, 0);
  const comparisons = found.map((one) => ({ ...one, weight: one.weight / total }));
  const isTreated = ({ kind }: CohortComparison): boolean => kind === 'already-treated' || kind === 'always-treated';
  return {
    comparisons,
    estimate: comparisons.reduce((sum, { estimate, weight }) => sum + estimate * weight, 0),
    alreadyTreatedShare: comparisons.reduce((sum, one) => sum + (isTreated(one) ? one.weight : 0), 0),
  };
}

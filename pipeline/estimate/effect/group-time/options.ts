import type { Effect } from '../difference/effect.ts';
import type { Panel } from '../difference/panel.ts';
import type { Covariates } from './covariates.ts';
import type { SampleProblem, TwoPeriodMethod } from './two-period.ts';

/** What group-time effects are estimated from. Arrays have one element a unit of the panel. */
export interface GroupTimeData {
  readonly panel: Panel;
  /** First treated period; 0 for units that are never treated. */
  readonly cohort: ArrayLike<number>;
  readonly covariates?: Covariates;
  /** Sampling weights. */
  readonly weights?: ArrayLike<number>;
  /** Code of what units move together in, e.g. the organisation that gives the treatment. Default: units are independent. */
  readonly cluster?: ArrayLike<number>;
}

/** Estimator, controls and base of group-time effects; R `did::att_gt`. */
export interface GroupTimeOptions {
  /** Default `dr`. */
  readonly method?: Exclude<TwoPeriodMethod, 'ipw-ht'>;
  /** Controls: units never treated (default), or all that are not treated yet. */
  readonly controls?: 'never' | 'not-yet';
  /** Periods before entry in which an effect may show already. Default 0. */
  readonly anticipation?: number;
  /**
   * Base of effects before entry: the period before (`varying`, default: short differences), or always the last period before
   * entry and anticipation (`universal`: long differences, one line through 0). Effects from entry on use the latter in both.
   */
  readonly base?: 'varying' | 'universal';
  /** Units with missing outcomes: used in every cell whose two periods they have (default), or left out altogether as R did. */
  readonly incomplete?: 'pairs' | 'drop';
  /** Cells with fewer treated units get no estimate. Default 5. */
  readonly minimumTreated?: number;
  readonly level?: number;
}

/** Why a cell has no estimate. */
export type CellProblem = SampleProblem | 'few_treated' | 'few_controls' | 'reference';

/** A unit's influence on one estimate: `units[k]` of the kept units has `values[k]`, all others 0. */
export interface Influence {
  readonly units: Int32Array;
  readonly values: Float64Array;
}

/** Average effect on the units first treated in `cohort`, in `period`. */
export interface GroupTimeCell {
  readonly cohort: number;
  readonly period: number;
  readonly basePeriod: number;
  /** Periods since entry. */
  readonly event: number;
  /** Null where the cell has a problem. The reference cell of a universal base is 0 without error. */
  readonly effect: Effect | null;
  readonly problem: CellProblem | null;
  readonly treated: number;
  readonly controls: number;
  /** Units of the cell left out because an outcome or covariate is missing. */
  readonly incomplete: number;
  readonly influence: Influence | null;
}

/** A cohort and its share of the units. */
export interface CohortSize {
  readonly cohort: number;
  readonly units: number;
  /** Weighted share of all kept units. */
  readonly share: number;
}

/** Chi-square test that all effects before entry are 0. */
export interface PreTest {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly p: number;
}

/** Units that take part, and those that could not. */
export interface KeptUnits {
  /** Positions in the panel. */
  readonly units: Int32Array;
  /** Cohort of every kept unit; 0 never treated. */
  readonly cohort: Float64Array;
  /** Mean 1 over kept units; undefined without weights. */
  readonly weights: Float64Array | undefined;
  /** Dense codes; undefined where units are independent. */
  readonly cluster: Int32Array | undefined;
  readonly clusters: number;
  readonly alwaysTreated: number;
  /** Missing in some period (`incomplete: 'drop'`), or in all; or with a cohort that is not a number. */
  readonly unobserved: number;
  /** Whom cohorts are compared with. */
  readonly comparison: 'never-treated' | 'not-yet-treated' | 'last-cohort';
  readonly periods: readonly number[];
  /** Position of `periods` in the panel. */
  readonly periodIndexes: readonly number[];
}

/** Group-time effects with all that aggregations need. */
export interface GroupTimeEffects {
  readonly cells: readonly GroupTimeCell[];
  readonly cohorts: readonly CohortSize[];
  readonly kept: KeptUnits;
  /** Null where there are no cells before entry, or their covariance is singular. */
  readonly preTest: PreTest | null;
  readonly options: Required<GroupTimeOptions>;
}

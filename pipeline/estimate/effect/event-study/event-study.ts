import { type Matrix, quadraticForm } from '../../numeric/matrix.ts';
import { type Effect, effectOf, type JointTest, jointTest, submatrix } from '../difference/effect.ts';
import { type TwoWayOptions, type TwoWayRegression, twoWayRegression } from '../two-way/regression.ts';
import type { TwoWayRows } from '../two-way/rows.ts';

/** Rows of a panel with the first treated period of every row's unit. */
export interface EventRows extends TwoWayRows {
  readonly period: ArrayLike<number>;
  /** First treated period of the unit; 0 or NaN for units that are never treated, also matched controls. */
  readonly entry: ArrayLike<number>;
}

/** Reference, ends and errors of an event study. */
export interface EventStudyOptions extends TwoWayOptions {
  /** Event time whose effect is set to 0. Default -1, the period before entry. */
  readonly reference?: number;
  /** First and last event time; earlier and later rows are binned into them. Default: every event time has its own. */
  readonly from?: number;
  readonly to?: number;
  /** Denominator degrees of freedom of the joint test: clusters less 1 (default), or rows less coefficients as fixest. */
  readonly denominator?: 'clusters' | 'rows';
}

/** Effect at one event time: periods since entry, 0 being the period of entry. */
export interface EventEffect extends Effect {
  readonly event: number;
  /** Holds this and all earlier (later) event times. */
  readonly isBinned: boolean;
  readonly isReference: boolean;
  readonly isAliased: boolean;
  /** Treated rows at this event time. */
  readonly treatedRows: number;
}

/** Effects before and after entry against the reference period. */
export interface EventStudy {
  readonly events: readonly EventEffect[];
  /** Of the effects that are neither reference nor aliased, in their order. */
  readonly covariance: Matrix;
  readonly covarianceEvents: readonly number[];
  /** That all effects before the reference are 0. Null where there are none. */
  readonly preTrend: JointTest | null;
  /** Plain mean of the effects from entry on. Null where there are none. */
  readonly average: Effect | null;
  readonly regression: TwoWayRegression;
  /** No row is free of treatment for good: event times and periods are collinear, one more event time is aliased. */
  readonly hasNeverTreated: boolean;
}

const isTreatedUnit = (entry: number): boolean => entry !== 0 && Number.isFinite(entry);

/** Event time of a row with ends binned; NaN for units never treated. */
function eventTime(period: number, entry: number, from: number, to: number): number {
  return isTreatedUnit(entry) ? Math.min(Math.max(period - entry, from), to) : Number.NaN;
}

/**
 * Event study: unit and period effects and one dummy per event time of treated units, without the reference. Standard errors
 * clustered (default: unit). R `fixest::feols(y ~ i(rel, ref = c(-1, never)) | unit + period, cluster = ~unit)`.
 */
export function eventStudy(rows: EventRows, options: EventStudyOptions = {}): EventStudy {
  const { reference = -1, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = options;
  const size = rows.outcome.length;
  const time = new Float64Array(size);
  let hasNeverTreated = false;
  for (let row = 0; row < size; row++) {
    time[row] = eventTime(rows.period[row] as number, rows.entry[row] as number, from, to);
    if (Number.isNaN(time[row])) hasNeverTreated = true;
  }
  const found = [...new Set(time)].filter((event) => !Number.isNaN(event)).sort((a, b) => a - b);
  const events = found.filter((event) => event !== reference);
  const regressors = events.map((event) => ({
    name: String(event),
    values: time.map((value) => (value === event ? 1 : 0)),
  }));
  const regression = twoWayRegression(rows, regressors, options);
  const counts = new Map<number, number>();
  for (const row of regression.usedRows) counts.set(time[row] as number, (counts.get(time[row] as number) ?? 0) + 1);
  const kept = events.flatMap((_event, j) => (regression.coefficients[j]?.isAliased ? [] : [j]));
  const covariance = submatrix(regression.covariance, kept);
  const covarianceEvents = kept.map((j) => events[j] as number);
  return {
    events: found.map((event): EventEffect => {
      const coefficient = regression.coefficients[events.indexOf(event)];
      const {
        isAliased,
        name: _name,
        ...effect
      } = coefficient ?? {
        ...effectOf(0, 0, regression.degreesOfFreedom, options.level),
        isAliased: false,
        name: '',
      };
      return {
        ...effect,
        event,
        isBinned: event === from || event === to,
        isReference: event === reference,
        isAliased,
        treatedRows: counts.get(event) ?? 0,
      };
    }),
    covariance,
    covarianceEvents,
    preTrend: preTrendTest(regression, events, covariance, covarianceEvents, reference, options.denominator),
    average: averageEffect(regression, events, covariance, covarianceEvents, options.level),
    regression,
    hasNeverTreated,
  };
}

const estimatesOf = (regression: TwoWayRegression, events: readonly number[], which: readonly number[]) =>
  which.map((event) => regression.coefficients[events.indexOf(event)]?.estimate as number);

function preTrendTest(
  regression: TwoWayRegression,
  events: readonly number[],
  covariance: Matrix,
  kept: readonly number[],
  reference: number,
  denominator: 'clusters' | 'rows' = 'clusters',
): JointTest | null {
  const before = kept.filter((event) => event < reference);
  const degrees = denominator === 'clusters' ? regression.degreesOfFreedom : regression.residualDegreesOfFreedom;
  const part = submatrix(
    covariance,
    before.map((event) => kept.indexOf(event)),
  );
  return jointTest(estimatesOf(regression, events, before), part, degrees);
}

function averageEffect(
  regression: TwoWayRegression,
  events: readonly number[],
  covariance: Matrix,
  kept: readonly number[],
  level: number | undefined,
): Effect | null {
  const after = kept.filter((event) => event >= 0);
  if (after.length === 0) return null;
  const weights = kept.map((event) => (event >= 0 ? 1 / after.length : 0));
  const estimate = estimatesOf(regression, events, after).reduce((sum, value) => sum + value, 0) / after.length;
  const error = Math.sqrt(Math.max(quadraticForm(covariance, weights), 0));
  return effectOf(estimate, error, regression.degreesOfFreedom, level);
}

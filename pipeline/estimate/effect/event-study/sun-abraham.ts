import { type Matrix, multiply, quadraticForm, transpose, zeroMatrix } from '../../numeric/matrix.ts';
import { type Effect, effectOf, type JointTest, jointTest, submatrix } from '../difference/effect.ts';
import { type TwoWayOptions, type TwoWayRegression, twoWayRegression } from '../two-way/regression.ts';
import type { EventRows } from './event-study.ts';

/** Reference and errors of the interaction-weighted estimator. */
export interface SunAbrahamOptions extends TwoWayOptions {
  /** Event time whose effect is set to 0 in every cohort. Default -1. */
  readonly reference?: number;
  /** Denominator degrees of freedom of the joint test. Default `clusters`: G - 1. */
  readonly denominator?: 'clusters' | 'rows';
}

/** An average of cohort-specific effects; `key` is the event time or the cohort. */
export interface WeightedEffect extends Effect {
  readonly key: number;
  /** Weight of treated rows behind it; their number where rows are not weighted. */
  readonly treatedRows: number;
}

/** Interaction-weighted event study. */
export interface SunAbraham {
  readonly events: readonly WeightedEffect[];
  /** Of `events`, in their order. */
  readonly covariance: Matrix;
  readonly cohorts: readonly WeightedEffect[];
  /** Mean over treated rows from entry on. Null where there are none. */
  readonly overall: Effect | null;
  readonly preTrend: JointTest | null;
  readonly regression: TwoWayRegression;
  /** Rows of cohorts that are never seen in the reference period, and from the last cohort's entry on where it is the control. */
  readonly droppedRows: number;
  readonly comparison: 'never-treated' | 'last-cohort';
}

const isTreated = (entry: number): boolean => entry !== 0 && Number.isFinite(entry);

/** Rows that can be used, and the cohort that stands in for the never treated where there are none. */
function comparableRows(rows: EventRows, reference: number) {
  const size = rows.outcome.length;
  const indexes = Array.from({ length: size }, (_, row) => row);
  const entryOf = (row: number): number => rows.entry[row] as number;
  const hasNever = indexes.some((row) => !isTreated(entryOf(row)));
  const last = hasNever ? Number.NaN : indexes.reduce((latest, row) => Math.max(latest, entryOf(row)), 0);
  const inTime = indexes.filter((row) => hasNever || (rows.period[row] as number) < last);
  const seen = new Set<number>();
  for (const row of inTime) if ((rows.period[row] as number) - entryOf(row) === reference) seen.add(entryOf(row));
  const kept = inTime.filter((row) => !isTreated(entryOf(row)) || entryOf(row) === last || seen.has(entryOf(row)));
  return { kept, last, dropped: size - kept.length };
}

/**
 * Event study that is right when effects differ by cohort (Sun and Abraham 2021): one coefficient per cohort and event time
 * against units never treated (else the last cohort before its entry), averaged over cohorts by their rows. Shares of cohorts
 * count as known. R `fixest::feols(y ~ sunab(cohort, period) | unit + period)`.
 *
 * Holds one column a cohort and event time: for samples of some hundred thousand rows. For a whole register
 * `groupTimeEffects` gives the same estimates from balanced panels in less memory.
 */
export function sunAbraham(rows: EventRows, options: SunAbrahamOptions = {}): SunAbraham {
  const { reference = -1, level = 0.95, denominator = 'clusters' } = options;
  const { kept, last, dropped } = comparableRows(rows, reference);
  const pick = (column: ArrayLike<number>): Float64Array => Float64Array.from(kept, (row) => column[row] as number);
  const entry = pick(rows.entry).map((value) => (isTreated(value) && value !== last ? value : 0));
  const period = pick(rows.period);
  const weights = rows.weights === undefined ? undefined : pick(rows.weights);
  const cells = new Map<string, { cohort: number; event: number }>();
  entry.forEach((cohort, k) => {
    const event = (period[k] as number) - cohort;
    if (cohort !== 0 && event !== reference) cells.set(`${cohort} ${event}`, { cohort, event });
  });
  const terms = [...cells.values()].sort((a, b) => a.cohort - b.cohort || a.event - b.event);
  const regression = twoWayRegression(
    {
      unit: pick(rows.unit),
      period,
      outcome: pick(rows.outcome),
      ...(weights === undefined ? {} : { weights }),
    },
    terms.map(({ cohort, event }) => ({
      name: `${cohort}:${event}`,
      values: entry.map((own, k) => (own === cohort && (period[k] as number) - cohort === event ? 1 : 0)),
    })),
    { ...options, ...(options.cluster === undefined ? {} : { cluster: options.cluster.map(pick) }) },
  );
  const sizes = terms.map(() => 0);
  const place = new Map(terms.map(({ cohort, event }, j) => [`${cohort} ${event}`, j]));
  for (const k of regression.usedRows) {
    const j = place.get(`${entry[k]} ${(period[k] as number) - (entry[k] as number)}`);
    if (j !== undefined) sizes[j] = (sizes[j] as number) + (weights === undefined ? 1 : (weights[k] as number));
  }
  const known = terms.map((_term, j) => regression.coefficients[j]?.isAliased === false && (sizes[j] as number) > 0);
  /** Row weights of the terms that belong, summing to 1. */
  const shares = (belongs: (term: (typeof terms)[number]) => boolean) => {
    const own = terms.map((term, j) => (known[j] && belongs(term) ? (sizes[j] as number) : 0));
    const total = own.reduce((sum, value) => sum + value, 0);
    return { total, vector: Float64Array.from(own, (value) => value / total) };
  };
  const average = ({ total, vector }: ReturnType<typeof shares>, key: number): WeightedEffect => {
    const estimate = vector.reduce(
      (sum, share, j) => sum + (share === 0 ? 0 : share * (regression.coefficients[j]?.estimate as number)),
      0,
    );
    const error = Math.sqrt(Math.max(quadraticForm(regression.covariance, vector), 0));
    return { ...effectOf(estimate, error, regression.degreesOfFreedom, level), key, treatedRows: total };
  };
  const keys = (of: (term: (typeof terms)[number]) => number): number[] =>
    [...new Set(terms.filter((_term, j) => known[j]).map(of))].sort((a, b) => a - b);
  const eventKeys = keys(({ event }) => event);
  const vectors = eventKeys.map((key) => shares(({ event }) => event === key));
  const mixing = zeroMatrix(eventKeys.length, terms.length);
  vectors.forEach(({ vector }, k) => {
    mixing.values.set(vector, k * terms.length);
  });
  const covariance = multiply(multiply(mixing, regression.covariance), transpose(mixing));
  const events = vectors.map((vector, k) => average(vector, eventKeys[k] as number));
  const before = eventKeys.flatMap((key, k) => (key < reference ? [k] : []));
  const after = shares(({ event }) => event >= 0);
  const cohorts = keys(({ cohort }) => cohort).flatMap((key) => {
    const own = shares(({ cohort, event }) => cohort === key && event >= 0);
    return own.total > 0 ? [average(own, key)] : [];
  });
  return {
    events,
    covariance,
    cohorts,
    overall: after.total > 0 ? average(after, 0) : null,
    preTrend: jointTest(
      before.map((k) => events[k]?.estimate as number),
      submatrix(covariance, before),
      denominator === 'clusters' ? regression.degreesOfFreedom : regression.residualDegreesOfFreedom,
    ),
    regression,
    droppedRows: dropped,
    comparison: Number.isNaN(last) ? 'never-treated' : 'last-cohort',
  };
}

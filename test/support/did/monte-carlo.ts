import {
  matchedDifferenceInDifferences,
  matchedEventStudy,
} from '../../../pipeline/estimate/effect/difference/matched.ts';
import { pairedEventStudy } from '../../../pipeline/estimate/effect/difference/paired.ts';
import type { Panel } from '../../../pipeline/estimate/effect/difference/panel.ts';
import { aggregateGroupTime } from '../../../pipeline/estimate/effect/group-time/aggregate.ts';
import { groupTimeEffects } from '../../../pipeline/estimate/effect/group-time/group-time.ts';
import { matchNearest } from '../../../pipeline/estimate/effect/matching/nearest.ts';
import { pairsOf } from '../../../pipeline/estimate/effect/matching/pairs.ts';
import { buildDesign, numeric } from '../../../pipeline/estimate/effect/score/design.ts';
import { propensityScore } from '../../../pipeline/estimate/effect/score/propensity.ts';
import { twoWayRegression } from '../../../pipeline/estimate/effect/two-way/regression.ts';
import { quadraticForm } from '../../../pipeline/estimate/numeric/matrix.ts';
import { normal, uniform } from '../../../pipeline/estimate/numeric/random.ts';
import { standardDeviation } from '../../../pipeline/estimate/numeric/summary.ts';

const PERIODS = [2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022];
const ENTRIES = [2018, 2019, 2020];
const HORIZON = 2;
const SECTORS = 4;

/** Log points gained by a firm that entered in `entry`, `since` years later. Early entrants gain more: timing matters. */
const planted = (entry: number, since: number): number =>
  (since === 0 ? 0.03 : 0.06) + 0.01 * (2019 - entry) * (since === 0 ? 0 : 1);

/** What is wrong with a world: nothing; members are on a steeper path; members were picked after a lucky year. */
export type World = 'fair' | 'pre-trend' | 'lucky year';

interface Firms {
  readonly panel: Panel;
  readonly cohort: Float64Array;
  readonly size: Float64Array;
  readonly exporter: Float64Array;
  readonly sector: Int32Array;
}

/** Productive, large and exporting firms of sectors that grow join more often: what naive comparisons take for an effect. */
function firmsOf(firms: number, members: number, seed: number, world: World): Firms {
  const outcome = new Float64Array(firms * PERIODS.length);
  const cohort = new Float64Array(firms);
  const size = new Float64Array(firms);
  const exporter = new Float64Array(firms);
  const sector = new Int32Array(firms);
  for (let i = 0; i < firms; i++) {
    const branch = Math.floor(SECTORS * uniform(seed, 1, 0, i));
    sector[i] = branch;
    size[i] = normal(seed, 2, 0, i);
    exporter[i] = uniform(seed, 3, 0, i) < 0.25 ? 1 : 0;
    const ability = 0.35 * normal(seed, 4, 0, i) + 0.06 * (size[i] as number) + 0.15 * (exporter[i] as number);
    const shocks: number[] = [];
    PERIODS.forEach((_period, t) => {
      shocks.push(0.5 * (shocks[t - 1] ?? 0) + 0.12 * normal(seed, 5, t, i));
    });
    const entry = ENTRIES[Math.floor(ENTRIES.length * uniform(seed, 6, 0, i))] as number;
    const luck = world === 'lucky year' ? 4 * (shocks[PERIODS.indexOf(entry) - 1] as number) : 0;
    const odds =
      (members / (firms - members)) *
      Math.exp(
        0.9 * ability + 0.5 * (size[i] as number) + 0.4 * (exporter[i] as number) + 0.4 * (branch - 1.5) + luck - 0.35,
      );
    const joins = uniform(seed, 7, 0, i) < odds / (1 + odds);
    if (joins) cohort[i] = entry;
    PERIODS.forEach((period, t) => {
      const since = joins ? period - entry : -1;
      const slope = 0.01 * branch + 0.004 * (size[i] as number) + (joins && world === 'pre-trend' ? 0.015 : 0);
      outcome[i * PERIODS.length + t] =
        6 + ability + slope * t + 0.02 * Math.sin(t) + (shocks[t] as number) + (since >= 0 ? planted(entry, since) : 0);
    });
  }
  return { panel: { units: firms, periods: PERIODS, outcome }, cohort, size, exporter, sector };
}

/** One estimator in one replicate. */
export interface Trial {
  readonly error: number;
  readonly standardError: number;
  readonly isCovered: boolean;
  /** Of its test that nothing happens before entry. */
  readonly preTrendP: number | null;
}

interface Estimated {
  readonly estimate: number;
  readonly standardError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

const trial = (effect: Estimated, truth: number, preTrendP: number | null = null): Trial => ({
  error: effect.estimate - truth,
  standardError: effect.standardError as number,
  isCovered: (effect.lower as number) <= truth && truth <= (effect.upper as number),
  preTrendP,
});

const normalInterval = (estimate: number, standardError: number): Estimated => ({
  estimate,
  standardError,
  lower: estimate - 1.959964 * standardError,
  upper: estimate + 1.959964 * standardError,
});

/** Mean planted effect over event times 0 to the horizon, for the entries of the given units. */
function truthOf(entries: readonly number[]): number {
  let sum = 0;
  for (const entry of entries) for (let since = 0; since <= HORIZON; since++) sum += planted(entry, since);
  return sum / entries.length / (HORIZON + 1);
}

/** Mean difference of two samples with its error. */
function difference(a: readonly number[], b: readonly number[]): Estimated {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = (values: readonly number[]) => standardDeviation(values) ** 2 / values.length;
  return normalInterval(mean(a) - mean(b), Math.sqrt(variance(a) + variance(b)));
}

/** Comparisons that people make without a study: members after entry against others, and against themselves before. */
function naiveTrials({ panel, cohort }: Firms): Record<string, Trial> {
  const steps = PERIODS.length;
  const members = Array.from(cohort.keys()).filter((i) => cohort[i] !== 0);
  const others = Array.from(cohort.keys()).filter((i) => cohort[i] === 0);
  const mean = (i: number, from: number, to: number): number => {
    let sum = 0;
    for (let year = from; year <= to; year++) sum += panel.outcome[i * steps + PERIODS.indexOf(year)] as number;
    return sum / (to - from + 1);
  };
  const truth = truthOf(members.map((i) => cohort[i] as number));
  const gains = members.map((i) => {
    const entry = cohort[i] as number;
    return mean(i, entry, entry + HORIZON) - (panel.outcome[i * steps + PERIODS.indexOf(entry - 1)] as number);
  });
  const after = members.map((i) => mean(i, cohort[i] as number, (cohort[i] as number) + HORIZON));
  const apart = others.map((i) => mean(i, 2019, 2021));
  const own = normalInterval(
    gains.reduce((sum, value) => sum + value, 0) / gains.length,
    standardDeviation(gains) / Math.sqrt(gains.length),
  );
  return {
    'members against others, after entry': trial(difference(after, apart), truth),
    'members, after against before': trial(own, truth),
  };
}

/** Two-way regression on all firms without matching. */
function unmatchedTrial({ panel, cohort }: Firms): Trial {
  const steps = PERIODS.length;
  const rows: number[] = [];
  for (let at = 0; at < panel.outcome.length; at++) {
    const entry = cohort[Math.floor(at / steps)] as number;
    if (entry === 0 || (PERIODS[at % steps] as number) <= entry + HORIZON) rows.push(at);
  }
  const of = (make: (unit: number, period: number) => number): Float64Array =>
    Float64Array.from(rows, (at) => make(Math.floor(at / steps), PERIODS[at % steps] as number));
  const fitted = twoWayRegression(
    {
      unit: of((unit) => unit),
      period: of((_unit, period) => period),
      outcome: Float64Array.from(rows, (at) => panel.outcome[at] as number),
    },
    [{ name: 'D', values: of((unit, period) => (cohort[unit] !== 0 && period >= (cohort[unit] as number) ? 1 : 0)) }],
  );
  const entries = Array.from(cohort).filter((entry) => entry !== 0);
  return trial(fitted.coefficients[0] as Estimated, truthOf(entries));
}

/** Nearest neighbours on the score of covariates inside sectors; then pairs by long differences and by two-way effects. */
function matchedTrials({ panel, cohort, size, exporter, sector }: Firms): Record<string, Trial> {
  const treated = Uint8Array.from(cohort, (entry) => (entry === 0 ? 0 : 1));
  const dummies = Array.from({ length: SECTORS - 1 }, (_, s) =>
    numeric(
      `sector ${s + 1}`,
      Float64Array.from(sector, (own) => (own === s + 1 ? 1 : 0)),
    ),
  );
  const design = buildDesign(panel.units, [numeric('size', size), numeric('exporter', exporter), ...dummies]);
  const { score } = propensityScore(design, treated);
  const matches = matchNearest({ score, treated, stratum: sector }, { caliper: 0.2 * standardDeviation(score) });
  const pairs = pairsOf(matches);
  const truth = truthOf(Array.from(pairs.treated, (unit) => cohort[unit] as number));
  const study = pairedEventStudy(panel, pairs, cohort, { from: -3, to: HORIZON });
  const weights = study.events.map(({ event }) => (event >= 0 ? 1 / (HORIZON + 1) : 0));
  const estimate = study.events.reduce((sum, effect, k) => sum + effect.estimate * (weights[k] as number), 0);
  const error = Math.sqrt(quadraticForm(study.covariance, weights));
  const stacked = matchedEventStudy(panel, pairs, cohort, { from: -3, to: HORIZON, bin: false });
  return {
    'matched pairs, long differences': trial(normalInterval(estimate, error), truth, study.preTrend?.p ?? null),
    'matched pairs, event study': trial(stacked.average as Estimated, truth, stacked.preTrend?.p ?? null),
    'matched pairs, two-way effects': trial(
      matchedDifferenceInDifferences(panel, pairs, cohort, { from: -3, to: HORIZON }),
      truth,
    ),
  };
}

function groupTimeTrials({ panel, cohort, size, exporter, sector }: Firms): Record<string, Trial> {
  const dummies = Array.from({ length: SECTORS - 1 }, (_, s) =>
    Float64Array.from(sector, (own) => (own === s + 1 ? 1 : 0)),
  );
  const truth = truthOf(Array.from(cohort).filter((entry) => entry !== 0));
  const run = (
    covariates: readonly Float64Array[],
    method: 'dr' | 'reg' | 'ipw',
    controls: 'never' | 'not-yet',
  ): Trial => {
    const effects = groupTimeEffects({ panel, cohort, covariates }, { method, controls });
    const dynamic = aggregateGroupTime(effects, 'dynamic', { maximumEvent: HORIZON });
    return trial(dynamic.overall as Estimated, truth, effects.preTest?.p ?? null);
  };
  const all = [size, exporter, ...dummies];
  return {
    'group-time, no covariates': run([], 'reg', 'never'),
    'group-time, doubly robust': run(all, 'dr', 'never'),
    'group-time, regression, not yet treated': run(all, 'reg', 'not-yet'),
    'group-time, weighting': run(all, 'ipw', 'never'),
  };
}

/** All estimators on one generated world. Errors are in log points; the truth is the mean effect of the first three years. */
export function replicate(firms: number, members: number, seed: number, world: World): Record<string, Trial> {
  const data = firmsOf(firms, members, seed, world);
  return {
    ...naiveTrials(data),
    'two-way effects, unmatched': unmatchedTrial(data),
    ...matchedTrials(data),
    ...groupTimeTrials(data),
  };
}

/** What many replicates say about an estimator. */
export interface Performance {
  readonly name: string;
  /** Mean error, in points (100 x log points), with its Monte Carlo error. */
  readonly biasPoints: number;
  readonly biasErrorPoints: number;
  readonly spreadPoints: number;
  readonly meanErrorPoints: number;
  readonly coveragePct: number;
  /** Share of pre-trend tests below 5 %; null where the estimator has none. */
  readonly preTrendRejectedPct: number | null;
  readonly replicates: number;
}

export function performanceOf(name: string, trials: readonly Trial[]): Performance {
  const errors = trials.map(({ error }) => error);
  const tests = trials.flatMap(({ preTrendP }) => (preTrendP === null ? [] : [preTrendP]));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = standardDeviation(errors);
  return {
    name,
    biasPoints: 100 * mean(errors),
    biasErrorPoints: (100 * spread) / Math.sqrt(trials.length),
    spreadPoints: 100 * spread,
    meanErrorPoints: 100 * mean(trials.map(({ standardError }) => standardError)),
    coveragePct: 100 * mean(trials.map(({ isCovered }) => (isCovered ? 1 : 0))),
    preTrendRejectedPct: tests.length === 0 ? null : 100 * mean(tests.map((p) => (p < 0.05 ? 1 : 0))),
    replicates: trials.length,
  };
}

/** Runs a world many times. */
export function monteCarlo(
  world: World,
  { replicates, firms, members, seed }: { replicates: number; firms: number; members: number; seed: number },
): Performance[] {
  const trials = new Map<string, Trial[]>();
  for (let r = 0; r < replicates; r++)
    for (const [name, one] of Object.entries(replicate(firms, members, seed * 100_003 + r, world)))
      trials.set(name, [...(trials.get(name) ?? []), one]);
  return [...trials].map(([name, all]) => performanceOf(name, all));
}

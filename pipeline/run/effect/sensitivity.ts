import { tQuantile } from '../../estimate/distribution/index.ts';
import type { Panel } from '../../estimate/effect/difference/panel.ts';
import {
  breakdownMbar,
  type HonestBounds,
  honestRelativeMagnitudes,
  honestSmoothness,
} from '../../estimate/effect/honest/bounds.ts';
import { honestStudy } from '../../estimate/effect/honest/study.ts';
import type { Pairs } from '../../estimate/effect/matching/pairs.ts';
import { type EValue, eValue } from '../../estimate/effect/sensitivity/evalue.ts';
import { type RobustnessValue, robustnessValue } from '../../estimate/effect/sensitivity/omitted-variable.ts';
import {
  criticalGamma,
  type RosenbaumBound,
  rosenbaumBound,
  signedRank,
} from '../../estimate/effect/sensitivity/rosenbaum.ts';
import { changeBetween } from '../../estimate/numeric/change.ts';
import type { BatteryStudy } from './battery-study.ts';
import { isSmePair } from './effect-numbers.ts';
import { estimatePairs, type PairEstimate, selectPairs } from './estimate.ts';

const GAMMAS = [1, 1.05, 1.1, 1.2, 1.3, 1.5, 2];
const MBARS = [0.5, 1];
/** Percentage points a year by which the slope of the difference between the groups may change. */
const SMOOTHNESS_PP = [0, 0.5, 1];
/** Draws of the honest bounds; seeded. */
const DRAWS = 500;
const POWER = 0.8;

/** An effect where there can be none, with its p-value. */
export interface Placebo {
  readonly estimate: number;
  readonly p: number | null;
  readonly pairs: number;
}

/** What an unobserved difference would have to be like, and what the data could have shown. */
export interface Sensitivity {
  readonly placeboYear: Placebo | null;
  readonly placeboOutcome: Placebo | null;
  readonly criticalGamma: number | null;
  readonly bounds: readonly RosenbaumBound[];
  readonly robustness: RobustnessValue | null;
  readonly innovation: EValue | null;
  readonly honest: readonly HonestBounds[];
  /** The same where the slope of the difference may change by so many percentage points a year; 0 is a straight line. */
  readonly smooth: readonly HonestBounds[];
  /** Mbar at which the interval takes in 0; null where it holds beyond 10 or cannot be computed. */
  readonly breakdown: number | null;
  /** Effect that would have been found with 80 % power, on the log scale. */
  readonly minimumDetectable: number | null;
  /** Share of the headline pairs of which a company is gone by the last horizon, where the register covers it. */
  readonly attrition: number | null;
}

const headlinePairs = (study: BatteryStudy): Pairs =>
  selectPairs(study.sample.pairs, (_unit, at) => isSmePair(study, at));

const placeboOf = ({ headline }: PairEstimate): Placebo | null =>
  headline === null ? null : { estimate: headline.estimate, p: headline.p, pairs: headline.pairs };

/** Entry two years early, looked at in the two years before the true one. */
function placeboYear(study: BatteryStudy, pairs: Pairs): Placebo | null {
  const early = study.treatment.entry.map((year) => (year === 0 ? 0 : year - 2));
  const settings = { horizons: [0, 1], leads: 1 };
  return placeboOf(estimatePairs(study.outcomes.get('log_productivity'), pairs, early, settings, study.level));
}

/**
 * An outcome that a company's participation cannot move: mean log productivity of the companies of its section and region
 * that never took part, itself left out. It would differ if the two sides of pairs met different local shocks. Only the
 * companies of the pairs have it.
 */
function surroundings({ panel, treatment, outcomes }: BatteryStudy, { treated, control }: Pairs): Panel {
  const own = outcomes.get('log_productivity');
  const steps = panel.years.length;
  const cells = panel.region.levels.length * panel.industry.levels.length * steps;
  const sums = new Float64Array(cells);
  const counts = new Float64Array(cells);
  const cellOf = (at: number): number => {
    const code = (panel.industry.codes[at] as number) * panel.region.levels.length + (panel.region.codes[at] as number);
    return code * steps + (at % steps);
  };
  const isCounted = (at: number): boolean => panel.isPresent[at] === 1 && Number.isFinite(own.outcome[at]);
  for (let firm = 0; firm < panel.firms; firm++) {
    if (treatment.firstPart[firm] !== 0) continue;
    for (let at = firm * steps; at < (firm + 1) * steps; at++) {
      if (!isCounted(at)) continue;
      const cell = cellOf(at);
      sums[cell] = (sums[cell] as number) + (own.outcome[at] as number);
      counts[cell] = (counts[cell] as number) + 1;
    }
  }
  const outcome = new Float64Array(own.outcome.length);
  const meanOfOthers = (at: number, isOther: boolean): number => {
    if (panel.isPresent[at] === 0) return Number.NaN;
    const cell = cellOf(at);
    const isIn = !isOther && isCounted(at);
    return (
      ((sums[cell] as number) - (isIn ? (own.outcome[at] as number) : 0)) / ((counts[cell] as number) - (isIn ? 1 : 0))
    );
  };
  for (const firms of [treated, control])
    for (const firm of firms) {
      const isOther = treatment.firstPart[firm] !== 0;
      for (let at = firm * steps; at < (firm + 1) * steps; at++) outcome[at] = meanOfOthers(at, isOther);
    }
  return { ...own, outcome };
}

/** Mean over the horizons of each pair's change since the year before entry; NaN where no horizon is observed. */
function pairChanges(study: BatteryStudy, panel: Panel, pairs: Pairs): Float64Array {
  const steps = panel.periods.length;
  const at = (firm: number, year: number): number => {
    const t = panel.periods.indexOf(year);
    return t < 0 ? Number.NaN : (panel.outcome[firm * steps + t] as number);
  };
  return Float64Array.from(pairs.treated, (unit, row) => {
    const entry = study.treatment.entry[unit] as number;
    const control = pairs.control[row] as number;
    const gap = (year: number): number => changeBetween(at(unit, year), at(control, year));
    const changes = study.settings.horizons
      .map((horizon) => changeBetween(gap(entry + horizon), gap(entry - 1)))
      .filter((change) => Number.isFinite(change));
    return changes.reduce((sum, change) => sum + change, 0) / changes.length;
  });
}

/** Share of pairs gone by the last horizon, of those whose last horizon the register covers. */
function attritionOf(study: BatteryStudy, pairs: Pairs): number | null {
  const { panel, treatment, settings } = study;
  const steps = panel.years.length;
  const horizon = Math.max(...settings.horizons);
  let covered = 0;
  let gone = 0;
  pairs.treated.forEach((unit, row) => {
    const t = panel.years.indexOf((treatment.entry[unit] as number) + horizon);
    if (t < 0) return;
    covered++;
    const isGone = (firm: number): boolean => panel.isPresent[firm * steps + t] === 0;
    if (isGone(unit) || isGone(pairs.control[row] as number)) gone++;
  });
  return covered === 0 ? null : gone / covered;
}

const NO_BOUNDS = { honest: [], smooth: [], breakdown: null };

/** Honest bounds need event times without gaps and with errors. */
function honestOf(study: BatteryStudy): Pick<Sensitivity, 'honest' | 'smooth' | 'breakdown'> {
  const events = study.estimates.get('log_productivity')?.sme.study;
  if (events === undefined || events.events.some(({ standardError }) => standardError === null)) return NO_BOUNDS;
  const { horizons } = study.settings;
  try {
    const input = honestStudy(events.events, events.covariance, -1, (event) =>
      horizons.includes(event) ? 1 / horizons.length : 0,
    );
    const options = { level: study.level, seed: study.seed, draws: DRAWS };
    const slopes = SMOOTHNESS_PP.map((points) => points / 100);
    return {
      honest: honestRelativeMagnitudes(input, MBARS, options),
      smooth: honestSmoothness(input, slopes, options).map((bounds, k) => ({
        ...bounds,
        bound: SMOOTHNESS_PP[k] as number,
      })),
      breakdown: breakdownMbar(input, options),
    };
  } catch (error) {
    if (error instanceof RangeError) return NO_BOUNDS;
    throw error;
  }
}

/** All sensitivity analyses of the headline. */
export function sensitivityOf(study: BatteryStudy): Sensitivity {
  const pairs = headlinePairs(study);
  const productivity = study.outcomes.get('log_productivity');
  const headline = study.estimates.get('log_productivity')?.sme.headline ?? null;
  const changes = pairChanges(study, productivity, pairs).filter((change) => Number.isFinite(change));
  const isNegative = (headline?.estimate ?? 0) < 0;
  const rank = signedRank(isNegative ? changes.map((change) => -change) : changes);
  const ratio = (study.innovation?.sme ?? study.innovation?.all)?.paired.riskRatio;
  const placeboPanel = surroundings(study, pairs);
  const { horizons, leads } = study.settings;
  const degrees = headline?.degreesOfFreedom ?? 0;
  const error = headline?.standardError ?? null;
  return {
    placeboYear: placeboYear(study, pairs),
    placeboOutcome: placeboOf(
      estimatePairs(placeboPanel, pairs, study.treatment.entry, { horizons, leads }, study.level),
    ),
    criticalGamma: rank.nonZero === 0 ? null : criticalGamma(rank),
    bounds: rank.nonZero === 0 ? [] : GAMMAS.map((gamma) => rosenbaumBound(rank, gamma)),
    robustness: headline?.statistic == null ? null : robustnessValue(headline.statistic, degrees, 1 - study.level),
    innovation: ratio === undefined ? null : eValue(ratio.estimate, ratio.lower, ratio.upper),
    ...honestOf(study),
    minimumDetectable:
      error === null ? null : (tQuantile(1 - (1 - study.level) / 2, degrees) + tQuantile(POWER, degrees)) * error,
    attrition: attritionOf(study, pairs),
  };
}

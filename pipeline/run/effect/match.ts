import type { StudySettings } from '../../contract/study.ts';
import { type Balance, balance } from '../../estimate/effect/balance/balance.ts';
import { matchNearest } from '../../estimate/effect/matching/nearest.ts';
import type { Matches, MatchUnits, UnmatchedReason } from '../../estimate/effect/matching/options.ts';
import { matchingWeights, type Pairs, pairsOf } from '../../estimate/effect/matching/pairs.ts';
import { caliperWidth, commonSupport } from '../../estimate/effect/matching/support.ts';
import { buildDesign, type Design, factor, type NamedColumns } from '../../estimate/effect/score/design.ts';
import { type PropensityScore, propensityScore } from '../../estimate/effect/score/propensity.ts';
import { covariateColumns } from './covariates.ts';
import type { RegisterPanel } from './panel.ts';
import type { Population } from './population.ts';

/** Score, pairs and how alike they are. */
export interface MatchedSample {
  readonly score: PropensityScore;
  readonly terms: readonly NamedColumns[];
  readonly caliper: number;
  /** Over rows of the population. */
  readonly matches: Matches;
  readonly weights: Float64Array;
  /** Companies of every pair. */
  readonly pairs: Pairs;
  /** Rows of every pair. */
  readonly pairRows: Pairs;
  readonly unmatched: Readonly<Record<Exclude<UnmatchedReason, 'matched'>, number>>;
}

/** Fits the score of treatment on the covariates of the base year, with the cohort where base years differ. */
export function scorePopulation(
  panel: RegisterPanel,
  population: Population,
  productivity: Float64Array,
  settings: StudySettings,
): { readonly score: PropensityScore; readonly terms: readonly NamedColumns[] } {
  const terms = settings.covariates.map((name) => covariateColumns(name, panel, productivity, population));
  const cohorts = new Set(population.cohort);
  const cohort = cohorts.size < 2 ? [] : [factor('cohort', Array.from(population.cohort, String))];
  const design = buildDesign(population.firm.length, [...terms, ...cohort]);
  const isOneSided = population.treated.every((value) => value === population.treated[0]);
  return { score: isOneSided ? withoutScore(design) : propensityScore(design, population.treated), terms };
}

/** Scores that are not known, where there is nobody to compare with: no unit can be matched. */
function withoutScore({ matrix, names }: Design): PropensityScore {
  const unknown = new Float64Array(matrix.rows).fill(Number.NaN);
  const coefficients = new Float64Array(matrix.columns).fill(Number.NaN);
  const fit = {
    coefficients,
    standardErrors: coefficients,
    covariance: { rows: 0, columns: 0, values: new Float64Array(0) },
    fitted: unknown,
    workingWeights: unknown,
    linear: unknown,
    deviance: Number.NaN,
    nullDeviance: Number.NaN,
    iterations: 0,
    hasConverged: false,
    aliased: [],
  };
  return { fit, names, score: unknown, logit: unknown, collinear: [], separated: [], isFirth: false };
}

/** Rows of every cohort, in ascending order of cohorts. */
function rowsByCohort(cohort: Int32Array): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  for (let k = 0; k < cohort.length; k++) {
    const own = rows.get(cohort[k] as number);
    if (own === undefined) rows.set(cohort[k] as number, [k]);
    else own.push(k);
  }
  return new Map([...rows].sort(([a], [b]) => a - b));
}

/**
 * Matches cohort by cohort, earliest first: pairs are of one cohort, so both are observed in the same calendar years. Without
 * replacement a donor serves once in all cohorts. Ties are settled by company id.
 */
export function matchPopulation(
  population: Population,
  scored: { readonly score: PropensityScore; readonly terms: readonly NamedColumns[] },
  settings: StudySettings,
  seed: number,
): MatchedSample {
  const { firm, treated, cohort, stratum } = population;
  const distance = settings.distance === 'logit' ? scored.score.logit : scored.score.score;
  const support = commonSupport(distance, treated, settings.discard);
  const caliper =
    settings.caliper_sd === 0 ? Number.POSITIVE_INFINITY : caliperWidth(distance, settings.caliper_sd, support);
  const usedDonors = new Set<number>();
  const controls = new Map<number, number[]>();
  const reasons = new Map<number, UnmatchedReason>();
  let [tiedChoices, tiedTreated] = [0, 0];
  for (const rows of rowsByCohort(cohort).values()) {
    const units: MatchUnits = {
      score: Float64Array.from(rows, (row) => distance[row] as number),
      treated: rows.map((row) => treated[row] as number),
      ids: rows.map((row) => firm[row] as number),
      stratum: rows.map((row) => stratum[row] as number),
      eligible: rows.map((row) => (usedDonors.has(firm[row] as number) ? 0 : (support[row] as number))),
    };
    const found = matchNearest(units, {
      ratio: settings.ratio,
      replace: settings.replace,
      caliper,
      order: settings.order,
      seed,
    });
    tiedChoices += found.tiedChoices;
    tiedTreated += found.tiedTreated;
    found.treated.forEach((unit, at) => {
      const row = rows[unit] as number;
      reasons.set(row, found.reasons[at] as UnmatchedReason);
      const own = Array.from(found.controls.subarray(at * settings.ratio, (at + 1) * settings.ratio));
      const chosen = own.filter((control) => control !== -1).map((control) => rows[control] as number);
      controls.set(row, chosen);
      if (!settings.replace) for (const control of chosen) usedDonors.add(firm[control] as number);
    });
  }
  const treatedRows = Array.from(controls.keys()).sort((a, b) => a - b);
  const matches: Matches = {
    treated: Int32Array.from(treatedRows),
    ratio: settings.ratio,
    controls: Int32Array.from(
      treatedRows.flatMap((row) =>
        Array.from({ length: settings.ratio }, (_, k) => (controls.get(row) as number[])[k] ?? -1),
      ),
    ),
    reasons: treatedRows.map((row) => reasons.get(row) as UnmatchedReason),
    tiedChoices,
    tiedTreated,
  };
  const pairRows = pairsOf(matches);
  const unmatched = { no_score: 0, not_eligible: 0, no_control_in_stratum: 0, caliper: 0, controls_used_up: 0 };
  for (const reason of matches.reasons) if (reason !== 'matched') unmatched[reason]++;
  return {
    ...scored,
    caliper,
    matches,
    weights: matchingWeights(matches, firm.length),
    pairRows,
    pairs: {
      treated: pairRows.treated.map((row) => firm[row] as number),
      control: pairRows.control.map((row) => firm[row] as number),
      pair: pairRows.pair,
    },
    unmatched,
  };
}

/** Balance of the score and every covariate, before and after matching. */
export function balanceTable(
  { treated }: Population,
  { score, terms, weights, pairRows }: MatchedSample,
): { readonly before: readonly Balance[]; readonly after: readonly Balance[] } {
  const everyone = new Float64Array(treated.length).fill(1);
  const columns = [
    { name: 'score', values: score.score },
    ...terms.flatMap(({ names, columns: values }) =>
      names.map((name, j) => ({ name, values: values[j] as Float64Array })),
    ),
  ];
  return {
    before: columns.map(({ name, values }) => balance(name, values, { treated, weights: everyone })),
    after: columns.map(({ name, values }) => balance(name, values, { treated, weights, pairs: pairRows })),
  };
}

import type { StudySettings } from '../../contract/study.ts';
import { type Balance, balanceOf, covariate } from '../../estimate/effect/balance/balance.ts';
import { matchNearest } from '../../estimate/effect/matching/nearest.ts';
import type { Matches, MatchUnits, UnmatchedReason } from '../../estimate/effect/matching/options.ts';
import { matchingWeights, type Pairs, pairsOf } from '../../estimate/effect/matching/pairs.ts';
import { caliperWidth, commonSupport } from '../../estimate/effect/matching/support.ts';
import {
  buildSparseDesign,
  type CodedColumns,
  codedFactor,
  columnOfTerm,
  type SparseDesign,
  type Term,
} from '../../estimate/effect/score/design.ts';
import { type PropensityScore, propensityScore } from '../../estimate/effect/score/propensity.ts';
import { covariateColumns } from './covariates.ts';
import type { RegisterPanel } from './panel.ts';
import type { Population } from './population.ts';

/** Score, pairs and how alike they are. */
export interface MatchedSample {
  readonly score: PropensityScore;
  readonly terms: readonly Term[];
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

/** Years of entry as a factor. */
function cohortFactor(cohort: Int32Array): CodedColumns {
  const years = [...new Set(cohort)].sort((a, b) => a - b);
  const place = new Map(years.map((year, code) => [year, code]));
  const codes = new Int32Array(cohort.length);
  for (let k = 0; k < codes.length; k++) codes[k] = place.get(cohort[k] as number) as number;
  return codedFactor('cohort', codes, years.map(String));
}

/** Fits the score of treatment on the covariates of the base year, with the cohort where base years differ. */
export function scorePopulation(
  panel: RegisterPanel,
  population: Population,
  productivity: Float64Array,
  settings: StudySettings,
): { readonly score: PropensityScore; readonly terms: readonly Term[] } {
  const terms = settings.covariates.map((name) => covariateColumns(name, panel, productivity, population));
  const cohorts = new Set(population.cohort);
  const cohort = cohorts.size < 2 ? [] : [cohortFactor(population.cohort)];
  const design = buildSparseDesign(population.firm.length, [...terms, ...cohort]);
  const isOneSided = population.treated.every((value) => value === population.treated[0]);
  return { score: isOneSided ? withoutScore(design) : propensityScore(design, population.treated), terms };
}

/** Scores that are not known, where there is nobody to compare with: no unit can be matched. */
function withoutScore({ matrix, names }: SparseDesign): PropensityScore {
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

/** Copies the values at the given rows. */
function gather<Target extends { [index: number]: number }>(
  values: ArrayLike<number>,
  rows: Int32Array,
  target: Target,
): Target {
  for (let k = 0; k < rows.length; k++) target[k] = values[rows[k] as number] as number;
  return target;
}

/** Rows of every cohort, in ascending order of cohorts. */
function rowsByCohort(cohort: Int32Array): Int32Array[] {
  const sizes = new Map<number, number>();
  for (let k = 0; k < cohort.length; k++) sizes.set(cohort[k] as number, (sizes.get(cohort[k] as number) ?? 0) + 1);
  return [...sizes]
    .sort(([a], [b]) => a - b)
    .map(([own, size]) => {
      const rows = new Int32Array(size);
      for (let k = 0, next = 0; next < size; k++) if (cohort[k] === own) rows[next++] = k;
      return rows;
    });
}

/**
 * Matches cohort by cohort, earliest first: pairs are of one cohort, so both are observed in the same calendar years. Without
 * replacement a donor serves once in all cohorts. Ties are settled by company id.
 */
export function matchPopulation(
  population: Population,
  scored: { readonly score: PropensityScore; readonly terms: readonly Term[] },
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
  for (const rows of rowsByCohort(cohort)) {
    const units: MatchUnits = {
      score: gather(distance, rows, new Float64Array(rows.length)),
      treated: gather(treated, rows, new Uint8Array(rows.length)),
      ids: gather(firm, rows, new Int32Array(rows.length)),
      stratum: gather(stratum, rows, new Int32Array(rows.length)),
      eligible: gather(support, rows, new Uint8Array(rows.length)),
    };
    for (let k = 0; usedDonors.size > 0 && k < rows.length; k++)
      if (usedDonors.has(firm[rows[k] as number] as number)) (units.eligible as Uint8Array)[k] = 0;
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
  const before: Balance[] = [];
  const after: Balance[] = [];
  const add = (name: string, values: Float64Array): void => {
    const column = covariate(name, values, treated);
    before.push(balanceOf(column, { treated }));
    after.push(balanceOf(column, { treated, weights, pairs: pairRows }));
  };
  add('score', score.score);
  for (const term of terms) term.names.forEach((name, j) => void add(name, columnOfTerm(term, j)));
  return { before, after };
}

import type { StudySettings } from '../../contract/study.ts';
import { weightedUnits } from '../../estimate/effect/balance/arms.ts';
import { type Balance, balanceOf, covariate } from '../../estimate/effect/balance/balance.ts';
import { factorBalances } from '../../estimate/effect/balance/factor.ts';
import { scoreOrder } from '../../estimate/effect/matching/buckets.ts';
import { matchNearest } from '../../estimate/effect/matching/nearest.ts';
import type { Matches, MatchUnits, UnmatchedReason } from '../../estimate/effect/matching/options.ts';
import { matchingWeights, type Pairs, pairsOf } from '../../estimate/effect/matching/pairs.ts';
import { caliperWidth, commonSupport } from '../../estimate/effect/matching/support.ts';
import {
  type BlockDesign,
  buildBlockDesign,
  type CodedColumns,
  codedFactor,
  type Term,
} from '../../estimate/effect/score/design.ts';
import type { GlmFit } from '../../estimate/effect/score/glm.ts';
import { type PropensityScore, propensityScore } from '../../estimate/effect/score/propensity.ts';
import { covariateColumns } from './covariates.ts';
import { demandsOf } from './demands.ts';
import type { RegisterPanel } from './panel.ts';
import type { Population } from './population.ts';

/** What matchings of one population by one score share: who is near whom does not depend on caliper, ratio or strata. */
interface Ground {
  readonly firm: Int32Array;
  readonly distance: StudySettings['distance'];
  readonly discard: StudySettings['discard'];
  /** Width of a caliper of one standard deviation. */
  readonly deviation: number;
  readonly cohorts: readonly {
    readonly rows: Int32Array;
    readonly units: Required<Pick<MatchUnits, 'score' | 'treated' | 'ids' | 'order'>>;
    readonly support: Uint8Array;
  }[];
}

/** A propensity score with the coefficients of its fit only, whose other parts have a number a company. */
interface StudyScore extends Omit<PropensityScore, 'fit'> {
  readonly fit: Pick<GlmFit, 'coefficients'>;
}

/** A score with the terms of its design, and the ground of matchings made by it. */
interface Scored {
  readonly score: StudyScore;
  readonly terms: readonly Term[];
  readonly ground?: Ground;
}

/** Score, pairs and how alike they are. */
export interface MatchedSample extends Scored {
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
  const codes = new Int16Array(cohort.length);
  for (let k = 0; k < codes.length; k++) codes[k] = place.get(cohort[k] as number) as number;
  return codedFactor('cohort', codes, years.map(String));
}

/** Fits the score of treatment on the covariates of the base year, with the cohort where base years differ. */
export function scorePopulation(
  panel: RegisterPanel,
  population: Population,
  productivity: Float64Array,
  settings: StudySettings,
): Scored {
  const terms = settings.covariates.map((name) => covariateColumns(name, panel, productivity, population));
  const cohorts = new Set(population.cohort);
  const cohort = cohorts.size < 2 ? [] : [cohortFactor(population.cohort)];
  const design = buildBlockDesign(population.firm.length, [...terms, ...cohort]);
  if (population.treated.every((value) => value === population.treated[0]))
    return { score: withoutScore(design), terms };
  const score = propensityScore(design, population.treated);
  return { score: { ...score, fit: { coefficients: score.fit.coefficients } }, terms };
}

/** Scores that are not known, where there is nobody to compare with: no unit can be matched. */
function withoutScore({ matrix, names }: BlockDesign): StudyScore {
  const unknown = new Float64Array(matrix.rows).fill(Number.NaN);
  const fit = { coefficients: new Float64Array(matrix.columns).fill(Number.NaN) };
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

function rowsOfTreated(treated: Uint8Array): Int32Array {
  const rows = new Int32Array(treated.reduce((count, value) => count + value, 0));
  for (let row = 0, next = 0; next < rows.length; row++) if (treated[row] === 1) rows[next++] = row;
  return rows;
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

/** Values at rows in ascending order: where these are all rows, the values themselves. */
const valuesAt = <Values extends Float64Array | Int32Array | Uint8Array>(values: Values, rows: Int32Array): Values =>
  rows.length === values.length
    ? values
    : gather(values, rows, new (values.constructor as new (length: number) => Values)(rows.length));

function groundOf({ firm, treated, cohort }: Population, { score }: Scored, settings: StudySettings): Ground {
  const { distance, discard } = settings;
  const nearness = distance === 'logit' ? score.logit : score.score;
  const support = commonSupport(nearness, treated, discard);
  return {
    firm,
    distance,
    discard,
    deviation: caliperWidth(nearness, 1, support),
    cohorts: rowsByCohort(cohort).map((rows) => {
      const own = valuesAt(nearness, rows);
      const ids = valuesAt(firm, rows);
      return {
        rows,
        units: { score: own, treated: valuesAt(treated, rows), ids, order: scoreOrder(own, ids) },
        support: valuesAt(support, rows),
      };
    }),
  };
}

/** Rows on support whose company serves in no pair yet. */
function stillFree(support: Uint8Array, rows: Int32Array, firm: Int32Array, isUsed: Uint8Array): Uint8Array {
  const free = support.slice();
  for (let k = 0; k < rows.length; k++) if (isUsed[firm[rows[k] as number] as number] === 1) free[k] = 0;
  return free;
}

/** Copies companies of the pairs' rows. */
const firmsOf = (firm: Int32Array, rows: Int32Array): Int32Array => gather(firm, rows, new Int32Array(rows.length));

/**
 * Matches cohort by cohort, earliest first: pairs are of one cohort, so both are observed in the same calendar years. Without
 * replacement a donor serves once in all cohorts. Ties are settled by company id.
 */
export function matchPopulation(
  population: Population,
  scored: Scored,
  settings: StudySettings,
  seed: number,
): MatchedSample {
  const { firm, treated, stratum } = population;
  const { ratio, replace, order, distance, discard } = settings;
  const known = scored.ground;
  const isSame = known?.firm === firm && known.distance === distance && known.discard === discard;
  const ground = isSame ? known : groundOf(population, scored, settings);
  const caliper = settings.caliper_sd === 0 ? Number.POSITIVE_INFINITY : settings.caliper_sd * ground.deviation;
  const treatedRows = rowsOfTreated(treated);
  const placeOf = new Int32Array(treated.length).fill(-1);
  treatedRows.forEach((row, place) => {
    placeOf[row] = place;
  });
  const controls = new Int32Array(treatedRows.length * ratio).fill(-1);
  const reasons = new Array<UnmatchedReason>(treatedRows.length).fill('not_eligible');
  const isUsed = new Uint8Array(firm.reduce((most, own) => Math.max(most, own), -1) + 1);
  const demands = demandsOf(population, scored.terms, settings);
  let [tiedChoices, tiedTreated] = [0, 0];
  for (const { rows, units, support } of ground.cohorts) {
    const found = matchNearest(
      {
        ...units,
        eligible: stillFree(support, rows, firm, isUsed),
        stratum: valuesAt(stratum, rows),
      },
      { ratio, replace, caliper, order, seed, ...demands(rows) },
    );
    tiedChoices += found.tiedChoices;
    tiedTreated += found.tiedTreated;
    found.treated.forEach((unit, at) => {
      const place = placeOf[rows[unit] as number] as number;
      reasons[place] = found.reasons[at] as UnmatchedReason;
      for (let k = 0; k < ratio; k++) {
        const control = found.controls[at * ratio + k] as number;
        if (control === -1) continue;
        const row = rows[control] as number;
        controls[place * ratio + k] = row;
        if (!replace) isUsed[firm[row] as number] = 1;
      }
    });
  }
  const matches: Matches = { treated: treatedRows, ratio, controls, reasons, tiedChoices, tiedTreated };
  const pairRows = pairsOf(matches);
  const unmatched = { no_score: 0, not_eligible: 0, no_control_in_stratum: 0, caliper: 0, controls_used_up: 0 };
  for (const reason of matches.reasons) if (reason !== 'matched') unmatched[reason]++;
  return {
    ...scored,
    ground,
    caliper,
    matches,
    weights: matchingWeights(matches, firm.length),
    pairRows,
    pairs: {
      treated: firmsOf(firm, pairRows.treated),
      control: firmsOf(firm, pairRows.control),
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
  const matched = { treated, weights, units: weightedUnits(weights), pairs: pairRows };
  const add = (name: string, values: Float64Array): void => {
    const column = covariate(name, values, treated);
    before.push(balanceOf(column, { treated }));
    after.push(balanceOf(column, matched));
  };
  add('score', score.score);
  for (const term of terms)
    if ('columns' in term) term.names.forEach((name, j) => void add(name, term.columns[j] as Float64Array));
    else {
      const [own, other] = factorBalances(term, [{ treated }, matched]);
      before.push(...(own ?? []));
      after.push(...(other ?? []));
    }
  return { before, after };
}

import { type ContributionParameters, namedParameters } from '../../accounts/figures/contributions.ts';
import type { YearFacts } from '../../accounts/figures/domain.ts';
import { dimensionsOf, figureOf, noData } from '../../accounts/figures/measure.ts';
import { missingReason } from '../../accounts/figures/missing.ts';
import { allCells, structuralCells } from '../../accounts/figures/places.ts';
import { DIMENSIONS, type Figure } from '../../contract/figure.ts';
import type { Breakdown, Indicator, Measure } from '../../contract/indicator.ts';
import { cellProportions } from '../../estimate/survey/index.ts';
import type { Store } from '../../store/store.ts';
import { type WeightedAnswers, weightAnswers } from './weighting.ts';

export interface SurveyParameters extends ContributionParameters {
  readonly confidence_level: number;
}

type Column = readonly unknown[];

/** The answers to one question in one year: who answered, weighted, and where they belong. */
interface Answers {
  readonly weighted: WeightedAnswers;
  readonly outcome: Float64Array;
  readonly groups: readonly string[];
  readonly dimensions: Readonly<Record<string, Column>>;
}

/** Columns of the SELECT that are read besides the dimensions. */
const COLUMNS = ['reference_year', 'group_id', 'stratum', 'population', 'has_responded', 'outcome'];

/** Everyone asked, column by column. */
export type Asked = Readonly<Record<string, Column>>;

/** Everyone asked, from the SELECT of an indicator, in the order of year and respondent. */
export async function askedOf(
  store: Store,
  { sql, file, breakdowns }: Indicator,
  parameters: ContributionParameters,
): Promise<Asked> {
  const named = namedParameters(sql, { sme_limit: parameters.sme_limit });
  const columns = [...COLUMNS, ...new Set(breakdowns.flat())];
  return store
    .columns(`SELECT ${columns.join(', ')} FROM (${sql}) ORDER BY reference_year, unit`, named)
    .catch((error: Error) => {
      throw new Error(`${file}: ${error.message}`, { cause: error });
    });
}

/** Those of a year who answered the question, or null where nobody did. */
function answersOf(asked: Asked, year: number): Answers | null {
  const column = (name: string): Column => asked[name] ?? [];
  const years = column('reference_year');
  const from = years.indexOf(year);
  if (from === -1) return null;
  const to = years.lastIndexOf(year) + 1;
  const outcome = column('outcome').slice(from, to) as (boolean | null)[];
  const hasResponded = column('has_responded').slice(from, to) as boolean[];
  const answered = new Uint8Array(outcome.length);
  for (let row = 0; row < answered.length; row += 1)
    answered[row] = hasResponded[row] === true && outcome[row] !== null ? 1 : 0;
  const weighted = weightAnswers({
    strata: column('stratum').slice(from, to) as string[],
    population: Float64Array.from(
      column('population').slice(from, to) as (number | null)[],
      (value) => value ?? Number.NaN,
    ),
    answered,
  });
  if (weighted === null) return null;
  const kept = [...weighted.rows];
  const ofAnswers = (name: string): unknown[] => kept.map((row) => column(name)[from + row]);
  return {
    weighted,
    outcome: Float64Array.from(kept, (row) => (outcome[row] ? 1 : 0)),
    groups: ofAnswers('group_id') as string[],
    dimensions: Object.fromEntries(
      DIMENSIONS.filter((name) => asked[name] !== undefined).map((name) => [name, ofAnswers(name)]),
    ),
  };
}

/** Rows of each cell of a breakdown among those who answered. */
function cellsOf({ dimensions, outcome }: Answers, breakdown: Breakdown): Map<string, number[]> {
  const cells = new Map<string, number[]>();
  for (let row = 0; row < outcome.length; row += 1) {
    const values = breakdown.map((name) => dimensions[name]?.[row] ?? null);
    if (values.includes(null)) continue;
    const key = values.join('\u0000');
    const rows = cells.get(key);
    if (rows === undefined) cells.set(key, [row]);
    else rows.push(row);
  }
  return cells;
}

const warningNote = (warnings: readonly string[], { isPopulationMissing }: WeightedAnswers): string | null => {
  const notes = [...warnings, ...(isPopulationMissing ? ['population_missing'] : [])];
  return notes.length === 0 ? null : notes.map((note) => note.toUpperCase()).join(';');
};

type Estimate = ReturnType<typeof cellProportions>;

/** The weighted share of a cell with the outcome, in per cent, with its interval. */
function estimateIn(
  answers: Answers,
  estimate: Estimate,
  rows: readonly number[],
  blank: Figure,
  level: number,
): Figure {
  const result = estimate(rows);
  const pct = (value: number | null): number | null => (value === null ? null : 100 * value);
  return {
    ...blank,
    value: 100 * result.estimate,
    lower: pct(result.lower),
    upper: pct(result.upper),
    standardError: 100 * result.standardError,
    degreesOfFreedom: result.degreesOfFreedom,
    confidenceLevel: level,
    n: result.n,
    numerator: result.successes,
    denominator: result.n,
    contributors: new Set(rows.map((row) => answers.groups[row])).size,
    reliability: result.reliability,
    status: 'computed',
    note: warningNote(result.warnings, answers.weighted),
  };
}

/** The answers of a year and what estimates a share of them; null where nobody answered. */
interface Estimated {
  readonly answers: Answers | null;
  readonly estimate: Estimate | null;
}

function figuresBy(
  indicator: Indicator,
  measure: Measure,
  breakdown: Breakdown,
  facts: YearFacts,
  { answers, estimate }: Estimated,
  level: number,
): Figure[] {
  const reason = missingReason(indicator, facts, [], []);
  const cells = answers === null || reason !== null ? new Map<string, number[]>() : cellsOf(answers, breakdown);
  const present = breakdown.length === 0 ? [[]] : [...cells.keys()].map((key) => key.split('\u0000'));
  const structural = structuralCells(indicator, breakdown, facts, reason !== null);
  return allCells(breakdown, present, structural).map((values) => {
    const rows = cells.get(values.join('\u0000')) ?? [];
    const dimensions = dimensionsOf(breakdown, values);
    const blank = figureOf(indicator, measure, facts.year, dimensions, noData(reason ?? 'NO_RESPONDENTS'));
    return answers === null || estimate === null || rows.length === 0
      ? blank
      : estimateIn(answers, estimate, rows, blank, level);
  });
}

/**
 * Figures of a survey indicator: for every year and cell the share of the population with the outcome, estimated from those
 * who answered. `n` is the unweighted respondents, `numerator` those of them with the outcome.
 */
export function surveyFigures(
  indicator: Indicator,
  asked: Asked,
  years: readonly YearFacts[],
  { confidence_level: level }: SurveyParameters,
): readonly Figure[] {
  const byYear = years.map((facts) => {
    const answers = answersOf(asked, facts.year);
    const estimate = answers === null ? null : cellProportions(answers.weighted.design, answers.outcome, level);
    return { facts, estimated: { answers, estimate } };
  });
  return indicator.measures.flatMap((measure) =>
    measure.breakdowns.flatMap((breakdown) =>
      byYear.flatMap(({ facts, estimated }) => figuresBy(indicator, measure, breakdown, facts, estimated, level)),
    ),
  );
}

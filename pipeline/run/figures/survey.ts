import { type ContributionParameters, namedParameters } from '../../accounts/figures/contributions.ts';
import type { YearFacts } from '../../accounts/figures/domain.ts';
import { dimensionsOf, figureOf, noData } from '../../accounts/figures/measure.ts';
import { missingReason } from '../../accounts/figures/missing.ts';
import { allCells, structuralCells } from '../../accounts/figures/places.ts';
import { DIMENSIONS, type Figure } from '../../contract/figure.ts';
import type { Breakdown, Indicator, Measure } from '../../contract/indicator.ts';
import { surveyProportion } from '../../estimate/survey/index.ts';
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

/** Everyone asked, from the SELECT of an indicator, in the order of year and respondent. */
async function askedOf(
  store: Store,
  { sql, file, breakdowns }: Indicator,
  parameters: SurveyParameters,
): Promise<Record<string, Column>> {
  const named = namedParameters(sql, { sme_limit: parameters.sme_limit });
  const columns = [...COLUMNS, ...new Set(breakdowns.flat())];
  return store
    .columns(`SELECT ${columns.join(', ')} FROM (${sql}) ORDER BY reference_year, unit`, named)
    .catch((error: Error) => {
      throw new Error(`${file}: ${error.message}`, { cause: error });
    });
}

/** Those of a year who answered the question, or null where nobody did. */
function answersOf(asked: Readonly<Record<string, Column>>, year: number): Answers | null {
  const column = (name: string): Column => asked[name] ?? [];
  const rows = column('reference_year').flatMap((value, row) => (value === year ? [row] : []));
  const of = (name: string): unknown[] => rows.map((row) => column(name)[row]);
  const outcome = of('outcome') as (boolean | null)[];
  const weighted = weightAnswers({
    strata: of('stratum') as string[],
    population: Float64Array.from(of('population') as (number | null)[], (value) => value ?? Number.NaN),
    answered: Uint8Array.from(of('has_responded') as boolean[], (has, row) => (has && outcome[row] !== null ? 1 : 0)),
  });
  if (weighted === null) return null;
  const answered = (name: string): unknown[] => {
    const values = of(name);
    return Array.from(weighted.rows, (row) => values[row]);
  };
  return {
    weighted,
    outcome: Float64Array.from(weighted.rows, (row) => (outcome[row] ? 1 : 0)),
    groups: answered('group_id') as string[],
    dimensions: Object.fromEntries(
      DIMENSIONS.filter((name) => asked[name] !== undefined).map((name) => [name, answered(name)]),
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

/** The weighted share of a cell with the outcome, in per cent, with its interval. */
function estimateIn(answers: Answers, rows: readonly number[], blank: Figure, level: number): Figure {
  const domain = new Uint8Array(answers.outcome.length);
  for (const row of rows) domain[row] = 1;
  const result = surveyProportion(answers.weighted.design, answers.outcome, { domain, level });
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

function figuresBy(
  indicator: Indicator,
  measure: Measure,
  breakdown: Breakdown,
  facts: YearFacts,
  answers: Answers | null,
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
    return answers === null || rows.length === 0 ? blank : estimateIn(answers, rows, blank, level);
  });
}

/**
 * Figures of a survey indicator: for every year and cell the share of the population with the outcome, estimated from those
 * who answered. `n` is the unweighted respondents, `numerator` those of them with the outcome.
 */
export async function surveyFigures(
  store: Store,
  indicator: Indicator,
  years: readonly YearFacts[],
  parameters: SurveyParameters,
): Promise<readonly Figure[]> {
  const asked = await askedOf(store, indicator, parameters);
  const byYear = years.map((facts) => ({ facts, answers: answersOf(asked, facts.year) }));
  return indicator.measures.flatMap((measure) =>
    measure.breakdowns.flatMap((breakdown) =>
      byYear.flatMap(({ facts, answers }) =>
        figuresBy(indicator, measure, breakdown, facts, answers, parameters.confidence_level),
      ),
    ),
  );
}

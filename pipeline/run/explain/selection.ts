import { type ContributionParameters, namedParameters } from '../../accounts/figures/contributions.ts';
import { identifier } from '../../store/quote.ts';
import type { Store } from '../../store/store.ts';
import type { Question } from './question.ts';

/** How the rows of a year became those of a figure. */
export interface Selection {
  /** Rows that contribute to the indicator in the year, and those of them in the cell asked about. */
  readonly inYear: number;
  readonly inCell: number;
  /** Different units (companies, projects ...) of the cell. */
  readonly units: number;
  /** Of a survey: how many of the cell did not answer at all, and how many left out this question; null elsewhere. */
  readonly silent: number | null;
  readonly skipped: number | null;
  /** Of a survey: asked in the year, and left out because they turned out not to be in the target group. */
  readonly ineligible: number | null;
}

/** Counts the rows behind the figures of a question. Needs `prepareFigures`; null for what the effect study estimates. */
export async function selectionOf(
  store: Store,
  { indicator, year, at }: Question,
  parameters: ContributionParameters,
): Promise<Selection | null> {
  if (indicator.sql === '') return null;
  const conditions = Object.keys(at).map((name) => `coalesce(${identifier(name)}::VARCHAR = $at_${name}, false)`);
  const isSurvey = indicator.estimator === 'survey';
  const counts = isSurvey
    ? `count(*) FILTER (is_here AND NOT has_responded)::INTEGER AS silent,
      count(*) FILTER (is_here AND has_responded AND outcome IS NULL)::INTEGER AS skipped,
      (SELECT count(*)::INTEGER FROM accounts.response
        WHERE reference_year = $year AND response_status = 'ineligible') AS ineligible`
    : 'NULL AS silent, NULL AS skipped, NULL AS ineligible';
  const [selection] = await store.rows<Selection>(
    `SELECT count(*)::INTEGER AS "inYear", count(*) FILTER (is_here)::INTEGER AS "inCell",
      count(DISTINCT unit) FILTER (is_here)::INTEGER AS units, ${counts}
    FROM (
      SELECT *, ${['true', ...conditions].join(' AND ')} AS is_here FROM (${indicator.sql})
      WHERE reference_year = $year AND unit IS NOT NULL
    )`,
    {
      ...namedParameters(indicator.sql, parameters),
      year,
      ...Object.fromEntries(Object.entries(at).map(([name, value]) => [`at_${name}`, value])),
    },
  );
  return selection ?? null;
}

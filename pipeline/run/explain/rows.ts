import { type ContributionParameters, namedParameters } from '../../accounts/figures/contributions.ts';
import { usageError } from '../../contract/errors.ts';
import { identifier } from '../../store/quote.ts';
import type { Store } from '../../store/store.ts';
import type { Explanation } from './explain.ts';

/** A row behind a figure: what it contributes, and the line of the file it came from. */
export interface ContributingRow {
  readonly unit: string;
  /** `2013/deltagere.csv:17`; null for what was put together from many rows. */
  readonly source: string | null;
  readonly [column: string]: unknown;
}

/**
 * The rows a figure is made of, for the analyst, ordered by unit and place. Throws a usage error where the figure is
 * withheld: how many rows there are is what must not be known.
 */
export async function contributingRows(
  store: Store,
  { question, figures }: Explanation,
  parameters: ContributionParameters,
): Promise<readonly ContributingRow[]> {
  const { indicator, year, at } = question;
  if (figures.some(({ status }) => status === 'suppressed'))
    throw usageError(
      'ROWS_WITHHELD',
      'The figure is withheld, so its rows are not listed.',
      'Ask for a larger cell, or look in the delivered files.',
    );
  if (indicator.sql === '')
    throw usageError('NO_ROWS', `${indicator.id} is estimated by the effect study.`, 'See: cluster-accounts effect.');
  const conditions = Object.keys(at).map((name) => `r.${identifier(name)}::VARCHAR = $at_${name}`);
  const columns = new Set(
    (
      await store.rows<{ column_name: string }>(`DESCRIBE ${indicator.sql}`, namedParameters(indicator.sql, parameters))
    ).map(({ column_name: name }) => name),
  );
  const hasOrigin = columns.has('delivery_id') && columns.has('source_row');
  const origin = hasOrigin
    ? `d.drop_name || '/' || d.path || coalesce(' [' || d.sheet || ']', '') || ':' || r.source_row AS source`
    : 'NULL AS source';
  return store.rows<ContributingRow>(
    `SELECT r.unit::VARCHAR AS unit, ${origin}, r.* EXCLUDE (unit, reference_year${hasOrigin ? ', delivery_id, source_row' : ''})
    FROM (${indicator.sql}) AS r
    ${hasOrigin ? 'LEFT JOIN landing.delivery AS d ON d.delivery_id = r.delivery_id' : ''}
    WHERE ${['r.reference_year = $year', 'r.unit IS NOT NULL', ...conditions].join(' AND ')}
    ORDER BY ALL`,
    {
      ...namedParameters(indicator.sql, parameters),
      year,
      ...Object.fromEntries(Object.entries(at).map(([name, value]) => [`at_${name}`, value])),
    },
  );
}

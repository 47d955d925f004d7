import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourcePath } from '../../contract/resources.ts';
import type { Store } from '../../store/store.ts';

/** SELECTs of suspicious records, one file a kind: what stands there, what was to be expected, and the figure it moves. */
function suspicionQueries(): readonly string[] {
  const folder = resourcePath('sql', '3-accounts', 'suspicion');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => `(${readFileSync(join(folder, name), 'utf8')})`);
}

/** Records of one kind that rank before the rest. */
export const FIRST_OF_KIND = 3;

/**
 * Ranks suspicious records by what they do to a published figure: `accounts.suspicion`, rank 1 first in every year. Of one
 * kind, which is a field and the figure that it moves, the first `FIRST_OF_KIND` rank before the rest of any kind: what all
 * suppliers do alike must not hide the record that one of them got wrong.
 *
 * `value` is what the record says, `anticipated` what was to be expected of it (the year before, or its peers);
 * `effect_pct` is by how many per cent the figure would change if the anticipated value were right. The idea is the score of
 * selective editing: the difference to the anticipated value over the published total (Hedlin 2003, Journal of Official
 * Statistics 19, 177-199). Needs `buildAccounts` before it.
 */
export async function rankSuspicions(store: Store): Promise<void> {
  await store.run(`CREATE OR REPLACE TABLE accounts.suspicion AS
    WITH scored AS (
      SELECT *, 100 * (figure_if_anticipated - figure_value) / nullif(figure_value, 0) AS effect_pct
      FROM (${suspicionQueries().join(' UNION ALL BY NAME ')})
    ),
    placed AS (
      SELECT *, count(*) OVER (PARTITION BY reference_year, figure, field)::INTEGER AS of_kind,
        row_number() OVER (
          PARTITION BY reference_year, figure, field
          ORDER BY abs(effect_pct) DESC NULLS LAST, breakdown, delivery_id, source_row
        )::INTEGER AS place_in_kind
      FROM scored
    )
    SELECT
      row_number() OVER (
        PARTITION BY s.reference_year
        ORDER BY s.place_in_kind > ${FIRST_OF_KIND}, abs(s.effect_pct) DESC NULLS LAST, s.figure, s.breakdown, s.delivery_id, s.source_row
      )::INTEGER AS rank,
      s.place_in_kind, s.of_kind, s.reference_year, d.drop_name, d.supplier, d.path, d.sheet, s.source_row, c.header, s.field, s.value, s.anticipated,
      s.figure, s.breakdown, s.figure_value, s.figure_if_anticipated, s.effect_pct, s.delivery_id
    FROM placed AS s
    JOIN landing.delivery AS d ON d.delivery_id = s.delivery_id
    LEFT JOIN landing.delivery_column AS c ON c.delivery_id = s.delivery_id AND c.field = s.field
    ORDER BY s.reference_year, rank`);
}

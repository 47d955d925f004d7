import { literal } from '../../store/quote.ts';
import type { Store } from '../../store/store.ts';
import { type Check, readChecks } from './catalogue.ts';

/** The statement that writes what a check found to `landing.finding`, with the place of each row. */
export const findingStatement = ({ code, severity, sql }: Check): string => `INSERT INTO landing.finding
  SELECT ${literal(code)}, ${literal(severity)}, d.drop_name, d.supplier, d.path, d.sheet, f.source_row,
    c.position, c.header, d.input, f.field, typing.shown(f.value), f.params
  FROM (${sql}) AS f
  JOIN landing.delivery AS d ON d.delivery_id = f.delivery_id
  LEFT JOIN landing.delivery_column AS c ON c.delivery_id = f.delivery_id AND c.field = f.field
  ORDER BY f.delivery_id, f.source_row, f.field, f.value, f.params::VARCHAR`;

/** Runs every check on the typed tables and the accounts; findings go to `landing.finding`. Needs `buildAccounts` before it. */
export async function runChecks(store: Store): Promise<void> {
  for (const check of readChecks())
    await store.run(findingStatement(check)).catch((error: Error) => {
      throw new Error(`${check.path}: ${error.message}`, { cause: error });
    });
}

import { closest } from '../../contract/closest.ts';
import { usageError } from '../../contract/errors.ts';
import { DIMENSIONS, type Dimension, TOTAL } from '../../contract/figure.ts';
import type { Indicator } from '../../contract/indicator.ts';
import { identifier } from '../../store/quote.ts';
import type { Store } from '../../store/store.ts';

/** Which figures are asked about: those of an indicator in one cell of one year. */
export interface Question {
  readonly indicator: Indicator;
  readonly year: number;
  readonly at: Readonly<Partial<Record<Dimension, string>>>;
}

/** Condition of a cell on `published.figure`, with its parameters. */
export function cellCondition(at: Question['at']): {
  readonly sql: string;
  readonly parameters: Record<string, string>;
} {
  return {
    sql: DIMENSIONS.map((name) => `${identifier(name)} = $${name}`).join(' AND '),
    parameters: Object.fromEntries(DIMENSIONS.map((name) => [name, at[name] ?? TOTAL])),
  };
}

/** Values that a column of an indicator's published figures takes. */
async function valuesOf(store: Store, id: string, column: string): Promise<string[]> {
  const rows = await store.rows<{ value: string }>(
    `SELECT DISTINCT ${identifier(column)}::VARCHAR AS value FROM published.figure WHERE indicator = $id ORDER BY value`,
    { id },
  );
  return rows.map(({ value }) => value).filter((value) => value !== TOTAL);
}

/**
 * The year that is meant (the latest where none is named) and a check that the cell exists. Throws a usage error that
 * names the nearest value, or the breakdowns there are.
 */
export async function checkQuestion(
  store: Store,
  indicator: Indicator,
  year: number | undefined,
  at: Question['at'],
): Promise<Question> {
  const { id } = indicator;
  const years = (await valuesOf(store, id, 'reference_year')).map(Number);
  const asked = year ?? years.at(-1);
  if (asked === undefined || !years.includes(asked))
    throw usageError('NO_SUCH_YEAR', `There are no figures of ${id} for ${asked}.`, `Years: ${years.join(', ')}.`);
  for (const [name, value] of Object.entries(at)) {
    const values = await valuesOf(store, id, name);
    if (values.includes(value)) continue;
    const meant = closest(value, values);
    throw usageError(
      'NO_SUCH_CELL',
      values.length === 0 ? `${id} is not broken down by ${name}.` : `${id} has no ${name} "${value}".`,
      values.length === 0
        ? `It is by: ${indicator.breakdowns.map((set) => set.join(' x ') || 'total').join(', ')}.`
        : `${meant === undefined ? '' : `Did you mean "${meant}"? `}There are: ${values.slice(0, 40).join(', ')}.`,
    );
  }
  const { sql, parameters } = cellCondition(at);
  const [found] = await store.rows<{ n: bigint }>(
    `SELECT count(*) AS n FROM published.figure WHERE indicator = $id AND reference_year = $year AND ${sql}`,
    { id, year: asked, ...parameters },
  );
  if (found?.n !== 0n) return { indicator, year: asked, at };
  throw usageError(
    'NO_SUCH_FIGURE',
    `${id} is not given for this combination in ${asked}.`,
    `It is given by: ${indicator.breakdowns.map((set) => set.join(' x ') || 'total').join(', ')}.`,
  );
}

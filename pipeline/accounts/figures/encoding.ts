import { DIMENSIONS, type Dimension } from '../../contract/figure.ts';
import { identifier, literal } from '../../store/quote.ts';
import type { Store } from '../../store/store.ts';

/** The values of an ENUM type as DuckDB writes it, or null for any other type. */
export function enumValues(type: string): readonly string[] | null {
  if (!type.startsWith('ENUM(')) return null;
  return [...type.matchAll(/'((?:[^']|'')*)'/g)].map(([, value = '']) => value.replaceAll("''", "'"));
}

/**
 * Gives the dimension columns of the shared temporary tables an ENUM type, one for all tables with that dimension, so that
 * indicators carry small numbers instead of texts. Values are in code-unit order.
 */
export async function encodeDimensions(store: Store): Promise<void> {
  const columns = await store.rows<{ table_name: string; column_name: Dimension }>(
    `SELECT c.table_name, c.column_name
    FROM duckdb_columns() AS c
    JOIN duckdb_tables() AS t ON t.table_oid = c.table_oid AND t.database_name = c.database_name
    WHERE t.temporary AND c.data_type = 'VARCHAR' AND list_contains([${DIMENSIONS.map(literal).join(', ')}], c.column_name)
    ORDER BY ALL`,
  );
  const types = new Map<Dimension, string>();
  for (const dimension of DIMENSIONS) {
    const tables = columns.flatMap((column) => (column.column_name === dimension ? [column.table_name] : []));
    if (tables.length === 0) continue;
    const name = identifier(dimension);
    const values = await store.rows<{ value: string }>(
      `${tables.map((table) => `SELECT ${name} AS value FROM temp.${identifier(table)} WHERE ${name} IS NOT NULL`).join(' UNION ')} ORDER BY value`,
    );
    if (values.length > 0) types.set(dimension, `ENUM (${values.map(({ value }) => literal(value)).join(', ')})`);
  }
  for (const table of new Set(columns.map((column) => column.table_name))) {
    const replaced = columns.flatMap(({ table_name: of, column_name: dimension }) => {
      const type = types.get(dimension);
      const name = identifier(dimension);
      return of === table && type !== undefined ? [`${name}::${type} AS ${name}`] : [];
    });
    if (replaced.length === 0) continue;
    await store.run(
      `CREATE OR REPLACE TEMP TABLE ${identifier(table)} AS SELECT * REPLACE (${replaced.join(', ')}) FROM temp.${identifier(table)}`,
    );
  }
}

import { DOUBLE, INTEGER, VARCHAR } from '@duckdb/node-api';
import { Dictionary, Float64, Int32, Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import { DIMENSIONS } from '../../contract/figure.ts';
import { type ProtectedFigure, published } from '../../protect/index.ts';
import { type ColumnValues, createTableFrom } from '../../store/append.ts';
import { literal } from '../../store/quote.ts';
import type { Store } from '../../store/store.ts';

type Kind = 'text' | 'number' | 'integer';

type FigureColumn = readonly [name: string, kind: Kind, read: (figure: ProtectedFigure) => string | number | null];

/** Columns of the tidy table of figures, in the order in which they are written. */
export const FIGURE_COLUMNS: readonly FigureColumn[] = [
  ['indicator', 'text', (figure) => figure.indicator],
  ['measure', 'text', (figure) => figure.measure],
  ['reference_year', 'integer', (figure) => figure.referenceYear],
  ...DIMENSIONS.map((name): FigureColumn => [name, 'text', (figure) => figure[name]]),
  ['value', 'number', (figure) => figure.value],
  ['unit', 'text', (figure) => figure.unit],
  ['lower', 'number', (figure) => figure.lower],
  ['upper', 'number', (figure) => figure.upper],
  ['standard_error', 'number', (figure) => figure.standardError],
  ['degrees_of_freedom', 'number', (figure) => figure.degreesOfFreedom],
  ['confidence_level', 'number', (figure) => figure.confidenceLevel],
  ['n', 'number', (figure) => figure.n],
  ['numerator', 'number', (figure) => figure.numerator],
  ['denominator', 'number', (figure) => figure.denominator],
  ['evidence_tier', 'text', (figure) => figure.evidenceTier],
  ['disclosure_class', 'text', (figure) => figure.disclosureClass],
  ['reliability', 'text', (figure) => figure.reliability],
  ['status', 'text', (figure) => figure.status],
  ['note', 'text', (figure) => figure.note],
];

const DUCKDB_TYPES = { text: VARCHAR, number: DOUBLE, integer: INTEGER } as const;

/** Keeps the protected figures in the store as `published.figure`, row by row as they are published. */
export async function storeFigures(store: Store, figures: readonly ProtectedFigure[]): Promise<void> {
  const position: ColumnValues = { name: 'position', type: INTEGER, values: figures.map((_, i) => i) };
  const columns = FIGURE_COLUMNS.map(([name, kind, read]) => ({
    name,
    type: DUCKDB_TYPES[kind],
    values: figures.map(read),
  }));
  await createTableFrom(store, 'published', 'figure', [position, ...columns]);
}

/** `standard_error` → `standardError`: the property of a figure that a column holds. Dimensions keep their names. */
const propertyOf = (column: string): string =>
  (DIMENSIONS as readonly string[]).includes(column)
    ? column
    : column.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());

/** Reads figures that were published before from a table or file of the store, in the order of a column. */
export async function readStoredFigures(store: Store, from: string, order: string): Promise<ProtectedFigure[]> {
  const columns = FIGURE_COLUMNS.map(([name]) => `"${name}" AS "${propertyOf(name)}"`).join(', ');
  const rows = await store.rows<Parameters<typeof published>[0]>(`SELECT ${columns} FROM ${from} ORDER BY ${order}`);
  return rows.map(published);
}

/** Text that a spreadsheet would take for a formula gets an apostrophe in front, and one more where it has one already. */
const guarded = (name: string): string =>
  `CASE WHEN regexp_matches("${name}", '^''*[=+\\-@\\t\\r＝＋－＠]') THEN '''' || "${name}" ELSE "${name}" END AS "${name}"`;

/** A whole number without the `.0` that DuckDB gives it. */
const shortest = (name: string): string => `regexp_replace("${name}"::VARCHAR, '\\.0$', '') AS "${name}"`;

/** Writes `published.figure` as `figures.csv` and `figures.parquet` into a folder, in the order of the figures. */
export async function writeFigureFiles(store: Store, folder: string): Promise<void> {
  const plain = FIGURE_COLUMNS.map(([name]) => `"${name}"`).join(', ');
  const safe = FIGURE_COLUMNS.map(([name, kind]) =>
    kind === 'text' ? guarded(name) : kind === 'number' ? shortest(name) : `"${name}"`,
  ).join(', ');
  const path = (name: string): string => literal(`${folder}/${name}`);
  await store.run(
    `COPY (SELECT ${safe} FROM published.figure ORDER BY position) TO ${path('figures.csv')} (FORMAT csv, HEADER true, DELIMITER ',', QUOTE '"')`,
  );
  await store.run(
    `COPY (SELECT ${plain} FROM published.figure ORDER BY position) TO ${path('figures.parquet')} (FORMAT parquet, COMPRESSION zstd)`,
  );
}

/** The figures as an Arrow file, with the edition and the tool in its metadata. */
export function figuresToArrow(
  figures: readonly ProtectedFigure[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const typeOf = (kind: Kind, position: number) =>
    kind === 'text'
      ? new Dictionary(new Utf8(), new Int32(), position)
      : kind === 'number'
        ? new Float64()
        : new Int32();
  const table = new Table(
    Object.fromEntries(
      FIGURE_COLUMNS.map(([name, kind, read], position) => [
        name,
        vectorFromArray(figures.map(read), typeOf(kind, position)),
      ]),
    ),
  );
  for (const [key, value] of Object.entries(metadata)) table.schema.metadata.set(key, value);
  return tableToIPC(table, 'file');
}

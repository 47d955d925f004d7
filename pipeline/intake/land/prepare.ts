import type { FileSettings } from '../../contract/drop-settings.ts';
import type { Finding } from '../../contract/finding.ts';
import type { FieldContract, InputContract } from '../../contract/inputs.ts';
import { NUMBER_KINDS } from '../../contract/number-kinds.ts';
import { maskPersonal, mayBePersonal } from '../../contract/personal.ts';
import { FindingCollector } from '../collector.ts';
import { decidedMark, type MarkEvidence, markEvidence } from '../recognise/decimal.ts';
import { type ColumnMatch, type HeaderIndex, matchColumns, recogniseInput } from '../recognise/match.ts';
import type { Table } from '../table.ts';
import { columnFindings } from './columns.ts';
import { suggestionFindings } from './suggestions.ts';

/** A row on its way into the store: one text, or nothing, by field of the input. */
export interface LandingRow {
  readonly row: number;
  readonly values: readonly (string | null)[];
}

/** A table that belongs to an input, ready to be landed. */
export interface PreparedTable {
  readonly input: InputContract;
  readonly table: Table;
  readonly columns: readonly (ColumnMatch & { readonly mark: ',' | '.' | null })[];
  readonly decimalMark: ',' | '.' | null;
  readonly rows: LandingRow[];
  readonly rowsRead: number;
  readonly findings: Finding[];
  readonly settings: FileSettings | undefined;
}

/** Says what a table is, or why nobody knows. */
export function recogniseTable(
  table: Pick<Table, 'headers' | 'lowerHeaders' | 'headerRow' | 'sheet'>,
  indexes: readonly HeaderIndex[],
  settings: FileSettings | undefined,
): { index: HeaderIndex } | { finding: Finding } {
  if (settings?.input !== undefined) {
    const index = indexes.find(({ input }) => input.name === settings.input);
    if (index !== undefined) return { index };
  }
  const { best, rival } = recogniseInput([...table.headers, ...(table.lowerHeaders ?? [])], indexes);
  const where = { ...(table.sheet === null ? {} : { sheet: table.sheet }), row: table.headerRow };
  if (best === undefined)
    return {
      finding: {
        code: 'INPUT_UNKNOWN',
        severity: 'error',
        ...where,
        params: { headers: table.headers.join(', ').slice(0, 300) },
      },
    };
  if (rival !== undefined)
    return {
      finding: {
        code: 'INPUT_UNSURE',
        severity: 'error',
        ...where,
        params: { input: best.index.input.name, rival: rival.index.input.name },
      },
    };
  return { index: best.index };
}

function* columnValues(table: Table, position: number): Generator<string> {
  for (const { kind, cells } of table.rows) if (kind === 'data') yield cells[position - 1] ?? '';
}

/** Decimal mark of every number column, and of the table: by its own values, else by those of the others. */
function marks(
  table: Table,
  columns: readonly ColumnMatch[],
  fields: ReadonlyMap<string, FieldContract>,
  declared: ',' | '.' | undefined,
  delimiter: string | null,
): { marks: (',' | '.' | null)[]; decimalMark: ',' | '.' | null; findings: Finding[] } {
  const findings: Finding[] = [];
  const total = { comma: 0, point: 0, open: 0 };
  const evidence = columns.map((column): MarkEvidence | undefined => {
    const kind = column.field === null ? undefined : fields.get(column.field)?.kind;
    if (kind === undefined || !NUMBER_KINDS.has(kind) || table.numberColumns?.[column.position - 1] === true)
      return undefined;
    const found = markEvidence(columnValues(table, column.position));
    total.comma += found.comma;
    total.point += found.point;
    total.open += found.open;
    return found;
  });
  const byDelimiter = delimiter === ';' ? ',' : null;
  const decimalMark = declared ?? decidedMark(total) ?? (total.comma + total.point === 0 ? byDelimiter : null);
  const result = columns.map((column, index): ',' | '.' | null => {
    if (declared !== undefined) return declared;
    if (table.numberColumns?.[column.position - 1] === true) return '.';
    const found = evidence[index];
    if (found === undefined) return null;
    const where = { row: table.headerRow, column: column.position, header: column.header };
    if (found.comma > 0 && found.point > 0)
      findings.push({
        code: 'DECIMAL_MIXED',
        severity: 'error',
        ...where,
        params: { comma: found.comma, point: found.point },
      });
    const own = decidedMark(found);
    if (own === null && found.open > 0 && decimalMark !== null)
      findings.push({
        code: 'DECIMAL_ASSUMED',
        severity: 'info',
        ...where,
        params: { mark: decimalMark, count: found.open },
      });
    return own;
  });
  return {
    marks: result,
    decimalMark: table.numberColumns === undefined ? decimalMark : (decimalMark ?? '.'),
    findings,
  };
}

/** Whether a text could change by normalisation: anything beyond the letters that stand before the combining marks. */
const BEYOND_LETTERS = /[^\0-\u02ff]/;

const asText = (value: string | number | boolean): string =>
  value === true ? 'TRUE' : value === false ? 'FALSE' : String(value);

/** Spellings of `drop.yaml` → canonical values, by field. */
function spellings(settings: FileSettings | undefined): ReadonlyMap<string, ReadonlyMap<string, string>> {
  return new Map(
    Object.entries(settings?.values ?? {}).map(([field, values]) => [
      field,
      new Map(
        Object.entries(values).flatMap(([value, texts]) =>
          texts.map((text) => [asText(text).trim().toLowerCase(), value] as const),
        ),
      ),
    ]),
  );
}

/**
 * Makes landing rows of a table: only columns that the contract knows, personal values in free text masked, spellings of
 * `drop.yaml` replaced, constants filled in. Rows that are no data (totals, notes, shifted or broken ones) stay outside.
 */
export function prepareTable(
  table: Table,
  index: HeaderIndex,
  settings: FileSettings | undefined,
  { path, delimiter }: { readonly path: string; readonly delimiter: string | null },
): PreparedTable {
  const { input } = index;
  const fields = new Map(input.schema.fields.map((field) => [field.name, field]));
  const { columns, twice, missing } = matchColumns(table.headers, index, settings?.columns, table.lowerHeaders);
  const decided = marks(table, columns, fields, settings?.decimal_mark, delimiter);
  const findings = [
    ...columnFindings(table.headerRow, columns, twice, missing, settings),
    ...suggestionFindings(table, columns, input, settings, path),
    ...decided.findings,
  ];
  const columnOf = new Map(
    columns.flatMap(({ field, position, header }) =>
      field === null ? [] : [[field, { at: position - 1, header }] as const],
    ),
  );
  const given = spellings(settings);
  const plan = input.schema.fields.map(({ name, kind }) => ({
    name,
    at: columnOf.get(name)?.at,
    header: columnOf.get(name)?.header ?? '',
    constant: settings?.constants?.[name] === undefined ? null : asText(settings.constants[name]),
    kind,
    values: given.get(name),
  }));
  const rows: LandingRow[] = [];
  const personal = new FindingCollector();
  const mapped = new Map<string, number>();
  for (const { kind, row, cells } of table.rows) {
    if (kind !== 'data') continue;
    const values = plan.map(({ name, at, header, constant, kind: fieldKind, values: known }): string | null => {
      if (at === undefined) return constant;
      const cell = cells[at];
      if (cell === undefined || cell === '') return cell === undefined ? null : '';
      const canonical = known?.get(cell.trim().toLowerCase());
      if (canonical !== undefined) mapped.set(name, (mapped.get(name) ?? 0) + 1);
      const text = canonical ?? (BEYOND_LETTERS.test(cell) ? cell.normalize('NFC') : cell);
      const masked = mayBePersonal(text, fieldKind) ? maskPersonal(text) : undefined;
      if (masked === undefined) return text;
      for (const found of masked.kinds)
        personal.add({
          code: `PERSONAL_${found.toUpperCase()}`,
          severity: found === 'cpr' ? 'error' : 'warning',
          row,
          column: at + 1,
          header,
          field: name,
        });
      return masked.text;
    });
    rows.push({ row, values });
  }
  return {
    input,
    table,
    columns: columns.map((column, at) => ({ ...column, mark: decided.marks[at] ?? null })),
    decimalMark: decided.decimalMark,
    rows,
    rowsRead: table.rows.length,
    findings: [
      ...findings,
      ...[...mapped].map(
        ([field, count]): Finding => ({ code: 'VALUES_MAPPED', severity: 'info', field, params: { field, count } }),
      ),
      ...personal.all(),
    ],
    settings,
  };
}

import type { FileSettings } from '../../contract/drop-settings.ts';
import type { Finding } from '../../contract/finding.ts';
import type { InputContract } from '../../contract/inputs.ts';
import type { ColumnMatch } from '../recognise/match.ts';
import { settingsLines, suggestFields } from '../recognise/suggest.ts';
import type { Table } from '../table.ts';

const ROWS_LOOKED_AT = 300;

/** Findings that propose fields for unknown columns, with the lines of `drop.yaml` that accept each; and required columns that are missing. */
export function suggestionFindings(
  table: Table,
  columns: readonly ColumnMatch[],
  input: InputContract,
  settings: FileSettings | undefined,
  path: string,
): Finding[] {
  const given = new Set([...columns.map(({ field }) => field), ...Object.keys(settings?.constants ?? {})]);
  const missing = input.schema.fields.filter(({ name }) => !given.has(name));
  const rows = table.rows.filter(({ kind }) => kind === 'data').slice(0, ROWS_LOOKED_AT);
  const unknown = columns
    .filter(({ field }) => field === null)
    .map(({ position, header }) => ({ position, header, values: rows.map(({ cells }) => cells[position - 1] ?? '') }));
  const suggested = suggestFields(
    unknown,
    missing.map(({ name }) => name),
    input,
  );
  return [
    ...suggested.map(
      (suggestion): Finding => ({
        code: 'HEADER_SUGGESTED',
        severity: 'warning',
        row: table.headerRow,
        column: suggestion.position,
        header: suggestion.header,
        field: suggestion.field,
        params: { field: suggestion.field, lines: settingsLines(path, input.name, [suggestion]) },
      }),
    ),
    ...missing
      .filter(({ name, constraints }) => constraints?.required === true && name !== 'cluster_id')
      .map(
        ({ name, titles }): Finding => ({
          code: 'COLUMN_REQUIRED_MISSING',
          severity: 'error',
          row: table.headerRow,
          field: name,
          params: { title: titles.da },
        }),
      ),
  ];
}

import type { FileSettings } from '../../contract/drop-settings.ts';
import type { Finding } from '../../contract/finding.ts';
import type { ColumnMatch } from '../recognise/match.ts';

/** Findings of the columns: given twice, named in `drop.yaml` but not there, left out for privacy. */
export function columnFindings(
  row: number,
  columns: readonly ColumnMatch[],
  twice: readonly ColumnMatch[],
  missing: readonly string[],
  settings: FileSettings | undefined,
): Finding[] {
  const dropped = columns.filter(
    ({ field, header, position }) =>
      field === null && header.trim() !== '' && !twice.some((other) => other.position === position),
  );
  return [
    ...twice.map(
      ({ position, header, field }): Finding => ({
        code: 'COLUMN_TWICE',
        severity: 'warning',
        row,
        column: position,
        header,
        params: { field: field as string },
      }),
    ),
    ...missing.map(
      (field): Finding => ({
        code: 'COLUMN_MAPPED_MISSING',
        severity: 'error',
        row,
        field,
        params: { header: String(settings?.columns?.[field] ?? '') },
      }),
    ),
    ...(dropped.length === 0
      ? []
      : [
          {
            code: 'COLUMNS_DROPPED',
            severity: 'info' as const,
            row,
            params: {
              count: dropped.length,
              headers: dropped
                .map(({ header }) => header.trim())
                .join(', ')
                .slice(0, 500),
            },
          },
        ]),
  ];
}

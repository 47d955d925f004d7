import type { Finding, Severity } from '../contract/finding.ts';
import type { Store } from '../store/store.ts';

interface FindingRow {
  readonly code: string;
  readonly severity: Severity;
  readonly drop_name: string | null;
  readonly supplier: string | null;
  readonly path: string | null;
  readonly sheet: string | null;
  readonly source_row: number | null;
  readonly column_position: number | null;
  readonly header: string | null;
  readonly input: string | null;
  readonly field: string | null;
  readonly value: string | null;
  readonly params: string | null;
}

/** Leaves out what is null, so that a finding holds only what is known of it. */
const known = <Value>(key: string, value: Value | null): Record<string, Value> =>
  value === null ? {} : { [key]: value };

/** All findings of the store: by drop, file, sheet, row and column, then code. */
export async function readFindings(store: Store): Promise<Finding[]> {
  const rows = await store.rows<FindingRow>(`
    SELECT code, severity, drop_name, supplier, path, sheet, source_row, column_position, header, input, field, value,
      params::VARCHAR AS params
    FROM landing.finding
    ORDER BY drop_name, path, sheet, source_row, column_position, code, field, value, params`);
  return rows.map((row) => ({
    code: row.code,
    severity: row.severity,
    ...known('drop', row.drop_name),
    ...known('supplier', row.supplier),
    ...known('path', row.path),
    ...known('sheet', row.sheet),
    ...known('row', row.source_row),
    ...known('column', row.column_position),
    ...known('header', row.header),
    ...known('input', row.input),
    ...known('field', row.field),
    ...known('value', row.value),
    ...(row.params === null ? {} : { params: JSON.parse(row.params) as Record<string, string | number> }),
  }));
}

const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2, fatal: 3 };

/** Whether any finding is as bad as `threshold`, or worse. */
export const reaches = (findings: readonly Finding[], threshold: Severity): boolean =>
  findings.some(({ severity }) => RANK[severity] >= RANK[threshold]);

export type SeverityCounts = Readonly<Record<Severity, number>>;

export function countFindings(findings: readonly Finding[]): SeverityCounts {
  const counts = { fatal: 0, error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

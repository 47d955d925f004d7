import type { Finding } from '../../contract/finding.ts';

/** How one foreign file was read: what `cluster-accounts read --findings` writes. */
export interface ReadReport {
  readonly status: 'ok' | 'partial' | 'rejected';
  readonly format: 'delimited' | 'workbook';
  readonly encoding: string | null;
  readonly dialect: { readonly delimiter: string; readonly quote: string; readonly escape: string } | null;
  readonly rowsRead: number;
  readonly rowsLoaded: number;
  readonly rowsQuarantined: number;
  readonly findings: readonly Finding[];
}

export interface ReadOptions {
  readonly sheet?: string;
  readonly format: 'csv' | 'cells';
}

/** Findings as they are where rows that may be notes below a table are read with the others. */
export const withNotesRead = (findings: readonly Finding[]): Finding[] =>
  findings.map((finding) => (finding.code === 'NOTE_ROW' ? { ...finding, code: 'NOTE_ROW_READ' } : finding));

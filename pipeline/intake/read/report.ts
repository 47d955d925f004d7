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

/** Findings of text that is not among the cells written, or not as it stood. */
const OF_OUTPUT: ReadonlySet<string> = new Set(['PREAMBLE', 'COMMENT_LINE', 'HEADER_LINES']);

/**
 * Findings as they are of one file alone: text that is left out is a warning, for nobody else looks at it; rows that may be
 * notes below a table are read with the others.
 */
export const ofOneFile = (findings: readonly Finding[]): Finding[] =>
  findings.map((finding) => {
    if (finding.code === 'NOTE_ROW') return { ...finding, code: 'NOTE_ROW_READ' };
    return OF_OUTPUT.has(finding.code) && finding.severity === 'info' ? { ...finding, severity: 'warning' } : finding;
  });

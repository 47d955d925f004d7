import type { Finding, Severity } from '../contract/finding.ts';
import type { SeverityCounts } from './findings.ts';
import type { Headline } from './headline.ts';

/** What a run found and made, without any number of a single company. Kept in `state.json` for the next run and `status`. */
export interface RunSummary {
  readonly edition: string;
  readonly editionYear: number;
  readonly referenceYears: readonly number[];
  readonly isSynthetic: boolean;
  readonly deliveries: {
    readonly files: number;
    readonly rowsRead: number;
    readonly rowsLoaded: number;
    readonly rowsSetAside: number;
  };
  readonly findings: SeverityCounts;
  readonly figures: { readonly published: number; readonly suppressed: number; readonly noData: number };
  readonly reports: number;
  readonly headlines: readonly Headline[];
}

/**
 * How a run ended. `published`: a new bundle is in place. `unchanged`: the last bundle was made of the same bytes by the
 * same code. `refused`: findings stop publication; the last bundle is untouched.
 */
export type RunOutcome =
  | {
      readonly kind: 'published' | 'unchanged';
      readonly bundle: string;
      readonly summary: RunSummary;
      readonly findings: readonly Finding[];
    }
  | {
      readonly kind: 'refused';
      readonly threshold: Severity;
      readonly reason: string;
      readonly findings: readonly Finding[];
    };

export interface RunOptions {
  /** Drops, or folders of drops. */
  readonly paths: readonly string[];
  readonly outFolder: string;
  readonly parametersPath?: string | undefined;
  readonly threads: number;
  /** Memory the database may use, e.g. `4GB`; left out: four fifths of the machine's. */
  readonly memoryLimit?: string | undefined;
  /** Findings this bad stop publication. */
  readonly failOn: Severity;
}

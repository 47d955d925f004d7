import type { Localised, Severity } from '../contract/finding.ts';
import type { Catalogue } from '../contract/indicator.ts';
import type { Parameters } from '../contract/parameters.ts';
import type { Revision } from '../contract/revision.ts';
import type { StudySettings } from '../contract/study.ts';
import type { ProtectedFigure } from '../protect/index.ts';

/** A code with its names. */
export interface Named {
  readonly code: string;
  readonly name: Localised;
  /** Shorter name for narrow places, e.g. `Nordjylland`. */
  readonly short?: Localised;
}

/** A cluster organisation that gets a report of its own. `name` is what the drop says, in one language. */
export interface ReportCluster {
  readonly id: string;
  readonly name: string;
  readonly type: string | null;
  readonly field: string | null;
  readonly region: string;
  readonly growthForum: string;
}

/** A municipality and its place in the tile-grid map. */
export interface ReportMunicipality extends Named {
  readonly region: string;
  readonly growthForum: string;
  readonly tileColumn: number;
  readonly tileRow: number;
}

/**
 * Borders of a municipality: closed rings of points in a plane, x to the right and y downwards, in any unit that all
 * municipalities share. A ring within another is a hole.
 */
export interface Boundary {
  readonly code: string;
  readonly rings: readonly (readonly (readonly [x: number, y: number])[])[];
}

/** The lists that give codes of figures their names, each in the order it is to be shown. */
export interface ReportLists {
  readonly clusters: readonly ReportCluster[];
  readonly regions: readonly Named[];
  readonly growthForums: readonly Named[];
  readonly municipalities: readonly ReportMunicipality[];
  readonly industries: readonly Named[];
  readonly sizeBands: readonly Named[];
  readonly countries: readonly Named[];
}

/** One file that was received, or one that was expected and is missing. */
export interface DeliveryFact {
  readonly drop: string;
  readonly referenceYear: number | null;
  readonly supplier: string;
  readonly input: Localised;
  readonly path: string;
  readonly rows: number;
  readonly state: 'taken' | 'taken_with_findings' | 'duplicate' | 'replaced' | 'rejected' | 'missing';
}

/** How many findings of one code were made, with what the code says. */
export interface FindingFact {
  readonly code: string;
  readonly severity: Severity;
  readonly count: number;
  readonly message: Localised;
  readonly remedy: Localised;
}

/** What a correction alone does to a national key figure: which way, and roughly how much of it. Never the amount, which may be that of one company. */
export interface CorrectionEffect {
  readonly indicator: string;
  readonly measure: string;
  readonly referenceYear: number;
  readonly direction: 'up' | 'down';
  readonly size: 'slight' | 'some' | 'much';
}

/** A correction that the analyst wrote down, with its reason; null where the reason may name a company. */
export interface CorrectionFact {
  readonly referenceYear: number | null;
  readonly supplier: string;
  readonly what: Localised;
  readonly kind: 'filled' | 'emptied' | 'changed';
  readonly reason: string | null;
  /** Corrections whose effect was computed together, this one among them. */
  readonly together: number;
  readonly effects: readonly CorrectionEffect[];
}

export interface QualityFacts {
  readonly deliveries: readonly DeliveryFact[];
  readonly findings: readonly FindingFact[];
  readonly corrections: readonly CorrectionFact[];
}

/** One figure as it stood in the last edition and as it stands now; null where it was not there. */
export interface ChangedFigure {
  readonly before: ProtectedFigure | null;
  readonly after: ProtectedFigure | null;
}

export interface EditionComparison {
  readonly previousEdition: string;
  readonly changes: readonly ChangedFigure[];
  /** Figures of both editions that are the same. */
  readonly unchanged: number;
}

/** What an estimate can bear, in one word; the texts stand in `reports/text`. */
export type VerdictCode = 'supported' | 'suggestive' | 'no_clear_effect' | 'not_identified' | 'no_data';

export interface Verdict {
  readonly indicator: string;
  readonly measure: string;
  readonly code: VerdictCode;
  /** Why it is not stronger: codes with texts in `reports/text`, e.g. `pre_trend`, `placebo`, `few_pairs`. */
  readonly reasons: readonly string[];
}

/** One of the nine principles of CIM 2.0 and how far the study meets it. */
export interface CimRow {
  readonly principle: number;
  readonly state: 'met' | 'partly' | 'not_met';
  readonly comment: Localised;
}

export interface EffectFacts {
  readonly verdicts: readonly Verdict[];
  readonly cim: readonly CimRow[];
  /** What the study was made with; unknown for aggregates of earlier versions. */
  readonly settings?: StudySettings;
}

export interface ManifestInput {
  readonly drop: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface ManifestFacts {
  readonly tool: string;
  readonly version: string;
  readonly libraries: Readonly<Record<string, string>>;
  readonly fingerprint: string;
  readonly inputs: readonly ManifestInput[];
}

/** Everything a report is made of. All numbers that describe companies come as protected figures. */
export interface ReportInput {
  readonly referenceYear: number;
  readonly editionYear: number;
  /** All protected figures, with the medians over clusters that `peerMedians` makes of them. */
  readonly figures: readonly ProtectedFigure[];
  readonly catalogue: Catalogue;
  readonly lists: ReportLists;
  readonly parameters: Parameters;
  /** Borders for the map, where the analyst has given some. */
  readonly boundaries?: readonly Boundary[];
  readonly quality: QualityFacts;
  readonly comparison: EditionComparison | null;
  /** What publications outside this folder said, beside what is said now. */
  readonly revisions: readonly Revision[];
  readonly effect: EffectFacts | null;
  readonly manifest: ManifestFacts;
}

/** A file of the bundle: path relative to it with forward slashes, and what it holds. */
export interface ReportFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

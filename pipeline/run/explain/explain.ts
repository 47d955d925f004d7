import { type ComparableFigure, compareWithPublished } from '../../accounts/figures/published.ts';
import { identifier } from '../../accounts/typed/quote.ts';
import { DIMENSIONS, TOTAL } from '../../contract/figure.ts';
import type { Finding } from '../../contract/finding.ts';
import type { Revision } from '../../contract/revision.ts';
import type { Store } from '../../store/store.ts';
import { readFindings } from '../findings.ts';
import { cellCondition, type Question } from './question.ts';

/** A published figure as it stands in the store; numbers are null where it is withheld. */
export interface PublishedFigure {
  readonly measure: string;
  readonly referenceYear: number;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly standardError: number | null;
  readonly degreesOfFreedom: number | null;
  readonly confidenceLevel: number | null;
  readonly n: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly evidenceTier: string;
  readonly disclosureClass: string;
  readonly reliability: string;
  readonly status: 'published' | 'suppressed' | 'no_data';
  readonly note: string | null;
}

/** A delivery the figure was computed from. */
export interface SourceFile {
  readonly input: string;
  readonly drop: string;
  readonly path: string;
  readonly sheet: string | null;
  readonly rowsLoaded: number;
  readonly rowsSetAside: number;
}

/** What was found in those deliveries, by code. */
export interface SourceFinding {
  readonly count: number;
  /** The first of its kind, by file and row. */
  readonly example: Finding;
}

/** Everything that is known of a figure, without anything that disclosure control withholds. */
export interface Explanation {
  readonly question: Question;
  /** One figure a measure, in the order of the catalogue. */
  readonly figures: readonly PublishedFigure[];
  /** The same cell in the other years, oldest first. */
  readonly otherYears: readonly PublishedFigure[];
  readonly sources: readonly SourceFile[];
  readonly findings: readonly SourceFinding[];
  /** Response rate of the cell in per cent, for survey indicators; null elsewhere and where it is not given. */
  readonly responsePct: number | null;
  /** What earlier editions said of this cell, beside what it is now. */
  readonly revisions: readonly Revision[];
}

const COLUMNS = `measure, reference_year AS "referenceYear", value, lower, upper, standard_error AS "standardError",
  degrees_of_freedom AS "degreesOfFreedom", confidence_level AS "confidenceLevel", n, numerator, denominator,
  evidence_tier AS "evidenceTier", disclosure_class AS "disclosureClass", reliability, status, note`;

async function figuresOf(store: Store, { indicator, at }: Question): Promise<PublishedFigure[]> {
  const { sql, parameters } = cellCondition(at);
  return store.rows<PublishedFigure>(
    `SELECT ${COLUMNS} FROM published.figure WHERE indicator = $id AND ${sql} ORDER BY position`,
    { id: indicator.id, ...parameters },
  );
}

/** Inputs that belong to no year are sources of every year. */
const DELIVERED = `FROM landing.delivery AS d
  WHERE list_contains($inputs::VARCHAR[], d.input) AND d.status IN ('ok', 'partial')
    AND (d.reference_year IS NULL OR d.reference_year BETWEEN $year - $earlier AND $year)`;

async function sourcesOf(store: Store, { indicator, year }: Question): Promise<SourceFile[]> {
  return store.rows<SourceFile>(
    `SELECT d.input, d.drop_name AS "drop", d.path, d.sheet, d.rows_loaded::INTEGER AS "rowsLoaded",
      coalesce(d.rows_quarantined, 0)::INTEGER AS "rowsSetAside"
    ${DELIVERED}
    ORDER BY d.input, d.drop_name, d.path, d.sheet`,
    { inputs: listLiteral(indicator.inputs), year, earlier: indicator.earlierYears },
  );
}

/** Findings of the deliveries, by code: the most frequent first, each with the first of its kind. */
async function findingsOf(store: Store, sources: readonly SourceFile[]): Promise<SourceFinding[]> {
  const keyOf = (drop?: string, path?: string, input?: string): string => [drop, path, input].join('\u0000');
  const delivered = new Set(sources.map(({ drop, path, input }) => keyOf(drop, path, input)));
  const byCode = new Map<string, { count: number; readonly example: Finding }>();
  for (const finding of await readFindings(store)) {
    if (!delivered.has(keyOf(finding.drop, finding.path, finding.input))) continue;
    const entry = byCode.get(finding.code) ?? { count: 0, example: finding };
    entry.count += 1;
    byCode.set(finding.code, entry);
  }
  return [...byCode.values()].sort((a, b) => b.count - a.count || (a.example.code < b.example.code ? -1 : 1));
}

/** The response rate (SUR10) of the cell that a survey figure is about. */
async function responseOf(store: Store, { indicator, year, at }: Question): Promise<number | null> {
  if (indicator.evidenceTier !== 'survey') return null;
  const { sql, parameters } = cellCondition(at);
  const [row] = await store.rows<{ value: number | null }>(
    `SELECT value FROM published.figure WHERE indicator = 'SUR10' AND measure = 'response_pct' AND reference_year = $year AND ${sql}`,
    { year, ...parameters },
  );
  return row?.value ?? null;
}

/** Earlier editions' figures of the cell; they are of a cluster, a region or the whole. */
async function revisionsOf(store: Store, { indicator, year, at }: Question): Promise<readonly Revision[]> {
  const figures = await store.rows<ComparableFigure>(
    `SELECT indicator, measure, reference_year AS "referenceYear", ${DIMENSIONS.map(identifier).join(', ')}, value, status
    FROM published.figure WHERE indicator = $id ORDER BY position`,
    { id: indicator.id },
  );
  const isOther = Object.keys(at).some((name) => name !== 'cluster' && name !== 'region');
  return (await compareWithPublished(store, [indicator], figures)).filter(
    (revision) =>
      !isOther &&
      revision.indicator === indicator.id &&
      revision.referenceYear === year &&
      revision.cluster === (at.cluster ?? TOTAL) &&
      revision.region === (at.region ?? TOTAL),
  );
}

/** A list of names as DuckDB reads it from a text. */
const listLiteral = (names: readonly string[]): string => `[${names.join(', ')}]`;

/** Gathers what is known of the figures asked about from the store of the last run. */
export async function explainFigures(store: Store, question: Question): Promise<Explanation> {
  const all = await figuresOf(store, question);
  const sources = await sourcesOf(store, question);
  return {
    question,
    figures: all.filter(({ referenceYear }) => referenceYear === question.year),
    otherYears: all.filter(({ referenceYear }) => referenceYear !== question.year),
    sources,
    findings: await findingsOf(store, sources),
    responsePct: await responseOf(store, question),
    revisions: await revisionsOf(store, question),
  };
}

import type { ContributionParameters } from '../../accounts/figures/contributions.ts';
import { type ComparableFigure, compareWithPublished } from '../../accounts/figures/published.ts';
import { DIMENSIONS, TOTAL } from '../../contract/figure.ts';
import type { Finding } from '../../contract/finding.ts';
import type { Revision } from '../../contract/revision.ts';
import { type ProtectedFigure, published } from '../../protect/figure.ts';
import { identifier } from '../../store/quote.ts';
import type { Store } from '../../store/store.ts';
import { readFindings } from '../findings.ts';
import { cellCondition, type Question } from './question.ts';
import { type Selection, selectionOf } from './selection.ts';

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
  readonly figures: readonly ProtectedFigure[];
  /** The same cell in the other years, oldest first. */
  readonly otherYears: readonly ProtectedFigure[];
  /** Of a cluster's figure: its own deliveries, and those that no single cluster made. */
  readonly sources: readonly SourceFile[];
  /** Deliveries of other clusters, which the national figure comes from as well. */
  readonly otherSources: number;
  /** How their rows became the figure's; null where it is withheld or estimated by the effect study. */
  readonly selection: Selection | null;
  readonly findings: readonly SourceFinding[];
  /** Response rate of the cell in per cent, for survey indicators; null elsewhere and where it is not given. */
  readonly responsePct: number | null;
  /** What earlier editions said of this cell, beside what it is now. */
  readonly revisions: readonly Revision[];
}

const COLUMNS = `indicator, measure, unit, ${DIMENSIONS.map(identifier).join(', ')}, reference_year AS "referenceYear", value, lower, upper, standard_error AS "standardError",
  degrees_of_freedom AS "degreesOfFreedom", confidence_level AS "confidenceLevel", n, numerator, denominator,
  evidence_tier AS "evidenceTier", disclosure_class AS "disclosureClass", reliability, status, note`;

async function figuresOf(store: Store, { indicator, at }: Question): Promise<ProtectedFigure[]> {
  const { sql, parameters } = cellCondition(at);
  const rows = await store.rows<Parameters<typeof published>[0]>(
    `SELECT ${COLUMNS} FROM published.figure WHERE indicator = $id AND ${sql} ORDER BY position`,
    { id: indicator.id, ...parameters },
  );
  return rows.map(published);
}

/** Inputs that belong to no year are sources of every year. */
const DELIVERED = `FROM landing.delivery AS d
  WHERE list_contains($inputs::VARCHAR[], d.input) AND d.status IN ('ok', 'partial')
    AND (d.reference_year IS NULL OR d.reference_year BETWEEN $year - $earlier AND $year)`;

async function sourcesOf(
  store: Store,
  { indicator, year, at }: Question,
): Promise<{ readonly own: readonly SourceFile[]; readonly others: number }> {
  const all = await store.rows<SourceFile & { readonly isOwn: boolean }>(
    `SELECT d.input, d.drop_name AS "drop", d.path, d.sheet, d.rows_loaded::INTEGER AS "rowsLoaded",
      coalesce(d.rows_quarantined, 0)::INTEGER AS "rowsSetAside", coalesce(d.supplier = $cluster, true) AS "isOwn"
    ${DELIVERED}
    ORDER BY d.input, d.drop_name, d.path, d.sheet`,
    { inputs: listLiteral(indicator.inputs), year, earlier: indicator.earlierYears, cluster: at.cluster ?? null },
  );
  const own = all.filter(({ isOwn }) => isOwn).map(({ isOwn: _, ...source }) => source);
  return { own, others: all.length - own.length };
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

/** Gathers what is known of the figures asked about from the store of the last run. Needs `prepareFigures`. */
export async function explainFigures(
  store: Store,
  question: Question,
  parameters: ContributionParameters,
): Promise<Explanation> {
  const all = await figuresOf(store, question);
  const { own: sources, others: otherSources } = await sourcesOf(store, question);
  const figures = all.filter(({ referenceYear }) => referenceYear === question.year);
  return {
    question,
    figures,
    selection: figures.every(({ status }) => status === 'published')
      ? await selectionOf(store, question, parameters)
      : null,
    otherYears: all.filter(({ referenceYear }) => referenceYear !== question.year),
    sources,
    otherSources,
    findings: await findingsOf(store, sources),
    responsePct: await responseOf(store, question),
    revisions: await revisionsOf(store, question),
  };
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadCatalogue } from '../accounts/catalogue/index.ts';
import { compareWithPublished } from '../accounts/figures/published.ts';
import type { Finding } from '../contract/finding.ts';
import type { Indicator } from '../contract/indicator.ts';
import { loadContract } from '../contract/inputs.ts';
import { loadSolver } from '../protect/solver.ts';
import { toolOfManifest } from '../publish/manifest.ts';
import { peerMedians, type ReportInput } from '../report/index.ts';
import type { Store } from '../store/store.ts';
import { allMessages } from './described.ts';
import { disclosureOf } from './disclosure.ts';
import { compareWithEarlier } from './earlier-edition.ts';
import { startEffect } from './effect/aside.ts';
import { storePairs } from './effect/pairs.ts';
import { writeData } from './exports/data.ts';
import { computeAllFigures, figuresOfStudy } from './figures/index.ts';
import { countFindings } from './findings.ts';
import { headlinesOf } from './headline.ts';
import type { RunSummary } from './outcome.ts';
import type { RunProgress } from './progress.ts';
import { exposuresOf } from './protect/audit.ts';
import { earlierEditions } from './protect/ledger.ts';
import { joinParts, protectPart } from './protect/parts.ts';
import { protocolText } from './protect/protocol.ts';
import { writeManifest } from './publication.ts';
import { readLists } from './report/lists.ts';
import { readQuality } from './report/quality.ts';
import type { Renderers } from './report/renderers.ts';
import { writeReports } from './report/write.ts';
import type { Source } from './source.ts';

/** Why each figure is withheld and what protects it: a file of the stage's folder. */
export const PROTOCOL = 'disclosure-protocol.json';

/** Where a bundle is built, and with what. */
export interface Stage {
  readonly folder: string;
  /** Folders of the editions published before, oldest first. */
  readonly earlier: readonly string[];
  readonly bundle: string;
  readonly store: Store;
  readonly renderers: Renderers;
  /** Threads that may be used at once. */
  readonly threads: number;
}

/** Accounts → figures → protected figures → reports and files of the staged bundle → manifest. */
export async function buildBundle(
  stage: Stage,
  source: Source,
  known: readonly Finding[],
  years: readonly number[],
  fingerprint: string,
  progress: RunProgress,
): Promise<{
  readonly exposures: readonly string[];
  /** What was known, and what the effect study found. */
  readonly findings: readonly Finding[];
  readonly built: Pick<RunSummary, 'edition' | 'editionYear' | 'figures' | 'reports' | 'headlines'>;
}> {
  const { store, bundle, renderers } = stage;
  const { parameters } = source;
  const referenceYear = years.at(-1) as number;
  const editionYear = parameters.edition_year ?? referenceYear + 1;
  const catalogue = loadCatalogue();

  progress.stage('Computing indicators');
  // One thread goes on with the indicators.
  const options = { referenceYear, threads: stage.threads - 1, ...source.study };
  const study = await startEffect(store, parameters, options, stage.folder);
  const isOfStudy = ({ estimator }: Indicator): boolean => estimator === 'effect';
  const indicators = await computeAllFigures(
    store,
    catalogue.filter((one) => !isOfStudy(one)),
    parameters,
  );

  progress.stage('Protecting companies');
  const highs = await loadSolver();
  const disclosure = disclosureOf(parameters);
  const earlier = await earlierEditions(store, catalogue, stage.earlier);
  const safeIndicators = protectPart(highs, indicators, disclosure, earlier);

  progress.stage('Studying effects');
  const effect = await study.summary;
  if (effect.pairs !== null) await storePairs(store, effect.pairs);
  const findings = [...known, ...effect.findings];
  const effects = await figuresOfStudy(store, catalogue.filter(isOfStudy), effect.figures);
  const { figures: safe, protocol } = joinParts(catalogue, [
    safeIndicators,
    protectPart(highs, effects, disclosure, earlier),
  ]);
  const protocolOf = protocolText(protocol, [...indicators, ...effects], safe, disclosure);
  await writeFile(join(stage.folder, PROTOCOL), protocolOf);
  const figures = [...safe, ...peerMedians(safe)];

  progress.stage('Writing reports and data');
  const quality = await readQuality(store, loadContract(), findings, allMessages(), []);
  const { name: tool, version, libraries } = toolOfManifest();
  const input: ReportInput = {
    referenceYear,
    editionYear,
    figures,
    catalogue,
    lists: await readLists(store, referenceYear),
    parameters,
    ...(source.boundaries === null ? {} : { boundaries: source.boundaries }),
    quality,
    comparison: await compareWithEarlier(store, stage.earlier, figures, editionYear),
    revisions: await compareWithPublished(store, catalogue, figures),
    effect: effect.facts,
    manifest: { tool, version, libraries, fingerprint, inputs: source.inputs },
  };
  // The threads that render come first; the data are written beside them.
  const [reports] = await Promise.all([
    writeReports(renderers, stage, input, progress),
    writeData(store, bundle, figures, { title: parameters.title.en, tool, version, editionYear, referenceYear }),
  ]);

  progress.stage('Attacking the bundle');
  // The store is complete: its tables go to the disk while the bundle is attacked, not when it is closed.
  const saved = store.run('CHECKPOINT');
  const [exposures] = await Promise.all([
    exposuresOf(highs, bundle, disclosure, { items: catalogue, earlier: earlier.rows }),
    saved,
  ]);

  const withStatus = (status: string): number => figures.filter((figure) => figure.status === status).length;
  const counts = {
    published: withStatus('published'),
    suppressed: withStatus('suppressed'),
    noData: withStatus('no_data'),
  };
  const edition = await writeManifest(bundle, {
    edition: { editionYear, referenceYears: years },
    parameters,
    counts: { figures: counts, findings: countFindings(findings), reports },
    inputs: source.inputs,
  });
  const headlines = headlinesOf(figures, catalogue, referenceYear);
  return { exposures, findings, built: { edition, editionYear, figures: counts, reports, headlines } };
}

import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadCatalogue } from './accounts/catalogue/index.ts';
import { compareWithPublished } from './accounts/figures/published.ts';
import type { Finding } from './contract/finding.ts';
import type { Indicator } from './contract/indicator.ts';
import { loadContract } from './contract/inputs.ts';
import { loadSolver } from './protect/solver.ts';
import { toolOfManifest } from './publish/manifest.ts';
import { createStage, currentEdition, publishBundle, sweepStages } from './publish/stage.ts';
import { fingerprintOf, readState, writeState } from './publish/state.ts';
import { peerMedians, type ReportInput } from './report/index.ts';
import { allMessages } from './run/described.ts';
import { disclosureOf } from './run/disclosure.ts';
import { compareWithEarlier } from './run/earlier-edition.ts';
import { startEffect } from './run/effect/aside.ts';
import { storePairs } from './run/effect/pairs.ts';
import { writeData } from './run/exports/data.ts';
import { computeAllFigures, figuresOfStudy } from './run/figures/index.ts';
import { countFindings, reaches } from './run/findings.ts';
import { headlinesOf } from './run/headline.ts';
import { withLock } from './run/lock.ts';
import type { RunOptions, RunOutcome, RunSummary } from './run/outcome.ts';
import { prepareAccounts } from './run/prepare.ts';
import type { RunProgress } from './run/progress.ts';
import { exposuresOf } from './run/protect/audit.ts';
import { earlierEditions } from './run/protect/ledger.ts';
import { joinParts, protectPart } from './run/protect/parts.ts';
import { protocolText } from './run/protect/protocol.ts';
import { writeManifest } from './run/publication.ts';
import { DRAWINGS, loadDrawings } from './run/report/drawings.ts';
import { readLists } from './run/report/lists.ts';
import { readQuality } from './run/report/quality.ts';
import { createRenderers, type Renderers } from './run/report/renderers.ts';
import { writeReports } from './run/report/write.ts';
import { readSource, type Source } from './run/source.ts';
import { openStore, type Store } from './store/store.ts';

const STORE = 'store.duckdb';

/** Why each figure is withheld and what protects it. */
const PROTOCOL = 'disclosure-protocol.json';

/** Files of the stage folder that are kept beside the bundle, for the analyst. */
const KEPT = [STORE, PROTOCOL, 'report-input.json', DRAWINGS];

/** Years of the drops, in order; the last is what the reports are about. */
const referenceYearsOf = ({ drops }: Source): number[] =>
  [...new Set(drops.flatMap(({ year }) => (year === null ? [] : [year])))].sort((a, b) => a - b);

/** Why nothing can be published, or null. */
function refusalOf(findings: readonly Finding[], years: readonly number[], options: RunOptions): string | null {
  if (years.length === 0)
    return 'No drop has a reference year: name the folder by its year, or write "year: 2013" in its drop.yaml.';
  return reaches(findings, options.failOn) ? `There are findings of severity "${options.failOn}" or worse.` : null;
}

interface Stage {
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
async function buildBundle(
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

/**
 * The main job: drops in, a published bundle out.
 *
 * Everything is built in a stage folder beside the published bundle and swapped in at the end; what fails on the way leaves
 * store and bundle as they were. Inputs, parameters and code that have not changed since the last run are recognised.
 */
export async function runAccounts(options: RunOptions, progress: RunProgress): Promise<RunOutcome> {
  const contract = loadContract();
  const source = await readSource(options.paths, contract, options.parametersPath);
  const years = referenceYearsOf(source);
  return withLock(options.outFolder, async () => {
    const fingerprint = await fingerprintOf(source.digest, source.parameters);
    const last = await readState<RunSummary>(options.outFolder);
    const bundlePath = join(options.outFolder, 'bundle');
    if (last?.fingerprint === fingerprint && (await currentEdition(options.outFolder)) === last.edition)
      return { kind: 'unchanged', bundle: bundlePath, summary: last.summary, findings: [] };

    await sweepStages(options.outFolder);
    const folder = await createStage(options.outFolder);
    try {
      const store = await openStore(join(folder, STORE), {
        threads: options.threads,
        ...(options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit }),
      });
      let summary: RunSummary;
      let findings: readonly Finding[];
      // Reading and typing leave threads idle, in which those that render get ready.
      const renderers = createRenderers(source.parameters.languages, await loadDrawings(options.outFolder));
      renderers.warm();
      try {
        const prepared = await prepareAccounts(store, source, contract, progress);
        findings = prepared.findings;
        const reason = refusalOf(findings, years, options);
        if (reason !== null) return { kind: 'refused', threshold: options.failOn, reason, findings };
        const earlier = (last?.history ?? []).map((edition) => join(options.outFolder, 'editions', edition));
        const { threads } = options;
        const stage = { folder, bundle: join(folder, 'bundle'), store, renderers, earlier, threads };
        const { built, exposures, ...made } = await buildBundle(stage, source, findings, years, fingerprint, progress);
        findings = made.findings;
        const late = refusalOf(findings, years, options);
        if (late !== null) return { kind: 'refused', threshold: options.failOn, reason: late, findings };
        if (exposures.length > 0)
          return {
            kind: 'refused',
            threshold: options.failOn,
            reason: `The attack on the finished bundle worked out ${exposures.length} withheld figures:\n  ${exposures.slice(0, 20).join('\n  ')}`,
            findings,
          };
        const total = (key: 'rows_read' | 'rows_loaded' | 'rows_quarantined'): number =>
          prepared.deliveries.reduce((sum, delivery) => sum + delivery[key], 0);
        summary = {
          ...built,
          referenceYears: years,
          isSynthetic: source.parameters.synthetic,
          deliveries: {
            files: new Set(prepared.deliveries.map(({ drop_name, path }) => `${drop_name}/${path}`)).size,
            rowsRead: total('rows_read'),
            rowsLoaded: total('rows_loaded'),
            rowsSetAside: total('rows_quarantined'),
          },
          findings: countFindings(findings),
        };
      } finally {
        await renderers.close();
        store.close();
      }
      progress.stage('Publishing');
      const bundle = await publishBundle(folder, options.outFolder, summary.edition);
      for (const name of KEPT) await rename(join(folder, name), join(options.outFolder, name));
      await writeState(options.outFolder, {
        schema: 'cluster-accounts/state/1',
        fingerprint,
        edition: summary.edition,
        history: [...(last?.history ?? []).filter((edition) => edition !== summary.edition), summary.edition],
        summary,
      });
      progress.end();
      return { kind: 'published', bundle, summary, findings };
    } finally {
      await sweepStages(options.outFolder);
    }
  });
}

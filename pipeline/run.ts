import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from './contract/finding.ts';
import { loadContract } from './contract/inputs.ts';
import { createStage, currentEdition, publishBundle, sweepStages } from './publish/stage.ts';
import { fingerprintOf, readState, writeState } from './publish/state.ts';
import { isWhole } from './publish/whole.ts';
import { buildBundle, PROTOCOL } from './run/bundle.ts';
import { countFindings, reaches } from './run/findings.ts';
import { withLock } from './run/lock.ts';
import type { RunOptions, RunOutcome, RunSummary } from './run/outcome.ts';
import { prepareAccounts } from './run/prepare.ts';
import type { RunProgress } from './run/progress.ts';
import { DRAWINGS, loadDrawings } from './run/report/drawings.ts';
import { createRenderers } from './run/report/renderers.ts';
import { readSource, type Source } from './run/source.ts';
import { openStore } from './store/store.ts';

const STORE = 'store.duckdb';

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
    const isPublished = last?.fingerprint === fingerprint && (await currentEdition(options.outFolder)) === last.edition;
    if (isPublished && (await isWhole(bundlePath)))
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

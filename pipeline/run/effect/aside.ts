import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Parameters } from '../../contract/parameters.ts';
import { literal } from '../../store/quote.ts';
import type { Store } from '../../store/store.ts';
import { errorOf, type Fault } from './fault.ts';
import { type EffectOptions, type EffectResult, runEffect } from './index.ts';
import { pairsOfStudy, type StudyPairs } from './pairs.ts';

/** What goes on from the study; of companies it holds the pairs only. */
export interface EffectSummary extends Pick<EffectResult, 'figures' | 'facts' | 'findings'> {
  /** Null where the study was not made here. */
  readonly pairs: StudyPairs | null;
}

/** The part of a result that goes on. */
export const summaryOf = ({ figures, facts, findings, study }: EffectResult): EffectSummary => ({
  figures,
  facts,
  findings,
  pairs: study === null ? null : pairsOfStudy(study),
});

/** What the worker is given. */
export interface AsideInput {
  readonly parameters: Parameters;
  readonly options: EffectOptions;
  /** Parquet file of every table of `accounts` that the study reads, by the table's name. */
  readonly tables: Readonly<Record<string, string>>;
}

/** What it sends back. */
export type AsideReply = { readonly summary: EffectSummary } | { readonly fault: Fault };

const TABLES = ['firm_year', 'membership', 'project_participant', 'project_cluster', 'innovation', 'price_index'];

const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './aside-worker.ts' : './aside-worker.js',
  import.meta.url,
);

function answerOf(input: AsideInput): Promise<EffectSummary> {
  const worker = new Worker(workerFile, { workerData: input });
  return new Promise<EffectSummary>((done, fail) => {
    worker.once('message', (reply: AsideReply) => {
      if ('summary' in reply) done(reply.summary);
      else fail(errorOf(reply.fault));
    });
    worker.once('error', fail);
    worker.once('exit', (code) => fail(new Error(`The effect study ended with code ${code} and no answer.`)));
  }).finally(() => worker.terminate());
}

/**
 * Begins the effect study in a thread of its own, so that the indicators are computed meanwhile. The thread gets a copy of
 * the tables it reads, as Parquet in `folder`, and gives the same result as `runEffect` here would.
 */
export async function startEffect(
  store: Store,
  parameters: Parameters,
  options: EffectOptions,
  folder: string,
): Promise<{ readonly summary: Promise<EffectSummary> }> {
  const [register] = await store.rows<{ found: boolean }>('SELECT count(*) > 0 AS found FROM accounts.firm_year');
  if (register?.found !== true) return { summary: runEffect(store, parameters, options).then(summaryOf) };
  const tables = Object.fromEntries(TABLES.map((name) => [name, join(folder, `study-${name}.parquet`)]));
  for (const [name, path] of Object.entries(tables))
    await store.run(`COPY accounts.${name} TO ${literal(path)} (FORMAT parquet, COMPRESSION lz4)`);
  const summary = answerOf({ parameters, options, tables }).finally(() =>
    Promise.all(Object.values(tables).map((path) => rm(path, { force: true }))),
  );
  // Whoever waits for the summary gets its failure; until then it must not count as unhandled.
  summary.catch(() => {});
  return { summary };
}

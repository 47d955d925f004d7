import { Worker } from 'node:worker_threads';
import { attackFigures, type FigureAudit, type PublishedRow } from '../../protect/attack/figures.ts';
import type { Highs } from '../../protect/index.ts';
import { openStore } from '../../store/store.ts';
import { openBundle } from './bundle.ts';
import { leaksOfContainers } from './containers.ts';
import type { ItemNames } from './names.ts';
import { readPublishedTable } from './published-table.ts';
import type { Leak } from './records.ts';

export interface AuditParameters {
  readonly minimumContributors: number;
  readonly pPercent: number;
}

/** What an attacker of a bundle can look up. */
export interface AttackerKnowledge {
  readonly items: ItemNames;
  /** Rows of editions that were published before, oldest first. */
  readonly earlier: readonly PublishedRow[];
}

export interface BundleAudit extends FigureAudit {
  /** Numbers that some file tells and the table of figures does not. */
  readonly leaks: readonly Leak[];
}

/**
 * Attacks a finished bundle: its table of figures by everything that adds up, its other files by what they say beyond it.
 */
export async function auditBundle(
  highs: Highs,
  bundle: string,
  parameters: AuditParameters,
  { items, earlier }: AttackerKnowledge,
): Promise<BundleAudit> {
  const texts = startTexts({ folder: bundle, items: items.map(({ item }) => ({ item })) });
  const store = await openStore(':memory:', { threads: 1 });
  try {
    const table = await readPublishedTable(bundle);
    const inContainers = await leaksOfContainers(store, await openBundle(bundle, table, items));
    const found = attackFigures(highs, table.rows, parameters, earlier);
    return { ...found, leaks: [...inContainers, ...(await texts.leaks)] };
  } finally {
    store.close();
    await texts.end();
  }
}

/** What the thread that reads texts is given. */
export interface TextsInput {
  readonly folder: string;
  readonly items: ItemNames;
}

const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './texts-worker.ts' : './texts-worker.js',
  import.meta.url,
);

/** Begins to read the texts of a bundle in a thread of its own; they are most of its bytes. */
function startTexts(input: TextsInput): {
  readonly leaks: Promise<readonly Leak[]>;
  readonly end: () => Promise<unknown>;
} {
  const worker = new Worker(workerFile, { workerData: input });
  const leaks = new Promise<readonly Leak[]>((done, fail) => {
    worker.once('message', done);
    worker.once('error', fail);
    worker.once('exit', (code) => fail(new Error(`The reading of the texts ended with code ${code} and no answer.`)));
  });
  // Whoever waits for the leaks gets the failure; until then it must not count as unhandled.
  leaks.catch(() => {});
  return { leaks, end: () => worker.terminate() };
}

/** The rows of bundles that were published before. */
export async function rowsOfBundles(bundles: readonly string[]): Promise<PublishedRow[]> {
  const tables = [];
  for (const bundle of bundles) tables.push(await readPublishedTable(bundle));
  return tables.flatMap(({ rows }) => rows);
}

/** What the attacker found in a bundle, in words; empty when nothing can be worked out. For the analyst only. */
export async function exposuresOf(
  highs: Highs,
  bundle: string,
  parameters: AuditParameters,
  known: AttackerKnowledge,
): Promise<string[]> {
  const { leaks, exposed } = await auditBundle(highs, bundle, parameters, known);
  return [
    ...leaks.map(({ file, what }) => `${file}: ${what}`),
    ...exposed.map(({ figure, by }) => `${figure}: ${by.join('; ')}`),
  ];
}

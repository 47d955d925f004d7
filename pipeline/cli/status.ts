import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { EXIT, environmentError } from '../contract/errors.ts';
import { type ChangedInput, changedInputs } from '../publish/changed-inputs.ts';
import type { Manifest } from '../publish/manifest.ts';
import { currentEdition } from '../publish/stage.ts';
import { readState } from '../publish/state.ts';
import type { RunSummary } from '../run/outcome.ts';
import { textTable } from './output.ts';
import type { CommandContext } from './program.ts';

interface SupplierRow {
  readonly referenceYear: number;
  readonly supplier: string;
  readonly name: string;
  readonly files: number;
  readonly rows: number;
  /** Days as far as `drop.yaml` says, as 2014-02-01; of several files the last. */
  readonly dueOn: string | null;
  readonly receivedOn: string | null;
  readonly state: 'delivered' | 'late' | 'missing' | 'rejected';
}

interface Replacement {
  readonly path: string;
  readonly by: string;
}

interface Received {
  readonly suppliers: readonly SupplierRow[];
  readonly replaced: readonly Replacement[];
  readonly corrections: { readonly applied: number; readonly refused: number };
}

/** Who delivered a list of participants for each year, which files replaced others, and what became of the corrections, from the store of the last run. */
async function readReceived(storePath: string): Promise<Received> {
  const { openStore } = await import('../store/store.ts');
  const store = await openStore(storePath, { threads: 1, isReadOnly: true });
  try {
    const suppliers = await store.rows<SupplierRow>(`
      SELECT c.reference_year AS "referenceYear", c.cluster_id AS supplier, c.cluster_name AS name,
        count(DISTINCT d.path)::INTEGER AS files, coalesce(sum(d.rows_loaded), 0)::INTEGER AS rows,
        max(r.due_on)::VARCHAR AS "dueOn", max(r.received_on)::VARCHAR AS "receivedOn",
        CASE WHEN count(d.path) = 0 THEN 'missing' WHEN NOT bool_or(d.status IN ('ok', 'partial')) THEN 'rejected'
          WHEN max(r.received_on) > max(r.due_on) THEN 'late' ELSE 'delivered' END AS state
      FROM accounts.cluster AS c
      LEFT JOIN landing.delivery AS d
        ON d.reference_year = c.reference_year AND d.supplier = c.cluster_id AND d.input = 'participants'
      LEFT JOIN landing.receipt AS r ON r.drop_name = d.drop_name AND r.path = d.path
      GROUP BY c.reference_year, c.cluster_id, c.cluster_name
      ORDER BY 1, 2`);
    const replaced = await store.rows<Replacement>(`
      SELECT DISTINCT old.drop_name || '/' || old.path AS path, new.drop_name || '/' || new.path AS "by"
      FROM landing.replaced_delivery AS r
      JOIN landing.delivery AS old ON old.delivery_id = r.delivery_id
      JOIN landing.delivery AS new ON new.delivery_id = r.replaced_by
      ORDER BY 1, 2`);
    const [corrections = { applied: 0, refused: 0 }] = await store.rows<Received['corrections']>(`
      SELECT count(*) FILTER (status = 'applied')::INTEGER AS applied, count(*) FILTER (status = 'refused')::INTEGER AS refused
      FROM accounts.correction`);
    return { suppliers, replaced, corrections };
  } finally {
    store.close();
  }
}

interface Changes {
  readonly since: string;
  readonly files: readonly ChangedInput[];
}

const manifestOf = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;

/** What was delivered since the edition that was published last before the current one; null where there is none. */
async function changesSince(folder: string, current: string): Promise<Changes | null> {
  const editions = join(folder, 'editions');
  const others = (await readdir(editions)).filter(
    (name) => name !== current && existsSync(join(editions, name, 'manifest.json')),
  );
  const times = await Promise.all(
    others.map(async (name) => ({ name, time: (await stat(join(editions, name))).mtimeMs })),
  );
  const since = times.sort((left, right) => right.time - left.time)[0]?.name;
  if (since === undefined) return null;
  const [before, after] = await Promise.all([manifestOf(join(editions, since)), manifestOf(join(editions, current))]);
  return { since, files: changedInputs(before.inputs, after.inputs) };
}

/** What changed, in lines: files since the last edition, resubmissions, corrections. */
function changeLines(changes: Changes | null, { replaced, corrections }: Omit<Received, 'suppliers'>): string[] {
  const files = changes?.files ?? [];
  return [
    ...(changes === null
      ? []
      : [
          `Since edition ${changes.since}: ${files.length} ${files.length === 1 ? 'file' : 'files'} added, changed or removed`,
        ]),
    ...files.map(({ path, change }) => `  ${change.padEnd(8)} ${path}`),
    ...replaced.map(({ path, by }) => `  replaced ${path} by ${by}`),
    ...(corrections.applied + corrections.refused === 0
      ? []
      : [`${corrections.applied} corrections applied, ${corrections.refused} refused`]),
  ];
}

export function registerStatus(program: Command, { terminal, output, exit }: CommandContext): Command {
  return program
    .command('status')
    .description('say what is published, who has delivered, and what changed')
    .option('--out <folder>', 'where bundle, editions and store are kept', 'out')
    .action(async ({ out }: { out: string }) => {
      const folder = resolve(terminal.workingDirectory, out);
      const state = await readState<RunSummary>(folder);
      const edition = await currentEdition(folder);
      if (state === null || edition === null)
        throw environmentError(
          'NOTHING_PUBLISHED',
          'Nothing has been published here yet.',
          'Run: cluster-accounts run <drop>, or name the folder with --out.',
          out,
        );
      const storePath = join(folder, 'store.duckdb');
      const received: Received = existsSync(storePath)
        ? await readReceived(storePath)
        : { suppliers: [], replaced: [], corrections: { applied: 0, refused: 0 } };
      const { suppliers, replaced, corrections } = received;
      const changes = await changesSince(folder, edition);
      const { summary } = state;
      const rows = suppliers.map(
        ({ referenceYear, supplier, name, files, rows: count, state: delivered, receivedOn }) => [
          String(referenceYear),
          supplier,
          name,
          delivered === 'delivered' ? output.paint('green', delivered) : output.paint('yellow', delivered),
          receivedOn ?? '',
          String(files),
          String(count),
        ],
      );
      const header = ['year', 'supplier', 'name', 'participants', 'received', 'files', 'rows'];
      const countOf = (state: SupplierRow['state']): number => suppliers.filter((row) => row.state === state).length;
      const missing = countOf('missing');
      const late = countOf('late');
      output.result(
        [
          `${output.paint('bold', `Edition ${edition}`)}: reference years ${summary.referenceYears.join(', ')}, published ${summary.editionYear}`,
          `${summary.figures.published} figures published, ${summary.figures.suppressed} withheld, ${summary.reports} pages`,
          `${missing} ${missing === 1 ? 'list' : 'lists'} of participants missing${late === 0 ? '' : `, ${late} late`}`,
          ...changeLines(changes, received),
          '',
          textTable([header, ...rows], [false, false, false, false, false, true, true]),
        ].join('\n'),
        { schema: 'cluster-accounts/status/1', edition, summary, suppliers, changes, replaced, corrections },
      );
      exit(EXIT.ok);
    });
}

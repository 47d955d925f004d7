import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { EXIT, environmentError } from '../contract/errors.ts';
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
  readonly state: 'delivered' | 'missing' | 'rejected';
}

/** Who delivered a list of participants for each year, from the store of the last run. */
async function readSuppliers(storePath: string): Promise<SupplierRow[]> {
  const { openStore } = await import('../store/store.ts');
  const store = await openStore(storePath, { threads: 1, isReadOnly: true });
  try {
    return await store.rows<SupplierRow>(`
      SELECT c.reference_year AS "referenceYear", c.cluster_id AS supplier, c.cluster_name AS name,
        count(DISTINCT d.path)::INTEGER AS files, coalesce(sum(d.rows_loaded), 0)::INTEGER AS rows,
        CASE WHEN bool_or(d.status IN ('ok', 'partial')) THEN 'delivered' WHEN count(d.path) > 0 THEN 'rejected' ELSE 'missing' END AS state
      FROM accounts.cluster AS c
      LEFT JOIN landing.delivery AS d
        ON d.reference_year = c.reference_year AND d.supplier = c.cluster_id AND d.input = 'participants'
      GROUP BY ALL
      ORDER BY 1, 2`);
  } finally {
    store.close();
  }
}

export function registerStatus(program: Command, { terminal, output, exit }: CommandContext): Command {
  return program
    .command('status')
    .description('say what is published and who has delivered')
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
      const suppliers = existsSync(storePath) ? await readSuppliers(storePath) : [];
      const { summary } = state;
      const rows = suppliers.map(({ referenceYear, supplier, name, files, rows: count, state: delivered }) => [
        String(referenceYear),
        supplier,
        name,
        delivered === 'delivered' ? output.paint('green', delivered) : output.paint('yellow', delivered),
        String(files),
        String(count),
      ]);
      const header = ['year', 'supplier', 'name', 'participants', 'files', 'rows'];
      const missing = suppliers.filter((row) => row.state === 'missing').length;
      output.result(
        [
          `${output.paint('bold', `Edition ${edition}`)}: reference years ${summary.referenceYears.join(', ')}, published ${summary.editionYear}`,
          `${summary.figures.published} figures published, ${summary.figures.suppressed} withheld, ${summary.reports} pages`,
          `${missing} ${missing === 1 ? 'list' : 'lists'} of participants missing`,
          '',
          textTable([header, ...rows], [false, false, false, false, true, true]),
        ].join('\n'),
        { schema: 'cluster-accounts/status/1', edition, summary, suppliers },
      );
      exit(EXIT.ok);
    });
}

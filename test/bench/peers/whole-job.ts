/**
 * The job that the scripts of ../shared/peers-bench do, on the same files and in one process: read the register, check the
 * member lists, indicators by cluster, region and size, weighted rates of innovation, score, matching, balance,
 * difference-in-differences and event study, and write the tables. Prints the time, processor time and peak memory by stage.
 *
 *     node test/bench/peers/whole-job.ts DATA OUT
 */
import { mkdir } from 'node:fs/promises';
import nodeModule from 'node:module';

// As the program itself: from the second start on, Node takes compiled modules from its cache.
nodeModule.enableCompileCache?.();
const [{ openStore }, { lap, total }, { readInputs }] = await Promise.all([
  import('../../../pipeline/store/store.ts'),
  import('./laps.ts'),
  import('./tables.ts'),
]);

const [folder, out] = process.argv.slice(2) as [string, string];
await mkdir(out, { recursive: true });
const store = await openStore(':memory:', { threads: 2 });
lap('start');
const inputs = readInputs(store, folder);
// The estimators load while the database reads.
const { studyPeers } = await import('./job.ts');
const result = await studyPeers(store, inputs, out, lap);
process.stdout.write(`${total()}  ${result}\n`);
// Everything is written; the database is in memory and goes with the process.
process.exit(0);

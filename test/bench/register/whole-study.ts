/**
 * The whole effect study with its battery on a register in Parquet, in one thread. Prints the time and the peak of memory.
 *
 *     node test/bench/register/whole-study.ts FOLDER
 */
import { parseParameters } from '../../../pipeline/contract/parameters.ts';
import { runEffect } from '../../../pipeline/run/effect/index.ts';
import { total } from '../peers/laps.ts';
import { peersStudy } from '../peers/study.ts';
import { openRegister } from './accounts.ts';

const store = await openRegister(process.argv[2] as string);
const { figures } = await runEffect(store, parseParameters('', 'accounts.yaml'), {
  referenceYear: 2022,
  settings: peersStudy(),
});
process.stdout.write(`${total()}  whole study with its battery, ${figures.length} figures\n`);
process.exit(0);

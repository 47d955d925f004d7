/**
 * The whole effect study with its credibility battery on the files of the peers' benchmark: all outcomes, breakdowns,
 * specifications, placebos and sensitivity analyses; the battery in so many threads.
 *
 *     node test/bench/peers/battery.ts DATA [threads]
 */
import { parseParameters } from '../../../pipeline/contract/parameters.ts';
import { runEffect } from '../../../pipeline/run/effect/index.ts';
import { openStore } from '../../../pipeline/store/store.ts';
import { peersStudy } from './study.ts';
import { readMembers, readRegister } from './tables.ts';

const processor = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const store = await openStore(':memory:', { threads: 2 });
const folder = process.argv[2] as string;
const threads = Number(process.argv[3] ?? 1);
await readMembers(store, folder);
await readRegister(store, folder);
const [start, used] = [performance.now(), processor()];
const { figures } = await runEffect(store, parseParameters('', 'accounts.yaml'), {
  referenceYear: 2022,
  threads,
  settings: peersStudy(),
});
const cells = [
  `${((performance.now() - start) / 1000).toFixed(2)} s`,
  `processor ${(processor() - used).toFixed(2)} s`,
  `peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
  `${figures.length} figures`,
];
process.stdout.write(
  `whole study with its battery, ${threads} ${threads === 1 ? 'thread' : 'threads'}: ${cells.join('  ')}\n`,
);
store.close();

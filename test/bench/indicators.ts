/**
 * Wall time of all indicators by all breakdowns: three years, fifty clusters, a register four times the participants.
 *
 *     node test/bench/indicators.ts [companies ...]
 */
import { loadCatalogue } from '../../pipeline/accounts/catalogue/index.ts';
import { computeAllFigures } from '../../pipeline/run/figures/index.ts';
import { emptyAccounts } from '../support/accounts.ts';
import { generateAccounts } from '../support/generated-accounts.ts';

const AIM_SECONDS: Readonly<Record<number, number>> = { 14000: 3, 140000: 15 };

const asked = process.argv.slice(2).map(Number);
const catalogue = loadCatalogue();
console.log(`All ${catalogue.length} indicators, all breakdowns, 3 years, 50 clusters`);
console.log('companies    figures      seconds     aim   processor     memory');
for (const companies of asked.length > 0 ? asked : [14_000, 140_000]) {
  const store = await emptyAccounts();
  await generateAccounts(store, companies);
  const start = performance.now();
  const before = process.cpuUsage();
  const figures = await computeAllFigures(store, catalogue, { sme_limit: 50, confidence_level: 0.95 });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  const aim = AIM_SECONDS[companies];
  const memory = process.memoryUsage.rss() / 1024 ** 2;
  console.log(
    [
      String(companies).padStart(9),
      String(figures.length).padStart(10),
      seconds.toFixed(2).padStart(12),
      (aim === undefined ? '' : `< ${aim}`).padStart(7),
      `${((user + system) / 1e6).toFixed(2)} s`.padStart(11),
      `${memory.toFixed(0)} MB`.padStart(10),
    ].join(' '),
  );
  store.close();
}

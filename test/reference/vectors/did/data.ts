// Makes panel.csv: 240 firms over seven years, entering in 2017, 2018, 2020 or never, with missing years, firms seen once,
// unequal weights, networks of firms and a covariate that changes over time.
// Run: node test/reference/vectors/did/data.ts
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

let state = 20171105;
/** Lehmer's generator: enough for data that only has to be uneven. */
function uniform(): number {
  state = (state * 48271) % 2147483647;
  return state / 2147483647;
}
const noise = (): number => uniform() + uniform() + uniform() - 1.5;

const ENTRIES = [
  ...new Array<number>(32).fill(2017),
  ...new Array<number>(36).fill(2018),
  ...new Array<number>(30).fill(2020),
  ...new Array<number>(142).fill(0),
];
const rows = ['firm,year,entry,network,sector,weight,size,outcome'];
ENTRIES.forEach((entry, k) => {
  const firm = 1000 + ((k * 77) % 240);
  const sector = ['a', 'b', 'c'][Math.floor(3 * uniform())] as string;
  const network = 1 + ((firm * 7) % 24);
  const weight = (0.5 + 2 * uniform()).toFixed(4);
  const level = 5 + noise() + (entry > 0 ? 0.3 : 0);
  const onlyYear = k % 60 === 59 ? 2015 + (k % 7) : 0;
  let size = 2 + noise() + (entry > 0 ? 0.4 : 0);
  for (let year = 2015; year <= 2021; year += 1) {
    size += 0.1 * noise();
    const since = entry === 0 ? -1 : year - entry;
    const effect = since < 0 ? 0 : 0.05 + 0.03 * since;
    const trend = { a: 0.01, b: 0.03, c: 0 }[sector] as number;
    const outcome = level + trend * (year - 2015) + 0.02 * size * (year - 2015) + effect + 0.25 * noise();
    const isMissing = onlyYear > 0 ? year !== onlyYear : uniform() < 0.04;
    if (!isMissing)
      rows.push([firm, year, entry, network, sector, weight, size.toFixed(6), outcome.toFixed(6)].join(','));
  }
});
writeFileSync(join(import.meta.dirname, 'panel.csv'), `${rows.join('\n')}\n`);

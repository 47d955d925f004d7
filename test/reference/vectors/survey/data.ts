// Makes survey.csv: 240 companies in 6 strata, 40 clusters of two stages, with unequal weights and two margins.
// Run: node test/reference/vectors/survey/data.ts
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

let state = 20140601;
/** Lehmer's generator: enough for data that only has to be uneven. */
function uniform(): number {
  state = (state * 48271) % 2147483647;
  return state / 2147483647;
}

const POPULATION = [400, 90, 1200, 60, 30, 2000];
const SAMPLED = [50, 30, 60, 30, 30, 40];
const PSU_POPULATION = 200;
const rows = ['id,stratum,N_h,psu,N_psu,M_i,size,region,weight,innovative,expects,turnover,employees,answered'];
let id = 0;
SAMPLED.forEach((count, h) => {
  for (let k = 0; k < count; k += 1) {
    id += 1;
    const employees = Math.ceil(Math.exp(0.6 * h + 2 * uniform()));
    const size = employees < 10 ? 'small' : employees < 50 ? 'medium' : 'large';
    const region = ['n', 'm', 's'][Math.floor(3 * uniform())] as string;
    const innovative = uniform() < 0.2 + 0.1 * h ? 1 : 0;
    const expects = h === 1 ? 1 : uniform() < 0.03 ? 1 : 0;
    const turnover = Math.round(employees * (500 + 900 * uniform()));
    const psu = 1 + Math.floor((id - 1) / 6);
    const weight = ((POPULATION[h] as number) / count) * (0.8 + 0.4 * uniform());
    const answered = uniform() < 0.75 ? 1 : 0;
    rows.push(
      [
        id,
        h + 1,
        POPULATION[h],
        psu,
        PSU_POPULATION,
        12,
        size,
        region,
        weight.toFixed(6),
        innovative,
        expects,
        turnover,
        employees,
        answered,
      ].join(','),
    );
  }
});
writeFileSync(join(import.meta.dirname, 'survey.csv'), `${rows.join('\n')}\n`);

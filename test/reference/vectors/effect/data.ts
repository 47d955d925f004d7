import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { normal, uniform } from '../../../../pipeline/estimate/numeric/random.ts';

/**
 * Writes firms.csv: made-up companies with a treatment that depends on their covariates, a number and a yes-or-no outcome.
 * Run: node test/reference/vectors/effect/data.ts
 */
const SIZE = 400;
const SEED = 77;
const REGIONS = ['east', 'north', 'south', 'west'];

const chance = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
const rows = Array.from({ length: SIZE }, (_, i) => {
  const size = 2 + 0.9 * normal(SEED, 1, 0, i);
  const age = Math.round(1 + 30 * uniform(SEED, 2, 0, i));
  const region = REGIONS[Math.floor(4 * uniform(SEED, 3, 0, i))] as string;
  const exporter = Number(uniform(SEED, 4, 0, i) < chance(size - 2.4));
  const lean = -1.2 + 0.5 * (size - 2) + 0.5 * exporter - 0.02 * (age - 15) + (region === 'north' ? 0.4 : 0);
  const treated = Number(uniform(SEED, 5, 0, i) < chance(lean));
  const network = Math.floor(14 * uniform(SEED, 6, 0, i));
  const outcome = 5 + 0.3 * size + 0.2 * treated + 0.15 * normal(SEED, 8, 0, network) + 0.5 * normal(SEED, 7, 0, i);
  const innovative = Number(uniform(SEED, 9, 0, i) < chance(-0.8 + 0.5 * treated + 0.3 * exporter));
  const weight = 0.5 + 2 * uniform(SEED, 10, 0, i);
  return [
    `f${String(i).padStart(3, '0')}`,
    treated,
    size.toFixed(6),
    age,
    region,
    exporter,
    network,
    outcome.toFixed(6),
    innovative,
    weight.toFixed(4),
  ];
});
const header = 'id,treated,size,age,region,exporter,network,outcome,innovative,weight';
writeFileSync(join(import.meta.dirname, 'firms.csv'), `${[header, ...rows.map((row) => row.join(','))].join('\n')}\n`);

/**
 * Wall time, processor time and memory of group-time effects and of the event study on a register-sized panel.
 *
 *     node test/bench/did.ts [firms] [members]
 */
import {
  matchedDifferenceInDifferences,
  matchedEventStudy,
} from '../../pipeline/estimate/effect/difference/matched.ts';
import { pairedEventStudy } from '../../pipeline/estimate/effect/difference/paired.ts';
import type { Panel } from '../../pipeline/estimate/effect/difference/panel.ts';
import { aggregateGroupTime } from '../../pipeline/estimate/effect/group-time/aggregate.ts';
import { multiplierBootstrap } from '../../pipeline/estimate/effect/group-time/bootstrap.ts';
import { groupTimeEffects } from '../../pipeline/estimate/effect/group-time/group-time.ts';
import { breakdownMbar, honestRelativeMagnitudes } from '../../pipeline/estimate/effect/honest/bounds.ts';
import { honestStudy } from '../../pipeline/estimate/effect/honest/study.ts';
import { normal, uniform } from '../../pipeline/estimate/numeric/random.ts';

const SECTORS = 10;
const PERIODS = [2017, 2018, 2019, 2020, 2021, 2022];

/** Firms with sector, size and export flag; members enter 2019 to 2021 and gain 3 to 6 percent. */
function registerPanel(firms: number, members: number) {
  const outcome = new Float64Array(firms * PERIODS.length);
  const cohort = new Float64Array(firms);
  const sector = Array.from({ length: SECTORS - 1 }, () => new Float64Array(firms));
  const size = new Float64Array(firms);
  const exporter = new Float64Array(firms);
  for (let i = 0; i < firms; i++) {
    const branch = Math.floor(uniform(1, 1, 0, i) * SECTORS);
    if (branch > 0) (sector[branch - 1] as Float64Array)[i] = 1;
    size[i] = 1.35 + 1.15 * normal(1, 2, 0, i);
    exporter[i] = uniform(1, 3, 0, i) < 0.2 ? 1 : 0;
    const chance = ((members / firms) * Math.exp(0.5 * (size[i] as number) + 0.5 * (exporter[i] as number))) / 2.7;
    if (uniform(1, 4, 0, i) < chance) cohort[i] = 2019 + Math.floor(uniform(1, 5, 0, i) * 3);
    const level = 6 + 0.05 * branch + 0.35 * normal(1, 6, 0, i);
    PERIODS.forEach((year, t) => {
      const since = cohort[i] === 0 ? -1 : year - (cohort[i] as number);
      const effect = since < 0 ? 0 : since === 0 ? 0.03 : 0.06;
      outcome[i * PERIODS.length + t] = level + 0.01 * t * (1 + 0.1 * branch) + effect + 0.12 * normal(1, 7, t, i);
    });
  }
  const panel: Panel = { units: firms, periods: PERIODS, outcome };
  return { panel, cohort, covariates: [...sector, size, exporter] };
}

function timed<T>(what: string, work: () => T): T {
  const start = performance.now();
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  const peak = process.resourceUsage().maxRSS / 1024;
  const seconds = ((performance.now() - start) / 1000).toFixed(2).padStart(7);
  const processor = ((user + system) / 1e6).toFixed(2).padStart(7);
  console.log(`${what.padEnd(44)} ${seconds} s ${processor} s processor ${peak.toFixed(0).padStart(6)} MB peak`);
  return result;
}

const firms = Number(process.argv[2] ?? 297_000);
const data = timed('generate', () => registerPanel(firms, Number(process.argv[3] ?? 14_000)));
const { covariates, ...plain } = data;
timed('group-time, no covariates', () => groupTimeEffects(plain));
timed('group-time, regression', () => groupTimeEffects(data, { method: 'reg' }));
timed('group-time, not-yet-treated controls', () => groupTimeEffects(data, { controls: 'not-yet' }));
const effects = timed('group-time, doubly robust', () => groupTimeEffects(data));
const dynamic = timed('aggregate four ways', () =>
  (['simple', 'group', 'calendar', 'dynamic'] as const).map((type) => aggregateGroupTime(effects, type)),
).at(-1);
timed('uniform bands, 1000 draws', () =>
  multiplierBootstrap(
    effects.kept,
    (dynamic?.by ?? []).map(({ influence }) => influence),
    { seed: 1 },
  ),
);
for (const { key, estimate, standardError } of dynamic?.by ?? [])
  console.log(`  e = ${String(key).padStart(2)}  ${estimate.toFixed(5)} (${standardError?.toFixed(5)})`);

const treated = Int32Array.from(data.cohort.keys()).filter((i) => data.cohort[i] !== 0);
const control = Int32Array.from(data.cohort.keys())
  .filter((i) => data.cohort[i] === 0)
  .slice(0, treated.length);
const pairs = { treated, control, pair: Int32Array.from(treated.keys()) };
timed(`two-way effect of ${treated.length} pairs`, () =>
  matchedDifferenceInDifferences(data.panel, pairs, data.cohort),
);
timed('two-way event study of the pairs', () => matchedEventStudy(data.panel, pairs, data.cohort));
timed('event study of the pairs by long differences', () => pairedEventStudy(data.panel, pairs, data.cohort));
const universal = groupTimeEffects(plain, { base: 'universal' });
const events = aggregateGroupTime(universal, 'dynamic');
const study = honestStudy(
  events.by.map(({ key, estimate }) => ({ event: key, estimate })),
  events.covariance,
);
timed('honest bounds, four Mbar', () => honestRelativeMagnitudes(study, [0.5, 1, 1.5, 2]));
console.log(`breakdown Mbar ${timed('breakdown Mbar', () => breakdownMbar(study))}`);

/**
 * The job that the scripts of ../shared/peers-bench do, on the same files and in one process: read the register, check the
 * member lists, indicators by cluster, region and size, weighted rates of innovation, score, matching, balance,
 * difference-in-differences and event study, and write the tables. Prints the time, processor time and peak memory by stage.
 *
 *     node test/bench/peers/whole-job.ts DATA OUT
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  matchedDifferenceInDifferences,
  matchedEventStudy,
} from '../../../pipeline/estimate/effect/difference/matched.ts';
import { compareEstimates, surveyDesign, surveyProportion } from '../../../pipeline/estimate/survey/index.ts';
import { balanceTable, matchPopulation, scorePopulation } from '../../../pipeline/run/effect/match.ts';
import { makeOutcomes } from '../../../pipeline/run/effect/outcomes.ts';
import { readPanel } from '../../../pipeline/run/effect/panel.ts';
import { makePopulation } from '../../../pipeline/run/effect/population.ts';
import { readTreatment } from '../../../pipeline/run/effect/treatment.ts';
import { openStore } from '../../../pipeline/store/store.ts';
import { peersStudy, readMembers, readRegister } from './tables.ts';

const [folder, out] = process.argv.slice(2) as [string, string];

const BAND = 'CASE WHEN fte < 10 THEN 1 WHEN fte < 50 THEN 2 WHEN fte < 100 THEN 3 ELSE 4 END';

const INDICATORS = `SELECT m.cluster_id, r.region, ${BAND} AS band, count(DISTINCT company_id)::INTEGER AS members,
    sum(fte::DECIMAL(18, 1))::DOUBLE AS fte, avg(ln(value_added / fte)) AS mean_log_productivity,
    count(*) FILTER (export_share > 0)::INTEGER AS exporters, sum(m.hours)::DOUBLE AS hours
  FROM register AS r JOIN accounts.membership AS m USING (company_id)
  WHERE r.year = 2022 GROUP BY ALL ORDER BY ALL`;

const TOTALS = `SELECT year, region, nace_section, ${BAND} AS band, company_id IN (SELECT company_id FROM accounts.membership) AS member,
    count(*)::INTEGER AS firms, sum(fte::DECIMAL(18, 1))::DOUBLE AS fte, sum(value_added::DECIMAL(18, 1))::DOUBLE AS value_added
  FROM register GROUP BY ALL ORDER BY ALL`;

const SURVEY = `SELECT cvr::VARCHAR AS cvr, stratum, N_h::INTEGER AS population, (product_inno = '1' OR process_inno = '1')::INTEGER AS innovative
  FROM read_csv($path, all_varchar = true, header = true) WHERE responded = '1' ORDER BY cvr`;

const seconds = (value: number): string => value.toFixed(2);
const processor = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const peak = (): number => process.resourceUsage().maxRSS / 1024;
let [last, lastProcessor] = [0, 0];
function lap(stage: string): void {
  const [now, used] = [performance.now() / 1000, processor()];
  const cells = [
    `${seconds(now - last)} s`,
    `${seconds(used - lastProcessor)} s processor`,
    `peak ${peak().toFixed(0)} MB`,
  ];
  process.stdout.write(`  ${stage.padEnd(24)} ${cells.map((cell) => cell.padStart(18)).join('')}\n`);
  [last, lastProcessor] = [now, used];
}

const csv = (rows: readonly object[]): string =>
  [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))].map((cells) => cells.join(',')).join('\n');

/** Weighted innovation rates by domain with intervals; members against the rest as a ratio. */
function rates(
  answers: Readonly<Record<string, readonly unknown[]>>,
  clustersOf: ReadonlyMap<string, readonly string[]>,
) {
  const cvr = answers.cvr as readonly string[];
  const stratum = answers.stratum as readonly string[];
  const codes = new Map([...new Set(stratum)].sort().map((code, at) => [code, at]));
  const population = new Float64Array(codes.size);
  stratum.forEach((code, i) => {
    population[codes.get(code) as number] = (answers.population as readonly number[])[i] as number;
  });
  const design = surveyDesign({ stratum: Int32Array.from(stratum, (code) => codes.get(code) as number), population });
  const outcome = Float64Array.from(answers.innovative as readonly number[]);
  const rate = (isIn: (i: number) => boolean) =>
    surveyProportion(design, outcome, { domain: Uint8Array.from(stratum, (_code, i) => Number(isIn(i))) });
  const [members, rest] = ['M', 'R'].map((side) => rate((i) => stratum[i]?.[0] === side)) as [Rate, Rate];
  const ratio = compareEstimates(design, 'ratio', members, rest, stratum.length - codes.size);
  const sides = stratum.map((code) => code.split('-') as [string, string, string]);
  const groups = [sides.map(([side, region]) => `${side} ${region}`), sides.map(([side, , size]) => `${side} ${size}`)];
  const clusters = [...new Set([...clustersOf.values()].flat())].sort();
  const rows = [
    ...groups.flatMap((group) =>
      [...new Set(group)].sort().map((name) => ({ name, ...rate((i) => group[i] === name) })),
    ),
    ...clusters.map((name) => ({
      name,
      ...rate((i) => clustersOf.get(cvr[i] as string)?.includes(name) === true),
    })),
  ].map(({ name, estimate, standardError, lower, upper, n }) => ({ name, estimate, standardError, lower, upper, n }));
  return { ratio, rows };
}
type Rate = ReturnType<typeof surveyProportion>;

await mkdir(out, { recursive: true });
const settings = peersStudy();
const store = await openStore(':memory:', { threads: 2 });
lap('start');
await readRegister(store, folder);
lap('read csv');
await readMembers(store, folder);
lap('check members');
const indicators = await store.rows(INDICATORS);
const totals = await store.rows(TOTALS);
lap('indicators');
const members = await store.rows<{ cluster_id: string; company_id: string }>(
  'SELECT cluster_id, company_id FROM accounts.membership ORDER BY company_id, cluster_id',
);
const clustersOf = new Map<string, string[]>();
for (const { cluster_id, company_id } of members)
  clustersOf.set(company_id, [...(clustersOf.get(company_id) ?? []), cluster_id]);
const { ratio, rows } = rates(await store.columns(SURVEY, { path: join(folder, 'survey.csv') }), clustersOf);
lap('survey rates');
const panel = await readPanel(store);
const treatment = await readTreatment(store, panel, 'first_dedicated');
await store.run('DROP VIEW accounts.firm_year; DROP TABLE register');
lap('panel and entries');
const productivity = (await makeOutcomes(store, panel, settings)).get('log_productivity');
const population = makePopulation(panel, treatment, productivity.outcome, settings);
const scored = scorePopulation(panel, population, productivity.outcome, settings);
lap('score');
const sample = matchPopulation(population, scored, settings, 1);
lap('matching');
const { after } = balanceTable(population, sample);
lap('balance');
const effect = matchedDifferenceInDifferences(productivity, sample.pairs, treatment.entry, { cluster: 'unit' });
const study = matchedEventStudy(productivity, sample.pairs, treatment.entry, { cluster: 'unit' });
lap('effect, event study');
const pairs = Array.from(sample.pairs.treated, (unit, at) => ({
  treated: panel.ids[unit],
  control: panel.ids[sample.pairs.control[at] as number],
}));
const tables = { indicators, totals, rates: rows, pairs, event_study: study.events, balance: after };
for (const [name, table] of Object.entries(tables)) await writeFile(join(out, `${name}.csv`), csv(table));
lap('write csv');
const gap = sample.pairRows.treated.reduce(
  (sum, row, at) =>
    sum +
    Math.abs(
      (sample.score.score[row] as number) - (sample.score.score[sample.pairRows.control[at] as number] as number),
    ),
  0,
);
const result = [
  `pairs ${pairs.length}`,
  `sum gap ${gap.toFixed(8)}`,
  `did ${effect.estimate.toFixed(6)} (${effect.standardError?.toFixed(6)})`,
  `logRR ${Math.log(ratio.estimate).toFixed(5)} (${ratio.standardError.toFixed(5)})`,
].join('  ');
process.stdout.write(
  `TOTAL ${seconds(performance.now() / 1000)} s  processor ${seconds(processor())} s  peak ${peak().toFixed(0)} MB  ${result}\n`,
);
// Everything is written; the database is in memory and goes with the process.
process.exit(0);

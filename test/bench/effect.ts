/**
 * Matching at growing sizes, and the whole job "large" of ../shared/peers-bench from its CSV files to the event study, stage
 * by stage, beside hand-written R where Rscript and data.table are there.
 *
 *     node test/bench/effect.ts [controls in millions]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../pipeline/contract/resources.ts';
import { parseStudy } from '../../pipeline/contract/study.ts';
import {
  matchedDifferenceInDifferences,
  matchedEventStudy,
} from '../../pipeline/estimate/effect/difference/matched.ts';
import { matchNearest } from '../../pipeline/estimate/effect/matching/nearest.ts';
import { normal } from '../../pipeline/estimate/numeric/random.ts';
import { balanceTable, matchPopulation, scorePopulation } from '../../pipeline/run/effect/match.ts';
import { makeOutcomes } from '../../pipeline/run/effect/outcomes.ts';
import { readPanel } from '../../pipeline/run/effect/panel.ts';
import { makePopulation } from '../../pipeline/run/effect/population.ts';
import { readTreatment } from '../../pipeline/run/effect/treatment.ts';
import { openStore } from '../../pipeline/store/store.ts';

const megabytes = (): string => `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`;
const print = (...cells: string[]): void =>
  void process.stdout.write(`${cells.map((cell) => cell.padEnd(32)).join('')}\n`);

/** Logit scores of treated and controls in 40 strata. */
function drawUnits(treatedCount: number, controls: number) {
  const size = treatedCount + controls;
  const score = new Float64Array(size);
  const treated = new Uint8Array(size);
  const stratum = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    treated[i] = i < treatedCount ? 1 : 0;
    score[i] = 1 / (1 + Math.exp(2.5 - normal(1, 1, 0, i) - (i < treatedCount ? 0.6 : 0)));
    stratum[i] = i % 40;
  }
  return { score, treated, stratum };
}

function benchMatching(largest: number): void {
  print('matching', 'milliseconds', 'peak memory');
  for (const [treatedCount, controls] of [
    [500, 10_000],
    [5_000, 100_000],
    [14_000, 300_000],
    [50_000, 1_000_000],
    [500_000, 10_000_000],
    [1_000_000, 20_000_000],
  ] as const) {
    if (controls > largest) continue;
    const units = drawUnits(treatedCount, controls);
    const start = performance.now();
    matchNearest(units, { caliper: 0.05 });
    print(`${treatedCount} x ${controls}`, (performance.now() - start).toFixed(0), megabytes());
  }
}

const REGISTER = `CREATE TABLE accounts.firm_year AS
  SELECT cvr::VARCHAR AS company_id, year, fte, NULL::INTEGER AS employees, NULL::DOUBLE AS turnover_dkk_thousand,
    value_added AS value_added_dkk_thousand, export_share AS export_dkk_thousand,
    NULL::DOUBLE AS tangible_assets_dkk_thousand, NULL::DOUBLE AS rd_expenditure_dkk_thousand,
    NULL::DOUBLE AS higher_education_share_pct, nace_section AS industry, region, NULL::VARCHAR AS legal_form,
    NULL::BOOLEAN AS other_schemes, make_date((year - firm_age)::INTEGER, 1, 1) AS start_date, NULL::VARCHAR AS group_id
  FROM read_csv($path, columns = {'cvr': 'INTEGER', 'year': 'INTEGER', 'region': 'VARCHAR', 'nace_section': 'VARCHAR',
    'fte': 'DOUBLE', 'value_added': 'DOUBLE', 'export_share': 'DOUBLE', 'firm_age': 'INTEGER'}, header = true)`;

const MEMBERS = `CREATE TABLE accounts.membership AS
  WITH row AS (SELECT cluster, regexp_replace(cvr_raw, '[^0-9]', '', 'g') AS cvr, joined::DATE AS joined
    FROM read_csv($path, all_varchar = true, header = true))
  SELECT 2022 AS reference_year, cluster AS cluster_id, cvr AS company_id, true AS is_dedicated, min(joined) AS joined_date
  FROM row WHERE length(cvr) = 8
    AND list_sum(list_transform(range(1, 9), lambda i: cvr[i]::INTEGER * [2, 7, 6, 5, 4, 3, 2, 1][i])) % 11 = 0
  GROUP BY ALL`;

const EMPTY = `CREATE TABLE accounts.project_participant (reference_year INTEGER, project_id VARCHAR, company_id VARCHAR, from_date DATE);
  CREATE TABLE accounts.project_cluster (reference_year INTEGER, project_id VARCHAR, cluster_id VARCHAR);
  CREATE TABLE accounts.price_index (year INTEGER, section VARCHAR, "index" DOUBLE)`;

const STUDY = `base_year: 2018
alive_when_listed: false
covariates: [log_fte, log_productivity, productivity_growth, exporter, firm_age, region, industry]
size_bands: [10, 50, 100]
size_by: fte
distance: score
minimum_fte: 0
deflate: none
cluster_errors_by: unit
`;

async function wholeJob(folder: string): Promise<void> {
  const settings = parseStudy(STUDY, 'study.yaml');
  const begin = performance.now();
  const processor = (): number => process.cpuUsage().user / 1e6;
  const processorBegin = processor();
  let [last, lastProcessor] = [begin, processorBegin];
  const lap = (stage: string): void => {
    const now = performance.now();
    const used = (processor() - lastProcessor).toFixed(2);
    print(`  ${stage}`, `${((now - last) / 1000).toFixed(2)} s (processor ${used} s)`, megabytes());
    [last, lastProcessor] = [now, processor()];
  };
  const store = await openStore(':memory:', { threads: 2 });
  await store.run('CREATE SCHEMA accounts');
  await store.run(REGISTER, { path: join(folder, 'register_panel.csv') });
  await store.run(MEMBERS, { path: join(folder, 'members.csv') });
  await store.run(EMPTY);
  lap('read and check');
  const panel = await readPanel(store);
  const treatment = await readTreatment(store, panel, 'first_dedicated');
  lap('panel and entries');
  const outcomes = await makeOutcomes(store, panel, settings);
  const productivity = outcomes.get('log_productivity');
  const population = makePopulation(panel, treatment, productivity.outcome, settings);
  lap('outcome and population');
  const scored = scorePopulation(panel, population, productivity.outcome, settings);
  lap('score');
  const sample = matchPopulation(population, scored, settings, 1);
  lap('matching');
  balanceTable(population, sample);
  lap('balance');
  const effect = matchedDifferenceInDifferences(productivity, sample.pairs, treatment.entry, { cluster: 'unit' });
  matchedEventStudy(productivity, sample.pairs, treatment.entry, { cluster: 'unit' });
  lap('effects');
  store.close();
  const used = (processor() - processorBegin).toFixed(2);
  print('whole job', `${((performance.now() - begin) / 1000).toFixed(2)} s (processor ${used} s)`, megabytes());
  print(
    `${sample.pairs.pair.length} pairs`,
    `effect ${effect.estimate.toFixed(6)}`,
    `error ${effect.standardError?.toFixed(6)}`,
  );
}

const millions = Number(process.argv[2] ?? 1);
const generator = join(packageRoot, '../shared/peers-bench/gen.mjs');
if (existsSync(generator)) {
  const folder = mkdtempSync(join(tmpdir(), 'cluster-accounts-'));
  try {
    execFileSync(process.execPath, [generator, folder, '14000', '300000']);
    print('14,000 + 300,000 companies', 'time', 'peak memory');
    await wholeJob(folder);
    const peer = spawnSync('Rscript', [join(generator, '../r_fast.R'), folder, join(folder, 'out')], {
      encoding: 'utf8',
    });
    const total = peer.stdout?.split('\n').find((line) => line.startsWith('TOTAL'));
    process.stdout.write(`hand-written data.table beside it: ${total ?? 'not run (no Rscript with data.table)'}\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
} else process.stdout.write('The whole job needs ../shared/peers-bench beside the checkout; skipped.\n');
benchMatching(1_000_000 * millions);

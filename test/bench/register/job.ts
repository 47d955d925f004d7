/**
 * The effect study's headline on a register in Parquet: panel, score, matching, balance, difference-in-differences and event
 * study. Prints the time and the peak of memory by stage.
 *
 *     node test/bench/register/job.ts FOLDER
 */
import { join } from 'node:path';
import { matchedDifferenceInDifferences } from '../../../pipeline/estimate/effect/difference/matched.ts';
import { pairedEventStudy } from '../../../pipeline/estimate/effect/difference/paired.ts';
import { balanceTable, matchPopulation, scorePopulation } from '../../../pipeline/run/effect/match.ts';
import { makeOutcomes } from '../../../pipeline/run/effect/outcomes.ts';
import { readPanel } from '../../../pipeline/run/effect/panel.ts';
import { makePopulation } from '../../../pipeline/run/effect/population.ts';
import { readTreatment } from '../../../pipeline/run/effect/treatment.ts';
import { openStore } from '../../../pipeline/store/store.ts';
import { lap, total } from '../peers/laps.ts';
import { peersStudy } from '../peers/study.ts';
import { NO_OTHER_ACCOUNTS } from '../peers/tables.ts';

const folder = process.argv[2] as string;

const FIRM_YEAR = `CREATE VIEW accounts.firm_year AS
  SELECT company_id, year::INTEGER AS year, fte, NULL::INTEGER AS employees, NULL::DOUBLE AS turnover_dkk_thousand,
    value_added AS value_added_dkk_thousand, export_share AS export_dkk_thousand, NULL::DOUBLE AS tangible_assets_dkk_thousand,
    NULL::DOUBLE AS rd_expenditure_dkk_thousand, NULL::DOUBLE AS higher_education_share_pct, industry, region,
    NULL::VARCHAR AS legal_form, NULL::BOOLEAN AS other_schemes, make_date(start_year, 1, 1) AS start_date,
    NULL::VARCHAR AS group_id
  FROM read_parquet('${join(folder, 'register.parquet')}')`;

const MEMBERSHIP = `CREATE TABLE accounts.membership AS
  SELECT 2022 AS reference_year, cluster_id, company_id, true AS is_dedicated, make_date(entry, 1, 1) AS joined_date,
    NULL::VARCHAR AS stands_for
  FROM read_parquet('${join(folder, 'members.parquet')}')`;

const settings = peersStudy();
const store = await openStore(':memory:', { threads: 2, memoryLimit: '1GB', temporaryDirectory: folder });
for (const sql of ['CREATE SCHEMA accounts', FIRM_YEAR, MEMBERSHIP, NO_OTHER_ACCOUNTS]) await store.run(sql);
lap('start');
const panel = await readPanel(store);
const treatment = await readTreatment(store, panel, 'first_dedicated');
lap('panel and entries');
const productivity = (await makeOutcomes(store, panel, settings)).get('log_productivity');
const population = makePopulation(panel, treatment, productivity.outcome, settings);
lap('population');
const scored = scorePopulation(panel, population, productivity.outcome, settings);
lap('score');
const sample = matchPopulation(population, scored, settings, 1);
lap('matching');
balanceTable(population, sample);
lap('balance');
const effect = matchedDifferenceInDifferences(productivity, sample.pairs, treatment.entry, { cluster: 'unit' });
const study = pairedEventStudy(productivity, sample.pairs, treatment.entry);
lap('effect, event study');
const result = `${sample.pairs.pair.length} pairs  did ${effect.estimate.toFixed(5)} (${effect.standardError?.toFixed(5)})`;
process.stdout.write(`${total()}  ${panel.firms * panel.years.length} firm-years  ${result}\n`);
for (const { event, estimate, standardError } of study.events)
  process.stdout.write(`  e = ${event}  ${estimate.toFixed(5)} (${standardError?.toFixed(5)})\n`);
process.exit(0);

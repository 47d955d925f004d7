import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StudySettings } from '../../../pipeline/contract/study.ts';
import {
  matchedDifferenceInDifferences,
  matchedEventStudy,
} from '../../../pipeline/estimate/effect/difference/matched.ts';
import type { Pairs } from '../../../pipeline/estimate/effect/matching/pairs.ts';
import { balanceTable, matchPopulation, scorePopulation } from '../../../pipeline/run/effect/match.ts';
import { makeOutcomes } from '../../../pipeline/run/effect/outcomes.ts';
import { readPanel } from '../../../pipeline/run/effect/panel.ts';
import { makePopulation } from '../../../pipeline/run/effect/population.ts';
import { releaseFreed } from '../../../pipeline/run/effect/release.ts';
import { readTreatment } from '../../../pipeline/run/effect/treatment.ts';
import type { Store } from '../../../pipeline/store/store.ts';
import { innovationRates } from './rates.ts';
import { peersStudy } from './study.ts';
import type { Inputs } from './tables.ts';

const BAND = 'CASE WHEN fte < 10 THEN 1 WHEN fte < 50 THEN 2 WHEN fte < 100 THEN 3 ELSE 4 END';

const INDICATORS = `SELECT m.cluster_id, r.region, ${BAND} AS band, count(DISTINCT company_id)::INTEGER AS members,
    sum(fte::DECIMAL(18, 1))::DOUBLE AS fte, avg(ln(value_added / fte)) AS mean_log_productivity,
    count(*) FILTER (export_share > 0)::INTEGER AS exporters, sum(m.hours)::DOUBLE AS hours
  FROM register AS r JOIN accounts.membership AS m USING (company_id)
  WHERE r.year = 2022 GROUP BY ALL ORDER BY ALL`;

const TOTALS = `SELECT year, region, nace_section, ${BAND} AS band, company_id IN (SELECT company_id FROM accounts.membership) AS member,
    count(*)::INTEGER AS firms, sum(fte::DECIMAL(18, 1))::DOUBLE AS fte, sum(value_added::DECIMAL(18, 1))::DOUBLE AS value_added
  FROM register GROUP BY ALL ORDER BY ALL`;

const csv = (rows: readonly object[]): string =>
  [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))].map((cells) => cells.join(',')).join('\n');

/** Sum of the distances in score within pairs. */
const gapOf = (score: Float64Array, { treated, control }: Pairs): number =>
  treated.reduce(
    (sum, row, at) => sum + Math.abs((score[row] as number) - (score[control[at] as number] as number)),
    0,
  );

/** Writes the tables that the database makes by itself. */
async function writeAggregates(store: Store, out: string): Promise<void> {
  await store.run(`COPY (${TOTALS}) TO '${join(out, 'totals.csv')}' (HEADER)`);
  await store.run(`COPY (${INDICATORS}) TO '${join(out, 'indicators.csv')}' (HEADER)`);
}

/** Reads the panel and fits the score; of the panel goes on what pairs and effects need. */
async function scorePeers(store: Store, settings: StudySettings, lap: (stage: string) => void) {
  await releaseFreed(store);
  const panel = await readPanel(store);
  const treatment = await readTreatment(store, panel, 'first_dedicated');
  await store.run('DROP VIEW accounts.firm_year; DROP TABLE register');
  await releaseFreed(store);
  lap('panel and entries');
  const productivity = (await makeOutcomes(store, panel, settings)).get('log_productivity');
  const population = makePopulation(panel, treatment, productivity.outcome, settings);
  const scored = scorePopulation(panel, population, productivity.outcome, settings);
  lap('score');
  return { idOf: panel.idOf, entry: treatment.entry, productivity, population, scored };
}

/** Does the job, writes its tables, and gives its headline numbers. The database works on while numbers are computed here. */
export async function studyPeers(
  store: Store,
  { survey, register }: Inputs,
  out: string,
  lap: (stage: string) => void,
): Promise<string> {
  const settings = peersStudy();
  const { answers, members } = await survey;
  lap('members, survey, modules');
  const aggregates = register.then(() => writeAggregates(store, out));
  const { ratio, rows: rates } = innovationRates(answers, members);
  await aggregates;
  lap('register, rates, indicators');
  const { idOf, entry, productivity, population, scored } = await scorePeers(store, settings, lap);
  const sample = matchPopulation(population, scored, settings, 1);
  lap('matching');
  const { after } = balanceTable(population, sample);
  lap('balance');
  const effect = matchedDifferenceInDifferences(productivity, sample.pairs, entry, { cluster: 'unit' });
  const study = matchedEventStudy(productivity, sample.pairs, entry, { cluster: 'unit' });
  lap('effect, event study');
  const pairs = Array.from(sample.pairs.treated, (unit, at) => ({
    treated: idOf(unit),
    control: idOf(sample.pairs.control[at] as number),
  }));
  const tables = { rates, pairs, event_study: study.events, balance: after };
  for (const [name, table] of Object.entries(tables)) await writeFile(join(out, `${name}.csv`), csv(table));
  lap('write csv');
  return [
    `pairs ${pairs.length}`,
    `sum gap ${gapOf(sample.score.score, sample.pairRows).toFixed(8)}`,
    `did ${effect.estimate.toFixed(6)} (${effect.standardError?.toFixed(6)})`,
    `logRR ${Math.log(ratio.estimate).toFixed(5)} (${ratio.standardError.toFixed(5)})`,
  ].join('  ');
}

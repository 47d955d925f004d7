/**
 * The effect study's headline on a register in Parquet: panel, score, matching, balance, difference-in-differences and event
 * study. Prints the time and the peak of memory by stage.
 *
 *     node test/bench/register/job.ts FOLDER
 */
import { matchedDifferenceInDifferences } from '../../../pipeline/estimate/effect/difference/matched.ts';
import { pairedEventStudy } from '../../../pipeline/estimate/effect/difference/paired.ts';
import { balanceTable, matchPopulation, scorePopulation } from '../../../pipeline/run/effect/match.ts';
import { makeOutcomes } from '../../../pipeline/run/effect/outcomes.ts';
import { readPanel } from '../../../pipeline/run/effect/panel.ts';
import { makePopulation } from '../../../pipeline/run/effect/population.ts';
import { releaseFreed } from '../../../pipeline/run/effect/release.ts';
import { readTreatment } from '../../../pipeline/run/effect/treatment.ts';
import { lap, total } from '../peers/laps.ts';
import { peersStudy } from '../peers/study.ts';
import { openRegister } from './accounts.ts';

const folder = process.argv[2] as string;

const settings = peersStudy();
const store = await openRegister(folder);
lap('start');
const panel = await readPanel(store);
const treatment = await readTreatment(store, panel, 'first_dedicated');
await releaseFreed(store);
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

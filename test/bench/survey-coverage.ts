// How often the 95 % intervals of weighted rates hold the true rate, over many samples of one population.
// Run: node test/bench/survey-coverage.ts [samples]
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { packageRoot } from '../../pipeline/contract/resources.ts';
import { uniform } from '../../pipeline/estimate/numeric/random.ts';
import { type ProportionInterval, surveyDesign, surveyProportion } from '../../pipeline/estimate/survey/index.ts';

/** A finite population: stratum and outcome of every unit. */
export interface Population {
  readonly stratum: Int32Array;
  readonly outcome: Float64Array;
  readonly domain: Uint8Array;
}

/** Companies in six strata whose rate grows with the stratum; a domain of about `domainShare` crosses them. */
export function generatedPopulation(rate: number, domainShare: number): Population {
  const sizes = [3000, 1500, 900, 400, 150, 60];
  const stratum = Int32Array.from(sizes.flatMap((size, h) => Array.from({ length: size }, () => h)));
  const chance = (h: number): number => Math.min(0.98, rate * (0.8 + 0.15 * h));
  return {
    stratum,
    outcome: Float64Array.from(stratum, (h, i) => (uniform(1, 1, 0, i) < chance(h) ? 1 : 0)),
    domain: Uint8Array.from(stratum, (_, i) => (uniform(1, 2, 0, i) < domainShare ? 1 : 0)),
  };
}

/** Simple random draw of `count` of the units, by the smallest random numbers. */
function draw(units: readonly number[], count: number, seed: number, replicate: number): number[] {
  return units
    .map((unit) => ({ unit, key: uniform(seed, 3, replicate, unit) }))
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ unit }) => unit);
}

export interface Coverage {
  /** Share of the samples whose interval holds the true rate, in per cent; of those with an interval. */
  readonly coveragePct: number;
  readonly meanWidthPct: number;
  readonly meanN: number;
}

/** Draws `samples` stratified samples and counts how often the interval holds the truth. */
export function coverageOf(
  { stratum, outcome, domain }: Population,
  perStratum: readonly number[],
  samples: number,
  interval: ProportionInterval,
  ofDomain: boolean,
): Coverage {
  const strata = perStratum.map((_, h) => [...stratum.keys()].filter((i) => stratum[i] === h));
  const population = Float64Array.from(strata, (units) => units.length);
  const members = [...stratum.keys()].filter((i) => !ofDomain || domain[i] === 1);
  const truth = members.reduce((sum, i) => sum + (outcome[i] as number), 0) / members.length;
  let held = 0;
  let used = 0;
  let width = 0;
  let n = 0;
  for (let replicate = 0; replicate < samples; replicate += 1) {
    const units = strata.flatMap((all, h) => draw(all, Math.min(all.length, perStratum[h] as number), 7, replicate));
    const design = surveyDesign({ stratum: Int32Array.from(units, (i) => stratum[i] as number), population });
    const estimate = surveyProportion(
      design,
      Float64Array.from(units, (i) => outcome[i] as number),
      { interval, ...(ofDomain ? { domain: Uint8Array.from(units, (i) => domain[i] as number) } : {}) },
    );
    if (estimate.lower === null || estimate.upper === null) continue;
    used += 1;
    n += estimate.n;
    width += estimate.upper - estimate.lower;
    if (estimate.lower <= truth && truth <= estimate.upper) held += 1;
  }
  return { coveragePct: (100 * held) / used, meanWidthPct: (100 * width) / used, meanN: n / used };
}

/** The California schools as a population, where the folder of reference data stands beside the checkout. */
function schools(): Population | null {
  const file = join(packageRoot, '../shared/reference/data/apipop.csv');
  if (!existsSync(file)) return null;
  const { data } = Papa.parse<Record<string, string>>(readFileSync(file, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  return {
    stratum: Int32Array.from(data, (row) => ['E', 'H', 'M'].indexOf(row.stype ?? '')),
    outcome: Float64Array.from(data, (row) => (row.awards === 'Yes' ? 1 : 0)),
    domain: Uint8Array.from(data, (row) => (row['comp.imp'] === 'Yes' ? 1 : 0)),
  };
}

if (import.meta.main) {
  const samples = Number(process.argv[2] ?? 1000);
  const usual = [60, 50, 50, 40, 30, 20];
  const few = [6, 5, 4, 3, 3, 3];
  const cases: [string, Population, readonly number[], boolean][] = [
    ['rate 50 %, n 250', generatedPopulation(0.5, 0.3), usual, false],
    ['rate 50 %, domain of 30 %, n 75', generatedPopulation(0.5, 0.3), usual, true],
    ['rate 10 %, n 250', generatedPopulation(0.1, 0.3), usual, false],
    ['rate 10 %, domain of 30 %, n 75', generatedPopulation(0.1, 0.3), usual, true],
    ['rate 50 %, n 24', generatedPopulation(0.5, 0.3), few, false],
    ['rate 3 %, domain of 10 %, n 25', generatedPopulation(0.03, 0.1), usual, true],
  ];
  const population = schools();
  if (population === null) process.stdout.write('schools: skipped, no reference data beside the checkout\n');
  else {
    cases.push(['schools, awards, n 200', population, [100, 50, 50], false]);
    cases.push(['schools, domain of improvers, n 130', population, [100, 50, 50], true]);
  }
  process.stdout.write('design                                   interval  coverage  width     n\n');
  for (const [name, units, perStratum, ofDomain] of cases)
    for (const interval of ['beta', 'wilson', 'logit', 'mean'] as const) {
      const { coveragePct, meanWidthPct, meanN } = coverageOf(units, perStratum, samples, interval, ofDomain);
      process.stdout.write(
        `${name.padEnd(40)} ${interval.padEnd(8)} ${coveragePct.toFixed(1).padStart(7)} % ${meanWidthPct.toFixed(1).padStart(6)}  ${meanN.toFixed(0).padStart(4)}\n`,
      );
    }
}

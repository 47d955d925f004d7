import { loadSolver } from '../../pipeline/protect/solver.ts';
import { protectTables } from '../../pipeline/protect/tables/protect.ts';
import { readHierarchy, readTables } from '../../pipeline/protect/tables/read.ts';
import { crossTable, hierarchicalTable, type Instance, linkedTables } from '../support/tables.ts';

/**
 * Disclosure control on instances that are made up: how much is withheld and how far that is from the cheapest pattern at
 * most, whether anything is exposed, how long it takes in processor seconds, the attack included.
 *
 *   node test/bench/protect.ts [seeds]     one line an instance; `seeds` random small tables besides (default 200)
 */
const RULES = { minimum: 3, dominance: { largest: 1, sharePct: 85 }, pPercent: 15 } as const;

const INSTANCES: readonly Instance[] = [
  crossTable([8, 8], 21, 15),
  crossTable([20, 10], 1, 30),
  crossTable([15, 12], 2, 30),
  crossTable([6, 5, 3], 3, 30),
  crossTable([6, 6, 4], 22, 25),
  crossTable([10, 6, 4], 4, 60),
  crossTable([10, 6, 4], 5, 60),
  hierarchicalTable(9),
  linkedTables(7),
  linkedTables(8),
  crossTable([80, 30], 10, 30),
  crossTable([100, 20, 5], 6, 60),
];

const highs = await loadSolver();

function measure({ tables, hierarchies }: Instance) {
  const set = readTables(
    Object.entries(tables).map(([name, text]) => ({ name, text })),
    new Map(Object.entries(hierarchies).map(([name, text]) => [name, readHierarchy({ name, text })])),
  );
  const since = process.cpuUsage();
  const { pattern, primaries, cost, lowerBound } = protectTables(highs, set, RULES);
  const { user, system } = process.cpuUsage(since);
  const all = set.cells.reduce((sum, { value }) => sum + value, 0);
  const hidden = set.cells.reduce((sum, { value }, place) => (pattern[place] === 's' ? sum + value : sum), 0);
  return {
    cells: set.cells.length,
    primary: primaries.length,
    secondary: pattern.filter((status) => status === 's').length,
    valueSharePct: (100 * hidden) / all,
    gap:
      lowerBound > 0 ? `, at most ${((100 * (cost - lowerBound)) / lowerBound).toFixed(1)} % above the cheapest` : '',
    exposed: primaries.filter(({ isReached }) => !isReached).length,
    seconds: (user + system) / 1e6,
  };
}

for (const instance of INSTANCES) {
  const { cells, primary, secondary, valueSharePct, gap, exposed, seconds } = measure(instance);
  console.log(
    `${instance.name}: ${cells} cells, ${primary} primary, ${secondary} secondary (${valueSharePct.toFixed(1)} % of value${gap}), ${exposed} exposed, ${seconds.toFixed(1)} s`,
  );
}

/** Small tables of several shapes, one for each seed. */
const small = (seed: number): Instance =>
  [crossTable([6, 5], seed, 12), crossTable([4, 3, 3], seed, 15), crossTable([9, 4], seed, 8)][seed % 3] as Instance;

const seeds = Number(process.argv[2] ?? 200);
let exposed = 0;
const since = process.cpuUsage();
for (let seed = 0; seed < seeds; seed += 1) exposed += measure(small(1000 + seed)).exposed;
const { user, system } = process.cpuUsage(since);
console.log(`${seeds} random small tables: ${exposed} exposed, ${((user + system) / 1e6).toFixed(1)} s`);

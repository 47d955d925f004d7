import { loadSolver } from '../../pipeline/protect/solver.ts';
import { protectTables } from '../../pipeline/protect/tables/protect.ts';
import { readHierarchy, readTables } from '../../pipeline/protect/tables/read.ts';
import { crossTable, hierarchicalTable, type Instance, linkedTables } from '../support/tables.ts';

/**
 * Disclosure control on instances that are made up: how much is withheld, whether anything is exposed, how long it takes.
 *
 *   node test/bench/protect.ts [seeds]     one line an instance; `seeds` random small tables besides (default 200)
 */
const RULES = { minimum: 3, dominance: { largest: 1, sharePct: 85 }, pPercent: 15 } as const;

const INSTANCES: readonly Instance[] = [
  crossTable([20, 10], 1, 30),
  crossTable([15, 12], 2, 30),
  crossTable([6, 5, 3], 3, 30),
  crossTable([10, 6, 4], 4, 60),
  crossTable([10, 6, 4], 5, 60),
  hierarchicalTable(9),
  linkedTables(7),
  linkedTables(8),
  crossTable([100, 20, 5], 6, 60),
];

const highs = await loadSolver();

function measure({ tables, hierarchies }: Instance) {
  const set = readTables(
    Object.entries(tables).map(([name, text]) => ({ name, text })),
    new Map(Object.entries(hierarchies).map(([name, text]) => [name, readHierarchy({ name, text })])),
  );
  const since = performance.now();
  const { pattern, primaries } = protectTables(highs, set, RULES);
  const seconds = (performance.now() - since) / 1000;
  const all = set.cells.reduce((sum, { value }) => sum + value, 0);
  const hidden = set.cells.reduce((sum, { value }, place) => (pattern[place] === 's' ? sum + value : sum), 0);
  return {
    cells: set.cells.length,
    primary: primaries.length,
    secondary: pattern.filter((status) => status === 's').length,
    valueSharePct: (100 * hidden) / all,
    exposed: primaries.filter(({ isReached }) => !isReached).length,
    seconds,
  };
}

for (const instance of INSTANCES) {
  const { cells, primary, secondary, valueSharePct, exposed, seconds } = measure(instance);
  console.log(
    `${instance.name}: ${cells} cells, ${primary} primary, ${secondary} secondary (${valueSharePct.toFixed(1)} % of value), ${exposed} exposed, ${seconds.toFixed(1)} s`,
  );
}

const seeds = Number(process.argv[2] ?? 200);
let exposed = 0;
for (let seed = 0; seed < seeds; seed += 1) exposed += measure(crossTable([6, 4, 3], 1000 + seed, 15)).exposed;
console.log(`${seeds} random tables of 6x4x3: ${exposed} exposed`);

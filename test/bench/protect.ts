import { loadSolver } from '../../pipeline/protect/solver.ts';
import { type ExactLimits, exactPattern } from '../../pipeline/protect/suppress/exact.ts';
import { Pattern } from '../../pipeline/protect/suppress/pattern.ts';
import { partsOf } from '../../pipeline/protect/system/parts.ts';
import type { TableSet } from '../../pipeline/protect/tables/cell.ts';
import { tableReason } from '../../pipeline/protect/tables/primaries.ts';
import { tableProblem } from '../../pipeline/protect/tables/problem.ts';
import { protectTables } from '../../pipeline/protect/tables/protect.ts';
import { readHierarchy, readTables } from '../../pipeline/protect/tables/read.ts';
import { crossTable, hierarchicalTable, type Instance, linkedTables } from '../support/tables.ts';

/**
 * Disclosure control on instances that are made up: how much is withheld and how far that is from the cheapest pattern at
 * most, whether anything is exposed, how long it takes in processor seconds, the attack included. What the cheapest pattern
 * of a small table costs at least is looked for afterwards, for much longer than the command would, and not counted.
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
  linkedTables(1, 0.1),
  crossTable([80, 30], 10, 30),
  crossTable([100, 20, 5], 6, 60),
];

const highs = await loadSolver();

/** Rounds of the exact method for the bench alone, and the most cells that they are worth it for. */
const DEEP: ExactLimits = { fractionalRounds: 30, wholeRounds: 4, nodes: 50, widestGap: Number.POSITIVE_INFINITY };
const SMALL = 250;
/** So near to the cheapest it is not looked for. */
const NEAR = 1.01;

/** What no pattern of a small table costs less than; 0 of a large one. */
function leastCost(set: TableSet): number {
  if (set.cells.length > SMALL) return 0;
  const { problem } = tableProblem(
    set,
    RULES,
    set.cells.map((cell) => tableReason(cell, RULES)),
  );
  return partsOf(problem)
    .map((part) => exactPattern(highs, new Pattern(part.problem), Number.POSITIVE_INFINITY, DEEP).lowerBound)
    .reduce((sum, bound) => sum + bound, 0);
}

function measure({ tables, hierarchies }: Instance) {
  const set = readTables(
    Object.entries(tables).map(([name, text]) => ({ name, text })),
    new Map(Object.entries(hierarchies).map(([name, text]) => [name, readHierarchy({ name, text })])),
  );
  const since = process.cpuUsage();
  const { pattern, primaries, seenThrough, cost, lowerBound } = protectTables(highs, set, RULES);
  const { user, system } = process.cpuUsage(since);
  const all = set.cells.reduce((sum, { value }) => sum + value, 0);
  const hidden = set.cells.reduce((sum, { value }, place) => (pattern[place] === 's' ? sum + value : sum), 0);
  return {
    cells: set.cells.length,
    primary: primaries.length,
    secondary: pattern.filter((status) => status === 's').length,
    valueSharePct: (100 * hidden) / all,
    set,
    cost,
    lowerBound,
    exposed: primaries.filter(({ isReached }) => !isReached).length + seenThrough.length,
    seconds: (user + system) / 1e6,
  };
}

for (const instance of INSTANCES) {
  const { set, cells, primary, secondary, valueSharePct, cost, lowerBound, exposed, seconds } = measure(instance);
  const least = cost > NEAR * lowerBound ? Math.max(lowerBound, leastCost(set)) : lowerBound;
  const gap = least > 0 ? `, at most ${((100 * (cost - least)) / least).toFixed(1)} % above the cheapest` : '';
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

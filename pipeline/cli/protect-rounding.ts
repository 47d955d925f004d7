import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT, type ExitCode, usageError } from '../contract/errors.ts';
import { roundTables, type TableRounding } from '../protect/rounding/tables.ts';
import { loadSolver } from '../protect/solver.ts';
import type { TableSet } from '../protect/tables/cell.ts';
import type { TableRules } from '../protect/tables/primaries.ts';
import { textTable } from './output.ts';
import type { CommandContext } from './program.ts';
import { finite, quote } from './protect.ts';

/** Throws a usage error where a table is not one of counts. */
function mustBeCounts(set: TableSet): void {
  const cell = set.cells.find(({ value }) => !Number.isInteger(value) || value < 0);
  if (cell === undefined) return;
  throw usageError(
    'ROUNDING_COUNTS',
    `Only tables of counts can be rounded; ${cell.codes.join(', ')} is ${cell.value}.`,
    'Leave out --rounding, or give tables of whole numbers that are not negative.',
  );
}

function roundedCsv(set: TableSet, { values }: TableRounding): string {
  const rows = set.cells.map(({ codes }, place) => [...codes, String(values[place])]);
  return `${[[...set.dimensions, 'value'], ...rows].map((row) => row.map(quote).join(',')).join('\n')}\n`;
}

/** Rounds tables of counts and writes `rounded.csv` and `audit.json`. Returns the exit code. */
export async function roundedTables(
  { output, terminal }: Pick<CommandContext, 'output' | 'terminal'>,
  set: TableSet,
  rules: TableRules,
  base: 3 | 5,
  out: string,
  since: number,
): Promise<ExitCode> {
  mustBeCounts(set);
  const rounding = roundTables(await loadSolver(), set, rules, base);
  if (rounding === null)
    throw usageError(
      'ROUNDING_IMPOSSIBLE',
      `No rounding to multiples of ${base} was found in which all margins add up.`,
      'Give fewer linked tables at a time, or withhold cells instead: leave out --rounding.',
    );
  const { primaries, strayed, meanChange, broken } = rounding;
  const exposed = primaries.filter(({ isReached }) => !isReached).length;
  const summary = {
    schema: 'cluster-accounts/rounding/1',
    base,
    cells: set.cells.length,
    primary: primaries.length,
    exposed,
    isZeroRestricted: strayed.length === 0,
    strayed: strayed.map((place) => set.cells[place]?.codes),
    meanChange,
    seconds: (terminal.now() - since) / 1000,
    marginsThatDoNotAddUp: broken.map(({ codes, dimension, difference }) => ({ codes, dimension, difference })),
  };
  const written = primaries.map(({ codes, reason, value, rounded, bounds, isReached }) => ({
    ...Object.fromEntries(set.dimensions.map((dimension, at) => [dimension, codes[at]])),
    reason,
    value,
    rounded,
    lower: finite(bounds.lower),
    upper: finite(bounds.upper),
    reached: isReached,
  }));
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'rounded.csv'), roundedCsv(set, rounding));
  await writeFile(join(out, 'audit.json'), `${JSON.stringify({ ...summary, primaries: written }, null, 1)}\n`);
  const rows = [
    ['cells', String(set.cells.length)],
    ['rounded to', String(base)],
    ['mean change', meanChange.toFixed(2)],
    ['further than the base', String(strayed.length)],
    ['exposed', output.paint(exposed === 0 ? 'green' : 'red', String(exposed))],
  ];
  output.result(textTable(rows, [false, true]), summary);
  return exposed === 0 ? EXIT.ok : EXIT.findings;
}

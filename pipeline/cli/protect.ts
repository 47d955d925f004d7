import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { EXIT, usageError } from '../contract/errors.ts';
import type { TableSet } from '../protect/tables/cell.ts';
import type { TableRules } from '../protect/tables/primaries.ts';
import type { TableProtection } from '../protect/tables/protect.ts';
import { textTable } from './output.ts';
import type { CommandContext } from './program.ts';

interface Options {
  readonly table: readonly string[];
  readonly hierarchy: readonly string[];
  readonly minimum: string;
  readonly dominance: string;
  readonly pPercent: string;
  readonly rounding: string;
  readonly suggest?: boolean;
  readonly out: string;
}

const collect = (value: string, earlier: readonly string[]): readonly string[] => [...earlier, value];

function numberOption(text: string, name: string, most: number): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number) && number >= 0 && number <= most) return number;
  throw usageError('OPTION', `--${name} must be a number from 0 to ${most}, not "${text}".`, `For example --${name} 3`);
}

function dominanceOption(text: string): TableRules['dominance'] {
  if (text === 'none') return null;
  const [largest, share, ...rest] = text.split(',').map(Number);
  if ((largest === 1 || largest === 2) && share !== undefined && share > 0 && share <= 100 && rest.length === 0)
    return { largest, sharePct: share };
  throw usageError(
    'OPTION',
    `--dominance must be n,k with n 1 or 2 and k a percentage, not "${text}".`,
    'For example --dominance 1,85, or --dominance none.',
  );
}

function roundingOption(text: string): 3 | 5 | null {
  if (text === 'none') return null;
  if (text === '3' || text === '5') return text === '3' ? 3 : 5;
  throw usageError('OPTION', `--rounding must be 3, 5 or none, not "${text}".`, 'For example --rounding 3');
}

export const quote = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function patternCsv(set: TableSet, { pattern }: TableProtection): string {
  const rows = set.cells.flatMap(({ codes }, place) => {
    const status = pattern[place];
    return status === null || status === undefined ? [] : [[...codes, status]];
  });
  return `${[[...set.dimensions, 'status'], ...rows].map((row) => row.map(quote).join(',')).join('\n')}\n`;
}

/** JSON has no infinity: null where nothing limits the attacker's bound. */
export const finite = (number: number): number | null => (Number.isFinite(number) ? number : null);

function summaryOf(set: TableSet, protection: TableProtection, seconds: number) {
  const { pattern, primaries } = protection;
  const secondary = pattern.filter((status) => status === 's').length;
  const size = (status: string | null): number =>
    set.cells.reduce(
      (sum, { value }, place) => (status === null || pattern[place] === status ? sum + Math.abs(value) : sum),
      0,
    );
  const all = size(null);
  return {
    schema: 'cluster-accounts/protect/1',
    cells: set.cells.length,
    relations: protection.relations,
    primary: primaries.length,
    secondary,
    suppressed: primaries.length + secondary,
    secondaryValueSharePct: all === 0 ? 0 : (100 * size('s')) / all,
    exposed: primaries.filter(({ isReached }) => !isReached).length,
    exposedToContributors: protection.seenThrough.length,
    seconds,
    marginsThatDoNotAddUp: protection.broken.map(({ codes, dimension, difference }) => ({
      codes,
      dimension,
      difference,
    })),
    seenThrough: protection.seenThrough.map(({ attacker, target, bounds }) => ({
      attacker,
      target,
      lower: finite(bounds.lower),
      upper: finite(bounds.upper),
    })),
    primaries: primaries.map(({ codes, reason, value, interval, bounds, isReached }) => ({
      ...Object.fromEntries(set.dimensions.map((dimension, at) => [dimension, codes[at]])),
      reason,
      value,
      interval,
      lower: finite(bounds.lower),
      upper: finite(bounds.upper),
      reached: isReached,
    })),
  };
}

async function readNamed(path: string, folder: string) {
  return { name: basename(path), text: await readFile(resolve(folder, path), 'utf8') };
}

export function registerProtect(program: Command, { output, terminal, exit }: CommandContext): Command {
  return program
    .command('protect')
    .description('withhold what must be in tables of your own, and attack the result')
    .requiredOption(
      '--table <file>',
      'CSV with dimension columns, value and optionally count, max1, max2, status (u, z), interval; repeat for linked tables',
      collect,
      [],
    )
    .option('--hierarchy <dimension=file>', 'CSV with parent,child; repeat for each dimension', collect, [])
    .option('--minimum <n>', 'fewest contributors of a cell', '3')
    .option('--dominance <n,k>', 'the n largest must not exceed k %; none switches it off', '1,85')
    .option('--p-percent <p>', 'how closely the largest contribution may be estimated, in per cent', '15')
    .option(
      '--rounding <base>',
      'for tables of counts: round to 3 or 5 with margins that add up, and withhold nothing',
      'none',
    )
    .option('--suggest', 'say which codes could be merged to withhold fewer cells; protects the tables once for each')
    .requiredOption('--out <folder>', 'where pattern.csv (rounded.csv) and audit.json go')
    .action(async (options: Options) => {
      const since = terminal.now();
      const rules: TableRules = {
        minimum: numberOption(options.minimum, 'minimum', 1000),
        dominance: dominanceOption(options.dominance),
        pPercent: numberOption(options.pPercent, 'p-percent', 1000),
      };
      const [{ readHierarchy, readTables }, { protectTables }, { suggestMerges }, { loadSolver }] = await Promise.all([
        import('../protect/tables/read.ts'),
        import('../protect/tables/protect.ts'),
        import('../protect/collapse/tables.ts'),
        import('../protect/solver.ts'),
      ]);
      const folder = terminal.workingDirectory;
      const hierarchies = new Map<string, ReadonlyMap<string, readonly string[]>>();
      for (const option of options.hierarchy) {
        const at = option.indexOf('=');
        if (at < 1)
          throw usageError(
            'OPTION',
            `--hierarchy must be DIMENSION=FILE, not "${option}".`,
            'For example --hierarchy region=regions.csv',
          );
        hierarchies.set(option.slice(0, at), readHierarchy(await readNamed(option.slice(at + 1), folder)));
      }
      const tables = await Promise.all(options.table.map((path) => readNamed(path, folder)));
      const set = readTables(tables, hierarchies);
      const base = roundingOption(options.rounding);
      if (base !== null) {
        const { roundedTables } = await import('./protect-rounding.ts');
        exit(await roundedTables({ output, terminal }, set, rules, base, resolve(folder, options.out), since));
        return;
      }
      const protection = protectTables(await loadSolver(), set, rules);
      const audit = summaryOf(set, protection, (terminal.now() - since) / 1000);
      const merges = options.suggest === true ? suggestMerges(await loadSolver(), set, rules, protection) : [];
      const out = resolve(folder, options.out);
      await mkdir(out, { recursive: true });
      await writeFile(join(out, 'pattern.csv'), patternCsv(set, protection));
      await writeFile(join(out, 'audit.json'), `${JSON.stringify(audit, null, 1)}\n`);
      const { primaries: _primaries, seenThrough: _seenThrough, ...shown } = audit;
      const isTight = audit.exposed === 0 && audit.exposedToContributors === 0;
      const rows = [
        ['cells', String(audit.cells)],
        ['primary', String(audit.primary)],
        ['secondary', String(audit.secondary)],
        ['exposed', audit.exposed === 0 ? output.paint('green', '0') : output.paint('red', String(audit.exposed))],
        ['exposed to a contributor', String(audit.exposedToContributors)],
        ['seconds', audit.seconds.toFixed(1)],
      ];
      for (const { codes, dimension } of protection.broken.slice(0, 5))
        output.note(`Does not add up over ${dimension}: ${codes.join(', ')}`);
      const suggestions = merges.map(({ dimension, codes, before, after }) => ({ dimension, codes, before, after }));
      const lines = merges.map(
        ({ dimension, codes, before, after }) =>
          `Merge ${dimension} ${codes.join(' and ')}: ${before - after} fewer suppressions`,
      );
      output.result([textTable(rows, [false, true]), ...lines].join('\n'), {
        ...shown,
        ...(options.suggest === true ? { suggestions } : {}),
      });
      exit(isTight ? EXIT.ok : EXIT.findings);
    });
}

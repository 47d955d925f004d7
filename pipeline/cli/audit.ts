import { resolve } from 'node:path';
import type { Command } from 'commander';
import { EXIT } from '../contract/errors.ts';
import { percentage, wholeNumber } from './numbers.ts';
import { textTable } from './output.ts';
import type { CommandContext } from './program.ts';

interface Options {
  readonly minimum: number;
  readonly pPercent: number;
  readonly earlier: readonly string[];
}

/** Exposures shown as text; the JSON has all. */
const SHOWN = 20;

const finite = (number: number): number | null => (Number.isFinite(number) ? number : null);

/** Without the last digits, where the solver's tolerance is. */
const written = (number: number): string => String(Number(number.toPrecision(7)));

export function registerAudit(program: Command, { output, terminal, exit }: CommandContext): Command {
  return program
    .command('audit <bundle>')
    .description('attack a finished bundle: what can be worked out of it that it withholds')
    .option('--minimum <n>', 'fewest contributors of a count', wholeNumber(1, 1000), 3)
    .option('--p-percent <p>', 'how closely a withheld sum may be bounded, in per cent', percentage, 15)
    .option(
      '--earlier <bundle>',
      'a bundle that was published before, for what the attacker knows already; repeat, oldest first',
      (value: string, before: readonly string[]) => [...before, value],
      [] as readonly string[],
    )
    .action(async (path: string, options: Options) => {
      const [{ auditBundle, rowsOfBundles }, { loadSolver }, { loadCatalogue }] = await Promise.all([
        import('../run/protect/audit.ts'),
        import('../protect/solver.ts'),
        import('../accounts/catalogue/index.ts'),
      ]);
      const at = (bundle: string): string => resolve(terminal.workingDirectory, bundle);
      const rules = { minimumContributors: options.minimum, pPercent: options.pPercent };
      const earlier = await rowsOfBundles(options.earlier.map(at));
      const audit = await auditBundle(await loadSolver(), at(path), rules, {
        items: loadCatalogue(),
        earlier,
      });
      const { leaks } = audit;
      const isTight = leaks.length === 0 && audit.exposed.length === 0;
      const summary = [
        ['figures', String(audit.figures)],
        ['withheld', String(audit.withheld)],
        ['attacked', String(audit.attacked)],
        ['relations', String(audit.relations)],
        ['contradicted', String(audit.contradicted)],
        ['exposed', output.paint(isTight ? 'green' : 'red', String(audit.exposed.length + leaks.length))],
      ];
      const lines = [
        ...leaks.slice(0, SHOWN).map(({ file, what }) => `${file}: ${what}`),
        ...audit.exposed
          .slice(0, SHOWN)
          .map(
            ({ figure, bounds, by }) =>
              `${figure}: from ${written(bounds.lower)} to ${written(bounds.upper)}, because ${by.join('; ')}`,
          ),
      ];
      output.result([textTable(summary, [false, true]), ...lines].join('\n'), {
        schema: 'cluster-accounts/audit/1',
        ...audit,
        exposed: audit.exposed.map(({ figure, bounds, by }) => ({
          figure,
          lower: finite(bounds.lower),
          upper: finite(bounds.upper),
          by,
        })),
      });
      exit(isTight ? EXIT.ok : EXIT.findings);
    });
}

import { join, relative, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { EXIT } from '../contract/errors.ts';
import type { Severity } from '../contract/finding.ts';
import type { Headline } from '../run/headline.ts';
import type { RunOutcome, RunSummary } from '../run/outcome.ts';
import { countsText, formatCodeTable, formatText } from './findings/text.ts';
import { threadCount } from './numbers.ts';
import { type Output, textTable } from './output.ts';
import type { CommandContext } from './program.ts';
import { createProgress } from './progress.ts';

interface RunArguments {
  readonly out: string;
  readonly parameters?: string;
  readonly failOn: Severity;
  readonly threads: number;
  readonly memory?: string;
}

const STAGES = 9;
const PLACES_PER_CODE = 3;

const TIERS: Readonly<Record<string, string>> = {
  'self-report': 'reported by the clusters',
  survey: 'survey, weighted',
  register: 'register, matched comparison',
};

const number = (value: number, decimals: number): string =>
  new Intl.NumberFormat('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);

function headlineRow({ title, value, lower, upper, unit, decimals, n, evidenceTier, status }: Headline): string[] {
  const mark = unit === 'pct' ? ' %' : '';
  const shown =
    value === null ? (status === 'suppressed' ? 'withheld' : 'no data') : `${number(value, decimals)}${mark}`;
  const interval =
    lower === null || upper === null ? '' : `${number(lower, decimals)} to ${number(upper, decimals)}${mark}`;
  return [`  ${title}`, shown, interval, n === null ? '' : `n ${number(n, 0)}`, TIERS[evidenceTier] ?? evidenceTier];
}

/** What a person reads at the end of a run: what was read, what was found, the headline figures, where to look. */
function summaryText(summary: RunSummary, outcome: RunOutcome, bundle: string, output: Output): string {
  const { deliveries, findings, figures } = summary;
  const heading = output.paint(
    'bold',
    `Performance accounts ${summary.referenceYears.at(-1)}, edition ${summary.editionYear}`,
  );
  const notice = summary.isSynthetic ? 'The drops are synthetic: every company, person and number is made up.' : '';
  const read = `Read ${number(deliveries.files, 0)} files: ${number(deliveries.rowsRead, 0)} rows, ${number(deliveries.rowsLoaded, 0)} loaded, ${number(deliveries.rowsSetAside, 0)} set aside.`;
  const found = `Found ${number(findings.fatal + findings.error, 0)} errors, ${number(findings.warning, 0)} warnings, ${number(findings.info, 0)} notes; \`cluster-accounts check\` lists them with file, row and what to do.`;
  const told = `Published ${number(figures.published, 0)} figures in ${summary.reports} pages; ${number(figures.suppressed, 0)} are withheld to protect companies, ${number(figures.noData, 0)} have no data.`;
  const table = textTable(summary.headlines.map(headlineRow), [false, true, true, true, false]);
  const state = outcome.kind === 'unchanged' ? 'Nothing has changed since the last run; the bundle is as it was.' : '';
  const where = `Open ${output.paint('bold', join(bundle, 'index.html'))}`;
  return `${[heading, notice, read, found, told, state].filter((line) => line !== '').join('\n')}\n\n${table}\n\n${where}`;
}

export function registerRun(program: Command, { terminal, output, exit }: CommandContext): Command {
  return program
    .command('run')
    .description('compute the accounts of drops and publish the bundle')
    .argument('<drop...>', 'folders as received, or a folder of them')
    .option('--out <folder>', 'where bundle, editions and store are kept', 'out')
    .option('--parameters <file>', 'accounts.yaml to use instead of the one beside the drops')
    .addOption(
      new Option('--fail-on <severity>', 'findings this bad stop publication')
        .choices(['fatal', 'error', 'warning'])
        .default('fatal'),
    )
    .addOption(new Option('--threads <number>', 'threads of the database').default(2).argParser(threadCount))
    .option('--memory <size>', 'memory the database may use, e.g. 4GB')
    .action(async (paths: string[], options: RunArguments) => {
      const [{ runAccounts }, { describeFindings }] = await Promise.all([
        import('../run.ts'),
        import('../run/described.ts'),
      ]);
      const progress = createProgress(terminal, STAGES, output.isJson);
      const outcome = await runAccounts(
        {
          paths: paths.map((path) => resolve(terminal.workingDirectory, path)),
          outFolder: resolve(terminal.workingDirectory, options.out),
          parametersPath: options.parameters,
          threads: options.threads,
          memoryLimit: options.memory,
          failOn: options.failOn,
        },
        progress,
      );
      if (outcome.kind === 'refused') {
        const described = describeFindings(outcome.findings, 'en');
        const worst = described.filter(({ finding }) => finding.severity === 'fatal' || finding.severity === 'error');
        output.result(
          `${formatText(worst, output.paint, PLACES_PER_CODE)}\n\n${countsText(described)}\nNothing was published: ${outcome.reason}\nWhat was published before is untouched.`,
          { schema: 'cluster-accounts/run/1', ...outcome },
        );
        exit(EXIT.findings);
        return;
      }
      const inside = relative(terminal.workingDirectory, outcome.bundle);
      const bundle = inside.startsWith('..') ? outcome.bundle : inside;
      const faults = outcome.findings.filter(({ severity }) => severity !== 'info');
      if (faults.length > 0) output.note(`\n${formatCodeTable(describeFindings(faults, 'en'), output.paint)}\n`);
      const { kind, summary } = outcome;
      output.result(summaryText(summary, outcome, bundle, output), {
        schema: 'cluster-accounts/run/1',
        kind,
        bundle,
        summary,
      });
      exit(EXIT.ok);
    });
}

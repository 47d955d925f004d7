import { appendFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { EXIT } from '../contract/errors.ts';
import type { Language, Severity } from '../contract/finding.ts';
import type { CheckResult } from '../run/check.ts';
import { type DescribedFinding, fileFrom, worstFirst } from './findings/described.ts';
import { formatGithub, formatJobSummary } from './findings/github.ts';
import { junitLines } from './findings/junit.ts';
import { sarifLog } from './findings/sarif.ts';
import { countsText, formatText } from './findings/text.ts';
import { jsonPieces } from './json-pieces.ts';
import { threadCount } from './numbers.ts';
import { type Output, textTable } from './output.ts';
import type { CommandContext } from './program.ts';
import { createProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

type Format = 'table' | 'json' | 'ndjson' | 'github' | 'junit' | 'sarif';

interface CheckArguments {
  readonly parameters?: string;
  readonly failOn: 'error' | 'warning';
  readonly format: Format;
  readonly lang: Language;
  readonly threads: number;
  readonly json?: boolean;
}

const HEADINGS = {
  en: {
    balance: ['delivery', 'input', 'read as', 'rows read', 'loaded', 'set aside', 'status'],
    suspicions: ['worth a call', 'row', 'column', 'value', 'anticipated', 'figure', 'would move'],
    alike: 'more like it',
  },
  da: {
    balance: ['leverance', 'input', 'læst som', 'rækker læst', 'indlæst', 'sat til side', 'status'],
    suspicions: ['værd at ringe om', 'række', 'kolonne', 'værdi', 'ventet', 'tal', 'ville flytte'],
    alike: 'flere af samme slags',
  },
} as const;

const PLACES_PER_CODE = 3;
const STAGES = 4;

/** The balance of every delivery: rows read = rows loaded + rows set aside. */
function balanceTable({ deliveries }: CheckResult, language: Language): string {
  const rows = deliveries.map((delivery) => [
    `${delivery.drop_name}/${delivery.path}${delivery.sheet === null ? '' : `#${delivery.sheet}`}`,
    delivery.input ?? '-',
    [delivery.encoding, delivery.delimiter === '\t' ? 'tab' : delivery.delimiter].filter(Boolean).join(' '),
    String(delivery.rows_read),
    String(delivery.rows_loaded),
    String(delivery.rows_quarantined),
    delivery.status,
  ]);
  return textTable([HEADINGS[language].balance, ...rows], [false, false, false, true, true, true, false]);
}

/** The records to call about: what stands there, what was to be expected, and the figure that would move. */
function suspicionTable({ suspicions }: CheckResult, language: Language): string {
  const { suspicions: header, alike } = HEADINGS[language];
  const number = (value: number): string => String(Math.round(value * 100) / 100);
  const rows = suspicions.map((one) => [
    `${one.drop}/${one.path}${one.sheet === null ? '' : `#${one.sheet}`}`,
    String(one.row),
    one.header ?? '-',
    number(one.value),
    number(one.anticipated),
    one.breakdown === 'Total' ? one.figure : `${one.figure} ${one.breakdown}`,
    [
      one.effectPct === null ? '-' : `${one.effectPct > 0 ? '+' : ''}${number(one.effectPct)} %`,
      ...(one.alike === 0 ? [] : [`(${one.alike} ${alike})`]),
    ].join(' '),
  ]);
  return rows.length === 0 ? '' : textTable([header, ...rows], [false, true, false, true, true, false, true]);
}

const asJson = ({ finding, message, remedy }: DescribedFinding): object => ({ ...finding, message, remedy });

function printText(result: CheckResult, language: Language, output: Output): string {
  const { findings } = result;
  const parts = [
    balanceTable(result, language),
    findings.length === 0 ? '' : formatText(findings, output.paint, PLACES_PER_CODE),
    suspicionTable(result, language),
    output.paint('bold', countsText(findings)),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function* lines(values: readonly object[]): Generator<string> {
  for (const value of values) yield `${JSON.stringify(value)}\n`;
}

/** Findings in the words of the format; the text and the JSON object are what `--format table` and `json` print. */
async function print(
  result: CheckResult,
  { format, lang }: Pick<CheckArguments, 'format' | 'lang'>,
  output: Output,
  terminal: Terminal,
): Promise<void> {
  const json = {
    schema: 'cluster-accounts/check/1',
    deliveries: result.deliveries,
    findings: worstFirst(result.findings).map(asJson),
    suspicions: result.suspicions,
  };
  const file = fileFrom(terminal.workingDirectory, result.folders);
  const pieces: Record<Format, () => Iterable<string>> = {
    table: () => [printText(result, lang, output)],
    json: () => jsonPieces(json),
    ndjson: () => lines(json.findings),
    github: () => [formatGithub(result.findings, file)],
    junit: () => junitLines(result.findings),
    sarif: () => jsonPieces(sarifLog(result.findings, file)),
  };
  output.pieces(pieces[output.isJson ? 'json' : format]());
  const summaryPath = terminal.environment.GITHUB_STEP_SUMMARY;
  if (format === 'github' && summaryPath !== undefined)
    await appendFile(summaryPath, formatJobSummary(result.findings));
}

const BAD: Readonly<Record<'error' | 'warning', readonly Severity[]>> = {
  error: ['fatal', 'error'],
  warning: ['fatal', 'error', 'warning'],
};

export function registerCheck(program: Command, { terminal, output, exit }: CommandContext): Command {
  return program
    .command('check')
    .description('read, type and check drops; say what is wrong where, and publish nothing')
    .argument('<drop...>', 'folders as received, or a folder of them')
    .option('--parameters <file>', 'accounts.yaml to use instead of the one beside the drops')
    .addOption(
      new Option('--fail-on <severity>', 'end with exit code 1 on findings this bad')
        .choices(['error', 'warning'])
        .default('error'),
    )
    .addOption(
      new Option('--format <format>', 'how to print the findings')
        .choices(['table', 'json', 'ndjson', 'github', 'junit', 'sarif'])
        .default('table'),
    )
    .addOption(new Option('--lang <language>', 'language of the messages').choices(['da', 'en']).default('en'))
    .addOption(new Option('--threads <number>', 'threads of the database').default(2).argParser(threadCount))
    .action(async (paths: string[], options: CheckArguments) => {
      const { checkDrops } = await import('../run/check.ts');
      const format = options.json === true ? 'json' : options.format;
      const progress = createProgress(terminal, STAGES, output.isJson);
      const result = await checkDrops(
        { paths, parametersPath: options.parameters, threads: options.threads, language: options.lang },
        progress,
      );
      await print(result, { format, lang: options.lang }, output, terminal);
      const isBad = result.findings.some(({ finding }) => BAD[options.failOn].includes(finding.severity));
      exit(isBad ? EXIT.findings : EXIT.ok);
    });
}

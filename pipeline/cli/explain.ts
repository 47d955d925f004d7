import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { environmentError } from '../contract/errors.ts';
import { DIMENSIONS, type Dimension } from '../contract/figure.ts';
import type { Language } from '../contract/finding.ts';
import type { Explanation } from '../run/explain/explain.ts';
import type { ContributingRow } from '../run/explain/rows.ts';
import type { Store } from '../store/store.ts';
import { textTable } from './output.ts';
import type { CommandContext } from './program.ts';

interface ExplainOptions extends Partial<Record<string, string | number | boolean>> {
  readonly year?: number;
  readonly rows?: boolean;
  readonly lang: Language;
  readonly out: string;
}

const optionOf = (dimension: Dimension): string => dimension.replaceAll('_', '-');

/** Option names as commander keeps them: `sizeBand` for `--size-band`. */
const keyOf = (dimension: Dimension): string =>
  dimension.replaceAll(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());

/** What is named by a dimension's option. */
const MEANING: Readonly<Record<Dimension, string>> = {
  cluster: 'the figure of one cluster, e.g. K07',
  region: 'the figure of one region, e.g. 1081',
  growth_forum: 'the figure of one growth forum, e.g. bornholm',
  municipality: 'the figure of one municipality, e.g. 0851',
  size_band: 'the figure of one size band, e.g. 10-49',
  industry: 'the figure of one industry section, e.g. C',
  dedicated: 'the figure of the "dedicated" companies or of the other ("participant")',
  participation_status: 'the figure of the "new", "returning" or "continuing" participants',
  item: 'the figure of one item of the indicator, e.g. a type or a source',
};

/** Longest message of a finding that is printed whole; `--json` gives what it was made of. */
const LONGEST_MESSAGE = 140;

/** A text cut between two words. */
function shortened(text: string): string {
  if (text.length <= LONGEST_MESSAGE) return text;
  const cut = text.lastIndexOf(' ', LONGEST_MESSAGE);
  return `${text.slice(0, cut > 0 ? cut : LONGEST_MESSAGE)} ...`;
}

/** How many rows are printed as text; `--json` gives all. */
const MOST_ROWS = 200;

function parseYear(text: string): number {
  if (!/^\d{4}$/.test(text)) throw new InvalidArgumentError('It must be a year of four digits.');
  return Number(text);
}

async function explanationText(explanation: Explanation, language: Language): Promise<string> {
  const {
    comparabilityInWords,
    revisionInWords,
    selectionInWords,
    sentencesOf,
    tierInWords,
    titleInWords,
    valueInWords,
  } = await import('../run/explain/words.ts');
  const { describeFinding } = await import('../contract/messages.ts');
  const { allMessages } = await import('../run/described.ts');
  const { indicator, year, at } = explanation.question;
  const isDanish = language === 'da';
  const cell = Object.entries(at).map(([name, value]) => `${name} ${value}`);
  const figures = explanation.figures.flatMap((figure) => {
    return [
      `${titleInWords(indicator, figure.measure, language)}: ${valueInWords(indicator, figure, language)}`,
      ...sentencesOf(explanation, figure, language).map((sentence) => `  ${sentence}`),
    ];
  });
  const messages = allMessages();
  const findings = explanation.findings.map(({ count, example }) => [
    `  ${count}`,
    example.severity,
    `${count === 1 ? '' : isDanish ? 'fx ' : 'e.g. '}${shortened(describeFinding(example, language, messages).message)}`,
  ]);
  const files = explanation.sources.map(({ drop, path, sheet, input, rowsLoaded, rowsSetAside }) => [
    `  ${drop}/${path}${sheet === null ? '' : ` [${sheet}]`}`,
    input,
    String(rowsLoaded),
    rowsSetAside === 0 ? '' : `${rowsSetAside} ${isDanish ? 'lagt til side' : 'set aside'}`,
  ]);
  const others = explanation.otherSources;
  const otherFiles =
    others === 0
      ? []
      : [
          isDanish
            ? `  og ${others} ${others === 1 ? 'leverance' : 'leverancer'} fra andre klynger`
            : `  and ${others} ${others === 1 ? 'delivery' : 'deliveries'} of other clusters`,
        ];
  const selection = selectionInWords(explanation, language);
  const heading = (da: string, en: string): string[] => ['', isDanish ? da : en];
  return [
    [indicator.id, indicator.name[language], String(year), ...cell].join('  '),
    '',
    ...figures,
    ...heading('Hvad det er', 'What it is'),
    `  ${indicator.definition[language]}`,
    `  ${isDanish ? 'Tæller' : 'Numerator'}: ${indicator.numerator[language]}`,
    ...(indicator.denominator === null
      ? []
      : [`  ${isDanish ? 'Nævner' : 'Denominator'}: ${indicator.denominator[language]}`]),
    `  ${isDanish ? 'Kilde' : 'Evidence'}: ${tierInWords(indicator.evidenceTier, language)}`,
    ...(indicator.comparability === null ? [] : [`  ${indicator.comparability[language]}`]),
    ...comparabilityInWords(explanation.question, language).map((sentence) => `  ${sentence}`),
    ...(explanation.revisions.length === 0
      ? []
      : heading('Hvad tidligere udgaver sagde', 'What earlier editions said')),
    ...explanation.revisions.map((revision) => `  ${revisionInWords(indicator, revision, language)}`),
    ...heading('Leverancer og rækker', 'Deliveries and rows'),
    textTable(files, [false, false, true]),
    ...otherFiles,
    ...selection.map((sentence) => `  ${sentence}`),
    ...(findings.length === 0 ? [] : [...heading('Fundet i dem', 'Found in them'), textTable(findings)]),
    ...(indicator.sql === '' ? [] : ['', `SQL  ${indicator.file}`, `  ${indicator.sql.replaceAll('\n', '\n  ')}`]),
  ].join('\n');
}

/** A cell of a row; numbers with at most four decimals. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'number' ? String(Number(value.toFixed(4))) : String(value);
}

function rowsText(rows: readonly ContributingRow[]): string {
  const columns = Object.keys(rows[0] ?? { unit: '' });
  const shown = rows.slice(0, MOST_ROWS).map((row) => columns.map((column) => cellText(row[column])));
  const more = rows.length > MOST_ROWS ? [`${rows.length - MOST_ROWS} more rows; --json gives all.`] : [];
  return [textTable([columns, ...shown]), ...more].join('\n');
}

async function withStore<Result>(
  storePath: string,
  out: string,
  use: (store: Store) => Promise<Result>,
): Promise<Result> {
  if (!existsSync(storePath))
    throw environmentError(
      'NO_STORE',
      'There is no store of a run here.',
      'Run: cluster-accounts run <drop>, or name the folder with --out.',
      out,
    );
  const { openStore } = await import('../store/store.ts');
  const store = await openStore(storePath, { threads: 1, isReadOnly: true });
  try {
    return await use(store);
  } finally {
    store.close();
  }
}

/** The size limit that the last run was made with. */
async function readLimit(store: Store): Promise<number> {
  const [setting] = await store.rows<{ sme_limit: number }>('SELECT sme_limit FROM accounts.setting');
  return setting?.sme_limit ?? 50;
}

export function registerExplain(program: Command, { terminal, output }: CommandContext): Command {
  const command = program
    .command('explain')
    .description('say in plain words what a published figure is and what it was made of')
    .argument('<id>', 'an indicator, e.g. SUR01')
    .addOption(new Option('--year <year>', 'reference year; the latest where left out').argParser(parseYear));
  for (const dimension of DIMENSIONS)
    command.addOption(new Option(`--${optionOf(dimension)} <value>`, MEANING[dimension]));
  return command
    .addOption(new Option('--rows', 'list the rows behind it, with file and line'))
    .addOption(new Option('--lang <language>', 'language of the explanation').choices(['da', 'en']).default('en'))
    .option('--out <folder>', 'where bundle, editions and store are kept', 'out')
    .action(async (id: string, options: ExplainOptions) => {
      const { findIndicator, loadCatalogue } = await import('../accounts/catalogue/index.ts');
      const { prepareFigures } = await import('../accounts/figures/index.ts');
      const { checkQuestion } = await import('../run/explain/question.ts');
      const { explainFigures } = await import('../run/explain/explain.ts');
      const { contributingRows } = await import('../run/explain/rows.ts');
      const indicator = findIndicator(loadCatalogue(), id);
      const at = Object.fromEntries(
        DIMENSIONS.flatMap((name) => {
          const value = options[keyOf(name)];
          return typeof value === 'string' ? [[name, value] as const] : [];
        }),
      );
      const storePath = join(resolve(terminal.workingDirectory, options.out), 'store.duckdb');
      await withStore(storePath, options.out, async (store) => {
        const parameters = { sme_limit: await readLimit(store) };
        const question = await checkQuestion(store, indicator, options.year, at);
        await prepareFigures(store);
        const explanation = await explainFigures(store, question, parameters);
        const rows = options.rows ? await contributingRows(store, explanation, parameters) : null;
        const text = await explanationText(explanation, options.lang);
        output.result(rows === null ? text : `${text}\n\n${rowsText(rows)}`, {
          schema: 'cluster-accounts/explain/1',
          ...explanation,
          ...(rows === null ? {} : { rows }),
        });
      });
    });
}

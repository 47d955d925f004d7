import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { EXIT } from '../contract/errors.ts';
import type { Language } from '../contract/finding.ts';
import { formatText } from './findings/text.ts';
import { threadCount } from './numbers.ts';
import { textTable } from './output.ts';
import type { CommandContext } from './program.ts';
import { createProgress } from './progress.ts';

interface EffectArguments {
  readonly study?: string;
  readonly export?: string;
  readonly parameters?: string;
  readonly lang: Language;
  readonly threads: number;
}

const STAGES = 6;

export function registerEffect(program: Command, { terminal, output, exit }: CommandContext): Command {
  return program
    .command('effect')
    .description('run the effect study alone: who, matched with whom, what effect, what speaks against it')
    .argument('<drop...>', 'folders as received, or a folder of them')
    .option('--study <file>', 'study.yaml to use instead of the one beside the drops')
    .option('--export <file>', 'write the aggregates that may leave a closed room')
    .option('--parameters <file>', 'accounts.yaml to use instead of the one beside the drops')
    .addOption(new Option('--lang <language>', 'language of the comments').choices(['da', 'en']).default('en'))
    .addOption(
      new Option('--threads <number>', 'threads that read and that study; any number gives the same')
        .default(2)
        .argParser(threadCount),
    )
    .action(async (paths: string[], options: EffectArguments) => {
      const [{ studyDrops }, { effectSections }, { describeFindings }] = await Promise.all([
        import('../run/effect/command.ts'),
        import('../run/effect/summary.ts'),
        import('../run/described.ts'),
      ]);
      const at = (path: string): string => resolve(terminal.workingDirectory, path);
      const study =
        options.study === undefined
          ? undefined
          : { path: options.study, text: await readFile(at(options.study), 'utf8') };
      const { referenceYear, figures, facts, findings } = await studyDrops(
        {
          paths: paths.map(at),
          parametersPath: options.parameters === undefined ? undefined : at(options.parameters),
          study,
          exportPath: options.export === undefined ? undefined : at(options.export),
          threads: options.threads,
        },
        createProgress(terminal, STAGES, output.isJson),
      );
      const sections = effectSections(figures, facts, options.lang).map(
        ({ title, rows }) => `${output.paint('bold', title)}\n${textTable(rows.map((row) => ['', ...row]))}`,
      );
      const found = describeFindings(findings, options.lang);
      const notes = found.length === 0 ? [] : [formatText(found, output.paint, found.length)];
      const exported = options.export === undefined ? [] : [`Aggregates are in ${options.export}.`];
      output.result([...sections, ...notes, ...exported].join('\n\n'), {
        schema: 'cluster-accounts/effect/1',
        referenceYear,
        figures,
        facts,
        findings: found.map(({ finding, message }) => ({ ...finding, message })),
      });
      exit(EXIT.ok);
    });
}

import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { EXIT, usageError } from '../contract/errors.ts';
import type { Language } from '../contract/finding.ts';
import type { CommandContext } from './program.ts';

interface ReportArguments {
  readonly out: string;
  readonly to: string;
  readonly only?: string[];
  readonly lang?: Language[];
  readonly pictures?: boolean;
  readonly open?: boolean;
}

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Fewer pages than this are drawn before another thread is ready. */
const PAGES_WORTH_A_THREAD = 8;

/** Hands a page to the browser of the person at the terminal. */
function openPage(path: string): void {
  const [program = 'xdg-open', ...rest] = OPENERS[process.platform] ?? ['xdg-open'];
  spawn(program, [...rest, path], { detached: true, stdio: 'ignore' })
    .on('error', () => {})
    .unref();
}

export function registerReport(program: Command, { terminal, output, exit }: CommandContext): Command {
  return program
    .command('report')
    .description('draw reports of the last run again, without computing anything')
    .option('--out <folder>', 'where bundle, editions and store are kept', 'out')
    .option('--to <folder>', 'folder for the pages', 'reports-again')
    .option('--only <recipient...>', 'e.g. region:1081, cluster:K07, growth_forum:bornholm, national:DK')
    .addOption(new Option('--lang <language...>', 'languages of the pages').choices(['da', 'en']))
    .option('--pictures', 'every chart as a PNG at twice the size too, in pictures/ and in the archives')
    .option('--open', 'open the first page')
    .action(async (options: ReportArguments) => {
      const [{ loadReportInput }, { loadDrawings }, { createRenderers }, { pagesFor, recipientsOf }] =
        await Promise.all([
          import('../run/report/saved.ts'),
          import('../run/report/drawings.ts'),
          import('../run/report/renderers.ts'),
          import('../report/index.ts'),
        ]);
      const outFolder = resolve(terminal.workingDirectory, options.out);
      const saved = await loadReportInput(outFolder);
      const known = recipientsOf(saved).map(({ kind, code }) => `${kind}:${code}`);
      const unknown = options.only?.find((recipient) => !known.includes(recipient));
      if (unknown !== undefined)
        throw usageError(
          'RECIPIENT_UNKNOWN',
          `There is no recipient "${unknown}".`,
          `For example: ${known.slice(0, 8).join(', ')}.`,
        );
      const languages = options.lang ?? saved.parameters.languages;
      const input = { ...saved, parameters: { ...saved.parameters, languages } };
      const folder = resolve(terminal.workingDirectory, options.to);
      const pages: string[] = [];
      const wanted = pagesFor(input, options.only);
      const threads = Math.min(availableParallelism(), Math.ceil(wanted.length / PAGES_WORTH_A_THREAD));
      const renderers = createRenderers(languages, await loadDrawings(outFolder), threads);
      const beside = { downloads: true, pictures: options.pictures ?? input.parameters.report?.pictures === true };
      try {
        for await (const { path, bytes } of renderers.render(input, wanted, beside)) {
          const target = join(folder, path);
          await mkdir(dirname(target), { recursive: true });
          await writeFile(target, bytes);
          if (path.endsWith('.html')) pages.push(target);
        }
      } finally {
        await renderers.close();
      }
      const shown = pages.map((path) => relative(terminal.workingDirectory, path));
      output.result(shown.join('\n'), { schema: 'cluster-accounts/report/1', pages: shown });
      const first = pages[0];
      if (options.open === true && first !== undefined) openPage(first);
      exit(EXIT.ok);
    });
}

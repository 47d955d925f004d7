import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { EXIT } from '../contract/errors.ts';
import type { Language } from '../contract/finding.ts';
import { threadCount } from './numbers.ts';
import { textTable } from './output.ts';
import type { CommandContext } from './program.ts';
import { createProgress } from './progress.ts';

interface FeedbackArguments {
  readonly out: string;
  readonly lang: Language;
  readonly parameters?: string;
  readonly threads: number;
}

const STAGES = 5;

/** A name for a file that any system takes. */
const fileName = (text: string): string => text.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-|-$/g, '');

export function registerFeedback(program: Command, { terminal, output, exit }: CommandContext): Command {
  return program
    .command('feedback')
    .description('write for every supplier what is wrong in its own files: a workbook, a page and a JSON file')
    .argument('<drop...>', 'folders as received, or a folder of them')
    .option('--out <folder>', 'folder for the files', 'feedback')
    .option('--parameters <file>', 'accounts.yaml to use instead of the one beside the drops')
    .addOption(new Option('--lang <language>', 'language of the suppliers').choices(['da', 'en']).default('da'))
    .addOption(new Option('--threads <number>', 'threads of the database').default(2).argParser(threadCount))
    .action(async (paths: string[], options: FeedbackArguments) => {
      const [{ readFeedback }, { feedbackPage, feedbackWorkbook, shownRows }] = await Promise.all([
        import('../run/feedback.ts'),
        import('../feedback/index.ts'),
      ]);
      const feedback = await readFeedback(
        {
          paths: paths.map((path) => resolve(terminal.workingDirectory, path)),
          parametersPath: options.parameters,
          threads: options.threads,
          language: options.lang,
        },
        createProgress(terminal, STAGES, output.isJson),
      );
      const folder = resolve(terminal.workingDirectory, options.out);
      const rows: { drop: string; supplier: string; name: string; notes: number; file: string }[] = [];
      for (const one of feedback) {
        const supplier = one.supplier ?? 'secretariat';
        const target = join(folder, fileName(one.drop));
        await mkdir(target, { recursive: true });
        const base = join(target, fileName(supplier));
        await writeFile(`${base}.xlsx`, await feedbackWorkbook(one, options.lang));
        await writeFile(`${base}.html`, feedbackPage(one, options.lang));
        const deliveries = one.deliveries.map((delivery) => ({
          ...delivery,
          rowsWithNotes: delivery.rows.length,
          rows: shownRows(delivery),
        }));
        const twin = { schema: 'cluster-accounts/feedback/1', language: options.lang, ...one, deliveries };
        await writeFile(`${base}.json`, `${JSON.stringify(twin, null, 2)}\n`);
        const notes = one.deliveries.reduce(
          (sum, { rows: faulty, notes: whole }) =>
            sum + whole.length + faulty.reduce((n, row) => n + row.notes.length, 0),
          0,
        );
        rows.push({
          drop: one.drop,
          supplier,
          name: one.name,
          notes,
          file: relative(terminal.workingDirectory, `${base}.xlsx`),
        });
      }
      const table = rows.map(({ drop, supplier, name, notes, file }) => [drop, supplier, name, String(notes), file]);
      output.result(
        textTable([['drop', 'supplier', 'name', 'notes', 'file'], ...table], [false, false, false, true, false]),
        { schema: 'cluster-accounts/feedback-run/1', suppliers: rows },
      );
      exit(EXIT.ok);
    });
}

interface TemplateArguments {
  readonly out: string;
  readonly lang: Language;
}

/** Inputs that people fill in by hand; the register and the code lists come from machines. */
const BY_HAND = [
  'clusters',
  'participants',
  'participations',
  'projects',
  'project_participants',
  'outcomes',
  'survey',
  'events',
  'meetings',
  'finance',
  'knowledge_institutions',
  'labels',
];

export function registerTemplate(program: Command, { terminal, output, exit }: CommandContext): Command {
  return program
    .command('template')
    .description('write empty delivery workbooks with drop-downs, formats and a guide')
    .option('--out <folder>', 'folder for the workbooks', 'templates')
    .addOption(new Option('--lang <language>', 'language of headers and guide').choices(['da', 'en']).default('da'))
    .action(async ({ out, lang }: TemplateArguments) => {
      const [{ deliveryTemplate }, { loadContract }] = await Promise.all([
        import('../feedback/index.ts'),
        import('../contract/inputs.ts'),
      ]);
      const folder = resolve(terminal.workingDirectory, out);
      await mkdir(folder, { recursive: true });
      const files: string[] = [];
      for (const input of loadContract().filter(({ name }) => BY_HAND.includes(name))) {
        const path = join(folder, `${input.name}.xlsx`);
        await writeFile(path, await deliveryTemplate(input, lang));
        files.push(relative(terminal.workingDirectory, path));
      }
      output.result(files.join('\n'), { schema: 'cluster-accounts/template/1', files });
      exit(EXIT.ok);
    });
}

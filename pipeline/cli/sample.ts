import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { usageError } from '../contract/errors.ts';
import { wholeNumber } from './numbers.ts';
import type { CommandContext } from './program.ts';
import { createProgress } from './progress.ts';

interface SampleArguments {
  readonly seed: number;
  readonly companies: number;
  readonly years: number;
  readonly suppliers: number;
  readonly out: string;
}

/** Refuses to write among files that a sample did not make. */
async function refuseFilled(folder: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  if (names.length === 0 || names.includes('planted-faults.csv')) return;
  throw usageError(
    'SAMPLE_FOLDER_FILLED',
    'The folder holds other files.',
    'Name an empty or new folder with --out.',
    folder,
  );
}

export function registerSample(program: Command, { terminal, output }: CommandContext): Command {
  return program
    .command('sample')
    .description('make synthetic drops, small or large, to try things on')
    .addOption(
      new Option('--seed <number>', 'the same seed gives the same bytes')
        .default(2013)
        .argParser(wholeNumber(0, 2 ** 31)),
    )
    .addOption(
      new Option('--companies <number>', 'unique companies in the last year')
        .default(14_237)
        .argParser(wholeNumber(100, 1_000_000)),
    )
    .addOption(new Option('--years <number>', 'drops, up to 2013').default(3).argParser(wholeNumber(1, 6)))
    .addOption(
      new Option('--suppliers <number>', 'cluster organisations in the last year')
        .default(50)
        .argParser(wholeNumber(1, 500)),
    )
    .addOption(new Option('--out <folder>', 'where to write').default('data-samples'))
    .action(async ({ seed, companies, years, suppliers, out }: SampleArguments) => {
      const { generateSample } = await import('../sample/sample.ts');
      const folder = resolve(terminal.workingDirectory, out);
      await refuseFilled(folder);
      const progress = createProgress(terminal, 1, output.isJson);
      progress.stage('making the sample');
      const files: { readonly path: string; readonly bytes: number }[] = [];
      await generateSample({ seed, companies, years, suppliers }, async (path, bytes) => {
        const target = join(folder, path);
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, bytes);
        files.push({ path, bytes: bytes.length });
        progress.step(files.length);
      });
      progress.end();
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      output.result(
        `${out}: ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, all of it made up (seed ${seed}).`,
        {
          schema: 'cluster-accounts/sample/1',
          folder: out,
          files,
        },
      );
    });
}

import { CommanderError } from 'commander';
import { EXIT, type ExitCode, ExpectedError, environmentError } from '../contract/errors.ts';
import { createOutput } from './output.ts';
import { createProgram } from './program.ts';
import { processTerminal, type Terminal } from './terminal.ts';

const ENVIRONMENT_CODES = new Set([
  'ENOSPC',
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'EEXIST',
  'EAGAIN',
  'EMFILE',
  'EDQUOT',
  'EIO',
  'ELOOP',
  'ENAMETOOLONG',
]);

/** Turns what the operating system refused into an expected error; leaves everything else as it is. */
function explainSystemError(error: unknown): unknown {
  if (error instanceof ExpectedError || !(error instanceof Error)) return error;
  const { code, path } = error as NodeJS.ErrnoException;
  if (code !== undefined && ENVIRONMENT_CODES.has(code))
    return environmentError(
      code,
      error.message.replace(/^[A-Z]+: /, ''),
      'Check that the path exists, may be written and has free space, then run again. What was published before is untouched.',
      path,
    );
  if (/Out of Memory Error|could not allocate block/.test(error.message))
    return environmentError(
      'MEMORY',
      'The memory that the database may use is not enough.',
      'Name more with --memory, or run on a larger machine. What was published before is untouched.',
    );
  if (/could not (write|fsync|create)|no space left|disk full/i.test(error.message))
    return environmentError(
      'STORE_WRITE',
      error.message.split('\n')[0] ?? '',
      'Free some disk space and run again. What was published before is untouched.',
    );
  return error;
}

/** Runs one command line and returns its exit code. `arguments_` holds no interpreter and no script name. */
export async function main(arguments_: readonly string[], terminal: Terminal = processTerminal()): Promise<ExitCode> {
  const output = createOutput(terminal, arguments_.includes('--json'));
  let exitCode: ExitCode = EXIT.ok;
  const program = createProgram(terminal, output, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(arguments_.length === 0 ? ['--help'] : arguments_, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const explained = explainSystemError(error);
    output.error(explained, arguments_.includes('--debug'));
    return explained instanceof ExpectedError ? explained.exitCode : EXIT.bug;
  }
}

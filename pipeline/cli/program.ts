import { Command, Option } from 'commander';
import type { ExitCode } from '../contract/errors.ts';
import { packageVersion } from '../contract/resources.ts';
import { registerAudit } from './audit.ts';
import { registerCheck } from './check.ts';
import { registerDoctor } from './doctor.ts';
import { registerEffect } from './effect.ts';
import { examplesText } from './examples.ts';
import { registerExplain } from './explain.ts';
import { registerFeedback, registerTemplate } from './feedback.ts';
import { registerIndicators } from './indicators.ts';
import type { Output } from './output.ts';
import { registerProtect } from './protect.ts';
import { registerRead } from './read.ts';
import { registerReport } from './report.ts';
import { registerRun } from './run.ts';
import { registerSample } from './sample.ts';
import { registerStatus } from './status.ts';
import type { Terminal } from './terminal.ts';

/** What every command is given. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly output: Output;
  readonly exit: (code: ExitCode) => void;
}

const EXIT_CODES = `
Exit codes
  0    done
  1    the data has findings that stop publication; what was published before is untouched
  2    wrong use or configuration
  3    the machine: disk, permissions, a store in use, a missing folder; try again
  4    a fault of the program
  130  interrupted; nothing was published
`;

/** The command tree. Heavy modules are loaded by the command that needs them. */
export function createProgram(terminal: Terminal, output: Output, exit: (code: ExitCode) => void): Command {
  const context: CommandContext = { terminal, output, exit };
  const program = new Command('cluster-accounts')
    .description(
      'Performance accounts for clusters and networks: from a messy yearly drop to protected report bundles.',
    )
    .version(packageVersion, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('before', examplesText())
    .addHelpText('after', EXIT_CODES)
    .showSuggestionAfterError()
    .showHelpAfterError('Run cluster-accounts --help for examples.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void terminal.stderr.write(text),
    });
  for (const register of [
    registerRun,
    registerCheck,
    registerRead,
    registerReport,
    registerFeedback,
    registerTemplate,
    registerSample,
    registerIndicators,
    registerEffect,
    registerExplain,
    registerStatus,
    registerProtect,
    registerAudit,
    registerDoctor,
  ]) {
    const command = register(program, context);
    command
      .addHelpText('before', examplesText(command.name()))
      .exitOverride()
      .addOption(new Option('--json', 'print one JSON object instead of text'))
      .addOption(new Option('--debug', 'print the stack of an error'));
  }
  return program;
}

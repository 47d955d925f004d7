import { Command, Option } from 'commander';
import type { ExitCode } from '../contract/errors.ts';
import { packageVersion } from '../contract/resources.ts';
import { registerAudit } from './audit.ts';
import { registerCheck } from './check.ts';
import { registerDoctor } from './doctor.ts';
import { registerEffect } from './effect.ts';
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

const EXAMPLES = `Examples
  cluster-accounts run data-samples            compute the accounts and publish the bundle in ./out
  cluster-accounts check drops/2013            read and check a drop, publish nothing
  cluster-accounts read file.csv               what one file of any kind holds, and what is wrong with it
  cluster-accounts feedback drops/2013         write each supplier a workbook of its own faults
  cluster-accounts sample --out my-samples     make synthetic drops to try things on
  cluster-accounts indicators DEL01            what an indicator is and how it is computed
  cluster-accounts explain SUR01 --region 1081 what a published figure is made of, in plain words
  cluster-accounts status                      what was delivered and what is published
  cluster-accounts doctor                      is this machine fit to run it
`;

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
    .addHelpText('before', EXAMPLES)
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
      .exitOverride()
      .addOption(new Option('--json', 'print one JSON object instead of text'))
      .addOption(new Option('--debug', 'print the stack of an error'));
  }
  return program;
}

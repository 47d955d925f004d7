import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../pipeline/contract/resources.ts';

export interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandSettings {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const script = join(packageRoot, 'bin/cluster-accounts.ts');

/** Runs the real command in a process of its own, with nothing in its environment but what a plain shell has. */
export function runCommand(arguments_: readonly string[], settings: CommandSettings): Promise<CommandResult> {
  const child = spawn(process.execPath, [script, ...arguments_], {
    cwd: settings.cwd,
    env: { PATH: process.env.PATH ?? '', HOME: settings.cwd, LANG: 'C', ...settings.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (exitCode) => done({ exitCode, stdout, stderr }));
  });
}

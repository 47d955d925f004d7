/** Exit codes of the command line; documented in `--help`. */
export const EXIT = { ok: 0, findings: 1, usage: 2, environment: 3, bug: 4, interrupted: 130 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A failure that the user can do something about: what is wrong, where, and what to do next. */
export class ExpectedError extends Error {
  readonly code: string;
  readonly exitCode: ExitCode;
  readonly hint: string;
  readonly where: string | undefined;

  constructor(code: string, exitCode: ExitCode, message: string, hint: string, where?: string) {
    super(message);
    this.name = 'ExpectedError';
    this.code = code;
    this.exitCode = exitCode;
    this.hint = hint;
    this.where = where;
  }
}

/** Wrong use or configuration: exit code 2. */
export const usageError = (code: string, message: string, hint: string, where?: string): ExpectedError =>
  new ExpectedError(code, EXIT.usage, message, hint, where);

/** Disk, lock, permission or missing folder: exit code 3, retryable. */
export const environmentError = (code: string, message: string, hint: string, where?: string): ExpectedError =>
  new ExpectedError(code, EXIT.environment, message, hint, where);

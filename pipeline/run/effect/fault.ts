import { type ExitCode, ExpectedError } from '../../contract/errors.ts';

/** An error as it can be sent to another thread. An expected error loses its class on the way, so its parts are sent. */
export type Fault =
  | { readonly error: unknown }
  | { readonly expected: Pick<ExpectedError, 'code' | 'exitCode' | 'message' | 'hint' | 'where'> };

export function faultOf(error: unknown): Fault {
  if (!(error instanceof ExpectedError)) return { error };
  const { code, exitCode, message, hint, where } = error;
  return { expected: { code, exitCode, message, hint, where } };
}

/** The error that was sent. */
export function errorOf(fault: Fault): unknown {
  if ('error' in fault) return fault.error;
  const { code, exitCode, message, hint, where } = fault.expected;
  return new ExpectedError(code, exitCode as ExitCode, message, hint, where);
}

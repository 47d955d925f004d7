import { ExpectedError } from '../contract/errors.ts';
import { type Paint, painter, type Terminal } from './terminal.ts';

/**
 * Everything that is printed goes through here. The result of a command goes to stdout: text for a person, or one
 * versioned JSON object with `--json`. Progress, notes and errors go to stderr, so a pipe never sees them.
 */
export interface Output {
  readonly isJson: boolean;
  readonly paint: Paint;
  result(text: string, json: object): void;
  /** A piece of a result that is too large for one string; as it is, to stdout. */
  raw(text: string): void;
  /** A result in pieces, to stdout, a line end behind it. */
  pieces(pieces: Iterable<string>): void;
  note(text: string): void;
  error(error: unknown, showStack: boolean): void;
}

/** Characters of a result that are written together. */
const WRITTEN_AT_ONCE = 1_000_000;

export function createOutput(terminal: Terminal, isJson: boolean): Output {
  const paintError = painter(terminal.stderr, terminal.environment);
  return {
    isJson,
    paint: painter(terminal.stdout, terminal.environment),
    result: (text, json) =>
      void terminal.stdout.write(
        isJson ? `${JSON.stringify(json, null, 2)}\n` : text.endsWith('\n') ? text : `${text}\n`,
      ),
    raw: (text) => void terminal.stdout.write(text),
    pieces: (pieces) => {
      let pending = '';
      for (const piece of pieces) {
        pending += piece;
        if (pending.length < WRITTEN_AT_ONCE) continue;
        terminal.stdout.write(pending);
        pending = '';
      }
      terminal.stdout.write(pending === '' || pending.endsWith('\n') ? pending : `${pending}\n`);
    },
    note: (text) => void terminal.stderr.write(`${text}\n`),
    error: (error, showStack) => {
      const shown = error instanceof Error ? error : new Error(String(error));
      const isExpected = shown instanceof ExpectedError;
      if (isJson) {
        const { code, hint, where } = isExpected
          ? shown
          : { code: 'BUG', hint: 'This is a fault of the program. Please report it.', where: undefined };
        terminal.stdout.write(
          `${JSON.stringify({ schema: 'cluster-accounts/error/1', code, message: shown.message, hint, where }, null, 2)}\n`,
        );
      }
      if (isExpected) {
        terminal.stderr.write(`${paintError('red', 'error')} ${shown.message}\n`);
        if (shown.where !== undefined) terminal.stderr.write(`  where: ${shown.where}\n`);
        terminal.stderr.write(`  next:  ${shown.hint}\n`);
      } else {
        terminal.stderr.write(`${paintError('red', 'internal error')} ${shown.message}\n`);
        terminal.stderr.write('  This is a fault of the program, not of your data. Nothing was published.\n');
        terminal.stderr.write('  next:  run again with --debug and report what it prints.\n');
      }
      if (showStack && shown.stack !== undefined) terminal.stderr.write(`${shown.stack}\n`);
    },
  };
}

/** Lines up columns; numbers to the right. Widths count what is seen, not colour codes. */
export function textTable(rows: readonly (readonly string[])[], alignRight: readonly boolean[] = []): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with the escape character
  const width = (text: string): number => text.replace(/\u001b\[\d+m/g, '').length;
  const widths = rows.reduce<number[]>(
    (sofar, row) => row.map((cell, index) => Math.max(sofar[index] ?? 0, width(cell))),
    [],
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => {
        const padding = ' '.repeat((widths[index] ?? 0) - width(cell));
        return alignRight[index] ? padding + cell : cell + padding;
      })
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}

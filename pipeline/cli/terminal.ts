import { writeWhole } from './write-whole.ts';

/** The streams and settings of the process, handed in so that tests can watch them. */
export interface Terminal {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  /** Milliseconds of a clock that only goes forward; for progress, never for results. */
  readonly now: () => number;
}

/** Standard output; what goes wrong about it, a reader that left for one, is told to who listens to the stream. */
function standardOutput(): Terminal['stdout'] {
  const { stdout } = process;
  return {
    isTTY: stdout.isTTY,
    get columns() {
      return stdout.columns;
    },
    write: (text) => {
      try {
        writeWhole(stdout.fd, text);
      } catch (error) {
        stdout.emit('error', error);
      }
    },
  };
}

export const processTerminal = (): Terminal => ({
  stdout: standardOutput(),
  stderr: process.stderr,
  environment: process.env,
  workingDirectory: process.cwd(),
  now: () => performance.now(),
});

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan';

const CODES: Record<Style, [number, number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
  cyan: [36, 39],
};

export type Paint = (style: Style, text: string) => string;

/** Colour only where a person looks: a terminal, no `NO_COLOR`, not `TERM=dumb`; `FORCE_COLOR` overrides. */
export function painter(stream: { readonly isTTY?: boolean }, environment: Terminal['environment']): Paint {
  const forced = (environment.FORCE_COLOR ?? '') !== '' && environment.FORCE_COLOR !== '0';
  const refused = (environment.NO_COLOR ?? '') !== '' || environment.TERM === 'dumb';
  const isColoured = forced || (stream.isTTY === true && !refused);
  return (style, text) => (isColoured ? `\u001b[${CODES[style][0]}m${text}\u001b[${CODES[style][1]}m` : text);
}

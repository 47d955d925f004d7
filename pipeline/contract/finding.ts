/**
 * How bad a finding is. An `error` makes `check` end with exit code 1; `fatal` means the delivery could not be read at all and
 * stops `run` too. `--fail-on` draws the line elsewhere.
 */
export type Severity = 'info' | 'warning' | 'error' | 'fatal';

export interface Localised {
  readonly da: string;
  readonly en: string;
}

export type Language = keyof Localised;

/**
 * One thing wrong, or worth knowing, in what was received.
 *
 * `code` names an entry of the message catalogue (`contract/messages.ts`); `params` fills its placeholders.
 * `row` is the physical row of the file or sheet, 1 = first. `value` is the raw text; it is left out where it could be personal.
 */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly drop?: string;
  readonly supplier?: string;
  readonly path?: string;
  readonly sheet?: string;
  readonly row?: number;
  readonly column?: number;
  readonly header?: string;
  readonly input?: string;
  readonly field?: string;
  readonly value?: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

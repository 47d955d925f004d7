import type { Finding } from './finding.ts';
import { NUMBER_KINDS } from './number-kinds.ts';

/** Kinds of fields that hold free text, in which people write what they should not. */
export const FREE_TEXT_KINDS: ReadonlySet<string> = new Set(['text', 'name', 'list']);

export type PersonalKind = 'cpr' | 'email' | 'phone';

const DAY_MONTH = '(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])\\d{2}';
const PATTERNS: readonly (readonly [PersonalKind, RegExp])[] = [
  ['email', /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu],
  ['cpr', new RegExp(`(?<![\\d-])${DAY_MONTH}\\s?[-–]\\s?\\d{4}(?!\\d)|(?<!\\d)(?!1)${DAY_MONTH}\\d{4}(?!\\d)`, 'g')],
  [
    'phone',
    /(?:\+45|0045)[ -]?\d{2}(?:[ -]?\d{2}){3}(?!\d)|(?:tlf|tel|telefon|mobil|mob|phone)\b[.: nr]*\d{2}(?:[ -]?\d{2}){3}(?!\d)/gi,
  ],
];

const MASK = '▒▒▒';

/** What every personal value has: an at sign, or eight digits close together. */
const COULD_BE_PERSONAL = /@|\d(?:\D{0,3}\d){7}/;

const BARE_NUMBER = /^[-+]?[\d.,\s]*%?$/;

/** Whether a cell of a field may hold a personal value: any may, as columns get shifted, but a bare number among numbers. */
export const mayBePersonal = (text: string, kind: string): boolean =>
  !(NUMBER_KINDS.has(kind) && BARE_NUMBER.test(text));

/** Text with CPR numbers, e-mail addresses and telephone numbers masked; undefined where there is none. */
export function maskPersonal(text: string): { text: string; kinds: PersonalKind[] } | undefined {
  if (text.length < 3 || !COULD_BE_PERSONAL.test(text) || /^\d{1,9}$/.test(text)) return undefined;
  let masked = text;
  const kinds: PersonalKind[] = [];
  for (const [kind, pattern] of PATTERNS) {
    const next = masked.replace(pattern, MASK);
    if (next !== masked) kinds.push(kind);
    masked = next;
  }
  return kinds.length === 0 ? undefined : { text: masked, kinds };
}

/** The text without personal values. */
export const withoutPersonal = (text: string): string => maskPersonal(text)?.text ?? text;

/** A finding that tells where a personal value stands, not what it is: in headers, values and the words of its message. */
export function findingWithoutPersonal(finding: Finding): Finding {
  const { header, value, params } = finding;
  return {
    ...finding,
    ...(header === undefined ? {} : { header: withoutPersonal(header) }),
    ...(value === undefined ? {} : { value: withoutPersonal(value) }),
    ...(params === undefined
      ? {}
      : {
          params: Object.fromEntries(
            Object.entries(params).map(([key, part]) => [key, typeof part === 'string' ? withoutPersonal(part) : part]),
          ),
        }),
  };
}

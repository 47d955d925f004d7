import type { Finding, Language, Localised, Severity } from './finding.ts';
import { correctionMessages } from './messages/corrections.ts';
import { effectMessages } from './messages/effect.ts';
import { intakeMessages } from './messages/intake.ts';
import { typingMessages } from './messages/typing.ts';

/**
 * What a finding's code says to people. Placeholders in braces are filled from the finding: `{value}`, `{header}`,
 * `{row}`, `{sheet}`, `{path}`, `{supplier}` and every key of its `params`. `{count:row|rows}` gives the first form where
 * the count is one, else the second.
 */
export interface MessageSpec {
  readonly code: string;
  readonly severity: Severity;
  readonly message: Localised;
  /** What the supplier or the analyst should do. */
  readonly remedy: Localised;
}

export type MessageCatalogue = ReadonlyMap<string, MessageSpec>;

/** Joins lists of messages to one catalogue. Throws where two claim the same code. */
export function messageCatalogue(...lists: readonly (readonly MessageSpec[])[]): MessageCatalogue {
  const catalogue = new Map<string, MessageSpec>();
  for (const spec of lists.flat()) {
    if (catalogue.has(spec.code)) throw new Error(`Two messages have the code ${spec.code}.`);
    catalogue.set(spec.code, spec);
  }
  return catalogue;
}

/** The messages of intake, typing and the effect study. Those of the checks stand in their SQL files and are added by `pipeline/accounts/checks`. */
export const builtInMessages: readonly MessageSpec[] = [
  ...intakeMessages,
  ...correctionMessages,
  ...typingMessages,
  ...effectMessages,
];

/** A choice between two forms, which may hold placeholders themselves. */
const FORMS = /\{(\w+):((?:[^{}|]|\{\w+\})*)\|((?:[^{}|]|\{\w+\})*)\}/g;

function fill(template: string, finding: Finding): string {
  const { value = '', header = '', row = '', sheet = '', path = '', supplier = '', params = {} } = finding;
  const values: Record<string, string | number> = { value, header, row, sheet, path, supplier, ...params };
  return template
    .replace(FORMS, (_match, name: string, one: string, other: string) => (String(values[name]) === '1' ? one : other))
    .replace(/\{(\w+)\}/g, (_match, name: string) => String(values[name] ?? ''));
}

/** A sentence about many findings of a kind: the form of many, and `…` for what differs between them. */
export const withoutValues = (template: string): string =>
  template
    .replace(FORMS, (_match, _name: string, _one: string, other: string) => other)
    .replace(/\{\w+\}/g, '…')
    .replace(/….$/, '…');

/** A finding's sentence and remedy in one language. A code that no catalogue knows is shown as it is. */
export function describeFinding(
  finding: Finding,
  language: Language,
  catalogue: MessageCatalogue,
): { readonly message: string; readonly remedy: string } {
  const spec = catalogue.get(finding.code);
  if (spec === undefined) return { message: finding.code, remedy: '' };
  return { message: fill(spec.message[language], finding), remedy: fill(spec.remedy[language], finding) };
}

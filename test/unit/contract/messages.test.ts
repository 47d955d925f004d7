import { expect, it } from 'vitest';
import { checkMessages } from '../../../pipeline/accounts/index.ts';
import type { Finding, Language } from '../../../pipeline/contract/finding.ts';
import {
  builtInMessages,
  describeFinding,
  messageCatalogue,
  withoutValues,
} from '../../../pipeline/contract/messages.ts';
import type { UnmatchedReason } from '../../../pipeline/estimate/effect/matching/options.ts';

const specs = [...builtInMessages, ...checkMessages()];
const catalogue = messageCatalogue(specs);
const languages: readonly Language[] = ['da', 'en'];

const keysOf = (template: string): string[] => [...template.matchAll(/\{(\w+)/g)].map((match) => match[1] as string);

/** Placeholders that are limits, always far above one. */
const LIMITS = new Set(['limit', 'strings', 'characters', 'bytes']);

/** A message whose every count is the same number. */
function rendered(code: string, language: Language, number: number): string {
  const { message } = catalogue.get(code) ?? { message: { da: '', en: '' } };
  const params = Object.fromEntries(keysOf(message[language]).map((key) => [key, LIMITS.has(key) ? 9000 : number]));
  const { header, value, ...others } = params;
  const isCounted = (key: string): boolean => message[language].includes(`{${key}:`);
  const finding: Finding = {
    code,
    severity: 'info',
    value: isCounted('value') ? `${value}` : 'A1',
    header: isCounted('header') ? `${header}` : 'A1',
    params: others,
  };
  return describeFinding(finding, language, catalogue).message;
}

const withoutForms = (template: string): string => template.replace(/\{\w+:(?:[^{}]|\{\w+\})*\}/g, '…');

/** Words that are the same for one and for several, and those that follow a number without being counted. */
const ALIKE: Readonly<Record<Language, ReadonlySet<string>>> = {
  da: new Set('tal tegn erstatningstegn styretegn svar bytes kr år gange deltog i af mod'.split(' ')),
  en: new Set('bytes kroner times more of took in sent against'.split(' ')),
};
/** Placeholders that count something in at least one message. */
const COUNTS = new Set(
  specs.flatMap(({ message }) =>
    languages.flatMap((language) => [...message[language].matchAll(/\{(\w+):/g)].map((match) => match[1] as string)),
  ),
);

it.each(languages)('has a form for one beside every count in %s', (language) => {
  for (const { code, message } of specs)
    for (const [, key, word] of withoutForms(message[language]).matchAll(/\{(\w+)\} (\p{L}+)(?!\p{L}| …)/gu)) {
      const isCounted = COUNTS.has(key as string) && key !== 'value' && key !== 'header';
      if (!isCounted || LIMITS.has(key as string)) continue;
      expect(ALIKE[language].has(word as string), `${code}: {${key}} ${word}`).toBe(true);
    }
});

it.each(languages)('writes one and two of everything in %s without a brace, and one not as two', (language) => {
  const plurals = new Set(
    specs.flatMap(({ message }) =>
      [...message[language].matchAll(/\{\w+:[^|]*\|([^}]*)\}/g)].map((match) => (match[1] as string).split(' ')[0]),
    ),
  );
  for (const { code, message } of specs) {
    const [one, two] = [rendered(code, language, 1), rendered(code, language, 2)];
    expect(one + two, code).not.toMatch(/[{}|]/);
    for (const [, word] of one.matchAll(/\b1 (\p{L}+)/gu))
      expect(plurals.has(word as string) && !ALIKE[language].has(word as string), `${code}: ${one}`).toBe(false);
    if (/\{\w+:/.test(message[language])) expect(one.replaceAll('1', '2'), code).not.toBe(two);
  }
});

it('counts rows, lines and cells in both languages', () => {
  expect([1, 2].map((number) => rendered('ROWS_EMPTY', 'en', number))).toEqual([
    '1 row without values was set aside.',
    '2 rows without values were set aside.',
  ]);
  expect([1, 2].map((number) => rendered('BLANK_LINES', 'da', number))).toEqual([
    '1 tom linje er sprunget over.',
    '2 tomme linjer er sprunget over.',
  ]);
  expect([1, 2].map((number) => rendered('NUMBER_MISSING', 'da', number))).toEqual([
    '1 række har intet brugbart CVR-nr. og kan ikke knyttes til en virksomhed.',
    '2 rækker har intet brugbart CVR-nr. og kan ikke knyttes til en virksomhed.',
  ]);
});

it('knows a message for every reason that matching gives', () => {
  const reasons: Record<Exclude<UnmatchedReason, 'matched'>, true> = {
    no_score: true,
    not_eligible: true,
    no_control_in_stratum: true,
    caliper: true,
    controls_used_up: true,
  };
  for (const reason of Object.keys(reasons))
    expect(catalogue.has(`EFFECT_UNMATCHED_${reason.toUpperCase()}`), reason).toBe(true);
});

it.each(languages)('says of many findings of a kind in %s what holds for all, without a brace', (language) => {
  for (const { message } of specs) expect(withoutValues(message[language])).not.toMatch(/[{}|]/);
  const shifted = catalogue.get('ROW_LONG')?.message ?? { da: '', en: '' };
  expect(withoutValues(shifted.en)).toBe('The row has … cells instead of … and may be shifted.');
});

import { expect, it } from 'vitest';
import { checkMessages } from '../../../pipeline/accounts/index.ts';
import { builtInMessages, messageCatalogue } from '../../../pipeline/contract/messages.ts';

it('adds the checks to the other messages without taking a code twice', () => {
  const catalogue = messageCatalogue(builtInMessages, checkMessages());
  expect(catalogue.size).toBe(builtInMessages.length + checkMessages().length);
});

it('fills every placeholder of a message from what a finding carries', () => {
  const known = new Set(['value', 'header', 'row', 'sheet', 'path', 'supplier']);
  for (const { code, message, remedy } of checkMessages()) {
    const placeholders = (text: string): string[] =>
      [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
    expect(placeholders(message.da).sort(), code).toEqual(placeholders(message.en).sort());
    expect(
      placeholders(remedy.da).every((name) => known.has(name)),
      code,
    ).toBe(true);
  }
});

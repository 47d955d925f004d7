import { expect, it } from 'vitest';
import { doubleQuotes, singleQuotes } from '../../../pipeline/intake/csv/quotes.ts';

const patterns = ['""', '"" a', 'æ""""ø', '日本""', '\ud800""x'];

it.each(patterns)('single quotes of doubled ones are the same in a short text and in a long one: %s', (pattern) => {
  const long = pattern.repeat(60_000);
  expect(singleQuotes(long, '"')).toBe(singleQuotes(pattern, '"').repeat(60_000));
  expect(doubleQuotes(singleQuotes(long, '"'))).toBe(long);
});

it('leaves a quote that stands alone at the end, and the other kind of quote', () => {
  expect(singleQuotes(`${'x'.repeat(100_001)}"""`, '"')).toBe(`${'x'.repeat(100_001)}""`);
  expect(singleQuotes(`${`"''`.repeat(50_000)}`, "'")).toBe(`"'`.repeat(50_000));
});

import { expect, it } from 'vitest';
import { Tokenizer } from '../../../pipeline/intake/csv/tokenize.ts';

const DIALECT = { delimiter: ',', quote: '"', escape: '"' } as const;

/** Texts full of quotes that are opened and never closed, or closed far away. */
const TEXTS: readonly (readonly [string, (lines: number) => string])[] = [
  ['every line opens a quote', (lines) => 'a,b\n'.concat('"x,1\n'.repeat(lines))],
  [
    'every line opens a quote and its cells go on',
    (lines) => 'a,b\n'.concat(`"${'x'.repeat(40)}"y,"z\n`.repeat(lines)),
  ],
  ['one quote, then none', (lines) => `a,b\n"${'x,1\n'.repeat(lines)}`],
  ['one line, every cell opens a quote', (lines) => `a,b\n${'"x,'.repeat(lines)}`],
  ['quotes only', (lines) => '"'.repeat(5 * lines)],
];

it.each(TEXTS)('looks through a text a few times at most: %s', (_name, write) => {
  for (const lines of [2_000, 30_000]) {
    const text = write(lines);
    const tokenizer = new Tokenizer(text, DIALECT);
    let characters = 0;
    for (let record = tokenizer.next(); record !== undefined; record = tokenizer.next())
      characters += record.end - record.start;
    expect(tokenizer.wasted).toBeLessThanOrEqual(1_000_000 + 5 * text.length);
    expect(characters).toBeLessThanOrEqual(text.length);
    expect(tokenizer.place.position).toBe(text.length);
  }
});

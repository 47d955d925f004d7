import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Dialect, Tokenizer } from '../../../pipeline/intake/csv/tokenize.ts';
import { plainLines } from '../../../pipeline/intake/land/plain-lines.ts';

const quoted: Dialect = { delimiter: ';', quote: '"', escape: '"' };

const count = (text: string, width: number, dialect = quoted): number | undefined =>
  plainLines(Buffer.from(text), dialect, width);

/** What the careful reader makes of the text: its records without a fault and of the same width, or undefined. */
function carefully(text: string, width: number): number | undefined {
  const tokenizer = new Tokenizer(text, quoted);
  let records = 0;
  for (let record = tokenizer.next(); record !== undefined; record = tokenizer.next()) {
    if (record.faults.length > 0 || record.cells.length !== width || record.lines !== 1) return undefined;
    records += 1;
  }
  return records;
}

describe('lines of a plain text', () => {
  it.each([
    ['a;b\n1;2\n', 2],
    ['a;b\r\n1;2\r\n', 2],
    ['a;b\n1;2', 2],
    ['"a";"b;c"\n"1";"say ""x"""\n', 2],
    ['a;b\n;\n', 2],
    ['a;\tb\nå;€\n', 2],
  ])('are counted in %j', (text, lines) => {
    expect(count(text, 2)).toBe(lines);
  });

  it.each([
    'a;b\n\n1;2\n',
    '\na;b\n',
    'a;b\r\n1;2\n',
    'a;b\n1;2\r\n',
    'a;b\r\n\r\n1;2\r\n',
    'a;b\r1;2\n',
    'a;b\n1;2;\n',
    'a;b\n1\n',
    'a;b\n1;2;3\n4\n',
    'a;b\n1;2"\n',
    'a;b\n"1"x;2\n',
    'a;b\n"1;2\n',
    'a;b\n"1\n3";2\n',
    'a;b\n1;\u0001\n',
    'a;b\n1;\u0000\n',
    'a;b\n1;\u007f\n',
    'a;b\n1;\u000b\n',
  ])('are not counted in %j', (text) => {
    expect(count(text, 2)).toBeUndefined();
  });

  it('may hold the quote of another dialect, but not the usual one', () => {
    expect(count("a;b\n'1;2\n", 2)).toBe(2);
    expect(count('a;b\n"1";2\n', 2, { delimiter: ';', quote: "'", escape: "'" })).toBeUndefined();
  });

  it('are those that the careful reader sees, without a fault, wherever the text begins in memory', () => {
    const sign = fc.constantFrom(';', ';', '\n', '\n', '"', '"', '\r\n', '\r', 'a', 'b', '1', 'å', ' ', '\u0001');
    fc.assert(
      fc.property(
        fc.array(sign, { maxLength: 40 }),
        fc.nat(3),
        fc.integer({ min: 1, max: 4 }),
        (signs, offset, width) => {
          const text = `${signs.join('')}\n`;
          const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]).subarray(offset);
          const lines = plainLines(bytes, quoted, width);
          if (lines !== undefined) expect(carefully(text, width)).toBe(lines);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('are counted in every text that a machine writes', () => {
    const cell = fc.stringMatching(/^[a-zæøå0-9 ,.]{0,6}$/);
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
      );
    fc.assert(
      fc.property(table, fc.boolean(), fc.constantFrom('\n', '\r\n'), fc.boolean(), (rows, isQuoted, end, isEnded) => {
        const written = (text: string): string => (isQuoted ? `"${text}"` : text);
        const text = rows.map((row) => row.map(written).join(';')).join(end) + (isEnded ? end : '');
        expect(count(text, rows[0]?.length ?? 0)).toBe(rows.length);
      }),
    );
  });
});

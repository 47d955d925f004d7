import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Tokenizer } from '../../../pipeline/intake/csv/tokenize.ts';
import { Refusal } from '../../../pipeline/intake/refusal.ts';
import { signOf } from '../../../pipeline/intake/text/code-pages.ts';
import { decodeText } from '../../../pipeline/intake/text/encoding.ts';
import { readRows, trimmed } from '../../support/intake/read.ts';

const delimiters = fc.constantFrom(',', ';', '\t', '|');
const lineEnds = fc.constantFrom('\n', '\r\n', '\r');
const quotes = fc.constantFrom('"' as const, "'" as const);

/** Cells with everything that makes trouble: delimiters, quotes, line ends, blanks, Danish letters. */
const wildCell = fc.string({
  unit: fc.constantFrom('a', 'B', '7', ' ', ',', ';', '\t', '|', '"', "'", '\n', '\r', 'æ', 'Å', '.', '-'),
  maxLength: 12,
});

const written = (cell: string, quote: string): string => quote + cell.replaceAll(quote, quote + quote) + quote;

it('gives back every cell of any table in a stated dialect', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(wildCell, { minLength: 2, maxLength: 6 }), { minLength: 1, maxLength: 8 }),
      delimiters,
      quotes,
      lineEnds,
      fc.boolean(),
      (table, delimiter, quote, lineEnd, endsWithLineEnd) => {
        const text = table.map((row) => row.map((cell) => written(cell, quote)).join(delimiter)).join(lineEnd);
        const tokenizer = new Tokenizer(text + (endsWithLineEnd ? lineEnd : ''), { delimiter, quote, escape: quote });
        const rows: string[][] = [];
        for (let record = tokenizer.next(); record !== undefined; record = tokenizer.next()) {
          expect(record.faults.filter(({ code }) => code !== 'CELL_LINES')).toEqual([]);
          rows.push(record.cells);
        }
        expect(rows).toEqual(table);
      },
    ),
    { numRuns: 400 },
  );
});

it('counts physical lines, whatever the cells hold', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(wildCell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
      lineEnds,
      (table, lineEnd) => {
        const parts = table.map((row) => row.map((cell) => written(cell, '"')).join(';') + lineEnd);
        const tokenizer = new Tokenizer(parts.join(''), { delimiter: ';', quote: '"', escape: '"' });
        let before = '';
        for (const part of parts) {
          expect(tokenizer.next()?.line).toBe(before.split(/\r\n|\n|\r/).length);
          before += part;
        }
      },
    ),
    { numRuns: 200 },
  );
});

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'æ', 'ø', 'r', 'S', 'k', '-'), minLength: 1, maxLength: 8 });
const number = fc.integer({ min: -5000, max: 5_000_000 }).map((value) => (value / 100).toFixed(2).replace('.', ','));
const plainCell = fc.oneof(
  word,
  number,
  fc.constant(''),
  fc.tuple(word, word).map((words) => words.join(' ')),
  wildCell,
);

const encodings: Readonly<Record<string, (text: string) => Buffer>> = {
  utf8: (text) => Buffer.from(text),
  'utf8 with mark': (text) => Buffer.from(`\ufeff${text}`),
  utf16le: (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  utf16be: (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  'windows-1252': (text) => {
    const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [signOf('windows-1252', byte), byte]));
    return Buffer.from(Array.from(text, (sign) => bytes.get(sign) as number));
  },
};

it('finds dialect and encoding of any table by itself: every cell comes back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 3, max: 7 }).chain((width) =>
        fc.record({
          header: fc.uniqueArray(word, { minLength: width, maxLength: width, selector: (text) => text.toLowerCase() }),
          body: fc.array(fc.array(plainCell, { minLength: width, maxLength: width }), { minLength: 5, maxLength: 25 }),
        }),
      ),
      delimiters,
      fc.constantFrom('\n', '\r\n'),
      fc.constantFrom(...Object.keys(encodings)),
      async ({ header, body }, delimiter, lineEnd, encoding) => {
        const rows = body.filter((row) => row.filter((cell) => cell.trim() !== '').length > 1);
        fc.pre(rows.length >= 5);
        const cell = (text: string): string => (/[",;|\t\r\n']|^ | $/.test(text) ? written(text, '"') : text);
        const text = [header, ...rows].map((row) => row.map(cell).join(delimiter) + lineEnd).join('');
        const { rows: read, report } = await readRows((encodings[encoding] as (text: string) => Buffer)(text));
        expect(report.dialect?.delimiter).toBe(delimiter);
        expect(read.map(trimmed)).toEqual([header, ...rows].map(trimmed));
      },
    ),
    { numRuns: 150 },
  );
});

it('never crashes and never loses a row silently, whatever byte is changed', async () => {
  const base = Buffer.from(
    [
      'Virksomhed;CVR-nr.;Beløb',
      ...Array.from({ length: 30 }, (_, row) => `"Firma; ${row} ""ApS""";1234567${row % 10};${row},50`),
    ].join('\r\n'),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(base.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }),
      async (changes) => {
        const bytes = Buffer.from(base);
        for (const [at, byte] of changes) bytes[at] = byte;
        const { rows, report } = await readRows(bytes);
        expect(report.rowsRead).toBe(report.rowsLoaded + report.rowsQuarantined);
        if (report.status !== 'rejected') expect(rows.length - 1).toBe(report.rowsLoaded);
        const isWhole = report.rowsLoaded === 30;
        const isLoud = report.findings.some(({ code }) => !['DIALECT', 'VALUE_UNLIKE_COLUMN'].includes(code));
        expect(isWhole || isLoud).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

it('decodes any bytes to some text, or refuses them as no text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
      try {
        return decodeText(bytes).text.length > 0 || bytes.every((byte) => byte === 0x1a);
      } catch (error) {
        return error instanceof Refusal;
      }
    }),
  );
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonPieces } from '../../../pipeline/cli/json-pieces.ts';

const joined = (value: unknown): string => [...jsonPieces(value)].join('');

it('gives what JSON.stringify gives of any value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(joined(value)).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

it('gives a long list element by element, wherever it stands', () => {
  const long = Array.from({ length: 1001 }, (_, at) =>
    at % 3 === 0 ? undefined : { at, text: `"æ"\n`, none: undefined, parts: [at, []] },
  );
  const value = { schema: 'x', none: undefined, runs: [{ results: long, few: [1, 2] }], empty: {}, last: null };
  const pieces = [...jsonPieces(value)];
  expect(pieces.join('')).toBe(JSON.stringify(value, null, 2));
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(200);
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { companyNumbers, organisationNumber, withWrongCheckDigit } from '../../../pipeline/sample/identifiers.ts';
import { makeInstitutions } from '../../../pipeline/sample/institutions.ts';
import { randomStream } from '../../../pipeline/sample/random.ts';

/** Modulus 11 as the register of companies states it: all eight digits weighted, the sum divisible by 11. */
const passes = (number: string): boolean =>
  /^[1-9]\d{7}$/.test(number) &&
  [2, 7, 6, 5, 4, 3, 2, 1].reduce((sum, weight, index) => sum + weight * Number(number[index]), 0) % 11 === 0;

it('knows real numbers from wrong ones', () => {
  expect(['13585628', '17150413', '10150817'].every(passes)).toBe(true);
  expect(passes('13585627')).toBe(false);
});

it('makes numbers that pass modulus 11, ascend and differ', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), fc.nat(), (count, seed) => {
      const numbers = [...companyNumbers(count, randomStream(seed, 'test'))];
      expect(numbers).toHaveLength(count);
      expect(numbers.every((number) => passes(String(number)))).toBe(true);
      expect(numbers.every((number, index) => index === 0 || number > (numbers[index - 1] as number))).toBe(true);
    }),
    { numRuns: 20 },
  );
});

it('gives clusters and institutions numbers of their own above those of the companies', () => {
  const highest = companyNumbers(250_000, randomStream(1, 'test')).at(-1) as number;
  const others = [
    ...Array.from({ length: 200 }, (_, cluster) => organisationNumber(cluster)),
    ...makeInstitutions(1).flatMap(({ companyNumber }) => (companyNumber === '' ? [] : [companyNumber])),
  ];
  expect(new Set(others).size).toBe(others.length);
  expect(others.every((number) => passes(number) && Number(number) > highest)).toBe(true);
});

it('spoils a check digit', () => {
  for (const number of companyNumbers(200, randomStream(3, 'test')))
    expect(passes(withWrongCheckDigit(String(number)))).toBe(false);
});

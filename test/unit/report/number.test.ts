import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatDate,
  formatInterval,
  formatList,
  formatNumber,
  formatValue,
} from '../../../pipeline/report/text/number.ts';

describe('formatNumber', () => {
  it.each([
    [1234.5, 1, '1.234,5', '1,234.5'],
    [0, 0, '0', '0'],
    [-0.04, 1, '0,0', '0.0'],
    [-1234567.891, 2, '−1.234.567,89', '−1,234,567.89'],
    [1.005, 2, '1,01', '1.01'],
    [999.95, 1, '1.000,0', '1,000.0'],
    [1e15, 0, '1.000.000.000.000.000', '1,000,000,000,000,000'],
  ])('writes %d with %d decimals', (value, decimals, da, en) => {
    expect([formatNumber(value, decimals, 'da'), formatNumber(value, decimals, 'en')]).toEqual([da, en]);
  });

  it('can be read back to within half a unit of the last decimal', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(value, fc.integer({ min: 0, max: 4 }), (number, decimals) => {
        const text = formatNumber(number, decimals, 'da');
        const read = Number(text.replaceAll('.', '').replace(',', '.').replace('−', '-'));
        expect(Math.abs(read - number)).toBeLessThanOrEqual(0.5000001 * 10 ** -decimals);
      }),
    );
  });
});

describe('formatValue', () => {
  it.each([
    [12.34, 'pct', 1, '12,3 pct.', '12.3 %'],
    [512_300_000, 'dkk', 0, '512,3 mio. kr.', 'DKK 512.3 million'],
    [25_300, 'dkk', 0, '25.300 kr.', 'DKK 25,300'],
    [829_407, 'dkk', 0, '0,83 mio. kr.', 'DKK 0.83 million'],
    [998_000, 'dkk', 0, '1,0 mio. kr.', 'DKK 1.0 million'],
    [-11_000_375_338, 'dkk', 0, '−11.000 mio. kr.', 'DKK −11,000 million'],
    [4.1, 'ratio', 2, '4,10', '4.10'],
    [17, 'companies', 0, '17', '17'],
  ])('writes %d %s', (value, unit, decimals, da, en) => {
    const plain = (text: string) => text.replaceAll('\u00A0', ' ');
    expect(plain(formatValue(value, unit, decimals, 'da'))).toBe(da);
    expect(plain(formatValue(value, unit, decimals, 'en'))).toBe(en);
  });
});

it('puts a word between the ends of an interval that goes below zero', () => {
  expect(formatInterval(1.2, 5.9, 'pct', 1, 'da')).toBe('1,2–5,9\u00A0pct.');
  expect(formatInterval(-1.2, 5.9, 'pct', 1, 'da')).toBe('−1,2 til 5,9\u00A0pct.');
  expect(formatInterval(-1.2, 5.9, 'pct', 1, 'en')).toBe('−1.2 to 5.9\u00A0%');
});

it('writes dates and lists in words', () => {
  expect([formatDate('2013-05-04', 'da'), formatDate('2013-05-04', 'en')]).toEqual(['4. maj 2013', '4 May 2013']);
  expect(formatList(['a', 'b', 'c'], 'da')).toBe('a, b og c');
  expect(formatList(['a'], 'en')).toBe('a');
});

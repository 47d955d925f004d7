import { describe, expect, it } from 'vitest';
import type { Figure } from '../../../pipeline/contract/figure.ts';
import { seal } from '../../../pipeline/protect/figure.ts';
import { coverageOf, directionOf } from '../../../pipeline/report/content/change.ts';
import { figureWith } from '../../support/figures.ts';

const count = (value: number, year: number, changes: Partial<Figure> = {}) =>
  seal(figureWith({ value, referenceYear: year, ...changes }), false);

const rate = (value: number, standardError: number, year: number, changes: Partial<Figure> = {}) =>
  count(value, year, {
    standardError,
    lower: value - 1.96 * standardError,
    upper: value + 1.96 * standardError,
    reliability: 'good',
    ...changes,
  });

describe('directionOf', () => {
  it('takes complete counts at their word', () => {
    expect(directionOf(count(101, 2013), count(100, 2012))).toBe('up');
    expect(directionOf(count(99, 2013), count(100, 2012))).toBe('down');
    expect(directionOf(count(100, 2013), count(100, 2012))).toBe('same');
  });

  it('calls a difference of estimates clear only where chance can hardly explain it', () => {
    // Standard error of the difference: 5. Limit at 1.96 * 5 = 9.8.
    expect(directionOf(rate(59.7, 3, 2013), rate(50, 4, 2012))).toBe('unclear');
    expect(directionOf(rate(59.9, 3, 2013), rate(50, 4, 2012))).toBe('up');
    expect(directionOf(rate(40.1, 3, 2013), rate(50, 4, 2012))).toBe('down');
  });

  it('compares intervals where there are no standard errors', () => {
    const bare = { standardError: null };
    expect(directionOf(rate(60, 3, 2013, bare), rate(50, 3, 2012, bare))).toBe('unclear');
    expect(directionOf(rate(60, 1, 2013, bare), rate(50, 1, 2012, bare))).toBe('up');
  });

  it('says nothing of unreliable, withheld and missing figures', () => {
    expect(directionOf(rate(90, 1, 2013, { reliability: 'unreliable' }), rate(10, 1, 2012))).toBe('unreliable');
    expect(directionOf(rate(50, 1, 2013), rate(50, 30, 2012, { reliability: 'unreliable' }))).toBe('unreliable');
    expect(directionOf(seal(figureWith({ value: 2 }), true), count(100, 2012))).toBe('unknown');
    expect(directionOf(count(1, 2013), null)).toBe('unknown');
  });

  it('does not compare across a break or with other clusters reporting', () => {
    const changed = { breaks: [{ year: 2011 }, { year: 2013 }] } as never;
    expect(directionOf(count(101, 2013), count(100, 2012), changed)).toBe('broken');
    expect(directionOf(count(101, 2014), count(100, 2013), changed)).toBe('up');
    expect(directionOf(count(101, 2013, { note: 'AS_REPORTED:44/50' }), count(100, 2012))).toBe('coverage');
    expect(coverageOf(count(1, 2013, { note: 'AS_REPORTED:44/50' }))).toMatchObject({ reported: 44, all: 50 });
    expect(coverageOf(count(1, 2013, { note: 'IMPUTED:6/50/35;NOT_COVERED:1/50' }))).toMatchObject({
      reported: 43,
      all: 50,
    });
    expect(coverageOf(count(1, 2013))).toBeNull();
    const alike = { note: 'AS_REPORTED:44/50' };
    expect(directionOf(count(101, 2013, alike), count(100, 2012, alike))).toBe('up');
  });
});

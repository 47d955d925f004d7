import { describe, expect, it } from 'vitest';
import { auditSpec } from '../../../pipeline/run/protect/specs.ts';

const WITHHELD = new Set(['withheld']);

/** Bars by years since entry, of which one is withheld. */
const spec = (withheld: Readonly<Record<string, unknown>>) => ({
  data: {
    values: [
      { mark: 'bar|−2 years: 3.1 %', time: -2, value: 3.1 },
      { mark: 'bar|−4 years: withheld', status: 'suppressed', ...withheld },
    ],
  },
  encoding: { x: { field: 'time', type: 'quantitative' }, y: { field: 'value', type: 'quantitative' } },
});

describe('a specification with a withheld row', () => {
  it('may say where the row stands when its label does', () => {
    expect(auditSpec(spec({ time: -4 }), WITHHELD).leaks).toEqual([]);
  });

  it('may not hold its number, in whatever drawn field', () => {
    expect(auditSpec(spec({ time: -4, value: 2.5 }), WITHHELD).leaks).toEqual(['−4 years: value = 2.5']);
    expect(auditSpec(spec({ time: -4, value: -4 }), WITHHELD).leaks).toEqual(['−4 years: value = -4']);
    expect(auditSpec(spec({ time: -3.7 }), WITHHELD).leaks).toEqual(['−4 years: time = -3.7']);
  });
});

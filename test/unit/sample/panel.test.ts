import { expect, it } from 'vitest';
import { makeFirms } from '../../../pipeline/sample/firms.ts';
import {
  EMPLOYMENT_EFFECT,
  follow,
  newPath,
  PRODUCTIVITY_EFFECT,
  panelStream,
} from '../../../pipeline/sample/panel.ts';

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

it('plants 3.6 per cent as the mean over one to four years', () => {
  expect(100 * (Math.exp(mean(PRODUCTIVITY_EFFECT.slice(1))) - 1)).toBeCloseTo(3.6, 1);
});

it('gives the effect to small companies only, from entry on, and nothing before it', () => {
  const firms = makeFirms(5, 1200);
  const [without, treated] = [newPath(), newPath()];
  const seen = { small: 0, large: 0 };
  for (let firm = 0; firm < firms.count; firm += 1) {
    follow(firms, firm, 0, panelStream(5), without);
    follow(firms, firm, 2009, panelStream(5), treated);
    const difference = treated.logProductivity.map((value, step) => value - (without.logProductivity[step] as number));
    expect([...difference.slice(0, 3)]).toEqual([0, 0, 0]);
    const isSmall = (without.employees[2] as number) < 45;
    if (isSmall && (without.fte[2] as number) > 10) {
      seen.small += 1;
      // A larger company is a little more productive: 0.03 of the log of what employment gained.
      for (const [since, effect] of PRODUCTIVITY_EFFECT.entries())
        expect(difference[3 + since]).toBeCloseTo(effect + 0.03 * (EMPLOYMENT_EFFECT[since] as number), 2);
    } else if ((without.employees[2] as number) > 60) {
      seen.large += 1;
      expect([...difference]).toEqual(new Array(8).fill(0));
    }
  }
  expect(seen.small).toBeGreaterThan(50);
  expect(seen.large).toBeGreaterThan(50);
});

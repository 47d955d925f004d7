import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldSmallSteps } from '../../../pipeline/run/effect/flow.ts';
import type { FlowStep } from '../../../pipeline/run/effect/population.ts';

const kept = (step: string, companies: number): FlowStep => ({ side: 'treated', step, isExclusion: false, companies });
const lost = (step: string, companies: number): FlowStep => ({ side: 'treated', step, isExclusion: true, companies });
const told = (steps: readonly FlowStep[]) => steps.map(({ step, companies }) => `${step} ${companies}`);

describe('the flow of companies', () => {
  it('puts a reason of too few companies together with the next smallest', () => {
    const flow = [
      kept('in_register', 795),
      lost('a', 20),
      lost('b', 1),
      lost('c', 28),
      lost('d', 9),
      kept('scored', 737),
    ];
    expect(told(foldSmallSteps(flow, 3))).toEqual([
      'in_register 795',
      'a 20',
      'c 28',
      'other_reasons 10',
      'scored 737',
    ]);
  });

  it('leaves out what was kept between where the difference would tell', () => {
    const flow = [
      kept('in_accounts', 100),
      lost('foreign', 2),
      kept('in_register', 98),
      lost('caliper', 8),
      kept('matched', 90),
    ];
    expect(told(foldSmallSteps(flow, 3))).toEqual(['in_accounts 100', 'other_reasons 10', 'matched 90']);
    const last = [
      kept('in_accounts', 100),
      lost('foreign', 9),
      kept('in_register', 91),
      lost('caliper', 1),
      kept('matched', 90),
    ];
    expect(told(foldSmallSteps(last, 3))).toEqual(['in_accounts 100', 'other_reasons 10', 'matched 90']);
  });

  it('adds up, and tells no number below the minimum that could be hidden', () => {
    const counts = fc.array(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 5 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 6 }), (stretches, minimum) => {
        let left = 500;
        const flow = [kept('k', left)];
        for (const stretch of stretches) {
          flow.push(...stretch.map((companies, at) => lost(`r${at}`, companies)));
          left -= stretch.reduce((sum, value) => sum + value, 0);
          flow.push(kept('k', left));
        }
        const shown = foldSmallSteps(flow, minimum);
        let running = 500;
        for (const { isExclusion, companies } of shown) {
          if (isExclusion) running -= companies;
          else expect(companies).toBe(running);
        }
        expect(running).toBe(left);
        if (500 - left >= minimum)
          for (const { isExclusion, companies } of shown)
            if (isExclusion) expect(companies).toBeGreaterThanOrEqual(minimum);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { decomposeTwoWay } from '../../../pipeline/estimate/effect/two-way/decomposition.ts';
import { twoWayRegression } from '../../../pipeline/estimate/effect/two-way/regression.ts';
import { plannedPanel, rowsOfPanel } from '../../support/did/panels.ts';

const PERIODS = [2011, 2012, 2013, 2014, 2015, 2016];

const plan = (entries: readonly number[], noise: number) =>
  plannedPanel({
    units: 120,
    periods: PERIODS,
    seed: 31,
    entries,
    noise,
    effect: (entry, since) => 0.1 * (entry - 2010) + 0.2 * since,
  });

describe('the decomposition of a two-way coefficient', () => {
  for (const [name, entries] of [
    ['with units never treated', [0, 0, 2013, 2015]],
    ['without them', [2012, 2014, 2016]],
    ['with units always treated', [0, 2011, 2013, 2014]],
    ['with one cohort', [0, 2014]],
    ['with units treated after the last period', [2013, 2015, 2020]],
  ] as const)
    it(`gives it back ${name}`, () => {
      const data = plan(entries, 0.5);
      const rows = rowsOfPanel(data);
      const treated = rows.entry.map((entry, at) => Number(entry > 0 && (rows.period[at] as number) >= entry));
      const { coefficients } = twoWayRegression(rows, [{ name: 'treated', values: treated }]);
      const { estimate, comparisons, alreadyTreatedShare } = decomposeTwoWay(data.panel, data.cohort);
      expect(estimate).toBeCloseTo(coefficients[0]?.estimate as number, 10);
      expect(comparisons.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
      expect(comparisons.every(({ weight }) => weight > 0)).toBe(true);
      if (entries.length === 2) expect(alreadyTreatedShare).toBe(0);
    });

  it('knows the effects of cohorts, and what growing effects do to later ones', () => {
    const { panel, cohort } = plan([0, 2013, 2015], 0);
    const { comparisons } = decomposeTwoWay(panel, cohort);
    const of = (kind: string, treated: number) =>
      comparisons.find((one) => one.kind === kind && one.treated === treated)?.estimate;
    expect(of('never-treated', 2013)).toBeCloseTo(0.3 + 0.2 * 1.5, 10);
    expect(of('not-yet-treated', 2013)).toBeCloseTo(0.3 + 0.2 * 0.5, 10);
    // The later cohort gains 0.5 + 0.1 while the earlier one, its control, gains 0.4 more itself.
    expect(of('already-treated', 2015)).toBeCloseTo(0.5 + 0.1 - 0.4, 10);
  });

  it('refuses a panel with gaps', () => {
    const { panel, cohort } = plan([0, 2013], 0);
    panel.outcome[3] = Number.NaN;
    expect(() => decomposeTwoWay(panel, cohort)).toThrow(RangeError);
  });
});

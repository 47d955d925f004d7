import { describe, expect, it } from 'vitest';
import { type AggregationType, aggregateGroupTime } from '../../pipeline/estimate/effect/group-time/aggregate.ts';
import { crossSectionEffect } from '../../pipeline/estimate/effect/group-time/cross-sections.ts';
import { groupTimeRows } from '../../pipeline/estimate/effect/group-time/group-time-rows.ts';
import { improvedDoublyRobust } from '../../pipeline/estimate/effect/group-time/improved.ts';
import { matrixOfColumns } from '../../pipeline/estimate/numeric/matrix.ts';
import { expectedOf } from '../support/own-vectors.ts';
import { expectNear } from '../support/reference.ts';

const { rows, rc, improved } = expectedOf('did', 'options');
const near = { rel: 1e-6, abs: 1e-9 };
const errorNear = { rel: 1e-5, abs: 1e-9 };

describe('group-time effects of repeated cross-sections agree with R did', () => {
  for (const wanted of rc) {
    const { method, controls, base, anticipation, weighted } = wanted;
    const isErrorRight = method !== 'dr';
    it([method, controls, base, anticipation, weighted ? 'weighted' : 'unweighted'].join(' '), () => {
      const effects = groupTimeRows(
        {
          period: rows.year,
          cohort: rows.entry,
          outcome: rows.outcome,
          covariates: [rows.size],
          ...(weighted ? { weights: rows.weight } : {}),
        },
        { method, controls: controls === 'nevertreated' ? 'never' : 'not-yet', base, anticipation },
      );
      expect(effects.kept.units.length).toBe(wanted.n);
      expect(effects.cells.map(({ cohort, period }) => [cohort, period])).toEqual(
        wanted.cells.g.map((cohort: number, k: number) => [cohort, wanted.cells.t[k]]),
      );
      effects.cells.forEach(({ effect, problem }, k) => {
        expectNear(effect?.estimate, wanted.cells.att[k], near, `effect ${k}`);
        if (problem === null && isErrorRight)
          expectNear(effect?.standardError, wanted.cells.se[k], errorNear, `error ${k}`);
      });
      for (const [type, { att, se }] of Object.entries<{ att: number; se: number }>(wanted.overall)) {
        const { overall } = aggregateGroupTime(effects, type as AggregationType);
        expectNear(overall?.estimate, att, near, type);
        if (isErrorRight) expectNear(overall?.standardError, se, errorNear, `error of ${type}`);
      }
    });
  }

  it('say why a cell has no estimate', () => {
    const few = groupTimeRows(
      { period: rows.year, cohort: rows.entry, outcome: rows.outcome },
      { minimumTreated: 1000 },
    );
    expect(new Set(few.cells.map(({ problem }) => problem))).toEqual(new Set(['few_treated']));
    const twice = [rows.size, rows.size];
    const twin = groupTimeRows({ period: rows.year, cohort: rows.entry, outcome: rows.outcome, covariates: twice });
    expect(new Set(twin.cells.map(({ problem }) => problem))).toEqual(new Set(['collinear_covariates']));
  });
});

describe('the influence of a row on an effect from cross-sections', () => {
  const cohorts: number[] = rows.entry;
  const first = Math.min(...cohorts.filter((cohort) => cohort > 0));
  const kept = rows.year.flatMap((year: number, i: number) =>
    (year === first || year === first - 1) && [0, first].includes(cohorts[i] as number) ? [i] : [],
  );
  const pick = (values: readonly number[]): number[] => kept.map((i: number) => values[i] as number);
  const size = kept.length;
  const sample = {
    treated: pick(cohorts).map((cohort) => Number(cohort === first)),
    after: pick(rows.year).map((year) => Number(year === first)),
    outcome: pick(rows.outcome),
    x: matrixOfColumns([new Float64Array(size).fill(1), pick(rows.size)]),
  };
  for (const method of ['reg', 'ipw', 'dr'] as const)
    it(`is what moving its weight does to the effect (${method})`, () => {
      const found = crossSectionEffect(sample, method);
      if (typeof found === 'string') throw new Error(found);
      const moved = (row: number, step: number): number => {
        const weights = new Float64Array(size).fill(1);
        weights[row] = 1 + step;
        const effect = crossSectionEffect({ ...sample, weights }, method);
        return typeof effect === 'string' ? Number.NaN : effect.estimate;
      };
      for (let row = 0; row < size; row += 17) {
        const slope = (size * (moved(row, 1e-3) - moved(row, -1e-3))) / 2e-3;
        expectNear(found.influence[row], slope, { rel: 1e-3, abs: 1e-3 }, `row ${row}`);
      }
    });
});

describe('the improved doubly robust estimator agrees with R DRDID', () => {
  const treated = Uint8Array.from(improved.treated);
  const x = matrixOfColumns([new Float64Array(treated.length).fill(1), ...improved.columns]);
  const change = Float64Array.from(improved.change);
  for (const [name, weights] of [
    ['plain', undefined],
    ['weighted', improved.weight],
  ] as const)
    it(name, () => {
      const found = improvedDoublyRobust({ treated, x, ...(weights === undefined ? {} : { weights }) }, change);
      if (typeof found === 'string') throw new Error(found);
      const squares = found.influence.reduce((sum, value) => sum + value * value, 0);
      expectNear(found.estimate, improved[name].att, { rel: 1e-7, abs: 1e-10 }, 'effect');
      expectNear(Math.sqrt(squares) / treated.length, improved[name].se, { rel: 1e-7, abs: 1e-10 }, 'error');
    });
});

import { describe, expect, it } from 'vitest';
import { panelOfRows } from '../../pipeline/estimate/effect/difference/panel.ts';
import { type AggregationType, aggregateGroupTime } from '../../pipeline/estimate/effect/group-time/aggregate.ts';
import { multiplierBootstrap } from '../../pipeline/estimate/effect/group-time/bootstrap.ts';
import { groupTimeEffects } from '../../pipeline/estimate/effect/group-time/group-time.ts';
import { covarianceOf } from '../../pipeline/estimate/effect/group-time/influence.ts';
import type {
  GroupTimeData,
  GroupTimeEffects,
  GroupTimeOptions,
  Influence,
} from '../../pipeline/estimate/effect/group-time/options.ts';
import { denseCodes } from '../../pipeline/estimate/effect/two-way/codes.ts';
import { expectNear, hasReference, numbers, referenceCase, referenceData } from '../support/reference.ts';

interface Estimate {
  readonly att: number;
  readonly se: number | null;
}

interface GroupTimeValues {
  readonly att_gt: readonly (Estimate & { g: number; t: number })[];
  readonly n: number;
  readonly wald: number | [];
  readonly wald_df: number;
  readonly wald_p_rounded: number;
  readonly V_over_n?: readonly (readonly number[])[];
  readonly agg: Record<AggregationType, { overall: Estimate; by?: readonly (Estimate & { e: number })[] }>;
}

interface Tolerance {
  readonly rel: number;
  readonly abs: number;
  readonly se_rel: number;
}

/** Reads a data set into a panel, its cohorts and time-constant covariates. */
function groupTimeData(
  file: string,
  names: { unit: string; period: string; outcome: string; covariates?: readonly string[] },
  cohortOf: (data: Readonly<Record<string, readonly string[]>>) => Float64Array,
  transform: (value: number) => number = (value) => value,
): GroupTimeData {
  const data = referenceData(file);
  const { codes, count } = denseCodes(numbers(data[names.unit]));
  const { panel } = panelOfRows(codes, numbers(data[names.period]), numbers(data[names.outcome]).map(transform));
  const spread = (column: Float64Array): Float64Array => {
    const values = new Float64Array(count);
    column.forEach((value, row) => {
      values[codes[row] as number] = value;
    });
    return values;
  };
  return {
    panel,
    cohort: spread(cohortOf(data)),
    covariates: (names.covariates ?? []).map((name) => spread(numbers(data[name]))),
  };
}

const counties = (covariates: readonly string[] = []): GroupTimeData =>
  groupTimeData('mpdta.csv', { unit: 'countyreal', period: 'year', outcome: 'lemp', covariates }, (data) =>
    numbers(data['first.treat']),
  );

function expectGroupTime(effects: GroupTimeEffects, values: GroupTimeValues, tolerance: Tolerance): void {
  const { rel, abs, se_rel } = tolerance;
  const ofError = { rel: se_rel, abs };
  const near = (
    actual: { estimate: number; standardError: number | null } | null,
    expected: Estimate,
    what: string,
  ) => {
    expectNear(actual?.estimate, expected.att, { rel, abs }, what);
    if (expected.se === null) expect(actual?.standardError, what).toBeNull();
    else expectNear(actual?.standardError, expected.se, ofError, `${what} se`);
  };
  expect(effects.cells.map(({ cohort, period }) => [cohort, period])).toEqual(values.att_gt.map(({ g, t }) => [g, t]));
  values.att_gt.forEach((expected, k) => {
    near(effects.cells[k]?.effect ?? null, expected, `${expected.g} ${expected.t}`);
  });
  expect(effects.kept.units.length).toBe(values.n);
  if (typeof values.wald === 'number') {
    expectNear(effects.preTest?.statistic, values.wald, { rel: 2 * se_rel, abs }, 'W');
    expectNear(effects.preTest?.p, values.wald_p_rounded, { rel: 0, abs: 5.1e-6 }, 'p');
    expect(effects.preTest?.degreesOfFreedom).toBe(values.wald_df);
  } else expect(effects.preTest).toBeNull();
  if (values.V_over_n !== undefined) {
    const covariance = covarianceOf(
      effects.kept,
      effects.cells.map(({ influence }) => influence as Influence),
    );
    values.V_over_n.flat().forEach((value, at) => {
      expectNear(covariance.values[at], value, { rel: 2 * se_rel, abs }, `V ${at}`);
    });
  }
  for (const type of ['simple', 'group', 'dynamic', 'calendar'] as const) {
    const aggregation = aggregateGroupTime(effects, type);
    const expected = values.agg[type];
    near(aggregation.overall, expected.overall, type);
    expect(aggregation.by.map(({ key }) => key)).toEqual((expected.by ?? []).map(({ e }) => e));
    expected.by?.forEach((row, k) => {
      near(aggregation.by[k] ?? null, row, `${type} ${row.e}`);
    });
  }
}

describe.runIf(hasReference)('group-time effects agree with R did', () => {
  for (const covariates of ['none', 'lpop'])
    for (const method of ['dr', 'ipw', 'reg'] as const)
      it(`${method} with covariates: ${covariates}`, () => {
        const { values, tolerance } = referenceCase(`cs_mpdta_never_${covariates}_${method}`);
        const effects = groupTimeEffects(counties(covariates === 'none' ? [] : [covariates]), { method });
        expectGroupTime(effects, values, tolerance as Tolerance);
      });

  it('universal base', () => {
    const { values, tolerance } = referenceCase('cs_mpdta_universal_base');
    expectGroupTime(groupTimeEffects(counties(), { base: 'universal' }), values, tolerance as Tolerance);
  });

  it('cohorts of one and two states', () => {
    const { values, tolerance } = referenceCase('twfe_weights_castle') as never as {
      values: { cs: GroupTimeValues };
      tolerance: Tolerance;
    };
    const states = groupTimeData(
      'castle.csv',
      { unit: 'sid', period: 'year', outcome: 'homicide' },
      (data) => {
        const first = new Map<number, number>();
        const unit = numbers(data.sid);
        const post = numbers(data.post);
        const year = numbers(data.year);
        unit.forEach((state, row) => {
          if ((post[row] as number) > 0)
            first.set(state, Math.min(first.get(state) ?? Number.POSITIVE_INFINITY, year[row] as number));
        });
        return unit.map((state) => first.get(state) ?? 0);
      },
      Math.log,
    );
    const options: GroupTimeOptions = { method: 'reg', minimumTreated: 1 };
    expectGroupTime(groupTimeEffects(states, options), values.cs, tolerance);
  });

  it('uniform bands by the multiplier bootstrap', () => {
    const { values, tolerance } = referenceCase('cs_mpdta_bootstrap_band') as never as {
      values: {
        crit_att_gt: { '95%': number };
        crit_dynamic: { '95%': number };
        se_boot: { se: number }[];
        se_dynamic: { se: number }[];
        overall_se: number;
      };
      tolerance: { rel: number; abs: number };
    };
    const effects = groupTimeEffects(counties());
    const options = { seed: 7, replicates: 20_000 };
    const ofCells = multiplierBootstrap(
      effects.kept,
      effects.cells.map(({ influence }) => influence as Influence),
      options,
    );
    expectNear(ofCells.criticalValue, values.crit_att_gt['95%'], tolerance, 'cells');
    values.se_boot.forEach(({ se }, k) => {
      expectNear(ofCells.standardErrors[k], se, tolerance, `se ${k}`);
    });
    const dynamic = aggregateGroupTime(effects, 'dynamic');
    const ofEvents = multiplierBootstrap(
      effects.kept,
      dynamic.by.map(({ influence }) => influence),
      options,
    );
    expectNear(ofEvents.criticalValue, values.crit_dynamic['95%'], tolerance, 'dynamic');
    values.se_dynamic.forEach(({ se }, k) => {
      expectNear(ofEvents.standardErrors[k], se, tolerance, `se e ${k}`);
    });
    const overall = multiplierBootstrap(effects.kept, [dynamic.overall?.influence as Influence], options);
    expectNear(overall.standardErrors[0], values.overall_se, tolerance, 'overall');
  });
});

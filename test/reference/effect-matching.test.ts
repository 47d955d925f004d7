import { describe, expect, it } from 'vitest';
import { balance, effectiveSampleSize } from '../../pipeline/estimate/effect/balance/balance.ts';
import { matchNearest } from '../../pipeline/estimate/effect/matching/nearest.ts';
import type { Matches, MatchOptions, MatchUnits } from '../../pipeline/estimate/effect/matching/options.ts';
import { matchingWeights, pairsOf } from '../../pipeline/estimate/effect/matching/pairs.ts';
import { caliperWidth, commonSupport } from '../../pipeline/estimate/effect/matching/support.ts';
import { clusterCovariance, twoWayClusterCovariance } from '../../pipeline/estimate/effect/robust/cluster-robust.ts';
import {
  classicalCovariance,
  heteroskedasticCovariance,
} from '../../pipeline/estimate/effect/robust/heteroskedastic.ts';
import { linearModel } from '../../pipeline/estimate/effect/robust/model.ts';
import { areaUnderCurve } from '../../pipeline/estimate/effect/score/discrimination.ts';
import { probitFamily } from '../../pipeline/estimate/effect/score/family.ts';
import { fitGlm } from '../../pipeline/estimate/effect/score/glm.ts';
import { propensityScore } from '../../pipeline/estimate/effect/score/propensity.ts';
import { matrixOfColumns } from '../../pipeline/estimate/numeric/matrix.ts';
import { quantiles, standardDeviation, sum } from '../../pipeline/estimate/numeric/summary.ts';
import { lalonde } from '../support/lalonde.ts';
import { expectNear, hasReference, referenceCase } from '../support/reference.ts';

interface PairRow {
  readonly t: string;
  readonly c: string | null;
  readonly dist: number | null;
}

interface BalanceRow {
  readonly var: string;
  readonly [statistic: string]: string | number | null;
}

interface BalanceTable {
  readonly matched: readonly BalanceRow[];
  readonly nn: readonly { readonly var: string; readonly Control: number; readonly Treated: number }[];
  readonly all?: readonly BalanceRow[];
}

interface Att {
  readonly att: number;
  readonly se_hc3: number;
  readonly se_cl_hc1: number;
  readonly se_cl_cr0: number;
  readonly se_ols: number;
  readonly n: number;
  readonly g: number;
}

const RACES = ['black', 'hispan', 'white'];

function study(file: string) {
  const { ids, treated, column, design, race } = lalonde(file);
  const { score, logit, fit } = propensityScore(design, treated);
  const codes = Int32Array.from(race, (value) => RACES.indexOf(value));
  const covariate = (name: string): Float64Array => {
    if (name === 'distance') return score;
    if (name.startsWith('race')) return Float64Array.from(race, (value) => Number(value === name.slice(4)));
    return column(name);
  };
  const units = (over: Partial<MatchUnits> = {}): MatchUnits => ({ score, treated, ids, ...over });
  return { ids, treated, column, design, score, logit, fit, codes, covariate, units };
}

type Study = ReturnType<typeof study>;

describe.runIf(hasReference)('matching agrees with R MatchIt 4.7.2', () => {
  const tight = { rel: 1e-7, abs: 1e-9 };

  const expectPairs = (data: Study, matches: Matches, rows: readonly PairRow[], distance: Float64Array): void => {
    const { ids } = data;
    const found = Array.from(matches.treated, (unit, row) => {
      const control = matches.controls[row] as number;
      return [ids[unit], control === -1 ? null : ids[control]];
    });
    expect(found).toEqual(rows.map(({ t, c }) => [t, c]));
    rows.forEach(({ dist }, row) => {
      if (dist === null) return;
      const unit = matches.treated[row] as number;
      const control = matches.controls[row] as number;
      expectNear(Math.abs((distance[unit] as number) - (distance[control] as number)), dist, tight, `gap ${row}`);
    });
  };

  const expectMatrix = (data: Study, { treated, controls, ratio }: Matches, matrix: Record<string, string[]>): void => {
    treated.forEach((unit, row) => {
      const own = Array.from({ length: ratio }, (_, k) => data.ids[controls[row * ratio + k] as number] ?? null);
      expect(own).toEqual(matrix[data.ids[unit] as string]);
    });
  };

  const expectBalance = (
    data: Study,
    matches: Matches | null,
    { matched, nn }: Pick<BalanceTable, 'matched'> & Partial<BalanceTable>,
    tolerance: { rel: number; abs: number },
    distance = data.score,
  ): void => {
    const weights =
      matches === null ? new Float64Array(data.treated.length).fill(1) : matchingWeights(matches, data.treated.length);
    const sample = {
      treated: data.treated,
      weights,
      ...(matches === null ? {} : { pairs: pairsOf(matches) }),
    };
    for (const row of matched) {
      const values = row.var === 'distance' ? distance : data.covariate(row.var);
      const own = balance(row.var, values, sample);
      const check = (actual: number | null, name: string): void => {
        if (row[name] === null || row[name] === undefined) return;
        expectNear(actual, row[name] as number, tolerance, `${row.var} ${name}`);
      };
      check(own.meanTreated, 'Means Treated');
      check(own.meanControl, 'Means Control');
      check(own.standardisedDifference, 'Std. Mean Diff.');
      check(own.varianceRatio, 'Var. Ratio');
      check(own.ecdfMean, 'eCDF Mean');
      check(own.ecdfMax, 'eCDF Max');
      check(own.pairDistance, 'Std. Pair Dist.');
    }
    const effective = nn?.find((row) => row.var === 'Matched (ESS)');
    if (effective === undefined) return;
    expectNear(effectiveSampleSize(weights, data.treated, true), effective.Treated, tolerance, 'ESS treated');
    expectNear(effectiveSampleSize(weights, data.treated, false), effective.Control, tolerance, 'ESS control');
  };

  const matchedModel = (data: Study, matches: Matches, adjusters: readonly string[] = []) => {
    const weights = matchingWeights(matches, data.treated.length);
    const pairs = pairsOf(matches);
    const pairOf = new Map<number, number>();
    pairs.pair.forEach((pair, k) => {
      pairOf.set(pairs.treated[k] as number, pair);
      pairOf.set(pairs.control[k] as number, pair);
    });
    const rows = Array.from(weights.keys()).filter((i) => (weights[i] as number) > 0);
    const y = data.column('re78');
    const columns = [rows.map(() => 1), rows.map((i) => data.treated[i] as number)];
    for (const name of adjusters) {
      const values = data.covariate(name);
      columns.push(rows.map((i) => values[i] as number));
    }
    const model = linearModel(
      matrixOfColumns(columns),
      rows.map((i) => y[i] as number),
      rows.map((i) => weights[i] as number),
    );
    return { model, subclass: rows.map((i) => pairOf.get(i) as number), rows };
  };

  const se = (covariance: { columns: number; values: Float64Array }): number =>
    Math.sqrt(covariance.values[covariance.columns + 1] as number);

  const expectAtt = (data: Study, matches: Matches, att: Att, adjusters: readonly string[] = []): void => {
    const { model, subclass, rows } = matchedModel(data, matches, adjusters);
    expectNear(model.fit.coefficients[1], att.att, tight, 'att');
    expectNear(se(heteroskedasticCovariance(model, 'HC3')), att.se_hc3, tight, 'HC3');
    expectNear(se(clusterCovariance(model, subclass, 'CR1S')), att.se_cl_hc1, tight, 'cluster HC1');
    expectNear(se(clusterCovariance(model, subclass, 'CR0')), att.se_cl_cr0, tight, 'cluster CR0');
    expectNear(se(classicalCovariance(model)), att.se_ols, tight, 'OLS');
    expect(rows.length).toBe(att.n);
    expect(new Set(subclass).size).toBe(att.g);
  };

  it('match_ps_logit_lalonde', () => {
    const { values, tolerance } = referenceCase('match_ps_logit_lalonde') as unknown as {
      values: {
        coef: Record<string, number>;
        se: Record<string, number>;
        probit_coef: Record<string, number>;
        fitted: number[];
        deviance: number;
        null_deviance: number;
        sd_ps: number;
        sd_linear: number;
        'caliper_0.2': number;
        auc: number;
        loglik: number;
      };
      tolerance: { rel: number; abs: number };
    };
    const { fit, design, score, logit, treated } = study('lalonde.csv');
    const probit = fitGlm(design.matrix, treated, probitFamily);
    design.names.forEach((name, j) => {
      expectNear(fit.coefficients[j], values.coef[name], tolerance, name);
      expectNear(fit.standardErrors[j], values.se[name], tolerance, `se ${name}`);
      expectNear(probit.coefficients[j], values.probit_coef[name], tolerance, `probit ${name}`);
    });
    values.fitted.forEach((value, i) => {
      expectNear(score[i], value, tolerance, `fitted ${i}`);
    });
    expectNear(fit.deviance, values.deviance, tolerance);
    expectNear(fit.nullDeviance, values.null_deviance, tolerance);
    expectNear(standardDeviation(score), values.sd_ps, tolerance);
    expectNear(standardDeviation(logit), values.sd_linear, tolerance);
    expectNear(caliperWidth(score, 0.2), values['caliper_0.2'], tolerance);
    expectNear(areaUnderCurve(score, treated), values.auc, tolerance, 'area under the curve');
    expectNear(-fit.deviance / 2, values.loglik, tolerance, 'log likelihood');
  });

  it('match_nearest_noties_pairs', () => {
    const { values } = referenceCase('match_nearest_noties_pairs') as unknown as {
      values: {
        largest: PairRow[];
        smallest: PairRow[];
        data: PairRow[];
        closest: PairRow[];
        balance: BalanceTable & { all: BalanceRow[] };
        att: Att;
        att_adj: Att;
      };
    };
    const data = study('lalonde_noties.csv');
    for (const order of ['largest', 'smallest', 'data', 'closest'] as const)
      expectPairs(data, matchNearest(data.units(), { order }), values[order], data.score);
    const matches = matchNearest(data.units());
    expectBalance(data, matches, values.balance, tight);
    expectBalance(data, null, { matched: values.balance.all }, tight);
    expectAtt(data, matches, values.att);
    expectAtt(data, matches, values.att_adj, [
      'age',
      'educ',
      'racehispan',
      'racewhite',
      'married',
      'nodegree',
      're74',
      're75',
    ]);
  });

  it('match_caliper_replace_ratio_exact_noties', () => {
    const { values } = referenceCase('match_caliper_replace_ratio_exact_noties') as unknown as {
      values: Record<
        string,
        {
          pairs: PairRow[];
          caliper: number;
          balance: BalanceTable;
          att: Att;
          match_matrix: Record<string, string[]>;
          discarded: string[];
          weights_used: Record<string, number>;
          att_lm_weighted: { att: number; se_hc1: number; se_hc3: number };
          att_get_matches: { att: number; se_cl_subclass_id: number; n: number };
        }
      >;
    };
    const data = study('lalonde_noties.csv');
    const { score, logit, codes, column } = data;
    const at = (name: string) => values[name] as NonNullable<(typeof values)[string]>;
    const run = (options: MatchOptions, over: Partial<MatchUnits> = {}): Matches =>
      matchNearest(data.units(over), options);

    const fifth = caliperWidth(score, 0.2);
    expectNear(fifth, at('caliper_0.2sd').caliper, tight, 'caliper');
    const calipered = run({ caliper: fifth });
    expectPairs(data, calipered, at('caliper_0.2sd').pairs, score);
    expectBalance(data, calipered, at('caliper_0.2sd').balance, tight);
    expectAtt(data, calipered, at('caliper_0.2sd').att);

    const raw = run({ caliper: 0.05 });
    expectPairs(data, raw, at('caliper_raw_0.05').pairs, score);
    expectBalance(data, raw, at('caliper_raw_0.05').balance, tight);

    const replaced = run({ replace: true });
    expectPairs(data, replaced, at('replace').pairs, score);
    expectBalance(data, replaced, at('replace').balance, tight);
    const weights = matchingWeights(replaced, score.length);
    const used = Object.fromEntries(
      data.ids.flatMap((id, i) => (data.treated[i] === 0 && (weights[i] as number) > 0 ? [[id, weights[i]]] : [])),
    );
    for (const [id, weight] of Object.entries(at('replace').weights_used)) expectNear(used[id], weight, tight, id);
    const weighted = matchedModel(data, replaced).model;
    expectNear(weighted.fit.coefficients[1], at('replace').att_lm_weighted.att, tight);
    expectNear(se(heteroskedasticCovariance(weighted, 'HC1')), at('replace').att_lm_weighted.se_hc1, tight);
    expectNear(se(heteroskedasticCovariance(weighted, 'HC3')), at('replace').att_lm_weighted.se_hc3, tight);
    const { treated, control, pair } = pairsOf(replaced);
    const rows = [...treated, ...control];
    const stacked = linearModel(
      matrixOfColumns([rows.map(() => 1), rows.map((i) => data.treated[i] as number)]),
      rows.map((i) => column('re78')[i] as number),
    );
    const twice = twoWayClusterCovariance(stacked, [...pair, ...pair], rows);
    expectNear(se(twice), at('replace').att_get_matches.se_cl_subclass_id, tight, 'two-way');
    expectPairs(
      data,
      run({ replace: true, caliper: caliperWidth(score, 0.1) }),
      at('replace_caliper_0.1').pairs,
      score,
    );

    const double = run({ ratio: 2 });
    expectMatrix(data, double, at('ratio2').match_matrix);
    expectBalance(data, double, at('ratio2').balance, tight);
    expectAtt(data, double, at('ratio2').att);
    expectMatrix(data, run({ ratio: 3, replace: true }), at('ratio3_replace').match_matrix);

    const exact = run({}, { stratum: codes });
    expectPairs(data, exact, at('exact_race').pairs, score);
    expectBalance(data, exact, at('exact_race').balance, tight);
    expectAtt(data, exact, at('exact_race').att);
    const married = column('married');
    const both = run({ caliper: fifth }, { stratum: codes.map((code, i) => 2 * code + (married[i] as number)) });
    expectPairs(data, both, at('exact_race_married_caliper').pairs, score);
    expectAtt(data, both, at('exact_race_married_caliper').att);

    expectNear(caliperWidth(logit, 0.2), at('linear_logit_caliper').caliper, tight);
    const linear = run({ caliper: caliperWidth(logit, 0.2) }, { score: logit });
    expectPairs(data, linear, at('linear_logit_caliper').pairs, logit);
    expectAtt(data, linear, at('linear_logit_caliper').att);

    const eligible = commonSupport(score, data.treated, 'both');
    expect(data.ids.filter((_, i) => eligible[i] === 0)).toEqual(at('discard_both').discarded);
    expectPairs(data, run({}, { eligible }), at('discard_both').pairs, score);

    const onAge = run({
      caliper: caliperWidth(score, 0.25),
      covariateCalipers: [{ values: column('age'), width: 3 }],
    });
    expectPairs(data, onAge, at('caliper_on_age').pairs, score);
  });

  it('match_nearest_lalonde_full_invariants', () => {
    const { values, tolerance } = referenceCase('match_nearest_lalonde_full_invariants') as unknown as {
      values: Record<string, { dist: Record<string, number> & { sorted_all_q: number[] }; balance: BalanceTable }> & {
        unmatched: BalanceRow[];
      };
      tolerance: { rel: number; abs: number };
    };
    const data = study('lalonde.csv');
    const { score, codes } = data;
    const fifth = caliperWidth(score, 0.2);
    const runs: Record<string, Matches> = {
      nearest: matchNearest(data.units()),
      'caliper_0.2': matchNearest(data.units(), { caliper: fifth }),
      replace: matchNearest(data.units(), { replace: true }),
      'replace_caliper_0.2': matchNearest(data.units(), { replace: true, caliper: fifth }),
      exact_race: matchNearest(data.units({ stratum: codes })),
      ratio2: matchNearest(data.units(), { ratio: 2 }),
    };
    for (const [name, matches] of Object.entries(runs)) {
      const { dist, balance: table } = values[name] as NonNullable<(typeof values)[string]>;
      const { treated, control } = pairsOf(matches);
      const gaps = Float64Array.from(treated, (unit, k) =>
        Math.abs((score[unit] as number) - (score[control[k] as number] as number)),
      );
      expect(gaps.length, name).toBe(dist.n_pairs);
      expectNear(sum(gaps), dist.sum, tolerance, `${name} sum`);
      expectNear(Math.max(...gaps), dist.max, tolerance, `${name} max`);
      quantiles(gaps, [0.1, 0.25, 0.5, 0.75, 0.9]).forEach((value, k) => {
        expectNear(value, dist.sorted_all_q[k], tolerance, `${name} quantile ${k}`);
      });
      // With replacement, which of several tied controls is used again decides their weights, and so the variance.
      const isReused = name.startsWith('replace');
      const distanceOnly = {
        matched: table.matched
          .filter((row) => row.var === 'distance')
          .map((row) => (isReused ? { ...row, 'Var. Ratio': null } : row)),
      };
      expectBalance(data, matches, distanceOnly, tolerance);
    }
    expectBalance(data, null, { matched: values.unmatched }, tolerance);
  });
});

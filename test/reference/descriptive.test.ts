import { describe, it } from 'vitest';
import {
  belowShareOfMedian,
  coefficientOfVariation,
  concentrationRatio,
  gini,
  herfindahl,
  type QuantileType,
  quintileShareRatio,
  sampleQuantile,
  theil,
  weightedEcdfQuantile,
  weightedMean,
  weightedPlaceQuantile,
  weightedQuantile,
  weightedVariance,
} from '../../pipeline/estimate/descriptive/index.ts';
import {
  betaCdf,
  betaQuantile,
  binomialCdf,
  chiSquareQuantile,
  chiSquareUpperP,
  fQuantile,
  fUpperP,
  logGamma,
  normalCdf,
  normalQuantile,
  tQuantile,
  tTwoSidedP,
} from '../../pipeline/estimate/distribution/index.ts';
import { expectNear, hasReference, numbers, referenceCase, referenceData } from '../support/reference.ts';

const SHARES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

describe.runIf(hasReference)('descriptive statistics agree with R', () => {
  const expectQuantiles = (values: Float64Array, expected: object, tolerance: { rel: number; abs: number }): void => {
    const sorted = Float64Array.from(values).sort();
    for (const [name, row] of Object.entries(expected) as [string, number[]][])
      SHARES.forEach((p, i) => {
        const actual = sampleQuantile(sorted, p, Number(name.slice(4)) as QuantileType);
        expectNear(actual, row[i], tolerance, `${name} ${p}`);
      });
  };

  it('quantiles, weighted quantiles and Gini of incomes', () => {
    const { values, tolerance } = referenceCase('quantiles_gini_eusilc');
    const expected = values as {
      quantile: object;
      laeken_weighted: number[];
      hmisc_weighted: number[];
      gini_trapezoid: number;
      gini: number;
      gini_by_region: Record<string, number>;
      hmisc_ecdf: number[];
      laeken_median: number;
      wmean: number;
      wvar_hmisc: number;
      wvar_norm: number;
      qsr: number;
      arpt: number;
      arpr: number;
    };
    const data = referenceData('eusilc.csv');
    const income = numbers(data.eqIncome);
    const weights = numbers(data.rb050);
    expectQuantiles(income, expected.quantile, tolerance);
    [0.1, 0.25, 0.5, 0.75, 0.9].forEach((p, i) => {
      expectNear(weightedQuantile(income, weights, p), expected.laeken_weighted[i], tolerance, `weighted ${p}`);
    });
    expectNear(gini(income, weights), expected.gini_trapezoid, tolerance, 'gini');
    expectNear(gini(income, weights), expected.gini, tolerance, 'gini of laeken');
    for (const [region, wanted] of Object.entries(expected.gini_by_region)) {
      const own = (_value: number, i: number): boolean => data.db040?.[i] === region;
      expectNear(gini(income.filter(own), weights.filter(own)), wanted, tolerance, `gini ${region}`);
    }
    [0.1, 0.25, 0.5, 0.75, 0.9].forEach((p, i) => {
      expectNear(weightedPlaceQuantile(income, weights, p), expected.hmisc_weighted[i], tolerance, `place ${p}`);
      expectNear(weightedEcdfQuantile(income, weights, p), expected.hmisc_ecdf[i], tolerance, `ecdf ${p}`);
    });
    expectNear(weightedQuantile(income, weights, 0.5), expected.laeken_median, tolerance, 'median');
    expectNear(weightedMean(income, weights), expected.wmean, tolerance, 'mean');
    expectNear(weightedVariance(income, weights), expected.wvar_hmisc, tolerance, 'variance');
    expectNear(weightedVariance(income, weights, 'relative'), expected.wvar_norm, tolerance, 'relative variance');
    expectNear(quintileShareRatio(income, weights), expected.qsr, tolerance, 'quintile share ratio');
    const low = belowShareOfMedian(income, weights);
    expectNear(low.limit, expected.arpt, tolerance, 'limit of poverty');
    expectNear(low.belowPct, expected.arpr, tolerance, 'at risk of poverty');
  });

  it('concentration of employment among firms', () => {
    const { values, tolerance } = referenceCase('concentration_snmesp');
    const expected = values as Record<string, number> & { q: object };
    const data = referenceData('snmesp.csv');
    const logs = numbers(data.n);
    const employment = Float64Array.from(
      [...logs.keys()].filter((i) => data.year?.[i] === '1990'),
      (i) => Math.exp(logs[i] as number),
    );
    expectNear(herfindahl(employment), expected.hhi, tolerance, 'HHI');
    expectNear(concentrationRatio(employment, 4), expected.cr4, tolerance, 'CR4');
    expectNear(concentrationRatio(employment, 10), expected.cr10, tolerance, 'CR10');
    expectNear(theil(employment), expected.theil, tolerance, 'Theil');
    expectNear(gini(employment), expected.gini, tolerance, 'Gini');
    const size = employment.length;
    expectNear((gini(employment) * size) / (size - 1), expected.gini_n1, tolerance, 'Gini, corrected');
    expectNear(coefficientOfVariation(employment), expected.cv, tolerance, 'coefficient of variation');
    expectQuantiles(employment, expected.q, tolerance);
  });

  it('distributions', () => {
    const { values, tolerance } = referenceCase('special_functions');
    const expected = values as {
      p: number[];
      qnorm: number[];
      pnorm: { x: number[]; p: number[] };
      qt: Record<string, number[]>;
      pt_two_sided: Record<string, { t: number[]; p: number[] }>;
      qchisq: Record<string, number[]>;
      pchisq_upper: Record<string, number[]>;
      pf_upper: number[];
      qbeta: Record<string, { a: number; b: number; q: number[] }>;
      pbeta: Record<string, number[]>;
      pbinom: number[];
      qf: { df: number[]; q: number[] };
      lgamma: { x: number[]; v: number[] };
    };
    const shares = expected.p;
    const numberIn = (name: string): number => Number(name.replace(/^df/, ''));
    const each = (row: readonly number[], actual: (i: number) => number, what: string, near = tolerance): void =>
      row.forEach((value, i) => {
        expectNear(actual(i), value, near, `${what} ${i}`);
      });
    each(expected.qnorm, (i) => normalQuantile(shares[i] as number), 'qnorm');
    each(expected.pnorm.p, (i) => normalCdf(expected.pnorm.x[i] as number), 'pnorm');
    for (const [name, row] of Object.entries(expected.qt))
      each(row, (i) => tQuantile(shares[i] as number, numberIn(name)), `qt ${name}`);
    for (const [name, { t, p }] of Object.entries(expected.pt_two_sided))
      each(p, (i) => tTwoSidedP(t[i] as number, numberIn(name)), `pt ${name}`);
    for (const [name, row] of Object.entries(expected.qchisq))
      each(row, (i) => chiSquareQuantile(shares[i] as number, numberIn(name)), `qchisq ${name}`);
    const { x = [], ...upper } = expected.pchisq_upper;
    for (const [name, row] of Object.entries(upper))
      each(row, (i) => chiSquareUpperP(x[i] as number, numberIn(name)), `pchisq ${name}`);
    each(expected.pf_upper, (i) => fUpperP([0.5, 1.63, 3, 20][i] as number, 3, 499), 'pf');
    for (const [name, { a, b, q }] of Object.entries(expected.qbeta))
      each(q, (i) => betaQuantile(shares[i] as number, a, b), `qbeta ${name}`);
    each(expected.pbeta.a2b30 ?? [], (i) => betaCdf(expected.pbeta.x?.[i] as number, 2, 30), 'pbeta');
    each(expected.pbeta['a.5b.5'] ?? [], (i) => betaCdf(expected.pbeta.x?.[i] as number, 0.5, 0.5), 'pbeta');
    // R's own quantile of F cancels below 1e-3.
    const [numerator, denominator] = expected.qf.df as [number, number];
    each(expected.qf.q.slice(2), (i) => fQuantile(shares[i + 2] as number, numerator, denominator), 'qf');
    each(expected.lgamma.v, (i) => logGamma(expected.lgamma.x[i] as number), 'lgamma');
    each(expected.pbinom, (i) => binomialCdf([0, 5, 10, 50][i] as number, 100, 0.1), 'pbinom');
  });
});

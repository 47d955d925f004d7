import { describe, expect, it } from 'vitest';
import { abadieImbens } from '../../pipeline/estimate/effect/matching/abadie-imbens.ts';
import { binomialInterval } from '../../pipeline/estimate/effect/ratio/binomial-interval.ts';
import { fisherTest } from '../../pipeline/estimate/effect/ratio/fisher.ts';
import { mantelHaenszel } from '../../pipeline/estimate/effect/ratio/mantel-haenszel.ts';
import { comparePaired } from '../../pipeline/estimate/effect/ratio/paired.ts';
import { poissonRatio, standardisedRatio } from '../../pipeline/estimate/effect/ratio/regression.ts';
import { compareUnpaired, type OutcomeTable } from '../../pipeline/estimate/effect/ratio/unpaired.ts';
import { adjustedClusterCovariance } from '../../pipeline/estimate/effect/robust/adjusted.ts';
import { clusterCovariance, twoWayClusterCovariance } from '../../pipeline/estimate/effect/robust/cluster-robust.ts';
import {
  classicalCovariance,
  heteroskedasticCovariance,
} from '../../pipeline/estimate/effect/robust/heteroskedastic.ts';
import { type LinearModel, linearModel } from '../../pipeline/estimate/effect/robust/model.ts';
import { smallSampleTest, smallSampleWald } from '../../pipeline/estimate/effect/robust/small-sample.ts';
import { buildDesign, factor, interaction, numeric, polynomial } from '../../pipeline/estimate/effect/score/design.ts';
import { logitFamily, probitFamily } from '../../pipeline/estimate/effect/score/family.ts';
import { fitGlm, type GlmFit } from '../../pipeline/estimate/effect/score/glm.ts';
import { propensityScore } from '../../pipeline/estimate/effect/score/propensity.ts';
import { hodgesLehmann, rosenbaumBound, signedRank } from '../../pipeline/estimate/effect/sensitivity/rosenbaum.ts';
import { doublyRobust, weightedDifference } from '../../pipeline/estimate/effect/weighting/estimates.ts';
import { inverseProbabilityWeights } from '../../pipeline/estimate/effect/weighting/inverse-probability.ts';
import { columnOf, type Matrix, standardErrors } from '../../pipeline/estimate/numeric/matrix.ts';
import { columnsOf, expectedOf } from '../support/own-vectors.ts';
import { expectNear } from '../support/reference.ts';

const expected = expectedOf('effect', 'effect');
const { data, text, number } = columnsOf('effect', 'firms');

const treated = number('treated');
const size = numeric('size', number('size'));
const exporter = numeric('exporter', number('exporter'));
const design = buildDesign(data.length, [
  polynomial('size', number('size'), 2),
  numeric('age', number('age')),
  factor('region', text('region')),
  exporter,
  interaction(size, exporter),
]);

interface Coefficient {
  readonly term: string;
  readonly est: number;
  readonly se: number;
}

const near = { rel: 1e-7, abs: 1e-10 };

const expectFit = (fit: GlmFit, errors: ArrayLike<number>, rows: readonly Coefficient[]): void => {
  rows.forEach((row, j) => {
    expectNear(fit.coefficients[j], row.est, near, row.term);
    expectNear(errors[j], row.se, near, `se ${row.term}`);
  });
};

const expectAll = (
  actual: ArrayLike<number>,
  wanted: readonly (number | 'NaN')[],
  what: string,
  tolerance = near,
): void => {
  wanted.forEach((value, j) => {
    if (value === 'NaN') expect(actual[j], `${what} ${j}`).toBeNaN();
    else expectNear(actual[j], value, tolerance, `${what} ${j}`);
  });
};

describe('scores and ratios agree with R glm', () => {
  it('with factors, powers and interactions, named as R names them', () => {
    const { glms } = expected;
    const logit = propensityScore(design, treated).fit;
    expect(design.names).toEqual(glms.logit.map(({ term }: Coefficient) => term));
    expectFit(logit, logit.standardErrors, glms.logit);
    expectAll(logit.fitted, glms.fitted, 'fitted');
    expectNear(logit.deviance, glms.deviance, near);
    expectNear(logit.nullDeviance, glms.null_deviance, near);
    const probit = fitGlm(design.matrix, treated, probitFamily);
    expectFit(probit, probit.standardErrors, glms.probit);
    const weighted = fitGlm(design.matrix, treated, logitFamily, { weights: number('weight') });
    expectFit(weighted, weighted.standardErrors, glms.weighted);
  });

  it('with log link, robust and clustered, and standardised', () => {
    const { ratios } = expected;
    const { matrix } = buildDesign(data.length, [numeric('treated', treated), size, exporter]);
    const y = number('innovative');
    const plain = poissonRatio(matrix, y, 1);
    expectFit(plain.fit, standardErrors(plain.covariance), ratios.poisson_hc0);
    const clustered = poissonRatio(matrix, y, 1, { clusters: text('network') });
    expectFit(clustered.fit, standardErrors(clustered.covariance), ratios.poisson_cluster);
    const own = standardisedRatio(matrix, y, 1);
    const wanted = ratios.standardised;
    expectAll(
      [
        own.treatedShare,
        own.controlShare,
        own.ratio,
        own.standardErrorOfLog,
        own.difference,
        own.standardErrorOfDifference,
      ],
      [wanted.p1, wanted.p0, wanted.ratio, wanted.se_log, wanted.difference, wanted.se_difference],
      'standardised',
    );
  });
});

describe('robust errors agree with R sandwich and clubSandwich', () => {
  const check = (model: LinearModel, wanted: (typeof expected)['robust']): void => {
    const clusters = text('network');
    const errors = (covariance: Matrix): Float64Array => standardErrors(covariance);
    expectAll(model.fit.coefficients, wanted.coef, 'coef');
    expectAll(errors(classicalCovariance(model)), wanted.classical, 'classical');
    for (const type of ['HC0', 'HC1', 'HC2', 'HC3', 'HC4', 'HC4m', 'HC5'] as const)
      expectAll(errors(heteroskedasticCovariance(model, type)), wanted.hc[type], type);
    for (const type of ['CR0', 'CR1', 'CR1p', 'CR1S'] as const)
      expectAll(errors(clusterCovariance(model, clusters, type)), wanted.cr[type], type);
    for (const type of ['CR2', 'CR3'] as const)
      expectAll(errors(adjustedClusterCovariance(model, clusters, type)), wanted.cr[type], type);
    expectAll(errors(twoWayClusterCovariance(model, clusters, text('age'))), wanted.two_way, 'two-way');
    wanted.df.forEach((df: number, j: number) => {
      const test = smallSampleTest(model, clusters, j);
      expectNear(test.degreesOfFreedom, df, near, `df ${j}`);
      expectNear(test.p, wanted.p[j], { rel: 1e-6, abs: 1e-12 }, `p ${j}`);
    });
    const joint = smallSampleWald(model, clusters, [1, 2]);
    expectAll([joint.f, joint.denominator, joint.p], [wanted.htz.f, wanted.htz.df, wanted.htz.p], 'HTZ', {
      rel: 1e-6,
      abs: 1e-12,
    });
  };
  const { matrix } = buildDesign(data.length, [numeric('treated', treated), size, exporter]);

  it('without weights', () => {
    check(linearModel(matrix, number('outcome')), expected.robust);
  });

  it('with weights', () => {
    check(linearModel(matrix, number('outcome'), number('weight')), expected.robust_weighted);
  });
});

describe('matching with replacement and weights agree with R', () => {
  const score = propensityScore(design, treated).score;
  const input = { score, treated, outcome: number('outcome') };

  it('Abadie-Imbens', () => {
    const { matching } = expected;
    const adjust = design.names.slice(1).map((_, j) => columnOf(design.matrix, j + 1));
    const runs = {
      one: abadieImbens(input),
      three: abadieImbens(input, { matches: 3 }),
      ate: abadieImbens(input, { estimand: 'ate' }),
      atc: abadieImbens(input, { estimand: 'atc', matches: 2 }),
      adjusted: abadieImbens(input, { adjust }),
      caliper: abadieImbens(input, { caliper: 0.05 }),
    };
    for (const [name, run] of Object.entries(runs)) {
      const wanted = matching[name];
      expectNear(run.estimate, wanted.est, near, name);
      expectNear(run.standardError, wanted.se, near, `${name} se`);
      if (wanted.naive !== undefined) expectNear(run.naiveStandardError, wanted.naive, near, `${name} naive`);
      if (wanted.pairs !== undefined) expect([run.pairs, run.dropped]).toEqual([wanted.pairs, wanted.dropped]);
    }
  });

  it('Abadie-Imbens with several matches within narrow calipers', () => {
    for (const { estimand, matches, caliper, ...wanted } of expected.matching.narrow) {
      const run = abadieImbens(input, { estimand, matches, caliper });
      const name = `${estimand}, ${matches} matches within ${caliper}`;
      expect([run.pairs, run.dropped], name).toEqual([wanted.pairs, wanted.dropped]);
      expectNear(run.estimate, wanted.est, near, name);
      expectNear(run.standardError, wanted.se, near, `${name} se`);
      expectNear(run.naiveStandardError, wanted.naive, near, `${name} naive`);
    }
  });

  it('inverse probability, overlap and doubly robust', () => {
    const { weights } = expected;
    for (const [name, estimand] of [
      ['att', 'att'],
      ['overlap', 'ato'],
    ] as const) {
      const own = inverseProbabilityWeights(score, treated, estimand);
      for (const type of ['HC0', 'HC1'] as const) {
        const difference = weightedDifference(input.outcome, treated, own, type);
        expectNear(difference.estimate, weights[name].est, near, name);
        expectNear(difference.standardError, weights[name][type.toLowerCase()], near, `${name} ${type}`);
      }
    }
    const robust = doublyRobust(input.outcome, treated, score, design.matrix);
    expectNear(robust.hajek, weights.aipw, near, 'aipw');
    expectNear(robust.regression, weights.regression, near, 'regression');
  });
});

describe('tables, shares and ranks agree with R', () => {
  const tableOf = (cells: readonly number[]): OutcomeTable => {
    const [treatedYes, treatedNo, controlYes, controlNo] = cells as [number, number, number, number];
    return { treatedYes, treatedNo, controlYes, controlNo };
  };

  it('binomial intervals', () => {
    for (const { x, n, exact, wilson, corrected } of expected.shares)
      for (const [method, wanted] of [
        ['clopper-pearson', exact],
        ['wilson', wilson],
        ['wilson-corrected', corrected],
      ] as const) {
        const { lower, upper } = binomialInterval(x, n, method);
        expectAll([lower, upper], wanted, `${method} ${x}/${n}`);
      }
  });

  it('chi-square, Fisher, Mantel-Haenszel and McNemar', () => {
    const { tables } = expected;
    const own = compareUnpaired(tableOf(tables.cells));
    expectNear(own.chiSquare.statistic, tables.chisq, near);
    expectNear(own.chiSquare.corrected, tables.corrected, near);
    expectNear(fisherTest(tableOf(tables.cells)).p, tables.fisher, near);
    const pooled = mantelHaenszel(tables.strata.map(tableOf));
    expectAll(
      [
        pooled.oddsRatio.estimate,
        pooled.oddsRatio.lower,
        pooled.oddsRatio.upper,
        pooled.test.statistic,
        pooled.test.corrected,
      ],
      [tables.mh_or, ...tables.mh_ci, tables.cmh, tables.cmh_corrected],
      'Mantel-Haenszel',
    );
    const { mcNemar } = comparePaired({ both: 30, treatedOnly: 21, controlOnly: 9, neither: 40 });
    expectAll(
      [mcNemar.statistic, mcNemar.corrected, mcNemar.exactP],
      [tables.mcnemar, tables.mcnemar_corrected, tables.mcnemar_exact],
      'McNemar',
    );
  });

  it('signed ranks and their bounds', () => {
    const { ranks } = expected;
    const rank = signedRank(ranks.differences);
    expectNear(rank.statistic, ranks.statistic, near);
    expectNear(hodgesLehmann(ranks.differences), ranks.hodges_lehmann, near);
    for (const { gamma, upper } of ranks.bounds)
      expectNear(rosenbaumBound(rank, gamma).upperP, upper, near, `gamma ${gamma}`);
  });
});

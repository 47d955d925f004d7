/**
 * The estimators as a library: pure functions on typed arrays. Neither DuckDB nor files are needed.
 *
 * Arrays have one element a unit, unless it says otherwise; units, rows and pairs are numbered from 0. The outcome of unit i in
 * the t-th period stands at `i * periods.length + t`. Treatment is 1 or 0; a cohort is the first treated period, 0 for never.
 * A matrix stands row by row.
 *
 * Effects are in the unit of the outcome; of a log outcome `percentEffect` gives per cent. Shares, scores and levels lie
 * between 0 and 1; names that end in `Pct` are in per cent. NaN is what is missing; a result that does not
 * exist is null or NaN, as its type says. What is drawn at random depends on the seed and the unit alone.
 *
 * @example
 * import { aggregateGroupTime, groupTimeEffects, matchNearest, pairsOf } from 'cluster-accounts/estimate';
 *
 * // Six companies, of which two become members in 2011, and their log productivity in 2010, 2011 and 2012.
 * const score = Float64Array.of(0.31, 0.42, 0.3, 0.4, 0.2, 0.6);
 * const treated = Uint8Array.of(1, 1, 0, 0, 0, 0);
 * const pairs = pairsOf(matchNearest({ score, treated }, { caliper: 0.05 }));
 * // pairs.treated is [0, 1], pairs.control [2, 3].
 *
 * const outcome = Float64Array.of(6, 6.2, 6.3, 6.1, 6.3, 6.4, 6, 6.1, 6.1, 6.2, 6.3, 6.3, 6, 6, 6.1, 6.1, 6.2, 6.2);
 * const cohort = Int32Array.of(2011, 2011, 0, 0, 0, 0);
 * const panel = { units: 6, periods: [2010, 2011, 2012], outcome };
 * const effects = groupTimeEffects({ panel, cohort }, { minimumTreated: 1 });
 * const byYearsSinceEntry = aggregateGroupTime(effects, 'dynamic').by.map(({ key, estimate }) => ({ key, estimate }));
 */
export * from './descriptive/index.ts';
export * from './distribution/index.ts';
export type { Arm, Arms } from './effect/balance/arms.ts';
export { weightedUnits } from './effect/balance/arms.ts';
export * from './effect/balance/balance.ts';
export * from './effect/balance/factor.ts';
export {
  type Effect,
  effectOf,
  type JointTest,
  type PercentEffect,
  percentEffect,
} from './effect/difference/effect.ts';
export * from './effect/difference/matched.ts';
export * from './effect/difference/paired.ts';
export * from './effect/difference/paired-bootstrap.ts';
export type { PairedOptions } from './effect/difference/paired-changes.ts';
export { type Panel, type PanelOfRows, panelOfRows } from './effect/difference/panel.ts';
export * from './effect/difference/placebo.ts';
export * from './effect/difference/two-periods.ts';
export * from './effect/event-study/event-study.ts';
export * from './effect/event-study/sun-abraham.ts';
export * from './effect/event-study/uniform.ts';
export * from './effect/group-time/aggregate.ts';
export * from './effect/group-time/bootstrap.ts';
export type { Covariates, FixedFactor } from './effect/group-time/covariates.ts';
export { type CrossSections, crossSectionEffect } from './effect/group-time/cross-sections.ts';
export { groupTimeEffects } from './effect/group-time/group-time.ts';
export { type GroupTimeRows, groupTimeRows } from './effect/group-time/group-time-rows.ts';
export { improvedDoublyRobust } from './effect/group-time/improved.ts';
export * from './effect/group-time/options.ts';
export * from './effect/group-time/two-period.ts';
export * from './effect/honest/bounds.ts';
export * from './effect/honest/fixed-length.ts';
export * from './effect/honest/plug-in.ts';
export * from './effect/honest/study.ts';
export * from './effect/matching/abadie-imbens.ts';
export { scoreOrder } from './effect/matching/buckets.ts';
export { matchNearest } from './effect/matching/nearest.ts';
export * from './effect/matching/options.ts';
export * from './effect/matching/pairs.ts';
export * from './effect/matching/support.ts';
export * from './effect/matching/variable-ratio.ts';
export * from './effect/ratio/binomial-interval.ts';
export * from './effect/ratio/fisher.ts';
export type { Interval } from './effect/ratio/interval.ts';
export * from './effect/ratio/mantel-haenszel.ts';
export * from './effect/ratio/paired.ts';
export * from './effect/ratio/regression.ts';
export * from './effect/ratio/unpaired.ts';
export { adjustedClusterCovariance, type Codes } from './effect/robust/adjusted.ts';
export * from './effect/robust/cluster-robust.ts';
export type { Clusters } from './effect/robust/clusters.ts';
export * from './effect/robust/heteroskedastic.ts';
export * from './effect/robust/model.ts';
export * from './effect/robust/small-sample.ts';
export * from './effect/score/design.ts';
export * from './effect/score/discrimination.ts';
export * from './effect/score/family.ts';
export * from './effect/score/glm.ts';
export * from './effect/score/propensity.ts';
export * from './effect/sensitivity/evalue.ts';
export * from './effect/sensitivity/omitted-confounder.ts';
export * from './effect/sensitivity/omitted-variable.ts';
export * from './effect/sensitivity/rosenbaum.ts';
export * from './effect/two-way/decomposition.ts';
export * from './effect/two-way/few-clusters.ts';
export * from './effect/two-way/regression.ts';
export type { TwoWayRows } from './effect/two-way/rows.ts';
export type { SmallSample, SmallSampleFactor } from './effect/two-way/small-sample.ts';
export { type StaticWeights, staticWeights } from './effect/two-way/weights.ts';
export * from './effect/weighting/average-effect.ts';
export * from './effect/weighting/entropy-balancing.ts';
export * from './effect/weighting/estimates.ts';
export * from './effect/weighting/inverse-probability.ts';
export type { BlockMatrix, ColumnBlock, DummyBlock } from './numeric/blocks.ts';
export type { Cholesky } from './numeric/cholesky.ts';
export * from './numeric/least-squares.ts';
export * from './numeric/matrix.ts';
export { hashText } from './numeric/random.ts';
export type { SparseMatrix } from './numeric/sparse.ts';

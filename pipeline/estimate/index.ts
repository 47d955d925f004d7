/**
 * The estimators as a library: pure functions on typed arrays. Neither DuckDB nor files are needed.
 *
 * @example
 * import { matchNearest, pairsOf } from 'cluster-accounts/estimate';
 * const matches = matchNearest({ score, treated, ids, stratum }, { caliper: 0.05 });
 * const { treated: t, control: c } = pairsOf(matches);
 */
export * from './distribution/index.ts';
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
export type { Covariates } from './effect/group-time/covariates.ts';
export { groupTimeEffects } from './effect/group-time/group-time.ts';
export * from './effect/group-time/options.ts';
export * from './effect/group-time/two-period.ts';
export * from './effect/honest/bounds.ts';
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
export * from './effect/ratio/mantel-haenszel.ts';
export * from './effect/ratio/paired.ts';
export * from './effect/ratio/regression.ts';
export * from './effect/ratio/unpaired.ts';
export { adjustedClusterCovariance } from './effect/robust/adjusted.ts';
export * from './effect/robust/cluster-robust.ts';
export * from './effect/robust/heteroskedastic.ts';
export * from './effect/robust/model.ts';
export * from './effect/robust/small-sample.ts';
export * from './effect/score/design.ts';
export * from './effect/score/family.ts';
export * from './effect/score/glm.ts';
export * from './effect/score/propensity.ts';
export * from './effect/sensitivity/evalue.ts';
export * from './effect/sensitivity/omitted-variable.ts';
export * from './effect/sensitivity/rosenbaum.ts';
export * from './effect/two-way/few-clusters.ts';
export * from './effect/two-way/regression.ts';
export type { TwoWayRows } from './effect/two-way/rows.ts';
export type { SmallSample, SmallSampleFactor } from './effect/two-way/small-sample.ts';
export { type StaticWeights, staticWeights } from './effect/two-way/weights.ts';
export * from './effect/weighting/entropy-balancing.ts';
export * from './effect/weighting/estimates.ts';
export * from './effect/weighting/inverse-probability.ts';
export * from './numeric/least-squares.ts';
export * from './numeric/matrix.ts';

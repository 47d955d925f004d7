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
export * from './effect/matching/abadie-imbens.ts';
export { matchNearest } from './effect/matching/nearest.ts';
export * from './effect/matching/options.ts';
export * from './effect/matching/pairs.ts';
export * from './effect/matching/support.ts';
export * from './effect/ratio/binomial-interval.ts';
export * from './effect/ratio/fisher.ts';
export * from './effect/ratio/mantel-haenszel.ts';
export * from './effect/ratio/paired.ts';
export * from './effect/ratio/regression.ts';
export * from './effect/ratio/unpaired.ts';
export * from './effect/robust/adjusted.ts';
export * from './effect/robust/cluster-robust.ts';
export * from './effect/robust/heteroskedastic.ts';
export * from './effect/robust/model.ts';
export * from './effect/score/design.ts';
export * from './effect/score/family.ts';
export * from './effect/score/glm.ts';
export * from './effect/score/propensity.ts';
export * from './effect/sensitivity/evalue.ts';
export * from './effect/sensitivity/omitted-variable.ts';
export * from './effect/sensitivity/rosenbaum.ts';
export * from './effect/weighting/entropy-balancing.ts';
export * from './effect/weighting/estimates.ts';
export * from './effect/weighting/inverse-probability.ts';
export * from './numeric/least-squares.ts';
export * from './numeric/matrix.ts';

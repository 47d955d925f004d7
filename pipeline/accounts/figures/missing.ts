import type { Breakdown, Indicator } from '../../contract/indicator.ts';
import type { YearFacts } from './domain.ts';

/** Inputs that a cluster delivers itself: without them its figures are unknown. */
const CLUSTER_INPUTS: ReadonlySet<string> = new Set(['participants', 'outcomes']);

/** Why a figure of a year cannot be computed whatever its cell holds, or null. */
export function missingReason(
  indicator: Indicator,
  facts: YearFacts,
  breakdown: Breakdown,
  values: readonly string[],
): string | null {
  const missing = indicator.inputs.find((input) => !facts.inputs.has(input));
  if (missing !== undefined) return `INPUT_MISSING:${missing}`;
  const needsEarlier = indicator.earlierYears > 0 || breakdown.includes('participation_status');
  if (needsEarlier && facts.earlierYears === 0) return 'NO_EARLIER_YEARS';
  const cluster = values[breakdown.indexOf('cluster')];
  if (cluster === undefined || !dependsOnClusters(indicator)) return null;
  return facts.notReported.has(cluster) && !facts.carriedForward.has(cluster) ? 'CLUSTER_NOT_REPORTED' : null;
}

const dependsOnClusters = ({ inputs }: Indicator): boolean => inputs.some((input) => CLUSTER_INPUTS.has(input));

/**
 * What a reader must know of a figure that was computed, or null: how many clusters are behind a sum over clusters
 * (`AS_REPORTED:44/50`), and how many more had their participants carried forward from an earlier year
 * (`CARRIED_FORWARD:6/50`, for the cluster itself `CARRIED_FORWARD`); how many earlier years were compared
 * (`EARLIER_YEARS:1/3`).
 */
export function coverageNote(
  indicator: Indicator,
  facts: YearFacts,
  breakdown: Breakdown,
  values: readonly string[],
): string | null {
  const needed = Math.max(indicator.earlierYears, breakdown.includes('participation_status') ? 3 : 0);
  if (needed > facts.earlierYears) return `EARLIER_YEARS:${facts.earlierYears}/${needed}`;
  if (!dependsOnClusters(indicator) || facts.notReported.size === 0) return null;
  const cluster = values[breakdown.indexOf('cluster')];
  if (cluster !== undefined) return facts.carriedForward.has(cluster) ? 'CARRIED_FORWARD' : null;
  const all = facts.clusters.length;
  if (facts.carriedForward.size > 0) return `CARRIED_FORWARD:${facts.carriedForward.size}/${all}`;
  return `AS_REPORTED:${all - facts.notReported.size}/${all}`;
}

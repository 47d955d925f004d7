import type { Breakdown, Indicator } from '../../contract/indicator.ts';
import type { YearFacts } from './domain.ts';

/** Inputs that a cluster delivers itself: without them its figures are unknown. */
const CLUSTER_INPUTS: ReadonlySet<string> = new Set(['participants', 'participations', 'outcomes']);

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
  const dependsOnClusters = indicator.inputs.some((input) => CLUSTER_INPUTS.has(input));
  return cluster !== undefined && dependsOnClusters && facts.notReported.has(cluster) ? 'CLUSTER_NOT_REPORTED' : null;
}

/**
 * What a reader must know of a figure that was computed: how many clusters are behind a sum over clusters and how missing
 * ones were treated (`AS_REPORTED:44/50`, `CARRIED_FORWARD:44/50`), or how many earlier years it was compared with
 * (`EARLIER_YEARS:1/3`).
 */
export function coverageNote(
  indicator: Indicator,
  facts: YearFacts,
  breakdown: Breakdown,
  values: readonly string[],
  treatment: 'as_reported' | 'carried_forward',
): string | null {
  const needed = Math.max(indicator.earlierYears, breakdown.includes('participation_status') ? 3 : 0);
  if (needed > facts.earlierYears) return `EARLIER_YEARS:${facts.earlierYears}/${needed}`;
  if (!indicator.inputs.some((input) => CLUSTER_INPUTS.has(input)) || facts.notReported.size === 0) return null;
  if (values[breakdown.indexOf('cluster')] !== undefined) return null;
  const reported = facts.clusters.length - facts.notReported.size;
  return `${treatment.toUpperCase()}:${reported}/${facts.clusters.length}`;
}

import type { Breakdown, Indicator } from '../../contract/indicator.ts';
import type { ImputationError, YearFacts } from './domain.ts';

/** Inputs that a cluster delivers itself: without them its figures are unknown. */
const CLUSTER_INPUTS: ReadonlySet<string> = new Set(['participants', 'outcomes']);

/** Years that decide whether a participant is new, returning or continuing. */
const STATUS_YEARS = 3;

/** How many of the years right before the reference year a figure is compared with. */
const yearsNeeded = ({ earlierYears }: Indicator, breakdown: Breakdown): number =>
  Math.max(earlierYears, breakdown.includes('participation_status') ? STATUS_YEARS : 0);

const yearsHeld = ({ year, earlierYears }: YearFacts, needed: number): number =>
  earlierYears.filter((earlier) => earlier >= year - needed).length;

/** Why a figure of a year cannot be computed whatever its cell holds, or null. */
export function missingReason(
  indicator: Indicator,
  facts: YearFacts,
  breakdown: Breakdown,
  values: readonly string[],
): string | null {
  const missing = indicator.inputs.find((input) => !facts.inputs.has(input));
  if (missing !== undefined) return `INPUT_MISSING:${missing}`;
  const needed = yearsNeeded(indicator, breakdown);
  if (needed > 0 && yearsHeld(facts, needed) === 0) return 'NO_EARLIER_YEARS';
  const cluster = values[breakdown.indexOf('cluster')];
  if (cluster === undefined || !dependsOnClusters(indicator)) return null;
  return facts.notReported.has(cluster) && !facts.carriedForward.has(cluster) ? 'CLUSTER_NOT_REPORTED' : null;
}

const dependsOnClusters = ({ inputs }: Indicator): boolean => inputs.some((input) => CLUSTER_INPUTS.has(input));

/** Own errors add up as independent ones do; that of the growth is shared. */
function imputationError(errors: readonly ImputationError[]): number | null {
  let own = 0;
  let shared = 0;
  for (const error of errors) {
    if (error.own === null || error.growth === null) return null;
    own += error.own ** 2;
    shared += error.growth;
  }
  return Math.sqrt(own + shared ** 2);
}

function imputedNote({ imputed, clusters }: YearFacts, cluster: string | undefined): string {
  const own = cluster === undefined ? undefined : imputed.get(cluster);
  const error = imputationError(cluster === undefined ? [...imputed.values()] : own === undefined ? [] : [own]);
  const parts = [
    ...(cluster === undefined ? [imputed.size, clusters.length] : []),
    ...(error === null ? [] : [Math.max(1, Math.round(error))]),
  ];
  return parts.length === 0 ? 'IMPUTED' : `IMPUTED:${parts.join('/')}`;
}

/**
 * What a reader must know of a figure that was computed, or null: how many clusters are behind a sum over clusters
 * (`AS_REPORTED:44/50`); how many had their participants carried forward from an earlier year (`CARRIED_FORWARD:6/50`, for the
 * cluster itself `CARRIED_FORWARD`) or imputed, with the standard error that this gives the number of participations where it
 * is known (`IMPUTED:6/50/35`, for the cluster itself `IMPUTED:12`), and how many have no earlier list (`;NOT_COVERED:1/50`);
 * how many earlier years were compared (`EARLIER_YEARS:1/3`).
 */
export function coverageNote(
  indicator: Indicator,
  facts: YearFacts,
  breakdown: Breakdown,
  values: readonly string[],
): string | null {
  const needed = yearsNeeded(indicator, breakdown);
  const held = yearsHeld(facts, needed);
  if (held < needed) return `EARLIER_YEARS:${held}/${needed}`;
  if (!dependsOnClusters(indicator) || facts.notReported.size === 0) return null;
  const cluster = values[breakdown.indexOf('cluster')];
  if (cluster !== undefined && !facts.carriedForward.has(cluster)) return null;
  const all = facts.clusters.length;
  if (cluster !== undefined) return facts.imputed.size > 0 ? imputedNote(facts, cluster) : 'CARRIED_FORWARD';
  const uncovered = facts.notReported.size - facts.carriedForward.size;
  const rest = uncovered === 0 ? '' : `;NOT_COVERED:${uncovered}/${all}`;
  if (facts.imputed.size > 0) return `${imputedNote(facts, cluster)}${rest}`;
  if (facts.carriedForward.size > 0) return `CARRIED_FORWARD:${facts.carriedForward.size}/${all}${rest}`;
  return `AS_REPORTED:${all - facts.notReported.size}/${all}`;
}

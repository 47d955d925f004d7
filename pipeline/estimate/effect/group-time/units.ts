import { denseCodes } from '../two-way/codes.ts';
import { gather } from '../two-way/rows.ts';
import type { GroupTimeData, GroupTimeOptions, KeptUnits } from './options.ts';

/**
 * Decides which units and periods take part. Units treated by the first period (and anticipation) leave: no period of theirs
 * is free of treatment. Cohorts after the last period count as never treated. Where nobody is never treated, the last cohort
 * is the comparison, and periods from its entry on drop.
 */
export function keepUnits(data: GroupTimeData, options: Required<GroupTimeOptions>): KeptUnits {
  const { panel, cohort, weights, cluster } = data;
  const { anticipation, controls, incomplete } = options;
  const steps = panel.periods.length;
  const last = (panel.periods[steps - 1] as number) + anticipation;
  const given = new Float64Array(panel.units);
  for (let i = 0; i < given.length; i++) given[i] = (cohort[i] as number) > last ? 0 : (cohort[i] as number);
  const latest = given.reduce((highest, start) => (Number.isNaN(start) ? highest : Math.max(highest, start)), 0);
  const hasNever = given.includes(0);
  const starts = hasNever || controls === 'not-yet' ? given : given.map((start) => (start === latest ? 0 : start));
  const periods = hasNever ? panel.periods : panel.periods.filter((period) => period < latest - anticipation);
  const periodIndexes = periods.map((period) => panel.periods.indexOf(period));
  const first = (periods[0] ?? Number.POSITIVE_INFINITY) + anticipation;
  const units = new Int32Array(panel.units);
  let size = 0;
  let alwaysTreated = 0;
  let unobserved = 0;
  for (let i = 0; i < panel.units; i++) {
    const start = starts[i] as number;
    if (start !== 0 && start <= first) {
      alwaysTreated++;
      continue;
    }
    let seen = 0;
    for (const t of periodIndexes) if (Number.isFinite(panel.outcome[i * steps + t] as number)) seen++;
    const weight = weights === undefined ? 1 : (weights[i] as number);
    const isObserved = incomplete === 'drop' ? seen === periods.length : seen > 0;
    if (isObserved && !Number.isNaN(start) && weight > 0) units[size++] = i;
    else unobserved++;
  }
  const kept = units.slice(0, size);
  let keptWeights: Float64Array | undefined;
  if (weights !== undefined) {
    const plain = gather(weights, kept);
    const mean = plain.reduce((sum, value) => sum + value, 0) / plain.length;
    keptWeights = plain.map((value) => value / mean);
  }
  const codes = cluster === undefined ? undefined : denseCodes(gather(cluster, kept));
  return {
    units: kept,
    cohort: gather(starts, kept),
    weights: keptWeights,
    cluster: codes?.codes,
    clusters: codes?.count ?? kept.length,
    alwaysTreated,
    unobserved,
    comparison: controls === 'not-yet' ? 'not-yet-treated' : hasNever ? 'never-treated' : 'last-cohort',
    periods,
    periodIndexes,
  };
}

import { type Effect, effectOf } from '../../estimate/effect/difference/effect.ts';
import type { Panel } from '../../estimate/effect/difference/panel.ts';
import { changeBetween } from '../../estimate/numeric/change.ts';
import type { EnteredRows } from './beside-cohorts.ts';

/** Finds the step of a year; -1 for years that are not in the panel. */
function stepsOf(years: readonly number[]): (year: number) => number {
  const first = years[0] as number;
  const steps = new Int32Array((years.at(-1) as number) - first + 1).fill(-1);
  years.forEach((year, t) => {
    steps[year - first] = t;
  });
  return (year) => steps[year - first] ?? -1;
}

/**
 * Weighted difference-in-differences over rows: at every horizon the weighted mean change since the year before
 * entry of the treated less that of the donors, donors counted once a cohort with its entry; then the plain mean over
 * horizons. Errors take weights as known and let all rows of a company move together.
 */
export function weightedDifference(
  panel: Panel,
  { firm: firms, treated, entry, weights }: EnteredRows,
  horizons: readonly number[],
  level: number,
): Effect & { readonly treated: number } {
  const steps = panel.periods.length;
  const stepOf = stepsOf(panel.periods);
  const influence = new Float64Array(panel.units);
  const isUsed = new Uint8Array(panel.units);
  const isTreated = new Uint8Array(panel.units);
  let estimate = 0;
  let used = 0;
  for (const horizon of horizons) {
    const changes = new Float64Array(firms.length).fill(Number.NaN);
    const total = [0, 0];
    const sum = [0, 0];
    for (let k = 0; k < changes.length; k++) {
      if (weights[k] === 0) continue;
      const base = stepOf((entry[k] as number) - 1);
      const later = stepOf((entry[k] as number) + horizon);
      if (base < 0 || later < 0) continue;
      const firm = firms[k] as number;
      const change = changeBetween(
        panel.outcome[firm * steps + later] as number,
        panel.outcome[firm * steps + base] as number,
      );
      if (!Number.isFinite(change)) continue;
      changes[k] = change;
      const side = treated[k] as number;
      total[side] = (total[side] as number) + (weights[k] as number);
      sum[side] = (sum[side] as number) + (weights[k] as number) * change;
    }
    const [controls, own] = total as [number, number];
    if (controls === 0 || own === 0) continue;
    used++;
    const means = [(sum[0] as number) / controls, (sum[1] as number) / own];
    estimate += (means[1] as number) - (means[0] as number);
    for (let k = 0; k < changes.length; k++) {
      if (Number.isNaN(changes[k] as number)) continue;
      const side = treated[k] as number;
      const firm = firms[k] as number;
      const part =
        ((weights[k] as number) * ((changes[k] as number) - (means[side] as number))) / (total[side] as number);
      influence[firm] = (influence[firm] as number) + (side === 1 ? part : -part);
      isUsed[firm] = 1;
      if (side === 1) isTreated[firm] = 1;
    }
  }
  const variance = influence.reduce((all, value) => all + value * value, 0) / (used * used);
  const count = (flags: Uint8Array): number => flags.reduce((all, flag) => all + flag, 0);
  const companies = count(isUsed);
  const factor = companies / (companies - 1);
  return {
    ...effectOf(estimate / used, Math.sqrt(variance * factor), companies - 1, level),
    treated: count(isTreated),
  };
}

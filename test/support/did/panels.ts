import type { Panel } from '../../../pipeline/estimate/effect/difference/panel.ts';
import { normal, uniform } from '../../../pipeline/estimate/numeric/random.ts';

/** How a generated panel is made; the effect is known. */
export interface PanelPlan {
  readonly units: number;
  readonly periods: readonly number[];
  readonly seed: number;
  /** Entries that units may have, 0 among them for never. */
  readonly entries: readonly number[];
  /** Effect by entry and periods since it. */
  readonly effect: (entry: number, since: number) => number;
  readonly noise?: number;
}

/** A panel with unit effects, common period effects, and an effect from entry on. */
export function plannedPanel(plan: PanelPlan): { panel: Panel; cohort: Float64Array } {
  const { units, periods, seed, entries, effect, noise = 0 } = plan;
  const cohort = Float64Array.from(
    { length: units },
    (_, i) => entries[Math.floor(uniform(seed, 1, 0, i) * entries.length)] as number,
  );
  const outcome = new Float64Array(units * periods.length);
  for (let i = 0; i < units; i++)
    periods.forEach((period, t) => {
      const entry = cohort[i] as number;
      const gain = entry > 0 && period >= entry ? effect(entry, period - entry) : 0;
      outcome[i * periods.length + t] = normal(seed, 2, 0, i) + Math.sin(period) + gain + noise * normal(seed, 3, t, i);
    });
  return { panel: { units, periods, outcome }, cohort };
}

/** Long form of a panel. */
export function rowsOfPanel({ panel, cohort }: { panel: Panel; cohort: Float64Array }) {
  const steps = panel.periods.length;
  const size = panel.units * steps;
  const unit = Int32Array.from({ length: size }, (_, at) => Math.floor(at / steps));
  return {
    unit,
    period: Float64Array.from({ length: size }, (_, at) => panel.periods[at % steps] as number),
    outcome: panel.outcome,
    entry: Float64Array.from(unit, (i) => cohort[i] as number),
  };
}

/** The same units in another order. */
export function reorderUnits(
  { panel, cohort }: { panel: Panel; cohort: Float64Array },
  order: readonly number[],
): { panel: Panel; cohort: Float64Array } {
  const steps = panel.periods.length;
  const outcome = new Float64Array(panel.outcome.length);
  order.forEach((from, to) => {
    outcome.set(panel.outcome.subarray(from * steps, (from + 1) * steps), to * steps);
  });
  return { panel: { ...panel, outcome }, cohort: Float64Array.from(order, (from) => cohort[from] as number) };
}

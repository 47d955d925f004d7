import { chiSquareCdf } from '../../distribution/index.ts';
import { waldStatistic } from '../difference/effect.ts';
import { covarianceOf } from './influence.ts';
import type { CohortSize, GroupTimeCell, GroupTimeOptions, Influence, KeptUnits, PreTest } from './options.ts';

/** Settings without options. */
export const DEFAULTS: Required<GroupTimeOptions> = {
  method: 'dr',
  controls: 'never',
  anticipation: 0,
  base: 'varying',
  incomplete: 'pairs',
  minimumTreated: 5,
  level: 0.95,
};

/** A cell to be estimated: positions are in `kept.periods`. */
export interface CellPlan {
  readonly cohort: number;
  readonly now: number;
  readonly before: number;
}

/** All cells of a cohort. From entry on the base is the last period before entry and anticipation. */
export function planCells(cohort: number, periods: readonly number[], options: Required<GroupTimeOptions>): CellPlan[] {
  const { base, anticipation } = options;
  const free = periods.filter((period) => period + anticipation < cohort).length - 1;
  if (free < 0) return [];
  const plans = periods.map((period, now) => ({
    cohort,
    now,
    before: base === 'universal' || period >= cohort ? free : now - 1,
  }));
  return plans.filter(({ before }) => before >= 0);
}

/** Cohorts that can be estimated, with their shares of all kept units. */
function cohortSizes(kept: KeptUnits): CohortSize[] {
  const counts = new Map<number, { units: number; weight: number }>();
  for (let k = 0; k < kept.units.length; k++) {
    const cohort = kept.cohort[k] as number;
    if (cohort === 0) continue;
    const own = counts.get(cohort) ?? { units: 0, weight: 0 };
    own.units++;
    own.weight += kept.weights === undefined ? 1 : (kept.weights[k] as number);
    counts.set(cohort, own);
  }
  const sizes = [...counts].map(([cohort, { units, weight }]) => ({
    cohort,
    units,
    share: weight / kept.units.length,
  }));
  return sizes.sort((a, b) => a.cohort - b.cohort);
}

/** Cohorts that are estimated: all but the last where it is the only control left. */
export function estimatedCohorts(kept: KeptUnits, { controls }: Required<GroupTimeOptions>): CohortSize[] {
  const sizes = cohortSizes(kept);
  const lastCohort = sizes.at(-1)?.cohort;
  const isOnlyControl = (cohort: number): boolean =>
    controls === 'not-yet' && cohort === lastCohort && !kept.cohort.includes(0);
  return sizes.filter(({ cohort }) => !isOnlyControl(cohort));
}

/** Wald test that effects before entry are 0; R `did` calls it the pre-test of parallel trends. */
export function preTestOf(kept: KeptUnits, cells: readonly GroupTimeCell[]): PreTest | null {
  const before = cells.filter(
    ({ event, influence, effect }) => event < 0 && influence !== null && effect?.standardError !== null,
  );
  const statistic = waldStatistic(
    before.map(({ effect }) => effect?.estimate as number),
    covarianceOf(
      kept,
      before.map(({ influence }) => influence as Influence),
    ),
  );
  if (statistic === null) return null;
  return { statistic, degreesOfFreedom: before.length, p: 1 - chiSquareCdf(statistic, before.length) };
}

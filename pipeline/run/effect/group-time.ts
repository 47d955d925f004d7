import { type Effect, effectOf } from '../../estimate/effect/difference/effect.ts';
import { type AggregatedEffect, aggregateGroupTime } from '../../estimate/effect/group-time/aggregate.ts';
import type { Covariates, FixedFactor } from '../../estimate/effect/group-time/covariates.ts';
import { groupTimeEffects } from '../../estimate/effect/group-time/group-time.ts';
import type { GroupTimeCell, PreTest } from '../../estimate/effect/group-time/options.ts';
import { quadraticForm } from '../../estimate/numeric/matrix.ts';
import type { BatteryStudy } from './battery-study.ts';
import { collectLarge } from './collect.ts';
import type { Specification } from './specification.ts';

/** The second estimator: all donors instead of matched ones, adjusted by regression, by cohort and year. */
export interface GroupTimeStudy {
  readonly cells: readonly Omit<GroupTimeCell, 'influence'>[];
  readonly preTest: PreTest | null;
  /** By years since entry. */
  readonly byEvent: readonly Omit<AggregatedEffect, 'influence'>[];
  readonly headline: (Effect & { readonly treated: number }) | null;
}

/** All donors instead of pairs, by cohort and year. */
export const groupTimeSpecification = (name: string, { headline }: GroupTimeStudy): Specification => ({
  name,
  effect: headline,
  n: headline?.treated ?? 0,
});

/** Companies of the headline's segment: entry for the treated, 0 for donors, NaN for all others. */
function cohorts({ panel, population, smeBands }: BatteryStudy): Float64Array {
  const cohort = new Float64Array(panel.firms).fill(Number.NaN);
  population.firm.forEach((firm, k) => {
    if ((population.sizeBand[k] as number) >= smeBands) return;
    cohort[firm] = population.treated[k] === 1 ? (population.entry[k] as number) : 0;
  });
  return cohort;
}

/** Industry section of every company in its first year; -1 where it is not known. */
function sectionsOf({ industry, years, firms }: BatteryStudy['panel']): Int16Array {
  const steps = years.length;
  const sections = new Int16Array(firms).fill(-1);
  for (let firm = 0; firm < sections.length; firm++)
    for (let at = firm * steps; at < (firm + 1) * steps && sections[firm] === -1; at++)
      sections[firm] = industry.codes[at] as number;
  return sections;
}

/** Industry sections as a factor: the first that occurs is the reference, and so is an unknown one. */
function sectionFactor(panel: BatteryStudy['panel']): FixedFactor {
  const codes = sectionsOf(panel);
  const present = [...new Set(codes)].filter((code) => code >= 0).sort((a, b) => a - b);
  const dummies = new Int16Array(panel.industry.levels.length).fill(-1);
  present.slice(1).forEach((code, j) => {
    dummies[code] = j;
  });
  for (let firm = 0; firm < codes.length; firm++)
    if (codes[firm] !== -1) codes[firm] = dummies[codes[firm] as number] as number;
  return { codes, width: Math.max(0, present.length - 1) };
}

/** Log size and export status as of the earlier of two years, and industry sections. */
function covariates({ panel, outcomes }: BatteryStudy): Covariates {
  const exporter = outcomes.get('exporter').outcome;
  return [
    outcomes.get('log_fte').outcome,
    ...(exporter.some((value) => value > 0) ? [exporter] : []),
    sectionFactor(panel),
  ];
}

/**
 * Group-time effects on log productivity, and their mean over the horizons: against those never treated with covariates, or
 * against those not yet treated without.
 */
export function studyGroupTime(study: BatteryStudy, controls: 'never' | 'not-yet'): GroupTimeStudy {
  const adjusted = controls === 'never' ? { covariates: covariates(study) } : {};
  const effects = groupTimeEffects(
    { panel: study.outcomes.get('log_productivity'), cohort: cohorts(study), ...adjusted },
    { method: 'reg', controls, level: study.level },
  );
  collectLarge(study.panel.isPresent.length);
  const dynamic = aggregateGroupTime(effects, 'dynamic', {
    minimumEvent: -study.settings.leads,
    maximumEvent: Math.max(...study.settings.horizons),
  });
  const isUsed = dynamic.by.map(({ key }) => study.settings.horizons.includes(key));
  const chosen = dynamic.by.filter((_, k) => isUsed[k]);
  const told = {
    cells: effects.cells.map(({ influence: _, ...cell }) => cell),
    preTest: effects.preTest,
    byEvent: dynamic.by.map(({ influence: _, ...effect }) => effect),
  };
  if (chosen.length === 0) return { ...told, headline: null };
  const error = Math.sqrt(
    quadraticForm(
      dynamic.covariance,
      isUsed.map((used) => (used ? 1 / chosen.length : 0)),
    ),
  );
  const estimate = chosen.reduce((sum, { estimate: own }) => sum + own, 0) / chosen.length;
  const degrees = Math.min(...chosen.map(({ degreesOfFreedom }) => degreesOfFreedom));
  const treated = Math.max(...chosen.map((effect) => effect.treated));
  return { ...told, headline: { ...effectOf(estimate, error, degrees, study.level), treated } };
}

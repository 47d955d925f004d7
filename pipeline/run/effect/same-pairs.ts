import { matchedDifferenceInDifferences } from '../../estimate/effect/difference/matched.ts';
import type { BatteryStudy } from './battery-study.ts';
import { headliner, selectPairs } from './estimate.ts';
import { winsorised } from './outcomes.ts';
import { isBelow, ofPairs, type Specification } from './specification.ts';

const WINSORISED_PCT = [1, 5];

/** Pairs of which both companies are observed from the year before entry to the last horizon. */
export function balancedPanel(study: BatteryStudy): Specification {
  const panel = study.outcomes.get('log_productivity');
  const steps = panel.periods.length;
  const last = Math.max(...study.settings.horizons);
  const isWhole = (firm: number, entry: number): boolean => {
    for (let year = entry - 1; year <= entry + last; year++) {
      const t = panel.periods.indexOf(year);
      if (t < 0 || !Number.isFinite(panel.outcome[firm * steps + t] as number)) return false;
    }
    return true;
  };
  const { control } = study.sample.pairs;
  return ofPairs(study, 'balanced_panel', study, panel, (unit, at) => {
    const entry = study.treatment.entry[unit] as number;
    return isWhole(unit, entry) && isWhole(control[at] as number, entry);
  });
}

/** The headline with one cluster of entry, or one year of entry, left out at a time. */
export function leaveOneOut(study: BatteryStudy): Specification[] {
  const { treatment, sample, settings, level } = study;
  const { treated } = sample.pairs;
  const panel = study.outcomes.get('log_productivity');
  const headlineFor = headliner(panel, sample.pairs, treatment.entry, settings, level);
  const valuesOf = (of: ArrayLike<number>): number[] =>
    [...new Set(Array.from(treated, (unit) => of[unit] as number))].sort((a, b) => a - b);
  const without = (name: string, of: ArrayLike<number>, value: number): Specification => {
    const { headline } = headlineFor((unit, row) => isBelow(study, row, study.smeBands) && of[unit] !== value);
    return { name, effect: headline, n: headline?.pairs ?? 0 };
  };
  return [
    ...valuesOf(treatment.cluster).map((value) =>
      without(`without_cluster|${treatment.clusters[value]}`, treatment.cluster, value),
    ),
    ...valuesOf(treatment.entry).map((value) => without(`without_cohort|${value}`, treatment.entry, value)),
  ];
}

/** Two-way fixed effects on the same pairs: one number for all years from entry on. */
function twoWay(study: BatteryStudy): Specification {
  const pairs = selectPairs(study.sample.pairs, (_unit, at) => isBelow(study, at, study.smeBands));
  if (pairs.pair.length === 0) return { name: 'two_way', effect: null, n: 0 };
  const effect = matchedDifferenceInDifferences(study.outcomes.get('log_productivity'), pairs, study.treatment.entry, {
    from: -study.settings.leads,
    to: Math.max(...study.settings.horizons),
    level: study.level,
  });
  return { name: 'two_way', effect, n: effect.pairs };
}

/** The headline, and two-way fixed effects of its pairs. */
export const samePairs = (study: BatteryStudy): Specification[] => [ofPairs(study, 'base'), twoWay(study)];

/** Outcomes beyond a percentile and its opposite set to it. */
export const winsorisedOutcomes = (study: BatteryStudy): Specification[] =>
  winsorised(study.outcomes.get('log_productivity'), WINSORISED_PCT).map((panel, k) =>
    ofPairs(study, `winsor_${WINSORISED_PCT[k]}`, study, panel),
  );

/** Small and medium-sized by other limits. */
export function otherLimits(study: BatteryStudy): Specification[] {
  const bands = (limit: number): number => study.settings.size_bands.filter((own) => own <= limit).length;
  return [50, 250].map((limit) => ofPairs(study, `sme_${limit}`, study, undefined, undefined, bands(limit)));
}

import type { Effect } from '../../estimate/effect/difference/effect.ts';
import type { Battery } from './battery.ts';
import type { EffectNumber } from './figures.ts';
import type { Specification } from './specification.ts';
import type { EffectStudy } from './study.ts';

const EFF08 = { indicator: 'EFF08' };
const percent = (value: number | null): number | null => (value === null ? null : 100 * Math.expm1(value));

const effectNumber = (item: string, effect: Effect | null, n: number): EffectNumber => ({
  indicator: 'EFF01',
  measure: 'effect_pct',
  unit: 'pct',
  at: { item },
  value: percent(effect?.estimate ?? null),
  lower: percent(effect?.lower ?? null),
  upper: percent(effect?.upper ?? null),
  standardError: effect?.standardError ?? null,
  degreesOfFreedom: effect?.degreesOfFreedom ?? null,
  n,
});

const LEFT_OUT = 'without_cluster|';

/** All specifications; of those that leave out a cluster only the lowest and the highest, for clusters are named. */
function shownSpecifications(specifications: readonly Specification[]): Specification[] {
  const isCluster = ({ name }: Specification): boolean => name.startsWith(LEFT_OUT);
  const clusters = specifications
    .filter((one) => isCluster(one) && one.effect !== null)
    .sort((a, b) => (a.effect?.estimate as number) - (b.effect?.estimate as number));
  const ends = [clusters[0], clusters.length > 1 ? clusters.at(-1) : undefined];
  return [
    ...specifications.filter((one) => !isCluster(one)),
    ...ends.flatMap((one, k) =>
      one === undefined ? [] : [{ ...one, name: k === 0 ? 'without_cluster_lowest' : 'without_cluster_highest' }],
    ),
  ];
}

/** Largest less smallest estimate of all specifications, in per cent. */
export function specificationSpread(specifications: readonly Specification[]): number | null {
  const values = specifications.flatMap(({ effect }) => (effect === null ? [] : [percent(effect.estimate) as number]));
  return values.length === 0 ? null : Math.max(...values) - Math.min(...values);
}

function groupTimeNumbers({ groupTime }: Battery): EffectNumber[] {
  return [
    ...groupTime.cells.map(({ cohort, period, effect, treated }) =>
      effectNumber(`gt|${cohort}|${period}`, effect, treated),
    ),
    ...groupTime.byEvent.map((effect) => effectNumber(`dyn|${effect.key}`, effect, effect.treated)),
  ];
}

/** Numbers of the battery: specifications, group-time effects, placebos and sensitivity. */
export function batteryNumbers(study: EffectStudy, battery: Battery): EffectNumber[] {
  const { sensitivity } = battery;
  const preTrend = study.estimates.get('log_productivity')?.sme.preTrend ?? null;
  const n = study.estimates.get('log_productivity')?.sme.headline?.pairs ?? 0;
  const p = (item: string, value: number | null | undefined): EffectNumber => ({
    ...EFF08,
    measure: 'p_value',
    unit: 'p_value',
    at: { item },
    value: value ?? null,
    n,
  });
  const level = (item: string, value: number | null | undefined, note = 'NOT_ESTIMABLE'): EffectNumber => ({
    ...EFF08,
    measure: 'sensitivity',
    unit: 'number',
    at: { item },
    value: value ?? null,
    n,
    ...(value === null || value === undefined ? { note } : {}),
  });
  return [
    ...shownSpecifications(battery.specifications).map(({ name, effect, n: size }) =>
      effectNumber(`spec|${name}`, effect, size),
    ),
    ...groupTimeNumbers(battery),
    {
      ...EFF08,
      measure: 'specification_spread_pct',
      unit: 'pct',
      value: specificationSpread(battery.specifications),
      n,
    },
    { ...EFF08, measure: 'placebo_p', unit: 'p_value', value: sensitivity.placeboYear?.p ?? null, n },
    p('pre_trend', preTrend?.p),
    p('placebo_year', sensitivity.placeboYear?.p),
    p('placebo_outcome', sensitivity.placeboOutcome?.p),
    p('group_time_pre_trend', battery.groupTime.preTest?.p),
    ...sensitivity.bounds.map(({ gamma, upperP }) => p(`gamma|${gamma}`, upperP)),
    level('critical_gamma', sensitivity.criticalGamma, 'HOLDS_BEYOND_SEARCH'),
    level('robustness_value', sensitivity.robustness?.value),
    level('e_value', sensitivity.innovation?.point),
    level('e_value_limit', sensitivity.innovation?.interval),
    level('breakdown_m', sensitivity.breakdown, 'HOLDS_BEYOND_SEARCH'),
    level('minimum_detectable_pct', percent(sensitivity.minimumDetectable)),
    level('attrition_pct', sensitivity.attrition === null ? null : 100 * sensitivity.attrition),
    ...sensitivity.honest.flatMap(({ bound, lower, upper }) => [
      level(`honest_lower|${bound}`, percent(lower)),
      level(`honest_upper|${bound}`, percent(upper)),
    ]),
    ...sensitivity.smooth.flatMap(({ bound, lower, upper }) => [
      level(`smooth_lower|${bound}`, percent(lower)),
      level(`smooth_upper|${bound}`, percent(upper)),
    ]),
  ];
}

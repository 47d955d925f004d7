import type { Dimension } from '../../contract/figure.ts';
import type { Effect } from '../../estimate/effect/difference/effect.ts';
import { matchedDifferenceInDifferences, matchedEventStudy } from '../../estimate/effect/difference/matched.ts';
import { uniformCriticalValue } from '../../estimate/effect/event-study/uniform.ts';
import { headliner, type PairEstimate } from './estimate.ts';
import type { EffectNumber } from './figures.ts';
import type { OutcomeName } from './outcomes.ts';
import type { EffectStudy, Segment } from './study.ts';
import { VERDICT_RULES } from './verdict.ts';

type Place = Readonly<Partial<Record<Dimension, string>>>;

const SEGMENTS: readonly Segment[] = ['sme', 'large', 'all'];
const SIZE_BANDS = ['1-9', '10-49', '50-249', '250+'];
const DEFAULT_LIMITS = '10,50,250';

/** Place of a segment among the items. */
export const placeOf = (segment: Segment): Place => (segment === 'all' ? {} : { item: segment });

const percent = (value: number | null): number | null => (value === null ? null : 100 * Math.expm1(value));
export const asIs = (value: number | null): number | null => value;

interface Kind {
  readonly indicator: string;
  readonly measure: string;
  readonly unit: string;
  readonly outcome: OutcomeName;
  readonly scale: (value: number | null) => number | null;
  readonly breakdowns: readonly Dimension[];
}

const KINDS: readonly Kind[] = [
  {
    indicator: 'EFF01',
    measure: 'effect_pct',
    unit: 'pct',
    outcome: 'log_productivity',
    scale: percent,
    breakdowns: ['size_band', 'region', 'industry'],
  },
  { indicator: 'EFF02', measure: 'effect_pct', unit: 'pct', outcome: 'tfp', scale: percent, breakdowns: ['size_band'] },
  {
    indicator: 'EFF04',
    measure: 'effect_pct',
    unit: 'pct',
    outcome: 'log_fte',
    scale: percent,
    breakdowns: ['size_band', 'region'],
  },
  {
    indicator: 'EFF05',
    measure: 'effect_pct',
    unit: 'pct',
    outcome: 'log_turnover',
    scale: percent,
    breakdowns: ['size_band', 'region'],
  },
  {
    indicator: 'EFF06',
    measure: 'share_effect_pp',
    unit: 'pp',
    outcome: 'export_share',
    scale: asIs,
    breakdowns: ['size_band'],
  },
];

/** A failed test of the years before entry goes with the number. */
export const doubt = (preTrend: PairEstimate['preTrend']): Pick<EffectNumber, 'note' | 'isDoubtful'> =>
  preTrend !== null && preTrend.p < VERDICT_RULES.significance ? { note: 'PRE_TREND', isDoubtful: true } : {};

/** Headline of an estimate as a number; without one, the reason. */
export function headlineNumber(
  { indicator, measure, unit, scale }: Pick<Kind, 'indicator' | 'measure' | 'unit' | 'scale'>,
  { headline, pairs, preTrend = null }: Pick<PairEstimate, 'headline' | 'pairs'> & Partial<PairEstimate>,
  at: Place,
): EffectNumber {
  if (headline === null)
    return { indicator, measure, unit, value: null, n: pairs, at, note: pairs === 0 ? 'NO_PAIRS' : 'NO_VARIATION' };
  return {
    indicator,
    measure,
    unit,
    at,
    value: scale(headline.estimate),
    lower: scale(headline.lower),
    upper: scale(headline.upper),
    standardError: headline.standardError,
    degreesOfFreedom: headline.degreesOfFreedom,
    n: headline.pairs,
    ...doubt(preTrend),
  };
}

/** Every event time of a study, the year before entry as reference with value 0. */
function eventNumbers(kind: Kind, { study }: PairEstimate): EffectNumber[] {
  const { indicator, measure, unit, scale } = kind;
  const events = study.events.map(
    (event): EffectNumber => ({
      indicator,
      measure,
      unit,
      at: { item: `e=${event.event}` },
      value: scale(event.estimate),
      lower: scale(event.lower),
      upper: scale(event.upper),
      standardError: event.standardError,
      degreesOfFreedom: event.degreesOfFreedom,
      n: event.pairs,
    }),
  );
  const pairs = Math.max(0, ...study.events.map((event) => event.pairs));
  return [...events, { indicator, measure, unit, at: { item: 'e=-1' }, value: 0, n: pairs, note: 'REFERENCE' }];
}

/** Is the treated company of a pair small or medium-sized? */
export const isSmePair = (
  { population, sample, smeBands }: Pick<EffectStudy, 'population' | 'sample' | 'smeBands'>,
  at: number,
): boolean => (population.sizeBand[sample.pairRows.treated[at] as number] as number) < smeBands;

/** Does the treated company of a pair belong to the segment? */
export const inSegment = (study: EffectStudy, segment: Segment, at: number): boolean =>
  segment === 'all' || isSmePair(study, at) === (segment === 'sme');

/** Effect by size band, region or industry of the treated company in its base year. */
function breakdownNumbers(study: EffectStudy, kind: Kind): EffectNumber[] {
  const { panel, population, sample, settings, treatment, outcomes, level } = study;
  const rowOf = (at: number): number => sample.pairRows.treated[at] as number;
  const firmYear = (at: number): number =>
    (population.firm[rowOf(at)] as number) * panel.years.length + (population.step[rowOf(at)] as number);
  const groups: readonly { readonly dimension: Dimension; readonly of: (at: number) => string | undefined }[] = [
    {
      dimension: 'size_band',
      of: (at) =>
        settings.size_bands.join() === DEFAULT_LIMITS
          ? SIZE_BANDS[population.sizeBand[rowOf(at)] as number]
          : undefined,
    },
    { dimension: 'region', of: (at) => panel.region.levels[panel.region.codes[firmYear(at)] as number] },
    { dimension: 'industry', of: (at) => panel.industry.levels[panel.industry.codes[firmYear(at)] as number] },
  ];
  const headlineFor = headliner(outcomes.get(kind.outcome), sample.pairs, treatment.entry, settings, level);
  const wanted = groups.filter(({ dimension }) => kind.breakdowns.includes(dimension));
  return wanted.flatMap(({ dimension, of }) => {
    const values = new Set<string>();
    sample.pairs.pair.forEach((_pair, at) => {
      const value = of(at);
      if (value !== undefined) values.add(value);
    });
    return [...values].sort().map((value) => {
      const estimate = headlineFor((_unit, at) => of(at) === value);
      return headlineNumber(kind, estimate, { [dimension]: value });
    });
  });
}

/** Two-way fixed effects and their event study on all pairs and years: what other software gives for the same pairs. */
function twoWayNumbers({ outcomes, sample, treatment, settings, level }: EffectStudy): EffectNumber[] {
  if (sample.pairs.pair.length === 0) return [];
  const panel = outcomes.get('log_productivity');
  const options = { cluster: settings.cluster_errors_by, level };
  const whole = matchedDifferenceInDifferences(panel, sample.pairs, treatment.entry, options);
  const { events } = matchedEventStudy(panel, sample.pairs, treatment.entry, options);
  const number = (item: string, effect: Effect, n: number): EffectNumber => ({
    indicator: 'EFF01',
    measure: 'effect_pct',
    unit: 'pct',
    at: { item },
    value: percent(effect.estimate),
    lower: percent(effect.lower),
    upper: percent(effect.upper),
    standardError: effect.standardError,
    degreesOfFreedom: effect.degreesOfFreedom,
    n,
  });
  return [
    number('two_way', whole, whole.pairs),
    ...events.map((event) => number(`two_way|e=${event.event}`, event, event.treatedRows)),
  ];
}

/** The event study of the headline with intervals that hold for all event times at once. */
function bandNumbers({ estimates, level, seed }: EffectStudy): EffectNumber[] {
  const study = estimates.get('log_productivity')?.sme.study;
  if (study === undefined) return [];
  const critical = uniformCriticalValue(study.covariance, { level, seed });
  return study.events.map(({ event, estimate, standardError, pairs }) => {
    const reach = critical * (standardError ?? Number.NaN);
    return {
      indicator: 'EFF01',
      measure: 'effect_pct',
      unit: 'pct',
      at: { item: `band|e=${event}` },
      value: percent(estimate),
      lower: percent(estimate - reach),
      upper: percent(estimate + reach),
      n: pairs,
    };
  });
}

/** Effects of EFF01, EFF02 and EFF04 to EFF06: headlines, event studies and breakdowns. */
export function effectNumbers(study: EffectStudy): EffectNumber[] {
  const headlines = KINDS.flatMap((kind) => {
    const estimates = study.estimates.get(kind.outcome);
    if (estimates === undefined) return [];
    return [
      ...SEGMENTS.map((segment) => headlineNumber(kind, estimates[segment], placeOf(segment))),
      ...eventNumbers(kind, estimates.sme),
    ];
  });
  return [
    ...headlines,
    ...bandNumbers(study),
    ...twoWayNumbers(study),
    ...KINDS.flatMap((kind) => breakdownNumbers(study, kind)),
  ];
}

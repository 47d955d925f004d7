import {
  DIMENSIONS,
  type Dimension,
  type DisclosureClass,
  type Figure,
  type Reliability,
  TOTAL,
} from '../../contract/figure.ts';
import { binomialInterval } from '../../estimate/effect/ratio/binomial-interval.ts';

/** What a figure of the study says; everything else follows from the study. */
export interface EffectNumber {
  readonly indicator: string;
  readonly measure: string;
  readonly unit: string;
  readonly value: number | null;
  readonly at?: Readonly<Partial<Record<Dimension, string>>>;
  readonly lower?: number | null;
  readonly upper?: number | null;
  readonly standardError?: number | null;
  readonly degreesOfFreedom?: number | null;
  /** Matched pairs. */
  readonly n?: number | null;
  readonly numerator?: number | null;
  readonly contributors?: number | null;
  readonly disclosureClass?: DisclosureClass;
  readonly note?: string;
  /** The years before entry speak against it. */
  readonly isDoubtful?: boolean;
}

/** Pairs from which an effect is called good rather than to be used with care. */
const GOOD_PAIRS = 100;

const finite = (value: number | null | undefined): number | null =>
  value === null || value === undefined || !Number.isFinite(value) ? null : value;

/** How far a number can be trusted: not at all where the pairs were on different paths before, with care where they are few. */
function reliabilityOf({ isDoubtful = false, n = null }: EffectNumber, hasInterval: boolean): Reliability {
  if (!hasInterval) return 'not_applicable';
  if (isDoubtful) return 'unreliable';
  return n !== null && n >= GOOD_PAIRS ? 'good' : 'use_with_care';
}

/** A share of n companies in per cent, with Wilson's interval; n may be an effective number. */
export function ratePercent(
  share: number,
  n: number,
  level: number,
): Pick<EffectNumber, 'unit' | 'value' | 'lower' | 'upper'> {
  const { lower, upper } = binomialInterval(share * n, n, 'wilson', level);
  return { unit: 'pct', value: 100 * share, lower: 100 * lower, upper: 100 * upper };
}

/** Turns numbers of the study into figures. A number that is not finite becomes "no data" with its reason. */
export function toFigure(number: EffectNumber, referenceYear: number, level: number): Figure {
  const value = finite(number.value);
  const n = number.n ?? null;
  const places = Object.fromEntries(DIMENSIONS.map((name) => [name, number.at?.[name] ?? TOTAL])) as Record<
    Dimension,
    string
  >;
  const isComputed = value !== null;
  const lower = isComputed ? finite(number.lower) : null;
  const upper = isComputed ? finite(number.upper) : null;
  const degrees = finite(number.degreesOfFreedom);
  return {
    ...places,
    indicator: number.indicator,
    measure: number.measure,
    referenceYear,
    value,
    unit: number.unit,
    lower,
    upper,
    standardError: isComputed ? finite(number.standardError) : null,
    degreesOfFreedom: isComputed ? degrees : null,
    confidenceLevel: lower === null ? null : level,
    n,
    numerator: number.numerator ?? null,
    denominator: null,
    contributors: number.contributors ?? n,
    largest1: null,
    largest2: null,
    evidenceTier: 'register',
    disclosureClass: number.disclosureClass ?? 'S4',
    reliability: reliabilityOf(number, lower !== null),
    status: isComputed ? 'computed' : 'no_data',
    note: isComputed ? (number.note ?? null) : (number.note ?? 'NOT_ESTIMABLE'),
  };
}

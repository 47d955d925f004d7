import { tQuantile } from '../distribution/index.ts';
import { degreesOfFreedomOf, type SurveyDesign } from './design.ts';
import { magnitudeReliability, type ReliabilityBand } from './reliability.ts';
import { totalCovariance } from './variance.ts';

/**
 * Why an estimate needs care: `single_unit_stratum` (the policy filled in a variance), `no_degrees_of_freedom` (too few
 * primary units for an interval), `no_variation` (all answers alike: the interval is Clopper-Pearson's), `no_respondents`.
 */
export type SurveyWarning = 'single_unit_stratum' | 'no_degrees_of_freedom' | 'no_variation' | 'no_respondents';

/** An estimate with everything needed to judge it. */
export interface SurveyEstimate {
  readonly estimate: number;
  readonly standardError: number;
  /** Ends of the interval, null where the design gives no degrees of freedom. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly confidenceLevel: number;
  readonly degreesOfFreedom: number;
  /** Respondents of the domain with an answer. */
  readonly n: number;
  /** Kish: respondents of a simple random sample that weights as uneven as these are worth. */
  readonly effectiveN: number;
  /** Variance over that of a simple random sample of the same size (see `designEffect` of the options); null where that has none. */
  readonly designEffect: number | null;
  readonly reliability: ReliabilityBand;
  readonly warnings: readonly SurveyWarning[];
  /** Weight times linearised value of every respondent; what comparisons are made of. */
  readonly influence: Float64Array;
}

export interface EstimateOptions {
  /** 1 for members of the domain, 0 elsewhere. Never leave the others out of the design instead. */
  readonly domain?: Uint8Array;
  readonly level?: number;
  /** What the design effect compares with: a simple random sample without replacement, or `replace` with. */
  readonly designEffect?: 'without-replacement' | 'replace';
  /** Left out: primary units less strata inside the domain. */
  readonly degreesOfFreedom?: number;
}

/** Membership of the domain among those who answered: outcome values that are not NaN. */
export function answeredDomain(outcomes: readonly Float64Array[], domain?: Uint8Array): Uint8Array {
  const size = (outcomes[0] as Float64Array).length;
  const answered = domain === undefined ? new Uint8Array(size).fill(1) : Uint8Array.from(domain);
  for (const outcome of outcomes)
    for (let i = 0; i < size; i += 1) if (Number.isNaN(outcome[i] as number)) answered[i] = 0;
  return answered;
}

/** Sum of the weights, respondents and Kish's effective number in a domain. */
export function domainSize(
  design: SurveyDesign,
  domain: Uint8Array,
): { weight: number; n: number; effectiveN: number } {
  let weight = 0;
  let squares = 0;
  let n = 0;
  for (let i = 0; i < design.size; i += 1) {
    const w = design.weights[i] as number;
    if (domain[i] === 0 || w === 0) continue;
    weight += w;
    squares += w * w;
    n += 1;
  }
  return { weight, n, effectiveN: squares === 0 ? 0 : (weight * weight) / squares };
}

/** Interval that is symmetric around the estimate, with quantiles of t; null ends without degrees of freedom. */
export function symmetricInterval(
  estimate: number,
  standardError: number,
  degreesOfFreedom: number,
  level: number,
): { lower: number | null; upper: number | null } {
  if (degreesOfFreedom <= 0 || !Number.isFinite(standardError)) return { lower: null, upper: null };
  const reach = tQuantile((1 + level) / 2, degreesOfFreedom) * standardError;
  return { lower: estimate - reach, upper: estimate + reach };
}

/** Puts an estimate together from its influence column. */
export function estimateFrom(
  design: SurveyDesign,
  domain: Uint8Array,
  estimate: number,
  influence: Float64Array,
  simpleVariance: number | null,
  options: EstimateOptions,
): SurveyEstimate {
  const level = options.level ?? 0.95;
  const { matrix, singleUnitStrata } = totalCovariance(design, [influence], domain);
  const variance = matrix[0]?.[0] as number;
  const standardError = Math.sqrt(variance);
  const degreesOfFreedom = options.degreesOfFreedom ?? degreesOfFreedomOf(design, domain);
  const { n, effectiveN } = domainSize(design, domain);
  const warnings: SurveyWarning[] = [];
  if (n === 0) warnings.push('no_respondents');
  if (singleUnitStrata > 0) warnings.push('single_unit_stratum');
  if (degreesOfFreedom <= 0) warnings.push('no_degrees_of_freedom');
  return {
    estimate,
    standardError,
    ...symmetricInterval(estimate, standardError, degreesOfFreedom, level),
    confidenceLevel: level,
    degreesOfFreedom,
    n,
    effectiveN,
    designEffect: simpleVariance === null || !(simpleVariance > 0) ? null : variance / simpleVariance,
    reliability: magnitudeReliability(estimate, standardError),
    warnings,
    influence,
  };
}

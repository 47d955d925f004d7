/** How far an estimate can be trusted; printed beside it. */
export type ReliabilityBand = 'good' | 'use_with_care' | 'unreliable';

/** Widest half interval (in percentage points) and fewest effective answers of each band. */
const GOOD = { halfWidthPct: 5, effectiveN: 50 } as const;
const CARE = { halfWidthPct: 15, effectiveN: 20 } as const;

/**
 * Band of a proportion, by the wider half of its interval and by its effective sample size. A coefficient of variation
 * would call 2 % unreliable and 98 % reliable, which are the same statement.
 */
export function proportionReliability(
  estimate: number,
  lower: number | null,
  upper: number | null,
  effectiveN: number,
): ReliabilityBand {
  if (lower === null || upper === null || !Number.isFinite(estimate)) return 'unreliable';
  const halfWidthPct = 100 * Math.max(estimate - lower, upper - estimate);
  if (halfWidthPct <= GOOD.halfWidthPct && effectiveN >= GOOD.effectiveN) return 'good';
  return halfWidthPct <= CARE.halfWidthPct && effectiveN >= CARE.effectiveN ? 'use_with_care' : 'unreliable';
}

/** Band of a mean, total or ratio by its coefficient of variation: 16.6 % and 33.3 %, as Statistics Canada draws the lines. */
export function magnitudeReliability(estimate: number, standardError: number): ReliabilityBand {
  const variation = Math.abs(standardError / estimate);
  if (!Number.isFinite(variation)) return 'unreliable';
  if (variation <= 0.166) return 'good';
  return variation <= 0.333 ? 'use_with_care' : 'unreliable';
}

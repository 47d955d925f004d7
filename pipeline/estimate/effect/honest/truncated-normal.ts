import { normalCdf, normalQuantile } from '../../distribution/index.ts';

/**
 * Quantile of a standard normal truncated to [lower, upper]. Worked on the side where tails keep their digits; beyond 37
 * standard deviations by the tail's leading term. R `TruncatedNormal::norminvp`.
 */
export function truncatedNormalQuantile(p: number, lower: number, upper: number): number {
  if (lower < 0 && upper <= 0) return -truncatedNormalQuantile(1 - p, -upper, -lower);
  if (lower < 0) {
    const below = normalCdf(lower);
    return clamp(normalQuantile(below + p * (normalCdf(upper) - below)), lower, upper);
  }
  const tail = normalCdf(-lower);
  const beyond = upper === Number.POSITIVE_INFINITY ? 0 : normalCdf(-upper);
  if (tail > 0) return clamp(-normalQuantile(tail - p * (tail - beyond)), lower, upper);
  const ratio = upper === Number.POSITIVE_INFINITY ? 0 : Math.exp((lower * lower - upper * upper) / 2);
  return clamp(Math.sqrt(lower * lower - 2 * Math.log1p(-p * (1 - ratio))), lower, upper);
}

const clamp = (value: number, lower: number, upper: number): number => Math.min(Math.max(value, lower), upper);

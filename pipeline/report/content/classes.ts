/**
 * Upper limits of at most five classes of about equal size for counts, rounded to numbers that are easy to say.
 * Empty where there is nothing to divide.
 */
export function classLimits(values: readonly number[]): readonly number[] {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  const limits = [0.2, 0.4, 0.6, 0.8, 1].map((share) => {
    const value = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] as number;
    return roundUp(value);
  });
  return [...new Set(limits)];
}

function roundUp(value: number): number {
  const step =
    value <= 10
      ? 1
      : value <= 50
        ? 5
        : value <= 200
          ? 10
          : value <= 1000
            ? 50
            : 10 ** Math.floor(Math.log10(value)) / 5;
  return Math.ceil(value / step) * step;
}

/** Number of the class that holds a value: 1 is the lowest; 0 for zero. */
export const classOf = (value: number, limits: readonly number[]): number =>
  value <= 0 ? 0 : limits.findIndex((limit) => value <= limit) + 1;

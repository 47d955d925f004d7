import type { MatchOptions, MatchUnits } from './options.ts';

/** May these two units form a pair? */
export type Acceptance = (unit: number, other: number) => boolean;

const isWithin = (gap: number, width: number): boolean => (width >= 0 ? gap <= width : gap > -width);

/** What covariate calipers, a negative caliper of the score and `antiexact` ask of a pair; null where they ask nothing. */
export function acceptanceOf(
  { score }: MatchUnits,
  { caliper = 0, covariateCalipers = [], antiexact = [] }: MatchOptions,
): Acceptance | null {
  if (caliper >= 0 && covariateCalipers.length === 0 && antiexact.length === 0) return null;
  return (unit, other) => {
    if (caliper < 0 && !isWithin(Math.abs((score[unit] as number) - (score[other] as number)), caliper)) return false;
    for (const { values, width } of covariateCalipers)
      if (!isWithin(Math.abs((values[unit] as number) - (values[other] as number)), width)) return false;
    for (const codes of antiexact) if (codes[unit] === codes[other]) return false;
    return true;
  };
}

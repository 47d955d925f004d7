import type { Figure } from '../../contract/figure.ts';
import type { DisclosureParameters, PrimaryReason } from '../rules.ts';
import type { Quantity, Role } from './quantities.ts';

/** How far an attacker's bounds of a sensitive number must reach. */
export interface Distance {
  readonly below: number;
  readonly above: number;
}

const isFew = (count: number, minimum: number): boolean => count > 0 && count < minimum;

/** Which of the numbers that a withheld figure would tell have to be protected. */
export function isSensitive(
  figure: Figure,
  reason: PrimaryReason,
  { role, value }: Quantity,
  { minimumContributors, minimumRespondents }: DisclosureParameters,
): boolean {
  if (value <= 0 || reason === 'pairs' || reason === 'order') return false;
  if (role === 'value' || role === 'amount') return true;
  if (role === 'n' || (role === 'denominator' && reason !== 'threshold')) return false;
  if (isFew(value, reason === 'respondents' ? minimumRespondents : minimumContributors)) return true;
  return reason === 'threshold' && role !== 'denominator' && !hasFewUnits(figure, minimumContributors);
}

/** False where the groups are few although the units are not: then both numerator and complement may be theirs. */
function hasFewUnits({ numerator, denominator }: Figure, minimum: number): boolean {
  if (numerator === null || denominator === null) return true;
  return [numerator, denominator, denominator - numerator].some((count) => isFew(count, minimum));
}

const COUNTS: ReadonlySet<Role> = new Set(['numerator', 'denominator', 'complement', 'n']);

/** How many more could have given an answer: the rest of those who answered, whose number is no secret in a survey. */
function roomAbove({ disclosureClass, numerator, denominator, n }: Figure, { role, value }: Quantity): number {
  const whole = denominator ?? n;
  const isAnswer = disclosureClass === 'S3' && numerator !== null && (role === 'numerator' || role === 'complement');
  return isAnswer && whole !== null ? whole - value : Number.POSITIVE_INFINITY;
}

/**
 * Counts: it must stay possible that the cell is not below the minimum, and that it is smaller by one; where many units
 * belong to few groups also p %; of those who answered a survey no more than all can have said one thing. Sums: p % of the sum, or what makes the two largest fall to the limit of dominance.
 */
export function distanceOf(
  figure: Figure,
  quantity: Quantity,
  { minimumContributors, pPercent, dominanceTop2Pct }: DisclosureParameters,
): Distance {
  const { role, value } = quantity;
  const byPercent = (pPercent / 100) * value;
  if (COUNTS.has(role) || figure.disclosureClass === 'S1' || figure.disclosureClass === 'S3')
    return {
      below: Math.min(value, Math.max(1, byPercent)),
      above: Math.min(Math.max(1, byPercent, minimumContributors - value), roomAbove(figure, quantity)),
    };
  const largest = (figure.largest1 ?? 0) + (figure.largest2 ?? 0);
  return { below: byPercent, above: Math.max(byPercent, (100 / dominanceTop2Pct) * largest - value) };
}

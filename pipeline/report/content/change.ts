import type { Indicator } from '../../contract/indicator.ts';
import type { ProtectedFigure } from '../../protect/index.ts';
import { hasInterval, isPublished } from '../figures/shown.ts';

/**
 * How a figure stands to another of the same measure.
 *
 * `unclear`: estimates whose difference may be chance. `unreliable`: one is too uncertain to compare with anything.
 * `broken`: the definition changed between the two.
 * `coverage`: not the same clusters have reported. `unknown`: one of the two is withheld or was not delivered.
 */
type Direction = 'up' | 'down' | 'same' | 'unclear' | 'unreliable' | 'broken' | 'coverage' | 'unknown';

/** Two-sided 5 % point of the normal distribution. */
const CRITICAL = 1.959964;

/**
 * Compares two figures with regard to their uncertainty.
 *
 * Estimates differ where the difference of two independent estimates is significant at 5 %; without standard errors,
 * where their intervals do not overlap. Complete counts have no sampling error and differ where they differ. Samples of
 * two years overlap, so that taking them as independent is the careful choice: the true error is smaller. Figures of two
 * years that lack clusters are only compared where the same clusters are missing.
 */
export function directionOf(
  current: ProtectedFigure | null,
  earlier: ProtectedFigure | null,
  indicator?: Indicator,
  isSameClusters = true,
): Direction {
  if (!isPublished(current) || !isPublished(earlier)) return 'unknown';
  const [first, last] = [earlier.referenceYear, current.referenceYear].sort((a, b) => a - b) as [number, number];
  if ((indicator?.breaks ?? []).some(({ year }) => first < year && year <= last)) return 'broken';
  if (first !== last && !isSameCoverage(current, earlier, isSameClusters)) return 'coverage';
  if (current.reliability === 'unreliable' || earlier.reliability === 'unreliable') return 'unreliable';
  const difference = current.value - earlier.value;
  if (isUnclear(current, earlier, difference)) return 'unclear';
  if (difference === 0) return 'same';
  return difference > 0 ? 'up' : 'down';
}

function isSameCoverage(current: ProtectedFigure, earlier: ProtectedFigure, isSameClusters: boolean): boolean {
  const [now, before] = [coverageOf(current), coverageOf(earlier)];
  return now?.text === before?.text && (now === null || isSameClusters);
}

function isUnclear(current: ProtectedFigure, earlier: ProtectedFigure, difference: number): boolean {
  if (current.standardError !== null && earlier.standardError !== null)
    return Math.abs(difference) < CRITICAL * Math.hypot(current.standardError, earlier.standardError);
  if (hasInterval(current) && hasInterval(earlier))
    return current.lower <= earlier.upper && earlier.lower <= current.upper;
  return hasInterval(current) || hasInterval(earlier);
}

/**
 * How many clusters have reported, where not all have: from notes such as `AS_REPORTED:44/50`, or `CARRIED_FORWARD:6/50` and
 * `IMPUTED:6/50/35;NOT_COVERED:1/50`, which count those that have not.
 */
export function coverageOf({ note }: ProtectedFigure): { reported: number; all: number; text: string } | null {
  const counts = [...(note ?? '').matchAll(/(AS_REPORTED|CARRIED_FORWARD|IMPUTED|NOT_COVERED):(\d+)\/(\d+)/g)];
  const [first] = counts;
  if (first === undefined) return null;
  const all = Number(first[3]);
  const missing = counts.reduce(
    (sum, [, code, count]) => sum + (code === 'AS_REPORTED' ? all - Number(count) : Number(count)),
    0,
  );
  return { reported: all - missing, all, text: counts.map(([text]) => text).join(';') };
}

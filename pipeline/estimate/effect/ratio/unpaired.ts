import { normalCdf } from '../../distribution/index.ts';
import { binomialInterval } from './binomial-interval.ts';
import { criticalValue, type Interval, logInterval, rootBetween } from './interval.ts';

/** Counts of a two by two table. */
export interface OutcomeTable {
  readonly treatedYes: number;
  readonly treatedNo: number;
  readonly controlYes: number;
  readonly controlNo: number;
}

/** A ratio or difference with its interval. */
export interface Comparison extends Interval {
  readonly estimate: number;
}

/** Two independent groups compared in every way that is printed together. */
export interface UnpairedComparison {
  readonly treatedShare: number;
  readonly controlShare: number;
  /** Katz interval on the log scale. */
  readonly riskRatio: Comparison & { readonly standardErrorOfLog: number };
  /** Koopman's score interval: better for small counts. */
  readonly koopman: Interval;
  /** Risk ratio with one added to the control counts, against its upward bias in small samples. */
  readonly smallSampleRatio: Comparison;
  readonly oddsRatio: Comparison;
  readonly riskDifference: Comparison;
  /** Newcombe's interval for the difference, from two Wilson intervals. */
  readonly newcombe: Interval;
  readonly chiSquare: { readonly statistic: number; readonly p: number; readonly corrected: number };
  /** 0.5 was added to every cell of the ratios because one was empty. */
  readonly isAdjusted: boolean;
}

/** Upper tail of chi-square with one degree of freedom, exact where 1 - cdf is not. */
export const chiSquareOneP = (statistic: number): number => 2 * normalCdf(-Math.sqrt(statistic));

/** A group's part in Pearson's chi-square against a share; 0 where the likeliest share is 0 or 1, which only x = 0 or n has. */
const pearson = (x: number, n: number, q: number): number =>
  q > 0 && q < 1 ? (x - n * q) ** 2 / (n * q * (1 - q)) : 0;

/** Lower end of Koopman's interval: where the score statistic, which falls towards the estimate, is the bound. */
function koopmanLower(x1: number, n1: number, x0: number, n0: number, level: number): number {
  if (x1 === 0) return 0;
  const bound = criticalValue(level) ** 2;
  const score = (theta: number): number => {
    const a = (n1 + n0) * theta;
    const b = -(n1 * theta + x1 + n0 + x0 * theta);
    const c = x1 + x0;
    const q0 = (-b - Math.sqrt(Math.max(0, b * b - 4 * a * c))) / (2 * a);
    return pearson(x1, n1, theta * q0) + pearson(x0, n0, q0) - bound;
  };
  let high = x0 === 0 ? 1 : (x1 / n1 / (x0 / n0)) * (1 - 1e-9);
  while (score(high) > 0) high *= 2;
  let low = high / 2;
  while (score(low) < 0) low /= 2;
  return rootBetween(score, low, high);
}

/**
 * Koopman's (1984) asymptotic score interval of a risk ratio. Without an outcome in one arm it is open on that side; NaN where an
 * arm is empty.
 */
export function koopmanInterval(x1: number, n1: number, x0: number, n0: number, level = 0.95): Interval {
  if (n1 === 0 || n0 === 0) return { lower: Number.NaN, upper: Number.NaN };
  return { lower: koopmanLower(x1, n1, x0, n0, level), upper: 1 / koopmanLower(x0, n0, x1, n1, level) };
}

function chiSquares({ treatedYes: a, treatedNo: b, controlYes: c, controlNo: d }: OutcomeTable) {
  const n = a + b + c + d;
  const margins = (a + b) * (c + d) * (a + c) * (b + d);
  const cross = Math.abs(a * d - b * c);
  const statistic = (n * cross * cross) / margins;
  // The correction never exceeds the distance between a count and its expectation (R chisq.test).
  const yates = Math.min(n / 2, cross);
  return { statistic, p: chiSquareOneP(statistic), corrected: (n * (cross - yates) ** 2) / margins };
}

/**
 * Risk ratio, odds ratio and risk difference of two independent groups, with intervals. Ratios need an outcome and its absence
 * in both arms: where one is missing 0.5 is added to all four cells for them. All is NaN where an arm is empty.
 */
export function compareUnpaired(table: OutcomeTable, level = 0.95): UnpairedComparison {
  const { treatedYes, treatedNo, controlYes, controlNo } = table;
  const [n1, n0] = [treatedYes + treatedNo, controlYes + controlNo];
  const [p1, p0] = [treatedYes / n1, controlYes / n0];
  const isAdjusted = n1 > 0 && n0 > 0 && Object.values(table).includes(0);
  const add = isAdjusted ? 0.5 : 0;
  const [a, b, c, d] = [treatedYes + add, treatedNo + add, controlYes + add, controlNo + add];
  const z = criticalValue(level);
  const ratio = a / (a + b) / (c / (c + d));
  const standardErrorOfLog = Math.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d));
  const odds = (a * d) / (b * c);
  const difference = p1 - p0;
  const reach = z * Math.sqrt((p1 * (1 - p1)) / n1 + (p0 * (1 - p0)) / n0);
  const wilson = (x: number, n: number): Interval => binomialInterval(x, n, 'wilson', level);
  const [w1, w0] = [wilson(treatedYes, n1), wilson(controlYes, n0)];
  const smallRatio = n0 === 0 ? Number.NaN : p1 / ((controlYes + 1) / (n0 + 1));
  return {
    treatedShare: p1,
    controlShare: p0,
    riskRatio: { estimate: ratio, standardErrorOfLog, ...logInterval(ratio, standardErrorOfLog, level) },
    koopman: koopmanInterval(treatedYes, n1, controlYes, n0, level),
    smallSampleRatio: {
      estimate: smallRatio,
      ...logInterval(smallRatio, smallRatio > 0 ? standardErrorOfLog : Number.POSITIVE_INFINITY, level),
    },
    oddsRatio: { estimate: odds, ...logInterval(odds, Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d), level) },
    riskDifference: { estimate: difference, lower: difference - reach, upper: difference + reach },
    newcombe: {
      lower: difference - Math.hypot(p1 - w1.lower, w0.upper - p0),
      upper: difference + Math.hypot(w1.upper - p1, p0 - w0.lower),
    },
    chiSquare: chiSquares(table),
    isAdjusted,
  };
}

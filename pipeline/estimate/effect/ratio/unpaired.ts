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
  /** 0.5 was added to every cell because one was empty. */
  readonly isAdjusted: boolean;
}

/** Upper tail of chi-square with one degree of freedom, exact where 1 - cdf is not. */
export const chiSquareOneP = (statistic: number): number => 2 * normalCdf(-Math.sqrt(statistic));

/** Koopman's (1984) asymptotic score interval of a risk ratio. */
export function koopmanInterval(x1: number, n1: number, x0: number, n0: number, level = 0.95): Interval {
  const bound = criticalValue(level) ** 2;
  const score = (theta: number): number => {
    const a = (n1 + n0) * theta;
    const b = -(n1 * theta + x1 + n0 + x0 * theta);
    const c = x1 + x0;
    const q0 = (-b - Math.sqrt(b * b - 4 * a * c)) / (2 * a);
    const q1 = theta * q0;
    const spread = 1 + (n1 * (theta - q1)) / (n0 * (1 - q1));
    return ((x1 - n1 * q1) ** 2 / (n1 * q1 * (1 - q1))) * spread - bound;
  };
  const ratio = x1 / n1 / (x0 / n0);
  return {
    lower: rootBetween(score, ratio * 1e-3, ratio * (1 - 1e-9)),
    upper: rootBetween(score, ratio * (1 + 1e-9), ratio * 1e3),
  };
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

/** Risk ratio, odds ratio and risk difference of two independent groups, with intervals. An empty cell adds 0.5 to all four. */
export function compareUnpaired(table: OutcomeTable, level = 0.95): UnpairedComparison {
  const isAdjusted = Object.values(table).some((count) => count === 0);
  const add = isAdjusted ? 0.5 : 0;
  const a = table.treatedYes + add;
  const b = table.treatedNo + add;
  const c = table.controlYes + add;
  const d = table.controlNo + add;
  const [n1, n0] = [a + b, c + d];
  const [p1, p0] = [a / n1, c / n0];
  const z = criticalValue(level);
  const standardErrorOfLog = Math.sqrt(1 / a - 1 / n1 + 1 / c - 1 / n0);
  const odds = (a * d) / (b * c);
  const difference = p1 - p0;
  const reach = z * Math.sqrt((p1 * (1 - p1)) / n1 + (p0 * (1 - p0)) / n0);
  const [w1, w0] = [binomialInterval(a, n1, 'wilson', level), binomialInterval(c, n0, 'wilson', level)];
  const smallRatio = p1 / ((c + 1) / (n0 + 1));
  return {
    treatedShare: p1,
    controlShare: p0,
    riskRatio: { estimate: p1 / p0, standardErrorOfLog, ...logInterval(p1 / p0, standardErrorOfLog, level) },
    koopman: koopmanInterval(a, n1, c, n0, level),
    smallSampleRatio: { estimate: smallRatio, ...logInterval(smallRatio, standardErrorOfLog, level) },
    oddsRatio: { estimate: odds, ...logInterval(odds, Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d), level) },
    riskDifference: { estimate: difference, lower: difference - reach, upper: difference + reach },
    newcombe: {
      lower: difference - Math.hypot(p1 - w1.lower, w0.upper - p0),
      upper: difference + Math.hypot(w1.upper - p1, p0 - w0.lower),
    },
    chiSquare: chiSquares({ treatedYes: a, treatedNo: b, controlYes: c, controlNo: d }),
    isAdjusted,
  };
}

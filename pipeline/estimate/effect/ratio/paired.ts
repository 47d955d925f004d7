import { binomialCdf } from '../../distribution/index.ts';
import { binomialMass } from './counting.ts';
import { logInterval } from './interval.ts';
import { type Comparison, chiSquareOneP } from './unpaired.ts';

/** Matched pairs by who had the outcome. */
export interface PairedCounts {
  readonly both: number;
  readonly treatedOnly: number;
  readonly controlOnly: number;
  readonly neither: number;
}

/** Matched pairs compared. */
export interface PairedComparison {
  readonly treatedShare: number;
  readonly controlShare: number;
  readonly riskRatio: Comparison & { readonly standardErrorOfLog: number };
  readonly riskDifference: { readonly estimate: number; readonly standardError: number };
  /** Conditional odds ratio: discordant pairs one way over the other. */
  readonly oddsRatio: Comparison;
  readonly mcNemar: {
    readonly statistic: number;
    readonly p: number;
    readonly corrected: number;
    readonly exactP: number;
    readonly midP: number;
  };
}

/** Risk ratio, difference and conditional odds ratio of matched pairs, with McNemar's tests. se(log RR)² = (b + c) / ((a + b)(a + c)). */
export function comparePaired(counts: PairedCounts, level = 0.95): PairedComparison {
  const { both: a, treatedOnly: b, controlOnly: c, neither: d } = counts;
  const n = a + b + c + d;
  const ratio = (a + b) / (a + c);
  const standardErrorOfLog = Math.sqrt((b + c) / ((a + b) * (a + c)));
  const statistic = (b - c) ** 2 / (b + c);
  const smaller = Math.min(b, c);
  const tail = binomialCdf(smaller, b + c, 0.5);
  return {
    treatedShare: (a + b) / n,
    controlShare: (a + c) / n,
    riskRatio: { estimate: ratio, standardErrorOfLog, ...logInterval(ratio, standardErrorOfLog, level) },
    riskDifference: { estimate: (b - c) / n, standardError: Math.sqrt(b + c - (b - c) ** 2 / n) / n },
    oddsRatio: { estimate: b / c, ...logInterval(b / c, Math.sqrt(1 / b + 1 / c), level) },
    mcNemar: {
      statistic,
      p: chiSquareOneP(statistic),
      corrected: Math.max(0, Math.abs(b - c) - 1) ** 2 / (b + c),
      exactP: Math.min(1, 2 * tail),
      midP: Math.min(1, 2 * tail - binomialMass(smaller, b + c, 0.5)),
    },
  };
}

import { criticalValue, type Interval } from './interval.ts';
import { type Comparison, chiSquareOneP, type OutcomeTable } from './unpaired.ts';

/** Strata pooled by Mantel and Haenszel. */
export interface MantelHaenszel {
  /** Interval by Robins, Breslow and Greenland (1986). */
  readonly oddsRatio: Comparison;
  /** Interval by Greenland and Robins (1985). */
  readonly riskRatio: Comparison & { readonly standardErrorOfLog: number };
  readonly riskDifference: number;
  /** Ratio of the pooled table, strata ignored. */
  readonly crudeRiskRatio: number;
  /** Woolf's odds ratio: log odds ratios weighted by inverse variance. */
  readonly woolfOddsRatio: number;
  readonly test: { readonly statistic: number; readonly p: number; readonly corrected: number };
}

const symmetric = (estimate: number, errorOfLog: number, level: number): Interval => {
  const reach = criticalValue(level) * errorOfLog;
  return { lower: estimate * Math.exp(-reach), upper: estimate * Math.exp(reach) };
};

/** Mantel-Haenszel odds ratio, risk ratio and risk difference over strata, with the Cochran-Mantel-Haenszel test; R `mantelhaen.test`. */
export function mantelHaenszel(strata: readonly OutcomeTable[], level = 0.95): MantelHaenszel {
  const total = (term: (a: number, b: number, c: number, d: number, n: number) => number): number =>
    strata.reduce((sum, { treatedYes: a, treatedNo: b, controlYes: c, controlNo: d }) => {
      const n = a + b + c + d;
      return n === 0 ? sum : sum + term(a, b, c, d, n);
    }, 0);
  const r = total((a, _b, _c, d, n) => (a * d) / n);
  const s = total((_a, b, c, _d, n) => (b * c) / n);
  const pr = total((a, _b, _c, d, n) => (((a + d) / n) * a * d) / n);
  const qrps = total((a, b, c, d, n) => (((a + d) / n) * b * c) / n + (((b + c) / n) * a * d) / n);
  const qs = total((_a, b, c, _d, n) => (((b + c) / n) * b * c) / n);
  const oddsError = Math.sqrt(pr / (2 * r * r) + qrps / (2 * r * s) + qs / (2 * s * s));
  const top = total((a, _b, c, d, n) => (a * (c + d)) / n);
  const bottom = total((a, b, c, _d, n) => (c * (a + b)) / n);
  const spread = total((a, b, c, d, n) => ((a + b) * (c + d) * (a + c) - a * c * n) / (n * n));
  const riskError = Math.sqrt(spread / (top * bottom));
  const excess = total((a, b, c, _d, n) => a - ((a + b) * (a + c)) / n);
  const variance = total((a, b, c, d, n) => (n < 2 ? 0 : ((a + b) * (c + d) * (a + c) * (b + d)) / (n * n * (n - 1))));
  const statistic = (excess * excess) / variance;
  const yates = Math.abs(excess) >= 0.5 ? 0.5 : 0;
  const woolfWeight = (a: number, b: number, c: number, d: number): number =>
    a * b * c * d === 0 ? 0 : 1 / (1 / a + 1 / b + 1 / c + 1 / d);
  const woolf =
    total((a, b, c, d) => (a * b * c * d === 0 ? 0 : woolfWeight(a, b, c, d) * Math.log((a * d) / (b * c)))) /
    total(woolfWeight);
  const odds = r / s;
  const ratio = top / bottom;
  return {
    oddsRatio: { estimate: odds, ...symmetric(odds, oddsError, level) },
    riskRatio: { estimate: ratio, standardErrorOfLog: riskError, ...symmetric(ratio, riskError, level) },
    riskDifference:
      total((a, b, c, d, n) => (a * (c + d) - c * (a + b)) / n) / total((a, b, c, d, n) => ((a + b) * (c + d)) / n),
    crudeRiskRatio:
      total((a) => a) / total((a, b) => a + b) / (total((_a, _b, c) => c) / total((_a, _b, c, d) => c + d)),
    woolfOddsRatio: Math.exp(woolf),
    test: { statistic, p: chiSquareOneP(statistic), corrected: (Math.abs(excess) - yates) ** 2 / variance },
  };
}

import type { DisclosureClass, Figure } from '../contract/figure.ts';

/** Parameters of the primary rules; the defaults are those of Statistics Denmark where it states them. */
export interface DisclosureParameters {
  /** A cell with fewer contributing enterprise groups than this is withheld. */
  readonly minimumContributors: number;
  /** (n,k) rule with n = 2: the two largest groups must not exceed this share of a magnitude, in per cent. */
  readonly dominanceTop2Pct: number;
  /** p% rule: nobody may estimate the largest contribution closer than this, in per cent. */
  readonly pPercent: number;
  /** Fewest respondents behind a survey rate. */
  readonly minimumRespondents: number;
  /** Fewest matched pairs behind a model estimate. */
  readonly minimumPairs: number;
  /** Fewest units behind a median, minimum, maximum or mean of few. */
  readonly minimumOrderStatistic: number;
}

/** Which rule withholds a figure, or null. The name goes to the analyst's protocol, never to the public. */
export type PrimaryReason = 'threshold' | 'dominance' | 'p_percent' | 'respondents' | 'outcome' | 'pairs' | 'order';

type Rule = (figure: Figure, parameters: DisclosureParameters) => PrimaryReason | null;

const isFew = (count: number | null, minimum: number): boolean => count !== null && count > 0 && count < minimum;

const threshold: Rule = (figure, { minimumContributors }) => {
  if (isFew(figure.contributors, minimumContributors)) return 'threshold';
  if (figure.denominator === null || figure.numerator === null) return null;
  const complement = figure.denominator - figure.numerator;
  return isFew(figure.numerator, minimumContributors) ||
    isFew(figure.denominator, minimumContributors) ||
    isFew(complement, minimumContributors)
    ? 'threshold'
    : null;
};

const dominance: Rule = (figure, { dominanceTop2Pct, pPercent }) => {
  const { value, largest1, largest2 } = figure;
  if (value === null || value <= 0 || largest1 === null) return null;
  const second = largest2 ?? 0;
  if ((100 * (largest1 + second)) / value > dominanceTop2Pct) return 'dominance';
  return value - largest1 - second < (pPercent / 100) * largest1 ? 'p_percent' : null;
};

const survey: Rule = (figure, { minimumRespondents, minimumContributors }) => {
  if (figure.n === null || figure.n < minimumRespondents) return 'respondents';
  if (figure.numerator === null) return null;
  const withOutcome = figure.numerator;
  return isFew(withOutcome, minimumContributors) || isFew(figure.n - withOutcome, minimumContributors)
    ? 'outcome'
    : null;
};

const RULES: Record<DisclosureClass, readonly Rule[]> = {
  S0: [],
  S1: [threshold],
  S2: [
    (figure, { minimumContributors }) => (isFew(figure.contributors, minimumContributors) ? 'threshold' : null),
    dominance,
  ],
  S3: [survey],
  S4: [(figure, { minimumPairs }) => (figure.n !== null && figure.n < minimumPairs ? 'pairs' : null)],
  S5: [(figure, { minimumOrderStatistic }) => (figure.n !== null && figure.n < minimumOrderStatistic ? 'order' : null)],
};

/**
 * The primary rule that forbids a figure, or null where it may be shown.
 *
 * S1: 1 or 2 contributors (zero is shown), also as numerator, denominator or complement of a share. S2: S1 on
 * contributors, then the two largest at most 85 % (Statistics Denmark) and the p% rule. S3: respondents, and each
 * outcome held by none or by at least the minimum (`numerator` is the unweighted count with the outcome). S4: matched
 * pairs. S5: units behind an order statistic.
 */
export function primaryReason(figure: Figure, parameters: DisclosureParameters): PrimaryReason | null {
  if (figure.status !== 'computed') return null;
  for (const rule of RULES[figure.disclosureClass]) {
    const reason = rule(figure, parameters);
    if (reason !== null) return reason;
  }
  return null;
}

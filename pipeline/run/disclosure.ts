import type { Parameters } from '../contract/parameters.ts';
import type { DisclosureParameters } from '../protect/index.ts';

/** Disclosure parameters of the accounts in the words of `protect`. */
export const disclosureOf = ({ disclosure }: Parameters): DisclosureParameters => ({
  minimumContributors: disclosure.minimum_contributors,
  dominanceTop2Pct: disclosure.dominance_top2_pct,
  pPercent: disclosure.p_percent,
  minimumRespondents: disclosure.minimum_respondents,
  minimumPairs: disclosure.minimum_pairs,
  minimumOrderStatistic: disclosure.minimum_order_statistic,
});

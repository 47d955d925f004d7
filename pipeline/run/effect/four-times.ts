import type { Language } from '../../contract/finding.ts';
import type { ProtectedFigure } from '../../protect/index.ts';

/**
 * What "so many times as many" is and what it is not, in one sentence with the numbers beside one another; null where they may
 * not be shown.
 */
export function ratioSentence(figures: readonly ProtectedFigure[], language: Language): string | null {
  const at = (measure: string, item: string): number | null =>
    figures.find((one) => one.indicator === 'EFF03' && one.measure === measure && one.item === item)?.value ?? null;
  const segment = at('risk_ratio', 'sme') === null ? 'Total' : 'sme';
  const numbers = [
    at('risk_ratio', segment),
    at('treated_rate_pct', segment),
    at('control_rate_pct', segment),
    at('odds_ratio', segment),
    at('risk_ratio', 'rates'),
  ];
  if (numbers.some((number) => number === null)) return null;
  const [ratio, own, other, odds, rates] = numbers.map((number) =>
    new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(number as number),
  );
  return language === 'da'
    ? `“${ratio} gange så mange” er forholdet mellem to andele: ${own} pct. af de deltagere, der ikke var innovative før, blev det, mod ${other} pct. af de matchede virksomheder. Det er ikke oddsratioen (${odds}) og ikke forholdet mellem andelene af innovative virksomheder i alt (${rates}).`
    : `“${ratio} times as many” is the ratio of two shares: ${own} % of the participants that were not innovative before became so, against ${other} % of the matched companies. It is not the odds ratio (${odds}), nor the ratio of the shares of innovative companies at large (${rates}).`;
}

import type { Language } from '../../contract/finding.ts';
import type { ProtectedFigure } from '../../protect/index.ts';
import type { EffectFacts } from '../../report/index.ts';
import { ratioSentence } from './four-times.ts';

/** Lines of a table of the study, as they are printed in a terminal. */
export interface EffectSection {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

const decimalsOf: Readonly<Record<string, number>> = { pct: 2, pp: 2, ratio: 2, sd: 3, p_value: 4, number: 2 };

function shown(figure: ProtectedFigure): string[] {
  const decimals = decimalsOf[figure.unit] ?? 0;
  const text = (value: number | null): string =>
    value === null
      ? ''
      : new Intl.NumberFormat('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
  const value =
    figure.status === 'suppressed'
      ? 'withheld'
      : figure.status === 'no_data'
        ? `no data (${figure.note ?? 'no reason'})`
        : text(figure.value);
  const interval =
    figure.lower === null || figure.upper === null ? '' : `${text(figure.lower)} to ${text(figure.upper)}`;
  return [value, interval, figure.n === null ? '' : `n ${new Intl.NumberFormat('en').format(figure.n)}`];
}

const TITLES: Readonly<Record<string, string>> = {
  EFF01: 'labour productivity, %',
  EFF02: 'total factor productivity, %',
  EFF03: 'becoming innovative',
  EFF04: 'employment',
  EFF05: 'turnover',
  EFF06: 'export, percentage points',
  EFF07: 'survival',
};

const isTotal = (figure: ProtectedFigure): boolean =>
  figure.size_band === 'Total' && figure.region === 'Total' && figure.industry === 'Total';

/** The study as sections of text: who, how alike, what effect, what speaks against it, and the verdict. */
export function effectSections(
  figures: readonly ProtectedFigure[],
  facts: EffectFacts | null,
  language: Language,
): EffectSection[] {
  const pick = (indicator: string, isChosen: (figure: ProtectedFigure) => boolean, label: (item: string) => string) =>
    figures
      .filter((figure) => figure.indicator === indicator && isTotal(figure) && isChosen(figure))
      .map((figure) => [label(figure.item), figure.measure, ...shown(figure)]);
  const plain = (item: string): string => (item === 'Total' ? 'all' : item);
  const after = (start: string) => (item: string) => item.slice(start.length).replaceAll('|', ' ');
  const startsWith = (start: string) => (figure: ProtectedFigure) => figure.item.startsWith(start);
  const segments = new Set(['Total', 'sme', 'large']);
  const headlines = Object.keys(TITLES).flatMap((indicator) =>
    pick(
      indicator,
      ({ item }) => (indicator === 'EFF03' ? !item.includes('|') : segments.has(item)),
      (item) => `${TITLES[indicator]} (${plain(item)})`,
    ),
  );
  const sentence = ratioSentence(figures, language);
  const verdicts = facts?.verdicts.map(({ indicator, code, reasons }) => [indicator, code, reasons.join(', ')]) ?? [];
  const cim = facts?.cim.map(({ principle, state, comment }) => [String(principle), state, comment[language]]) ?? [];
  return [
    {
      title: 'Companies on the way from the accounts to the estimate',
      rows: pick('EFF08', startsWith('flow|'), after('flow|')),
    },
    { title: 'Largest standardised difference', rows: pick('EFF08', ({ measure }) => measure === 'max_smd', plain) },
    { title: 'Effects, mean over the horizons', rows: headlines },
    {
      title: 'Labour productivity by year, small and medium-sized',
      rows: pick('EFF01', startsWith('e='), plain).sort((a, b) => Number(a[0]?.slice(2)) - Number(b[0]?.slice(2))),
    },
    { title: 'The headline in other ways', rows: pick('EFF01', startsWith('spec|'), after('spec|')) },
    { title: 'Tests', rows: pick('EFF08', ({ measure }) => measure === 'p_value', plain) },
    { title: 'Sensitivity', rows: pick('EFF08', ({ measure }) => measure === 'sensitivity', plain) },
    { title: 'Becoming innovative, in words', rows: sentence === null ? [] : [[sentence]] },
    { title: 'Verdict', rows: verdicts },
    { title: 'CIM 2.0', rows: cim },
  ].filter(({ rows }) => rows.length > 0);
}

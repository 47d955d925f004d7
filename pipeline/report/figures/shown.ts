import type { Catalogue } from '../../contract/indicator.ts';
import type { ProtectedFigure } from '../../protect/index.ts';
import { type Html, html } from '../html/escape.ts';
import { formatInterval, formatNumber, formatValue } from '../text/number.ts';
import type { Texts } from '../text/texts.ts';

/** Decimals of units, where the catalogue does not say. */
const DECIMALS: Readonly<Record<string, number>> = {
  pct: 1,
  pp: 1,
  ratio: 2,
  number: 2,
  sd: 3,
  p_value: 3,
  fte: 1,
};

/** Amounts from here on are written in millions. */
const MILLION = 1_000_000;

/** Part of a figure that can be printed; `estimate` is the value with its interval below. */
export type Part = 'value' | 'interval' | 'estimate' | 'n' | 'numerator' | 'denominator';

/** Writes figures as text and as markup, in one language. */
export interface FigureWriter {
  readonly decimals: (figure: ProtectedFigure) => number;
  /** Plain text of a part: a number with its unit, or the word for withheld and for no data. */
  readonly text: (figure: ProtectedFigure | null, part?: Part) => string;
  /** The same as markup; numbers are `<data>` elements that hold the unrounded value. */
  readonly html: (figure: ProtectedFigure | null, part?: Part) => Html;
}

export const isPublished = (figure: ProtectedFigure | null): figure is ProtectedFigure & { readonly value: number } =>
  figure !== null && figure.status === 'published' && figure.value !== null;

export const hasInterval = (
  figure: ProtectedFigure | null,
): figure is ProtectedFigure & { readonly lower: number; readonly upper: number } =>
  figure !== null && figure.status === 'published' && figure.lower !== null && figure.upper !== null;

export function figureWriter(catalogue: Catalogue, texts: Texts): FigureWriter {
  const { language } = texts;
  const decimalsByMeasure = new Map(
    catalogue.flatMap(({ id, measures }) => measures.map(({ name, decimals }) => [`${id} ${name}`, decimals] as const)),
  );
  const decimals = (figure: ProtectedFigure): number =>
    decimalsByMeasure.get(`${figure.indicator} ${figure.measure}`) ?? DECIMALS[figure.unit] ?? 0;

  const published = (figure: ProtectedFigure, part: Part): string | null => {
    const { value, lower, upper, unit } = figure;
    if (part === 'value') return value === null ? null : formatValue(value, unit, decimals(figure), language);
    if (part === 'interval' || part === 'estimate')
      return lower === null || upper === null ? null : formatInterval(lower, upper, unit, decimals(figure), language);
    const count = figure[part];
    return count === null ? null : formatNumber(count, 0, language);
  };
  const stateWord = (figure: ProtectedFigure | null): string =>
    texts.text(figure?.status === 'suppressed' ? 'state.suppressed' : 'state.no_data');

  const stateHtml = (figure: ProtectedFigure | null): Html =>
    html`<span class="${figure?.status === 'suppressed' ? 'withheld' : 'absent'}">${stateWord(figure)}</span>`;

  /** The interval without its unit, which stands with the value. */
  const bareInterval = (figure: ProtectedFigure): Html => {
    const { lower, upper } = figure;
    if (lower === null || upper === null) return html``;
    const isMillions = figure.unit === 'dkk' && Math.abs(figure.value ?? 0) >= MILLION;
    const text = isMillions
      ? formatInterval(lower / MILLION, upper / MILLION, '', 1, language)
      : formatInterval(lower, upper, '', decimals(figure), language);
    return html`<span class="interval" data-from="${lower}" data-to="${upper}">${text}</span>`;
  };

  const write = (figure: ProtectedFigure | null, part: Part = 'value'): Html => {
    if (figure === null || figure.status !== 'published') return stateHtml(figure);
    if (part === 'estimate') return html`${write(figure)} <small>${bareInterval(figure)}</small>`;
    const text = published(figure, part);
    if (text === null) return html``;
    if (part !== 'interval') return html`<data value="${figure[part]}">${text}</data>`;
    return html`<span class="interval" data-from="${figure.lower}" data-to="${figure.upper}">${text}</span>`;
  };

  return {
    decimals,
    text: (figure, part = 'value') => {
      if (figure === null || figure.status !== 'published') return stateWord(figure);
      return published(figure, part) ?? '';
    },
    html: write,
  };
}

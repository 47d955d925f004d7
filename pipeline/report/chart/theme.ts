import { readFileSync } from 'node:fs';
import type { Language } from '../../contract/finding.ts';
import { resourcePath } from '../../contract/resources.ts';

/** Width of a chart: `wide` for a desk and for paper, `narrow` for a phone. */
export type ChartWidth = 'wide' | 'narrow';

export const CHART_WIDTHS: readonly ChartWidth[] = ['wide', 'narrow'];

/** What a designer sets in `reports/theme/tokens.json`. */
interface Tokens {
  readonly light: Readonly<Record<string, string>>;
  readonly dark: Readonly<Record<string, string>>;
  /** System colours for a reader who has chosen their own palette; colours that stand for amounts are left as they are. */
  readonly forced: Readonly<Record<string, string>>;
  readonly font: string;
  readonly size: Readonly<Record<'label' | 'title' | 'mark' | 'heading' | 'subheading', number>>;
  readonly width: Readonly<Record<ChartWidth, number>>;
}

export const tokens = JSON.parse(readFileSync(resourcePath('reports', 'theme', 'tokens.json'), 'utf8')) as Tokens;

const nameByColour = new Map(Object.entries(tokens.light).map(([name, colour]) => [colour, name]));

/** A colour as the page's CSS variable, so that the page's colour scheme reaches into its charts; others stay as they are. */
export function themedColour(colour: string): string {
  const name = nameByColour.get(colour);
  return name === undefined ? colour : `var(--${name})`;
}

const variables = (colours: Readonly<Record<string, string>>): string =>
  Object.entries(colours)
    .map(([name, colour]) => `--${name}:${colour};`)
    .join('');

/** The colours as CSS variables: light, dark, forced, and light again on paper. */
export const colourStyle = (): string =>
  [
    `:root{${variables(tokens.light)}}`,
    `@media (prefers-color-scheme:dark){:root{${variables(tokens.dark)}}}`,
    `@media (forced-colors:active){:root{${variables(tokens.forced)}}}`,
    `@media print{:root{${variables(tokens.light)}}}`,
  ].join('\n');

const NUMBER_FORMS: Readonly<Record<Language, object>> = {
  da: { decimal: ',', thousands: '.', grouping: [3], currency: ['', '\u00A0kr.'], minus: '\u2212' },
  en: { decimal: '.', thousands: ',', grouping: [3], currency: ['DKK\u00A0', ''], minus: '\u2212' },
};

/** Stands for the form of numbers where a spec is not in a language yet. */
export const NUMBER_FORM = 'form:number';

/** How Vega writes numbers in a language. */
export const numberForm = (language: Language): object => NUMBER_FORMS[language];

/** Vega-Lite config that all charts share, in no language yet. It travels inside every spec, so a spec looks the same elsewhere. */
export function chartConfig(): object {
  const { light, font, size } = tokens;
  const axis = {
    labelColor: light.muted,
    labelFontSize: size.label,
    labelPadding: 6,
    titleColor: light.muted,
    titleFontSize: size.title,
    titleFontWeight: 'normal',
    titlePadding: 8,
    gridColor: light.grid,
    domainColor: light.line,
    tickColor: light.line,
    tickSize: 4,
    labelLimit: 240,
    aria: false,
  };
  return {
    background: null,
    font,
    view: { stroke: null },
    locale: { number: NUMBER_FORM },
    axis,
    axisX: { titleAnchor: 'start', titleAlign: 'left' },
    axisY: { domain: false, ticks: false },
    header: { labelColor: light.ink, labelFontSize: size.label, titleColor: light.muted },
    legend: {
      labelColor: light.ink,
      labelFontSize: size.label,
      titleColor: light.muted,
      titleFontSize: size.title,
      titleFontWeight: 'normal',
      orient: 'top',
      direction: 'horizontal',
      symbolStrokeWidth: 0,
    },
    text: { color: light.ink, fontSize: size.mark },
    title: {
      anchor: 'start',
      frame: 'group',
      color: light.ink,
      fontSize: size.heading,
      fontWeight: 600,
      subtitleColor: light.muted,
      subtitleFontSize: size.subheading,
      subtitlePadding: 6,
      offset: 14,
    },
    bar: { color: light.accent },
    line: { color: light.accent, strokeWidth: 2.25 },
    point: { color: light.accent, filled: true, size: 70, opacity: 1 },
    rule: { color: light.line },
    range: {
      category: [light.accent, light.compare, light.third, light.fourth, light.quiet],
      ramp: [light.ramp1, light.ramp2, light.ramp3, light.ramp4, light.ramp5],
    },
  };
}

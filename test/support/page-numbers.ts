import { DIMENSIONS } from '../../pipeline/contract/figure.ts';
import type { ProtectedFigure } from '../../pipeline/protect/index.ts';

/** Every number that figures may put on a page, unrounded. */
export function numbersOf(figures: readonly ProtectedFigure[]): ReadonlySet<string> {
  const numbers = new Set<string>();
  for (const figure of figures)
    for (const part of ['value', 'lower', 'upper', 'n', 'numerator', 'denominator'] as const)
      if (figure[part] !== null) numbers.add(String(figure[part]));
  return numbers;
}

const attributes = (html: string, pattern: RegExp): string[] =>
  [...html.matchAll(pattern)].map((match) => match[1] ?? '');

/** Unrounded numbers that a page says are figures: `<data>`, ends of intervals, and the CSV twins of charts. */
export function figureNumbersOf(html: string): string[] {
  const csv = attributes(html, /<pre class="csv"[^>]*>([^<]*)<\/pre>/g).flatMap((text) =>
    text
      .split('\n')
      .slice(1)
      .flatMap((line) => line.split(',').slice(1))
      .flatMap((cell) => cell.split('/')),
  );
  return [
    ...attributes(html, /<data value="([^"]*)"/g),
    ...attributes(html, /data-from="([^"]*)"/g),
    ...attributes(html, /data-to="([^"]*)"/g),
    ...csv.filter((cell) => cell !== '' && Number.isFinite(Number(cell))),
  ];
}

/**
 * Numbers in the running text of a page that are not marked as figures. Left out: what is no text (style, script,
 * drawings), marked figures, and elements whose numbers are names or facts of production.
 */
export function otherNumbersOf(html: string): string[] {
  const body = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
  const text = body
    .replace(/<(svg|pre|data)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<span class="interval"[\s\S]*?<\/span>/g, ' ')
    .replace(/<dl class="facts">[\s\S]*?<\/dl>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#?\w+;/g, ' ');
  return text.match(/\d[\d.,]*\d|\d/g) ?? [];
}

/** A figure's name, for messages of tests. */
export const nameOfFigure = (figure: ProtectedFigure): string =>
  [figure.indicator, figure.measure, figure.referenceYear, ...DIMENSIONS.map((name) => figure[name])].join(' ');

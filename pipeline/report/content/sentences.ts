import type { ProtectedFigure } from '../../protect/index.ts';
import { isPublished } from '../figures/shown.ts';
import { type Html, html } from '../html/escape.ts';
import type { MeasureName, View } from '../page/view.ts';
import { directionOf } from './change.ts';
import { haveSameReporters } from './reporters.ts';

/** A sentence as plain text and as markup with its numbers marked. */
export interface Sentence {
  readonly text: string;
  readonly html: Html;
}

/** The same text with the numbers of figures as plain text and as markup. */
export function sentence(
  view: View,
  key: string,
  figures: Readonly<Record<string, ProtectedFigure | null>>,
  values: Readonly<Record<string, string | number>> = {},
): Sentence {
  const { texts, write } = view;
  const fill = <T>(writeFigure: (figure: ProtectedFigure | null) => T) =>
    Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, writeFigure(figure)]));
  return {
    text: texts.text(key, { ...values, ...fill((figure) => write.text(figure)) }),
    html: texts.html(key, { ...values, ...fill((figure) => write.html(figure)) }),
  };
}

/**
 * A chart's title: the finding where all its figures are published, otherwise the text `<key>_unknown`, which says only
 * what the chart is about.
 */
export const finding = (
  view: View,
  key: string,
  figures: Readonly<Record<string, ProtectedFigure | null>>,
  values: Readonly<Record<string, string | number>> = {},
): string =>
  Object.values(figures).every(isPublished)
    ? sentence(view, key, figures, values).text
    : view.texts.text(`${key}_unknown`, values);

/** How a measure has changed since the year before, in words that respect its uncertainty. */
export function changeSentence(view: View, name: MeasureName): Sentence {
  const { edition } = view;
  const earlierYear = view.year - 1;
  const current = view.figure(name);
  const earlier = view.figure(name, { year: earlierYear });
  if (!edition.years.includes(earlierYear))
    return { text: view.texts.text('change.first_year'), html: html`${view.texts.text('change.first_year')}` };
  const direction = directionOf(
    current,
    earlier,
    edition.indicators.get(name.indicator),
    haveSameReporters(view, view.year, earlierYear),
  );
  const key = direction === 'unknown' ? unknownReason(current, earlier) : direction;
  return sentence(view, `change.${wordKind(key, current)}${key}`, { earlier }, { year: earlierYear });
}

/** Companies become more or fewer; rates become higher or lower. */
function wordKind(key: string, current: ProtectedFigure | null): string {
  if (!['up', 'down', 'same'].includes(key)) return '';
  return isCount(current) ? 'count.' : 'rate.';
}

export const isCount = (figure: ProtectedFigure | null): boolean =>
  figure !== null && ['companies', 'count', 'persons'].includes(figure.unit);

function unknownReason(current: ProtectedFigure | null, earlier: ProtectedFigure | null): string {
  if (!isPublished(current)) return 'unknown_now';
  return earlier?.status === 'suppressed' ? 'unknown_suppressed' : 'unknown_before';
}

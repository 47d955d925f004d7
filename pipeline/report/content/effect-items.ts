import type { ProtectedFigure } from '../../protect/index.ts';
import { plainText } from '../html/escape.ts';
import { placeName, type View } from '../page/view.ts';

/** A diagnostic of the effect study: its item is `<kind>|<rest>|...`. */
interface EffectItem {
  readonly rest: readonly string[];
  readonly figure: ProtectedFigure;
}

/** Figures of the effect study whose item is of a kind, e.g. `spec|k2`, in their order. */
export const effectFigures = (view: View, indicator: string, measure: string, kind: string): EffectItem[] =>
  view.edition.index
    .list({ indicator, measure, year: view.edition.input.referenceYear, by: ['item'] })
    .map((figure) => ({ parts: figure.item.split('|'), figure }))
    .filter(({ parts }) => parts[0] === kind)
    .map(({ parts, figure }) => ({ rest: parts.slice(1), figure }));

/** Figures by event time: items `e=-2`, `e=0` ... */
export const eventTimes = (view: View, indicator: string, measure: string) =>
  view.edition.index
    .list({ indicator, measure, year: view.edition.input.referenceYear, by: ['item'] })
    .filter(({ item }) => /^e=-?\d+$/.test(item))
    .map((figure) => ({ time: Number(figure.item.slice(2)), figure }))
    .sort((a, b) => a.time - b.time);

/** What a specification of the robustness panel does differently. */
export function specificationName(view: View, [name = '', detail = '']: readonly string[]): string {
  const key = `specification.${name}`;
  if (!view.texts.has(key)) return plainText(detail === '' ? name : `${name}: ${detail}`);
  const shown = name === 'without_cluster' ? placeName(view, 'cluster', detail) : plainText(detail);
  return view.texts.text(key, { detail: shown });
}

/** What a covariate is called; `industryC` and `region1082` are levels of a factor. */
export function termName(view: View, term: string): string {
  const { texts } = view;
  const [, factor = '', level = ''] = /^(industry|region|legal_form)(.+)$/.exec(term) ?? [];
  if (factor !== '') {
    const shown = factor === 'legal_form' ? plainText(level) : placeName(view, factor as 'industry' | 'region', level);
    return texts.text(`covariate.${factor}`, { level: shown });
  }
  const key = `covariate.${term}`;
  return texts.has(key) ? texts.text(key) : plainText(term.replaceAll('_', ' '));
}

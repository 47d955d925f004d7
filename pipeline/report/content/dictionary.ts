import { FAMILIES } from '../../contract/indicator.ts';
import type { View } from '../page/view.ts';
import { formatList } from '../text/number.ts';

/** The catalogue as the data dictionary shows it, by family. */
export function dictionaryOf(view: View) {
  const { edition, language } = view;
  return FAMILIES.map((code) => ({
    code,
    indicators: edition.input.catalogue
      .filter(({ family }) => family === code)
      .map((indicator) => ({
        id: indicator.id,
        name: view.local(indicator.name),
        definition: view.local(indicator.definition),
        numerator: view.local(indicator.numerator),
        denominator: indicator.denominator === null ? null : view.local(indicator.denominator),
        measures: formatList(
          indicator.measures.map(({ title }) => view.local(title)),
          language,
        ),
        tier: indicator.evidenceTier,
        protection: indicator.disclosureClass,
        sinceYear: indicator.sinceYear,
        breaks: indicator.breaks.map(({ year, reason }) => `${year}: ${view.local(reason)}`),
        comparability: indicator.comparability === null ? null : view.local(indicator.comparability),
      })),
  })).filter(({ indicators }) => indicators.length > 0);
}

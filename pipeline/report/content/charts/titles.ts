import { nameOfItem } from '../../../contract/indicator.ts';
import { plainText } from '../../html/escape.ts';
import { type MeasureName, type View, wherePhrase } from '../../page/view.ts';

/** What a measure is called: as the texts have it for tables, else the indicator's name, with its item or the measure's title where that says more. */
export function nameOf(view: View, { indicator, measure, item }: MeasureName): string {
  const own = `measure.${indicator}.${measure}`;
  if (item === undefined && view.texts.has(own)) return view.texts.text(own);
  const known = view.edition.indicators.get(indicator);
  if (known === undefined) return indicator;
  const title = known.measures.find(({ name }) => name === measure)?.title;
  const name = view.local(known.name);
  const detail = item !== undefined ? itemName(view, indicator, item) : title === undefined ? '' : view.local(title);
  const isPlain =
    detail === '' ||
    (item === undefined && (measure === 'count' || known.measures.length === 1)) ||
    detail.toLowerCase() === name.toLowerCase();
  return isPlain ? name : `${name}: ${lowerFirst(detail)}`;
}

/** Name of an item of an indicator: from the catalogue, else as the drop says it. */
export function itemName(view: View, indicator: string, item: string): string {
  return nameOfItem(view.edition.indicators.get(indicator)?.item, item, view.language) ?? plainText(item);
}

/** Subtitle of a chart: what, where and when. */
export const measured = (view: View, what: string, years?: string): string =>
  view.texts.text('chart.measured', { what, where: wherePhrase(view), years: years ?? String(view.year) });

/** `2011–2013`, or `2013` where there is one year. */
export function yearSpan(years: readonly number[]): string {
  const [first, last] = [years[0] ?? '', years.at(-1) ?? ''];
  return first === last ? String(first) : `${first}–${last}`;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

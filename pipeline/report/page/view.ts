import type { Language, Localised } from '../../contract/finding.ts';
import type { Indicator } from '../../contract/indicator.ts';
import type { ProtectedFigure } from '../../protect/index.ts';
import { type FigureIndex, figureIndex, type Place } from '../figures/figure-index.ts';
import { type FigureWriter, figureWriter } from '../figures/shown.ts';
import { countStates, type StateCounts } from '../figures/state-counts.ts';
import { plainText } from '../html/escape.ts';
import type { ReportInput } from '../input.ts';
import { loadTexts, type Texts } from '../text/texts.ts';
import type { Recipient } from './recipient.ts';

/** What an edition's pages have in common, made once. */
export interface Edition {
  readonly input: ReportInput;
  readonly index: FigureIndex;
  readonly states: StateCounts;
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly years: readonly number[];
  readonly texts: Readonly<Record<Language, Texts>>;
  readonly writers: Readonly<Record<Language, FigureWriter>>;
}

export function editionOf(input: ReportInput): Edition {
  const texts = { da: loadTexts('da'), en: loadTexts('en') };
  return {
    input,
    index: figureIndex(input.figures),
    states: countStates(input.figures),
    indicators: new Map(input.catalogue.map((indicator) => [indicator.id, indicator])),
    years: [...new Set(input.figures.map(({ referenceYear }) => referenceYear))].sort((a, b) => a - b),
    texts,
    writers: { da: figureWriter(input.catalogue, texts.da), en: figureWriter(input.catalogue, texts.en) },
  };
}

/** A measure of an indicator, and the item it is about where it has items. */
export interface MeasureName {
  readonly indicator: string;
  readonly measure: string;
  readonly item?: string;
}

/** An edition as seen by one recipient in one language and year. */
export interface View {
  readonly edition: Edition;
  readonly recipient: Recipient;
  readonly language: Language;
  readonly texts: Texts;
  readonly write: FigureWriter;
  readonly year: number;
  /** The recipient's figure of a measure; elsewhere and in another year on request. */
  readonly figure: (name: MeasureName, at?: { place?: Place; year?: number }) => ProtectedFigure | null;
  readonly local: (name: Localised) => string;
}

const withItem = (place: Place, item: string | undefined): Place => (item === undefined ? place : { ...place, item });

export function viewOf(edition: Edition, recipient: Recipient, language: Language, year?: number): View {
  const referenceYear = year ?? edition.input.referenceYear;
  return {
    edition,
    recipient,
    language,
    texts: edition.texts[language],
    write: edition.writers[language],
    year: referenceYear,
    figure: ({ indicator, measure, item }, at = {}) =>
      edition.index.find({
        indicator,
        measure,
        year: at.year ?? referenceYear,
        place: withItem(at.place ?? recipient.place, item),
      }),
    local: (name) => plainText(name[language]),
  };
}

/** Where the recipient is, as a phrase: `i Region Nordjylland`, `på Bornholm`, `i klyngen X`. */
export function wherePhrase(view: View): string {
  const { recipient, texts } = view;
  if (recipient.kind === 'cluster') return texts.text('where.cluster', { name: view.local(recipient.name) });
  const key = `where.${recipient.kind}.${recipient.code}`;
  return texts.has(key) ? texts.text(key) : texts.text('where.other', { name: view.local(recipient.name) });
}

/** Short names of long places, for labels in charts. */
export function placeName(
  view: View,
  dimension: 'region' | 'growth_forum' | 'cluster' | 'municipality' | 'industry' | 'size_band' | 'country',
  code: string,
): string {
  const { lists } = view.edition.input;
  if (dimension === 'cluster') return plainText(lists.clusters.find(({ id }) => id === code)?.name ?? code);
  const list = {
    region: lists.regions,
    growth_forum: lists.growthForums,
    municipality: lists.municipalities,
    industry: lists.industries,
    size_band: lists.sizeBands,
    country: lists.countries,
  }[dimension];
  const named = list.find((entry) => entry.code === code);
  if (named !== undefined) return view.local(named.name);
  return code === 'unknown' ? view.texts.text('state.unknown') : plainText(code);
}

/** Name of a region without the word for region, where the lists have one. */
export function shortRegionName(view: View, code: string): string {
  const region = view.edition.input.lists.regions.find((entry) => entry.code === code);
  return region === undefined ? placeName(view, 'region', code) : view.local(region.short ?? region.name);
}

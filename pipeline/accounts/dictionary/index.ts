import { TOTAL } from '../../contract/figure.ts';
import type { Language } from '../../contract/finding.ts';
import type { Catalogue, Indicator } from '../../contract/indicator.ts';
import type { FieldContract, InputContract } from '../../contract/inputs.ts';
import { FIGURE_COLUMNS } from './figure-columns.ts';
import { type DictionaryWords, WORDS } from './words.ts';

/** A column of an input as a supplier needs to know it. */
export interface DictionaryField {
  readonly name: string;
  readonly header: string;
  readonly kind: string;
  readonly synonyms: readonly string[];
  readonly isRequired: boolean;
  /** Smallest and largest value, or the values that are understood. */
  readonly rule: string;
}

export interface DictionaryInput {
  readonly name: string;
  readonly number: string;
  readonly title: string;
  readonly grain: string;
  readonly isRequired: boolean;
  readonly fields: readonly DictionaryField[];
}

export interface DictionaryIndicator {
  readonly id: string;
  readonly name: string;
  readonly definition: string;
  readonly numerator: string;
  readonly denominator: string | null;
  readonly measures: readonly { readonly name: string; readonly title: string; readonly unit: string }[];
  readonly tier: string;
  readonly disclosureClass: string;
  readonly breakdowns: readonly string[];
  readonly inputs: readonly string[];
  readonly items: readonly { readonly code: string; readonly title: string }[];
  readonly sinceYear: number | null;
  readonly breaks: readonly { readonly year: number; readonly reason: string }[];
  readonly comparability: string | null;
}

/** What everything in a drop and in the table of figures means, in one language. */
export interface DataDictionary {
  readonly language: Language;
  readonly inputs: readonly DictionaryInput[];
  readonly indicators: readonly DictionaryIndicator[];
  readonly figureColumns: readonly { readonly name: string; readonly meaning: string }[];
}

function ruleOf({ constraints = {}, values }: FieldContract): string {
  const { minimum, maximum } = constraints;
  if (values !== undefined)
    return Object.entries(values)
      .map(([code, spellings]) => `${code} (${spellings.join(', ')})`)
      .join('; ');
  if (minimum !== undefined && maximum !== undefined) return `${minimum}–${maximum}`;
  return minimum === undefined ? (maximum === undefined ? '' : `≤ ${maximum}`) : `≥ ${minimum}`;
}

const inputOf = (input: InputContract, language: Language): DictionaryInput => ({
  name: input.name,
  number: input.number,
  title: input.titles[language],
  grain: input.grain[language],
  isRequired: input.required,
  fields: input.schema.fields.map((field) => ({
    name: field.name,
    header: field.titles[language],
    kind: field.kind,
    synonyms: field.synonyms,
    isRequired: field.constraints?.required ?? false,
    rule: ruleOf(field),
  })),
});

const indicatorOf = (
  indicator: Indicator,
  titles: ReadonlyMap<string, string>,
  language: Language,
): DictionaryIndicator => ({
  id: indicator.id,
  name: indicator.name[language],
  definition: indicator.definition[language],
  numerator: indicator.numerator[language],
  denominator: indicator.denominator?.[language] ?? null,
  measures: indicator.measures.map(({ name, title, unit }) => ({ name, title: title[language], unit })),
  tier: indicator.evidenceTier,
  disclosureClass: indicator.disclosureClass,
  breakdowns: indicator.breakdowns.map((set) => set.join(' × ') || TOTAL),
  inputs: indicator.inputs.map((input) => titles.get(input) ?? input),
  items: Object.entries(indicator.item?.values ?? {}).map(([code, title]) => ({ code, title: title[language] })),
  sinceYear: indicator.sinceYear,
  breaks: indicator.breaks.map(({ year, reason }) => ({ year, reason: reason[language] })),
  comparability: indicator.comparability?.[language] ?? null,
});

/** Puts the data dictionary together from contract and catalogue. */
export function dataDictionary(
  contract: readonly InputContract[],
  catalogue: Catalogue,
  language: Language,
): DataDictionary {
  const titles = new Map(contract.map(({ name, titles: title }) => [name, title[language]]));
  const byNumber = [...contract].sort(
    (a, b) => Number.parseInt(a.number, 10) - Number.parseInt(b.number, 10) || (a.number < b.number ? -1 : 1),
  );
  return {
    language,
    inputs: byNumber.map((input) => inputOf(input, language)),
    indicators: catalogue.map((indicator) => indicatorOf(indicator, titles, language)),
    figureColumns: FIGURE_COLUMNS.map(({ name, meaning }) => ({ name, meaning: meaning[language] })),
  };
}

/** A cell of a Markdown table: a bar would end it. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))].map((row) => `| ${row.join(' | ')} |`).join('\n');

function inputMarkdown(
  { number, name, title, grain, isRequired, fields }: DictionaryInput,
  words: DictionaryWords,
): string {
  const rows = fields.map((field) => [
    `\`${field.name}\``,
    field.header,
    field.kind,
    field.isRequired ? words.yes : '',
    field.synonyms.join(', '),
    field.rule,
  ]);
  return [
    `### ${number}. ${title}`,
    `\`${name}\`: ${grain}.${isRequired ? ` ${words.inputRequired}` : ''}`,
    table([words.field, words.header, words.kind, words.required, words.synonyms, words.rule], rows),
  ].join('\n\n');
}

function indicatorMarkdown(indicator: DictionaryIndicator, words: DictionaryWords): string {
  const facts = [
    [words.numerator, indicator.numerator],
    ...(indicator.denominator === null ? [] : [[words.denominator, indicator.denominator]]),
    [words.measures, indicator.measures.map(({ name, title, unit }) => `\`${name}\`: ${title} (${unit})`).join('; ')],
    [words.tier, words.tiers[indicator.tier] ?? indicator.tier],
    [words.disclosureClass, `${indicator.disclosureClass}: ${words.classes[indicator.disclosureClass] ?? ''}`],
    [words.breakdowns, indicator.breakdowns.join(', ')],
    ...(indicator.items.length === 0
      ? []
      : [[words.items, indicator.items.map(({ code, title }) => `\`${code}\`: ${title}`).join('; ')]]),
    [words.inputs, indicator.inputs.join(', ')],
    ...(indicator.sinceYear === null ? [] : [[words.since, String(indicator.sinceYear)]]),
    ...indicator.breaks.map(({ year, reason }) => [words.brokenIn, `${year}: ${reason}`]),
    ...(indicator.comparability === null ? [] : [[words.comparability, indicator.comparability]]),
  ];
  return [
    `### ${indicator.id} ${indicator.name}`,
    indicator.definition,
    facts.map(([name, text]) => `- **${name}:** ${text}`).join('\n'),
  ].join('\n\n');
}

/** The data dictionary as a Markdown document. */
export function dictionaryMarkdown({ language, inputs, indicators, figureColumns }: DataDictionary): string {
  const words = WORDS[language];
  const columns = figureColumns.map(({ name, meaning }) => [`\`${name}\``, meaning]);
  return `${[
    `# ${words.title}`,
    `## ${words.inputsTitle}`,
    ...inputs.map((input) => inputMarkdown(input, words)),
    `## ${words.indicatorsTitle}`,
    ...indicators.map((indicator) => indicatorMarkdown(indicator, words)),
    `## ${words.figuresTitle}`,
    table([words.column, words.meaning], columns),
  ].join('\n\n')}\n`;
}

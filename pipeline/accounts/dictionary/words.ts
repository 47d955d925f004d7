import type { Language } from '../../contract/finding.ts';

/** Headings and codes of the data dictionary. */
export interface DictionaryWords {
  readonly title: string;
  readonly inputsTitle: string;
  readonly indicatorsTitle: string;
  readonly figuresTitle: string;
  readonly inputRequired: string;
  readonly field: string;
  readonly header: string;
  readonly kind: string;
  readonly required: string;
  readonly synonyms: string;
  readonly rule: string;
  readonly yes: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly measures: string;
  readonly tier: string;
  readonly disclosureClass: string;
  readonly breakdowns: string;
  readonly items: string;
  readonly inputs: string;
  readonly since: string;
  readonly brokenIn: string;
  readonly comparability: string;
  readonly column: string;
  readonly meaning: string;
  readonly tiers: Readonly<Record<string, string>>;
  readonly classes: Readonly<Record<string, string>>;
}

export const WORDS: Readonly<Record<Language, DictionaryWords>> = {
  da: {
    title: 'Dataordbog',
    inputsTitle: 'Hvad en leverance kan indeholde',
    indicatorsTitle: 'Indikatorer',
    figuresTitle: 'Tabellen over tal',
    inputRequired: 'Skal med.',
    field: 'felt',
    header: 'overskrift',
    kind: 'slags',
    required: 'skal udfyldes',
    synonyms: 'andre overskrifter',
    rule: 'værdier',
    yes: 'ja',
    numerator: 'Tæller',
    denominator: 'Nævner',
    measures: 'Mål',
    tier: 'Kilde',
    disclosureClass: 'Beskyttelse',
    breakdowns: 'Fordelt på',
    items: 'Egen fordeling',
    inputs: 'Beregnet af',
    since: 'Siden',
    brokenIn: 'Brud i serien',
    comparability: 'Sammenlignelighed',
    column: 'kolonne',
    meaning: 'betydning',
    tiers: { 'self-report': 'klyngernes indberetning', survey: 'spørgeskema', register: 'register' },
    classes: {
      S0: 'offentlig oplysning',
      S1: 'antal; få virksomheder vises ikke',
      S2: 'beløb; få eller dominerende bidragydere vises ikke',
      S3: 'andel fra spørgeskema; få svar vises ikke',
      S4: 'modelberegning; få par vises ikke',
      S5: 'median og lignende; få enheder vises ikke',
    },
  },
  en: {
    title: 'Data dictionary',
    inputsTitle: 'What a delivery may hold',
    indicatorsTitle: 'Indicators',
    figuresTitle: 'The table of figures',
    inputRequired: 'Required.',
    field: 'field',
    header: 'header',
    kind: 'kind',
    required: 'required',
    synonyms: 'other headers',
    rule: 'values',
    yes: 'yes',
    numerator: 'Numerator',
    denominator: 'Denominator',
    measures: 'Measures',
    tier: 'Evidence',
    disclosureClass: 'Protection',
    breakdowns: 'Broken down by',
    items: 'Own breakdown',
    inputs: 'Computed from',
    since: 'Since',
    brokenIn: 'Break in series',
    comparability: 'Comparability',
    column: 'column',
    meaning: 'meaning',
    tiers: { 'self-report': 'the clusters’ reports', survey: 'survey', register: 'register' },
    classes: {
      S0: 'public fact',
      S1: 'count; few companies are not shown',
      S2: 'amount; few or dominant contributors are not shown',
      S3: 'survey share; few answers are not shown',
      S4: 'model estimate; few pairs are not shown',
      S5: 'median and the like; few units are not shown',
    },
  },
};

import type { Dimension } from '../../contract/figure.ts';
import type { Language, Localised } from '../../contract/finding.ts';

/** Fixed words of the workbooks. */
const WORDS = {
  notes: { da: 'Noter', en: 'Notes' },
  edition: { da: 'Udgave', en: 'Edition' },
  year: { da: 'Referenceår', en: 'Reference year' },
  synthetic: {
    da: 'Tallene er konstruerede og beskriver ingen virkelige virksomheder eller klynger.',
    en: 'The numbers are made up and describe no real companies or clusters.',
  },
  suppressed: { da: 'undertrykt', en: 'suppressed' },
  suppressedNote: {
    da: '"undertrykt": tallet vises ikke, fordi det kunne afsløre oplysninger om enkelte virksomheder.',
    en: '"suppressed": the number is not shown because it could reveal information on single companies.',
  },
  noData: { da: 'ingen data', en: 'no data' },
  noDataNote: {
    da: '"ingen data": oplysningerne er ikke leveret, eller tallet kan ikke beregnes.',
    en: '"no data": the information was not delivered, or the number cannot be computed.',
  },
  intervalNote: {
    da: 'Fra og til er enderne af konfidensintervallet for det seneste år.',
    en: 'From and to are the ends of the confidence interval of the latest year.',
  },
  tierNote: {
    da: 'Grundlag: klyngernes egne indberetninger, et spørgeskema eller registre. De tre blandes aldrig.',
    en: "Evidence: the clusters' own reports, a survey, or registers. The three are never blended.",
  },
  indicator: { da: 'Indikator', en: 'Indicator' },
  name: { da: 'Navn', en: 'Name' },
  measure: { da: 'Mål', en: 'Measure' },
  part: { da: 'Opdeling', en: 'Breakdown' },
  unit: { da: 'Enhed', en: 'Unit' },
  from: { da: 'Fra', en: 'From' },
  to: { da: 'Til', en: 'To' },
  n: { da: 'n', en: 'n' },
  evidence: { da: 'Grundlag', en: 'Evidence' },
  'self-report': { da: 'Indberetning', en: 'Self-report' },
  survey: { da: 'Spørgeskema', en: 'Survey' },
  register: { da: 'Register', en: 'Register' },
  total: { da: 'I alt', en: 'Total' },
} as const satisfies Record<string, Localised>;

export const word = (key: keyof typeof WORDS, language: Language): string => WORDS[key][language];

/** Names of the families of indicators, as titles of sheets. */
export const FAMILY_NAMES: Readonly<Record<string, Localised>> = {
  DEL: { da: 'Deltagelse', en: 'Participation' },
  VID: { da: 'Videninstitutioner', en: 'Knowledge institutions' },
  PRO: { da: 'Projekter', en: 'Projects' },
  AKT: { da: 'Aktiviteter', en: 'Activities' },
  UDB: { da: 'Udbytte', en: 'Outcomes' },
  SUR: { da: 'Spørgeskema', en: 'Survey' },
  EFF: { da: 'Effekt', en: 'Effects' },
  INT: { da: 'Internationalt', en: 'International' },
  FIN: { da: 'Finansiering', en: 'Finance' },
  ORG: { da: 'Organisation', en: 'Organisation' },
  KVA: { da: 'Kvalitet', en: 'Quality' },
};

export const DIMENSION_NAMES: Readonly<Record<Dimension, Localised>> = {
  cluster: { da: 'klynge', en: 'cluster' },
  region: { da: 'region', en: 'region' },
  growth_forum: { da: 'vækstforum', en: 'growth forum' },
  municipality: { da: 'kommune', en: 'municipality' },
  size_band: { da: 'størrelse', en: 'size' },
  industry: { da: 'branche', en: 'industry' },
  dedicated: { da: 'dedikeret', en: 'dedicated' },
  participation_status: { da: 'deltagelse', en: 'participation' },
  item: { da: 'gruppe', en: 'group' },
};

import type { Language } from '../contract/finding.ts';

const da = {
  title: 'Tilbagemelding',
  intro:
    'Vi har læst jeres filer. Her står de rækker, hvor noget ser forkert ud. Ret dem i jeres egen fil og send den igen, eller skriv svaret i kolonnen "Jeres svar".',
  nothing: 'Vi fandt intet at rette. Tak.',
  summary: 'Overblik',
  supplier: 'Afsender',
  year: 'År',
  file: 'Fil',
  content: 'Indhold',
  rowsRead: 'Rækker læst',
  rowsLoaded: 'Taget med',
  rowsSetAside: 'Sat til side',
  severity: 'Alvor',
  finding: 'Hvad er galt',
  remedy: 'Hvad kan I gøre',
  count: 'Antal',
  row: 'Række i jeres fil',
  answer: 'Jeres svar',
  wholeFile: 'Hele filen',
  notShown:
    'Der er flere rækker med noget at se efter, end der vises her; rækker med fejl vises først. Antallet står i overblikket.',
  fatal: 'Kan ikke læses',
  error: 'Fejl',
  warning: 'Se efter',
  info: 'Til orientering',
} as const;

export type FeedbackTextKey = keyof typeof da;

const en: Readonly<Record<FeedbackTextKey, string>> = {
  title: 'Feedback',
  intro:
    'We have read your files. These are the rows in which something looks wrong. Mend them in your own file and send it again, or write in the column "Your answer".',
  nothing: 'We found nothing to mend. Thank you.',
  summary: 'Summary',
  supplier: 'Supplier',
  year: 'Year',
  file: 'File',
  content: 'Content',
  rowsRead: 'Rows read',
  rowsLoaded: 'Loaded',
  rowsSetAside: 'Set aside',
  severity: 'Severity',
  finding: 'What is wrong',
  remedy: 'What you can do',
  count: 'Count',
  row: 'Row in your file',
  answer: 'Your answer',
  wholeFile: 'The whole file',
  notShown:
    'There are more rows to look at than are shown here; rows with errors come first. The summary counts all of them.',
  fatal: 'Cannot be read',
  error: 'Error',
  warning: 'Please check',
  info: 'For your information',
};

const TEXTS = { da, en } as const;

/** A fixed word of the feedback files. */
export const feedbackText = (key: FeedbackTextKey, language: Language): string => TEXTS[language][key];

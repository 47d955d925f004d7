import type { Localised } from '../../contract/finding.ts';

/** What the columns of the published table of figures mean, in the order they are written. */
export const FIGURE_COLUMNS: readonly { readonly name: string; readonly meaning: Localised }[] = [
  ['indicator', 'Indikatorens id', 'Id of the indicator'],
  ['measure', 'Hvilket af indikatorens mål', 'Which of the indicator’s measures'],
  ['reference_year', 'Det år, tallet handler om', 'The year the number is about'],
  [
    'cluster',
    'Klynge-id; Total hvor der ikke er fordelt på klynge',
    'Cluster id; Total where not broken down by cluster',
  ],
  ['region', 'Regionskode, unknown eller abroad', 'Region code, unknown or abroad'],
  ['growth_forum', 'Vækstforum', 'Growth forum'],
  ['municipality', 'Kommunekode med fire cifre', 'Municipality code of four digits'],
  ['size_band', 'Størrelse efter antal ansatte', 'Size by number of employees'],
  ['industry', 'Branche, DB07-sektion', 'Industry, DB07 section'],
  ['dedicated', 'dedicated eller participant', 'dedicated or participant'],
  ['participation_status', 'new, returning eller continuing', 'new, returning or continuing'],
  [
    'item',
    'Indikatorens egen fordeling, fx type, kilde eller arrangement',
    'The indicator’s own breakdown, e.g. type, source or event',
  ],
  [
    'value',
    'Tallet; tomt hvor det er holdt tilbage eller ikke findes',
    'The number; empty where withheld or not available',
  ],
  ['unit', 'Enhed: companies, count, pct, pp, dkk, fte, ratio', 'Unit: companies, count, pct, pp, dkk, fte, ratio'],
  ['lower', 'Intervallets nedre ende', 'Lower end of the interval'],
  ['upper', 'Intervallets øvre ende', 'Upper end of the interval'],
  [
    'standard_error',
    'Standardfejl i tallets enhed; for effekter i procent og for forhold: af logaritmen (effect_pct er 100(exp(b)-1))',
    'Standard error in the unit of the number; for effects in per cent and for ratios: of the logarithm (effect_pct is 100(exp(b)-1))',
  ],
  ['degrees_of_freedom', 'Frihedsgrader', 'Degrees of freedom'],
  ['confidence_level', 'Intervallets niveau, fx 0,95', 'Level of the interval, e.g. 0.95'],
  ['n', 'Uvægtede enheder bag tallet', 'Unweighted units behind the number'],
  ['numerator', 'Tæller i antal', 'Numerator as a count'],
  ['denominator', 'Nævner i antal', 'Denominator as a count'],
  ['evidence_tier', 'self-report, survey eller register', 'self-report, survey or register'],
  ['disclosure_class', 'Regelsæt, der beskytter tallet, S0 til S5', 'Rules that protect the number, S0 to S5'],
  [
    'reliability',
    'good, use_with_care, unreliable eller not_applicable',
    'good, use_with_care, unreliable or not_applicable',
  ],
  ['status', 'published, suppressed eller no_data', 'published, suppressed or no_data'],
  [
    'note',
    'Kode for dækning eller for, hvorfor tallet mangler',
    'Code of the coverage, or of why the number is missing',
  ],
].map(([name = '', da = '', en = '']) => ({ name, meaning: { da, en } }));

import type { Language } from '../../contract/finding.ts';
import type { Indicator } from '../../contract/indicator.ts';
import { describeNote } from '../../contract/notes.ts';
import type { Revision, RevisionReason } from '../../contract/revision.ts';
import type { ProtectedFigure } from '../../protect/figure.ts';
import { directionOf } from '../../report/content/change.ts';
import { formatInterval, formatNumber, formatValue } from '../../report/text/number.ts';
import type { Explanation } from './explain.ts';

type Words = Readonly<Record<Language, string>>;

const TIERS: Readonly<Record<string, Words>> = {
  'self-report': { da: 'klyngernes egen indberetning', en: 'the clusters’ own reports' },
  survey: { da: 'spørgeskema til dedikerede virksomheder', en: 'survey of dedicated companies' },
  register: { da: 'register og økonometri', en: 'register and econometrics' },
};

const RELIABILITY: Readonly<Record<string, Words>> = {
  good: { da: 'Tallet er pålideligt.', en: 'The number is reliable.' },
  use_with_care: { da: 'Tallet skal bruges med forsigtighed.', en: 'The number is to be used with care.' },
  unreliable: { da: 'Tallet er upålideligt.', en: 'The number is unreliable.' },
};

const CLASSES: Readonly<Record<string, Words>> = {
  S1: {
    da: 'Tal om få virksomheder vises ikke, heller ikke hvor de kan regnes ud af andre tal.',
    en: 'Numbers about few companies are not shown, nor where they could be worked out from others.',
  },
  S2: {
    da: 'Beløb fra få virksomheder, eller hvor en eller to fylder næsten det hele, vises ikke.',
    en: 'Amounts of few companies, or where one or two make up almost all, are not shown.',
  },
  S3: { da: 'Andele bygget på få svar vises ikke.', en: 'Shares built on few answers are not shown.' },
  S4: { da: 'Effekter bygget på få par vises ikke.', en: 'Effects built on few pairs are not shown.' },
  S5: { da: 'Medianer og gennemsnit af få vises ikke.', en: 'Medians and means of few are not shown.' },
};

/** Before the name of a measure: its median over the clusters. */
const MEDIAN = 'median_of_clusters_';

const measureOf = (indicator: Indicator, name: string) =>
  indicator.measures.find((measure) => measure.name === name.replace(MEDIAN, ''));

/** The name of a figure's measure. */
export function titleInWords(indicator: Indicator, name: string, language: Language): string {
  const title = measureOf(indicator, name)?.title[language] ?? name;
  if (!name.startsWith(MEDIAN)) return title;
  return language === 'da' ? `${title}, median af klyngerne` : `${title}, median of the clusters`;
}

/** A number with its unit, or the word for why there is none. */
export function valueInWords(indicator: Indicator, figure: ProtectedFigure, language: Language): string {
  const measure = measureOf(indicator, figure.measure);
  if (figure.status === 'suppressed') return language === 'da' ? 'ikke offentliggjort' : 'withheld';
  if (figure.value === null) return language === 'da' ? 'ingen data' : 'no data';
  return formatValue(figure.value, measure?.unit ?? '', measure?.decimals ?? 1, language);
}

/** A text as the end of a sentence; Danish units such as "pct." end in a full stop already. */
const sentenceEnd = (text: string): string => (text.endsWith('.') ? text : `${text}.`);

function intervalSentence(indicator: Indicator, figure: ProtectedFigure, language: Language): string[] {
  const { lower, upper, confidenceLevel, n, degreesOfFreedom } = figure;
  if (lower === null || upper === null || confidenceLevel === null) return [];
  const measure = measureOf(indicator, figure.measure);
  const level = formatNumber(100 * confidenceLevel, 0, language);
  const range = formatInterval(lower, upper, measure?.unit ?? '', measure?.decimals ?? 1, language);
  const interval = language === 'da' ? `${level} pct.-konfidensinterval: ${range}` : `${level} % interval: ${range}`;
  const isSurvey = figure.evidenceTier === 'survey';
  const degrees = degreesOfFreedom === null ? '' : formatNumber(degreesOfFreedom, 0, language);
  const method: Words =
    !isSurvey || figure.note?.includes('NO_VARIATION') === true
      ? { da: '', en: '' }
      : {
          da: `, efter Korn og Graubard med stratificeret varians, endelighedskorrektion og ${degrees} frihedsgrader`,
          en: `, after Korn and Graubard with the stratified variance, finite population correction and ${degrees} degrees of freedom`,
        };
  const count = n === null ? null : formatNumber(n, 0, language);
  const basis: Words =
    count === null
      ? { da: '', en: '' }
      : isSurvey
        ? { da: `, af ${count} uvægtede svar`, en: `, from ${count} unweighted answers` }
        : { da: `, af ${count} matchede par`, en: `, from ${count} matched pairs` };
  return [sentenceEnd(`${interval}${method[language]}${basis[language]}`)];
}

function partsSentence(figure: ProtectedFigure, language: Language): string[] {
  const { numerator, denominator } = figure;
  if (numerator === null || denominator === null) return [];
  const [top, bottom] = [formatNumber(numerator, 0, language), formatNumber(denominator, 0, language)];
  const isSurvey = figure.evidenceTier === 'survey';
  return [
    language === 'da'
      ? `${top} af ${bottom}${isSurvey ? ', uvægtet' : ''}.`
      : `${top} of ${bottom}${isSurvey ? ', unweighted' : ''}.`,
  ];
}

function responseSentence({ question, responsePct }: Explanation, language: Language): string[] {
  if (responsePct === null || question.indicator.estimator !== 'survey') return [];
  const rate = formatValue(responsePct, 'pct', 1, language);
  return [language === 'da' ? `Svarprocent: ${sentenceEnd(rate)}` : `Response rate: ${sentenceEnd(rate)}`];
}

/** What qualifies a change; the same rules as in the reports decide which of them holds. */
const VERDICTS: Readonly<Partial<Record<ReturnType<typeof directionOf>, Words>>> = {
  unclear: { da: ', ingen sikker ændring', en: ', no clear change' },
  unreliable: {
    da: ', men et af tallene er for usikkert til en sammenligning',
    en: ', but one of the numbers is too uncertain to compare',
  },
  broken: { da: ', men serien er brudt imellem', en: ', but the series is broken between them' },
  coverage: { da: ', men ikke nødvendigvis for de samme klynger', en: ', but not necessarily of the same clusters' },
};

/** How far the number has moved since the year before, where both are shown, and whether that is more than chance. */
function changeSentence(explanation: Explanation, figure: ProtectedFigure, language: Language): string[] {
  const before = explanation.otherYears.find(
    (other) => other.measure === figure.measure && other.referenceYear === figure.referenceYear - 1,
  );
  if (before === undefined || before.value === null || figure.value === null) return [];
  const { indicator } = explanation.question;
  const measure = measureOf(indicator, figure.measure);
  const isShare = measure?.unit === 'pct';
  const difference = figure.value - before.value;
  const shown = formatValue(difference, isShare ? 'pp' : (measure?.unit ?? ''), measure?.decimals ?? 1, language);
  const sign = difference > 0 ? '+' : '';
  const earlier = valueInWords(indicator, before, language);
  const isComplete = figure.note === null && before.note === null;
  const verdict = VERDICTS[directionOf(figure, before, indicator, isComplete)]?.[language] ?? '';
  return [
    language === 'da'
      ? sentenceEnd(`${before.referenceYear}: ${earlier}; ændring ${sign}${shown}${verdict}`)
      : sentenceEnd(`${before.referenceYear}: ${earlier}; change ${sign}${shown}${verdict}`),
  ];
}

/** What is to be said of one figure, sentence by sentence. */
export function sentencesOf(explanation: Explanation, figure: ProtectedFigure, language: Language): string[] {
  const { indicator } = explanation.question;
  const notes = figure.note === null ? [] : describeNote(figure.note).map((text) => text[language]);
  if (figure.status === 'suppressed') {
    const why =
      language === 'da'
        ? 'Tallet er holdt tilbage for at beskytte virksomheder.'
        : 'The number is withheld to protect companies.';
    return [
      why,
      ...(CLASSES[figure.disclosureClass] === undefined ? [] : [CLASSES[figure.disclosureClass]?.[language] as string]),
    ];
  }
  return [
    ...partsSentence(figure, language),
    ...intervalSentence(indicator, figure, language),
    ...responseSentence(explanation, language),
    ...(RELIABILITY[figure.reliability] === undefined ? [] : [RELIABILITY[figure.reliability]?.[language] as string]),
    ...notes,
    ...changeSentence(explanation, figure, language),
  ];
}

const REASONS: Readonly<Record<RevisionReason, Words>> = {
  same: { da: 'uændret', en: 'unchanged' },
  rounding: { da: 'kun afrunding', en: 'rounding only' },
  definition_changed: { da: 'definitionen er ændret siden', en: 'the definition has changed since' },
  data_revised: {
    da: 'leverancerne er rettet eller suppleret siden',
    en: 'deliveries were corrected or completed since',
  },
  withheld_before: { da: 'holdt tilbage dengang', en: 'withheld then' },
  withheld_both: { da: 'holdt tilbage dengang og nu', en: 'withheld then and now' },
  withheld_now: { da: 'holdt tilbage nu', en: 'withheld now' },
  no_data: { da: 'kan ikke længere regnes ud', en: 'can no longer be computed' },
  unknown: { da: 'er ikke blandt tallene i denne udgave', en: 'is not among the numbers of this edition' },
};

/** What an earlier edition said, and why it says something else now. */
export function revisionInWords(indicator: Indicator, revision: Revision, language: Language): string {
  const measure = indicator.measures.find(({ name }) => name === revision.measure) ?? indicator.measures[0];
  const shown = (value: number | null): string =>
    value === null ? '–' : formatValue(value, measure?.unit ?? '', measure?.decimals ?? 1, language);
  const edition = `${language === 'da' ? 'Udgave' : 'Edition'} ${revision.editionYear ?? '?'}`;
  const source = revision.source === null ? '' : ` (${revision.source})`;
  const now = revision.recomputed === null ? '' : `, ${language === 'da' ? 'nu' : 'now'} ${shown(revision.recomputed)}`;
  return `${edition}${source}: ${shown(revision.published)}${now}; ${REASONS[revision.reason][language]}.`;
}

/** Since when the numbers of a year can be compared with those before, and every break with its reason. */
export function comparabilityInWords({ indicator, year }: Explanation['question'], language: Language): string[] {
  const { breaks, sinceYear } = indicator;
  const since = breaks.findLast((one) => one.year <= year)?.year ?? sinceYear;
  return [
    ...(since === null
      ? breaks.length > 0
        ? []
        : [language === 'da' ? 'Der er ingen kendte brud i serien.' : 'No break in the series is known.']
      : [
          language === 'da'
            ? `Kan sammenlignes med årene fra ${since} og frem.`
            : `Comparable with the years from ${since} on.`,
        ]),
    ...breaks.map((one) => `${language === 'da' ? 'Brud' : 'Break'} ${one.year}: ${one.reason[language]}`),
  ];
}

/** From the rows of the year to those of the figure, with what was left out on the way and why. */
export function selectionInWords({ question, selection }: Explanation, language: Language): string[] {
  if (selection === null) return [];
  const { inYear, inCell, units, silent, skipped, ineligible } = selection;
  const count = (value: number): string => formatNumber(value, 0, language);
  const isWhole = Object.keys(question.at).length === 0;
  const here = language === 'da' ? ' her' : ' here';
  const lines: Words[] =
    silent === null || skipped === null
      ? [
          {
            da: `${count(inYear)} rækker indgår i året${isWhole ? '' : `, ${count(inCell)} af dem her`}, fra ${count(units)} forskellige enheder.`,
            en: `${count(inYear)} rows contribute in the year${isWhole ? '' : `, ${count(inCell)} of them here`}, from ${count(units)} different units.`,
          },
        ]
      : [
          {
            da: `${count(inYear)} i målgruppen er spurgt; ${count(ineligible ?? 0)} viste sig ikke at høre til den og er ikke med.`,
            en: `${count(inYear)} in the target group were asked; ${count(ineligible ?? 0)} turned out not to belong to it and are left out.`,
          },
          {
            da: `${count(inCell)} af dem${isWhole ? '' : here}: ${count(silent)} svarede ikke, ${count(skipped)} sprang spørgsmålet over, ${count(inCell - silent - skipped)} er med.`,
            en: `${count(inCell)} of them${isWhole ? '' : here}: ${count(silent)} did not answer, ${count(skipped)} left the question out, ${count(inCell - silent - skipped)} count.`,
          },
        ];
  return lines.map((line) => line[language]);
}

/** Where the evidence comes from, in words. */
export const tierInWords = (tier: string, language: Language): string => TIERS[tier]?.[language] ?? tier;

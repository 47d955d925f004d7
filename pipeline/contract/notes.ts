import type { Localised } from './finding.ts';

type Sentence = (parts: readonly string[]) => Localised;

const SENTENCES: Readonly<Record<string, Sentence>> = {
  AS_REPORTED: ([reported = '', all = '']) => ({
    da: `${reported} af ${all} klynger har afleveret; de øvrige er ikke med i tallet.`,
    en: `${reported} of ${all} clusters delivered; the others are not in the number.`,
  }),
  CARRIED_FORWARD: ([carried, all = '']) =>
    carried === undefined
      ? {
          da: 'Klyngens deltagere er overført fra et tidligere år.',
          en: 'The participants are those of an earlier year.',
        }
      : {
          da: `Deltagerne i ${carried} af ${all} klynger er overført fra et tidligere år.`,
          en: `The participants of ${carried} of ${all} clusters are those of an earlier year.`,
        },
  IMPUTED: (parts) => {
    const [imputed, all] = parts.length > 1 ? parts : [];
    const error = parts.length % 2 === 1 ? parts.at(-1) : undefined;
    const whoDa = imputed === undefined ? 'Klyngens deltagere' : `Deltagerne i ${imputed} af ${all} klynger`;
    const whoEn = imputed === undefined ? 'The participants' : `The participants of ${imputed} of ${all} clusters`;
    return {
      da: `${whoDa} er imputeret: den seneste liste, reguleret med væksten i sammenlignelige klynger.${error === undefined ? '' : ` Alene det gør antallet af deltagelser usikkert med omkring ${error} (én standardfejl).`}`,
      en: `${whoEn} are imputed: the latest list, scaled by the growth of comparable clusters.${error === undefined ? '' : ` That alone makes the number of participations uncertain by about ${error} (one standard error).`}`,
    };
  },
  NOT_COVERED: ([count = '', all = '']) => ({
    da: `${count} af ${all} klynger har hverken afleveret eller en tidligere liste og er ikke med i tallet.`,
    en: `${count} of ${all} clusters neither delivered nor have an earlier list and are not in the number.`,
  }),
  EARLIER_YEARS: ([held = '', needed = '']) => ({
    da: `Sammenlignet med ${held} af de ${needed} tidligere år, som definitionen kræver.`,
    en: `Compared with ${held} of the ${needed} earlier years that the definition asks for.`,
  }),
  INPUT_MISSING: ([input = '']) => ({
    da: `Der er ikke afleveret ${input} for året.`,
    en: `No ${input} were delivered for the year.`,
  }),
  CLUSTER_NOT_REPORTED: () => ({
    da: 'Klyngen har ikke afleveret for året.',
    en: 'The cluster delivered nothing for the year.',
  }),
  NO_EARLIER_YEARS: () => ({
    da: 'Der er intet tidligere år at sammenligne med.',
    en: 'There is no earlier year to compare with.',
  }),
  ZERO_DENOMINATOR: () => ({
    da: 'Der er ingen at regne andelen af.',
    en: 'There is nobody to compute the share of.',
  }),
  ALL_MISSING: () => ({
    da: 'Oplysningen mangler for alle, der kunne være talt med.',
    en: 'The information is missing for all that could have been counted.',
  }),
  NO_RESPONDENTS: () => ({ da: 'Ingen har svaret på spørgsmålet.', en: 'Nobody answered the question.' }),
  NOT_ESTIMATED: () => ({
    da: 'Effektstudiet har ikke givet et tal.',
    en: 'The effect study gave no number.',
  }),
  NOT_ESTIMABLE: () => ({
    da: 'Der er for få sammenlignelige virksomheder til at regne et tal ud.',
    en: 'There are too few comparable companies to compute a number.',
  }),
  AGGREGATES_IN: () => ({
    da: 'Tallet er regnet et andet sted og kun taget med ind som samlet tal.',
    en: 'The number was computed elsewhere and brought in as an aggregate only.',
  }),
  NO_PAIRS: () => ({
    da: 'Ingen deltager kunne parres med en lignende virksomhed.',
    en: 'No participant could be paired with a company like it.',
  }),
  PRE_TREND: () => ({
    da: 'De to grupper udviklede sig forskelligt allerede før deltagelsen.',
    en: 'The two groups developed differently even before joining.',
  }),
  POPULATION_MISSING: () => ({
    da: 'Populationen er ikke oplyst; de spurgte står kun for sig selv.',
    en: 'The population is not stated; those asked stand for themselves only.',
  }),
  SINGLE_UNIT_STRATUM: () => ({
    da: 'Et stratum har kun ét svar; usikkerheden der er skønnet.',
    en: 'A stratum has a single answer; its uncertainty is assumed.',
  }),
  NO_DEGREES_OF_FREEDOM: () => ({
    da: 'Der er for få svar til et interval efter stikprøveplanen.',
    en: 'There are too few answers for an interval by the sampling design.',
  }),
  NO_VARIATION: () => ({
    da: 'Alle har svaret det samme; intervallet er Clopper og Pearsons.',
    en: 'All answered alike; the interval is that of Clopper and Pearson.',
  }),
};

/**
 * What the note of a figure says in words. A note is codes with their numbers, e.g. `AS_REPORTED:44/50` or
 * `NO_DEGREES_OF_FREEDOM;NO_VARIATION`. A code that is not known is shown as it is.
 */
export function describeNote(note: string): readonly Localised[] {
  return note.split(';').map((code) => {
    const [name = '', rest] = code.split(':');
    const sentence = SENTENCES[name];
    return sentence === undefined ? { da: code, en: code } : sentence(rest === undefined ? [] : rest.split('/'));
  });
}

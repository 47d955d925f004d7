import type { Language, Localised } from '../../contract/finding.ts';
import type { CimRow } from '../../report/index.ts';
import type { Battery } from './battery.ts';
import { specificationSpread } from './battery-numbers.ts';
import type { EffectStudy } from './study.ts';
import { VERDICT_RULES } from './verdict.ts';

/** Numbers of the run that the nine comments hold. */
interface CimNumbers {
  readonly inAccounts: number;
  readonly inRegister: number;
  readonly pairs: number;
  readonly donors: number;
  readonly largestDifference: number;
  readonly horizons: string;
  readonly tooSmall: number;
  readonly notPositive: number;
  readonly years: number;
  readonly firstYear: string;
  readonly lastYear: string;
  readonly leads: number;
  readonly specifications: number;
  /** Null where there is no estimate. */
  readonly spread: number | null;
  readonly ratio: number | null;
  readonly placebos: number;
  readonly placebosFailed: number;
}

type Row = Pick<CimRow, 'state'> & { readonly da: string; readonly en: string };

const formatted = (value: number, language: Language, decimals: number): string =>
  new Intl.NumberFormat(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);

/** The nine principles of CIM 2.0 (Danish Agency for Science, Technology and Innovation 2014) in this run. */
function rows(numbers: CimNumbers): Row[] {
  const da = (value: number, decimals = 0): string => formatted(value, 'da', decimals);
  const en = (value: number, decimals = 0): string => formatted(value, 'en', decimals);
  const { largestDifference: difference } = numbers;
  return [
    {
      state: numbers.inRegister >= 0.9 * numbers.inAccounts ? 'met' : 'partly',
      da: `${da(numbers.inRegister)} af ${da(numbers.inAccounts)} dedikerede virksomheder er fundet i registret; samme indberetning for alle klynger.`,
      en: `${en(numbers.inRegister)} of ${en(numbers.inAccounts)} dedicated companies were found in the register; one way of reporting for all clusters.`,
    },
    numbers.pairs === 0
      ? {
          state: 'not_met',
          da: 'Ingen deltager kunne parres med en lignende virksomhed.',
          en: 'No participant could be paired with a company like it.',
        }
      : {
          state:
            difference <= VERDICT_RULES.balanced
              ? 'met'
              : difference <= VERDICT_RULES.unbalanced
                ? 'partly'
                : 'not_met',
          da: `${da(numbers.pairs)} par fra ${da(numbers.donors)} mulige sammenligningsvirksomheder; største standardiserede forskel ${da(difference, 3)}.`,
          en: `${en(numbers.pairs)} pairs from ${en(numbers.donors)} possible companies for comparison; largest standardised difference ${en(difference, 3)}.`,
        },
    {
      state: numbers.pairs > 0 ? 'met' : 'not_met',
      da: `Udviklingen i hvert par fra året før deltagelsen til ${numbers.horizons} år efter.`,
      en: `The development of every pair from the year before participation to ${numbers.horizons} years after.`,
    },
    {
      state: 'met',
      da: `${da(numbers.notPositive)} virksomhedsår uden positiv værditilvækst og ${da(numbers.tooSmall)} med for få årsværk er udeladt; resultatet er prøvet med afskæring ved 1 og 5 pct.`,
      en: `${en(numbers.notPositive)} company-years without positive value added and ${en(numbers.tooSmall)} with too few full-time equivalents are left out; the result is tried with winsorising at 1 and 5 %.`,
    },
    {
      state: numbers.years >= 6 ? 'met' : 'partly',
      da: `Registret dækker ${numbers.firstYear}–${numbers.lastYear}; ${da(numbers.leads)} år før deltagelsen vises og testes.`,
      en: `The register covers ${numbers.firstYear}–${numbers.lastYear}; ${en(numbers.leads)} years before participation are shown and tested.`,
    },
    numbers.spread === null
      ? {
          state: 'not_met',
          da: 'Ingen måde at regne på gav et estimat.',
          en: 'No way to compute it gave an estimate.',
        }
      : {
          state: numbers.specifications >= 10 ? 'met' : 'partly',
          da: `${da(numbers.specifications)} andre måder at regne på; estimaterne spænder over ${da(numbers.spread, 1)} procentpoint.`,
          en: `${en(numbers.specifications)} other ways to compute it; estimates span ${en(numbers.spread, 1)} percentage points.`,
        },
    {
      state: 'met',
      da:
        numbers.ratio === null
          ? 'Effekter vises i procent af sammenligningsgruppen, med interval og antal par.'
          : `Effekter vises i procent af sammenligningsgruppen, og som forhold (${da(numbers.ratio, 1)} gange) med begge grundandele.`,
      en:
        numbers.ratio === null
          ? 'Effects are in per cent of the comparison group, with interval and number of pairs.'
          : `Effects are in per cent of the comparison group, and as a ratio (${en(numbers.ratio, 1)} times) with both base rates.`,
    },
    {
      state: 'partly',
      da: 'Metode, kode og alle mellemresultater er offentlige og kan regnes efter; en uafhængig faglig bedømmelse ligger uden for kørslen.',
      en: 'Method, code and all intermediate results are public and can be recomputed; an independent peer review is outside the run.',
    },
    {
      state: numbers.placebos > 0 ? 'met' : 'not_met',
      da: `${da(numbers.placebosFailed)} af ${da(numbers.placebos)} placeboprøver slog ud; grænser for skjulte forskelle og den mindste effekt, der kunne ses, er regnet.`,
      en: `${en(numbers.placebosFailed)} of ${en(numbers.placebos)} placebo tests failed; bounds for hidden differences and the smallest effect that could be seen are computed.`,
    },
  ];
}

const inFlow = ({ flow }: EffectStudy, side: string, step: string): number =>
  flow.find((one) => one.side === side && one.step === step)?.companies ?? 0;

/** How each of the nine principles is met in this run, with numbers. */
export function cimTable(study: EffectStudy, { specifications, sensitivity }: Battery): CimRow[] {
  const { panel, settings, outcomes, balance, innovation } = study;
  const ps = [
    study.estimates.get('log_productivity')?.sme.preTrend?.p,
    sensitivity.placeboYear?.p,
    sensitivity.placeboOutcome?.p,
  ].filter((p): p is number => p !== null && p !== undefined);
  const comparison = innovation?.sme ?? innovation?.all ?? null;
  const numbers: CimNumbers = {
    inAccounts: inFlow(study, 'treated', 'in_accounts'),
    inRegister: inFlow(study, 'treated', 'in_register'),
    pairs: inFlow(study, 'treated', 'matched'),
    donors: inFlow(study, 'donor', 'scored'),
    largestDifference: Math.max(0, ...balance.after.map((row) => Math.abs(row.standardisedDifference ?? 0))),
    horizons: [Math.min(...settings.horizons), Math.max(...settings.horizons)].join('–'),
    tooSmall: outcomes.losses.tooFewFte,
    notPositive: outcomes.losses.valueAddedNotPositive,
    years: panel.years.length,
    firstYear: String(panel.years[0]),
    lastYear: String(panel.years.at(-1)),
    leads: settings.leads,
    specifications: Math.max(0, specifications.filter(({ effect }) => effect !== null).length - 1),
    spread: specificationSpread(specifications),
    ratio: comparison?.paired.riskRatio.estimate ?? null,
    placebos: ps.length,
    placebosFailed: ps.filter((p) => p < VERDICT_RULES.significance).length,
  };
  return rows(numbers).map(({ state, da, en }, k) => {
    const comment: Localised = { da, en };
    return { principle: k + 1, state, comment };
  });
}

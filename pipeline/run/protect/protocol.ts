import type { Figure } from '../../contract/figure.ts';
import type { Localised } from '../../contract/finding.ts';
import {
  type DisclosureParameters,
  type ProtectedFigure,
  type Protocol,
  type ProtocolEntry,
  suggestFigureMerges,
} from '../../protect/index.ts';

const ABOUT: Localised = {
  da: 'Kun til analytikeren: siger, hvorfor hvert tal er diskretioneret, og hvad der beskytter det. Må ikke sendes videre.',
  en: 'For the analyst only: says why each figure is withheld and what protects it. Must not be passed on.',
};

/** What each reason means. */
const REASONS: Readonly<Record<ProtocolEntry['reason'], Localised>> = {
  threshold: {
    da: 'For få koncerner bag tallet, bag tælleren, nævneren eller resten',
    en: 'Too few enterprise groups behind the figure, its numerator, its denominator or the rest',
  },
  dominance: {
    da: 'De to største koncerner har for stor en del af beløbet',
    en: 'The two largest enterprise groups have too much of the sum',
  },
  p_percent: {
    da: 'Den næststørste kan regne den største ud for nøjagtigt',
    en: 'The second largest can estimate the largest too closely',
  },
  respondents: { da: 'For få svar', en: 'Too few answers' },
  outcome: {
    da: 'For få svar med eller uden udfaldet',
    en: 'Too few answers with or without the outcome',
  },
  pairs: { da: 'For få matchede par bag estimatet', en: 'Too few matched pairs behind the estimate' },
  order: { da: 'For få enheder bag medianen', en: 'Too few units behind the median' },
  secondary: {
    da: 'Beskytter andre tal, som ellers kunne regnes ud',
    en: 'Protects other figures that could otherwise be worked out',
  },
  earlier: {
    da: 'Var diskretioneret i en tidligere udgave',
    en: 'Was withheld in an earlier edition',
  },
  gap: {
    da: 'Diskretioneret, fordi et angreb udefra ellers kom for tæt på et andet tal',
    en: "Withheld because an outsider's attack came too close to another figure",
  },
};

/** The analyst's protocol as a file: what it is, what the reasons mean, what is lost, what could be merged, each figure. */
export function protocolText(
  protocol: Protocol,
  figures: readonly Figure[],
  safe: readonly ProtectedFigure[],
  parameters: DisclosureParameters,
): string {
  const { entries, ...counts } = protocol;
  const used = new Set(entries.map(({ reason }) => reason));
  const reasons = Object.fromEntries(
    Object.entries(REASONS).filter(([name]) => used.has(name as ProtocolEntry['reason'])),
  );
  const byReason = Object.fromEntries(
    [...used].sort().map((reason) => [reason, entries.filter((entry) => entry.reason === reason).length]),
  );
  const suggestions = suggestFigureMerges(figures, safe, parameters);
  return `${JSON.stringify({ about: ABOUT, reasons, ...counts, byReason, suggestions, entries }, null, 2)}\n`;
}

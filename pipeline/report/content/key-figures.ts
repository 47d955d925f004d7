import type { EvidenceTier } from '../../contract/figure.ts';
import type { ProtectedFigure } from '../../protect/index.ts';
import { hasInterval, isPublished } from '../figures/shown.ts';
import { type Html, html } from '../html/escape.ts';
import type { Verdict } from '../input.ts';
import { type MeasureName, type View, wherePhrase } from '../page/view.ts';
import { coverageOf, directionOf } from './change.ts';
import { claimOf, verdictOf } from './claims.ts';
import { MEASURES } from './measures.ts';
import { missingReasons } from './missing.ts';
import { changeSentence, isCount, sentence } from './sentences.ts';

/** A headline number as a page shows it. */
export interface KeyFigure {
  readonly id: string;
  readonly sentence: Html;
  readonly tier: EvidenceTier;
  /** Interval and number of units, each where there is one. */
  readonly evidence: readonly Html[];
  /** Change since last year, the country for comparison, warnings. */
  readonly remarks: readonly Html[];
}

interface KeyMeasure {
  readonly key: string;
  readonly name: MeasureName;
  readonly tier: EvidenceTier;
  /** Value that means no effect; the measure is known for the whole country only. */
  readonly noEffectAt?: number;
}

const KEY_MEASURES: readonly KeyMeasure[] = [
  { key: 'companies', name: MEASURES.companies, tier: 'self-report' },
  { key: 'in_projects', name: MEASURES.inProjects, tier: 'self-report' },
  { key: 'new_products', name: MEASURES.newProducts, tier: 'self-report' },
  { key: 'innovation_rate', name: MEASURES.innovationRate, tier: 'survey' },
  { key: 'productivity', name: MEASURES.productivity, tier: 'register', noEffectAt: 0 },
  { key: 'innovation_ratio', name: MEASURES.innovationRatio, tier: 'register', noEffectAt: 1 },
];

/** The headline numbers of a recipient, in the order a reader asks. */
export const keyFigures = (view: View): readonly KeyFigure[] =>
  KEY_MEASURES.map((measure) =>
    measure.noEffectAt === undefined ? ownFigure(view, measure) : effectFigure(view, measure, measure.noEffectAt),
  );

function ownFigure(view: View, { key, name, tier }: KeyMeasure): KeyFigure {
  const figure = view.figure(name);
  const values = { where: wherePhrase(view), year: view.year, count: figure?.value ?? 0 };
  const ofCluster = `key_figures.${key}.of_cluster`;
  const published =
    view.recipient.kind === 'cluster' && view.texts.has(ofCluster) ? ofCluster : `key_figures.${key}.published`;
  return {
    id: key,
    sentence: sentence(view, isPublished(figure) ? published : `key_figures.${key}.unknown`, { value: figure }, values)
      .html,
    tier: figure?.evidenceTier ?? tier,
    evidence: evidenceOf(view, figure),
    remarks: [
      ...(isPublished(figure) || figure?.status === 'suppressed' ? [changeSentence(view, name).html] : []),
      ...missingRemark(view, figure),
      ...nationalRemark(view, name, figure),
    ],
  };
}

/** An effect holds for the whole country, and is a claim only where its interval leaves out "no effect". */
function effectFigure(view: View, { key, name, tier }: KeyMeasure, noEffectAt: number): KeyFigure {
  const { texts, recipient } = view;
  const figure = view.figure(name, { place: {} });
  const verdict = verdictOf(view, name);
  return {
    id: key,
    sentence: sentence(view, `key_figures.${key}.${claimOf(view, name, figure, noEffectAt)}`, { value: figure }).html,
    tier: figure?.evidenceTier ?? tier,
    evidence: evidenceOf(view, figure),
    remarks: [
      ...(isPublished(figure) ? smeRemark(view) : []),
      ...(recipient.kind === 'national' ? [] : [html`${texts.text('national.only', { where: wherePhrase(view) })}`]),
      ...missingRemark(view, figure ?? view.figure({ ...name, item: undefined }, { place: {} })),
      ...(verdict === null || !isPublished(figure) ? [] : [verdictRemark(view, verdict)]),
    ],
  };
}

/** Which companies the study calls small and medium-sized. */
function smeRemark({ texts, edition }: View): Html[] {
  const limit = edition.input.effect?.settings?.sme_limit;
  return limit === undefined ? [] : [texts.html('effect.sme', { limit })];
}

/** The study's own judgement of an estimate, with what speaks against it. */
export function verdictRemark({ texts }: View, { code, reasons }: Verdict): Html {
  const why = reasons.map((reason) => texts.text(`reason.${reason}`));
  const said = texts.text(`verdict.${code}`);
  return why.length === 0
    ? html`${said}`
    : html`${said} ${texts.text('verdict.because', { count: why.length, reasons: why.join('; ') })}`;
}

function evidenceOf(view: View, figure: ProtectedFigure | null): Html[] {
  if (!isPublished(figure)) return [];
  const { texts, write } = view;
  const level = Math.round(100 * (figure.confidenceLevel ?? view.edition.input.parameters.confidence_level));
  const unit = figure.evidenceTier === 'register' ? 'pairs' : 'n';
  return [
    ...(hasInterval(figure)
      ? [texts.html('evidence.interval', { level, interval: write.html(figure, 'interval') })]
      : []),
    ...(figure.n !== null && !isCount(figure) ? [texts.html(`evidence.${unit}`, { n: write.html(figure, 'n') })] : []),
    ...coverageRemark(view, figure),
    ...(figure.reliability === 'use_with_care' || figure.reliability === 'unreliable'
      ? [texts.html(`reliability.${figure.reliability}`)]
      : []),
  ];
}

/** Why there is no number, where the reason is known. */
const missingRemark = (view: View, figure: ProtectedFigure | null): Html[] =>
  missingReasons(view, figure).map((reason) => html`${reason}`);

function coverageRemark({ texts }: View, figure: ProtectedFigure): Html[] {
  const coverage = coverageOf(figure);
  if (coverage === null) return [];
  return [html`${texts.text('evidence.coverage', { reported: coverage.reported, all: coverage.all })}`];
}

/** How a region or a cluster stands to the country: by words for rates, by the number alone for counts. */
function nationalRemark(view: View, name: MeasureName, figure: ProtectedFigure | null): Html[] {
  if (view.recipient.kind === 'national') return [];
  const national = view.figure(name, { place: {} });
  if (!isPublished(national)) return [];
  const key = isCount(national) || !isPublished(figure) ? 'number' : directionOf(figure, national);
  return [sentence(view, `national.${key}`, { national }).html];
}

import type { EvidenceTier } from '../../contract/figure.ts';
import type { ProtectedFigure } from '../../protect/index.ts';
import { hasInterval, isPublished } from '../figures/shown.ts';
import { type Html, html } from '../html/escape.ts';
import { type MeasureName, type View, wherePhrase } from '../page/view.ts';
import { directionOf } from './change.ts';
import { MEASURES } from './measures.ts';
import { changeSentence, isCount, sentence } from './sentences.ts';

/** A headline number as a page shows it. */
export interface KeyFigure {
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
}

const KEY_MEASURES: readonly KeyMeasure[] = [
  { key: 'companies', name: MEASURES.companies, tier: 'self-report' },
  { key: 'in_projects', name: MEASURES.inProjects, tier: 'self-report' },
  { key: 'new_products', name: MEASURES.newProducts, tier: 'self-report' },
  { key: 'innovation_rate', name: MEASURES.innovationRate, tier: 'survey' },
];

/** The headline numbers of a recipient, in the order a reader asks. */
export const keyFigures = (view: View): readonly KeyFigure[] => KEY_MEASURES.map((measure) => keyFigure(view, measure));

function keyFigure(view: View, { key, name, tier }: KeyMeasure): KeyFigure {
  const figure = view.figure(name);
  const state = isPublished(figure) ? 'published' : (figure?.status ?? 'no_data');
  const values = { where: wherePhrase(view), year: view.year, count: figure?.value ?? 0 };
  return {
    sentence: sentence(
      view,
      `key_figures.${key}.${state === 'published' ? 'published' : 'unknown'}`,
      { value: figure },
      values,
    ).html,
    tier: figure?.evidenceTier ?? tier,
    evidence: evidenceOf(view, figure),
    remarks: [changeSentence(view, name).html, ...nationalRemark(view, name, figure)],
  };
}

function evidenceOf(view: View, figure: ProtectedFigure | null): Html[] {
  if (!isPublished(figure)) return [];
  const { texts, write } = view;
  const level = Math.round(100 * (figure.confidenceLevel ?? view.edition.input.parameters.confidence_level));
  return [
    ...(hasInterval(figure)
      ? [texts.html('evidence.interval', { level, interval: write.html(figure, 'interval') })]
      : []),
    ...(figure.n !== null && figure.unit !== 'companies'
      ? [texts.html('evidence.n', { n: write.html(figure, 'n') })]
      : []),
    ...(figure.reliability === 'use_with_care' || figure.reliability === 'unreliable'
      ? [html`${texts.text(`reliability.${figure.reliability}`)}`]
      : []),
  ];
}

/** How a region or a cluster stands to the country: by words for rates, by the number alone for counts. */
function nationalRemark(view: View, name: MeasureName, figure: ProtectedFigure | null): Html[] {
  if (view.recipient.kind === 'national') return [];
  const national = view.figure(name, { place: {} });
  if (!isPublished(national)) return [];
  const key = isCount(national) || !isPublished(figure) ? 'number' : directionOf(figure, national);
  return [sentence(view, `national.${key}`, { national }).html];
}

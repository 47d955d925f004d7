import type { MeasureName, View } from '../page/view.ts';
import { MEASURES } from './measures.ts';
import { missingReasons } from './missing.ts';

/** What the charts that a page always has stand on. */
const FOUNDATIONS: Readonly<Record<string, MeasureName>> = {
  'participation-trend': MEASURES.companies,
  'municipality-map': MEASURES.companies,
  size: MEASURES.companies,
  industry: MEASURES.companies,
  'size-industry': MEASURES.companies,
  ladder: MEASURES.companies,
  scorecard: MEASURES.companies,
  'innovation-regions': MEASURES.innovationRate,
  'innovation-controls': { indicator: 'EFF03', measure: 'risk_ratio' },
  'event-study': { indicator: 'EFF01', measure: 'effect_pct' },
  'love-plot': { indicator: 'EFF01', measure: 'effect_pct' },
  overlap: { indicator: 'EFF01', measure: 'effect_pct' },
  robustness: { indicator: 'EFF01', measure: 'effect_pct' },
};

/** What stands in place of a chart without data: what it would have shown, and why it cannot. */
export function absentChart(view: View, name: string): string {
  const { texts } = view;
  const foundation = FOUNDATIONS[name];
  if (foundation === undefined) return texts.text('chart.empty');
  const figure = view.figure(foundation) ?? view.figure(foundation, { place: {} });
  return [texts.text('chart.absent', { what: texts.text(`absent.${name}`) }), ...missingReasons(view, figure)].join(
    ' ',
  );
}

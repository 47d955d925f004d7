import type { ChartModel } from '../../chart/model.ts';
import { tokens } from '../../chart/theme.ts';
import type { View } from '../../page/view.ts';
import { MEASURES } from '../measures.ts';
import { breakdownBars } from './breakdown-bars.ts';
import { companyFlow } from './company-flow.ts';
import { lovePlot, overlap, preTrends } from './comparison.ts';
import { eventStudy } from './event-study.ts';
import { financing } from './finance.ts';
import { flows } from './flows.ts';
import { groupTimeMap } from './group-time.ts';
import { heatMap } from './heat-map.ts';
import { innovationDumbbell } from './innovation.ts';
import { labelTimeline } from './labels.ts';
import { ladder } from './ladder.ts';
import { municipalityMap } from './municipality-map.ts';
import { ranked } from './ranked.ts';
import { responseFunnel } from './response.ts';
import { effectBySegment, forest } from './robustness.ts';
import { scorecard } from './scorecard.ts';
import { trend } from './trend.ts';

/** The charts that a template can place, by name. Each gives null where there is nothing to draw. */
export const CHARTS = {
  'participation-trend': (view) => trend(view, MEASURES.companies, 'companies'),
  'innovation-trend': (view) => trend(view, MEASURES.innovationRate, 'innovation_rate'),
  flows,
  size: (view) => breakdownBars(view, MEASURES.companies, { by: 'size_band', key: 'size' }),
  industry: (view) => breakdownBars(view, MEASURES.companies, { by: 'industry', key: 'industry', isRanked: true }),
  'size-industry': (view) => heatMap(view, MEASURES.companies),
  'municipality-map': (view) => municipalityMap(view, MEASURES.companies, tokens.width),
  events: (view) => breakdownBars(view, MEASURES.events, { by: 'item', key: 'events', isRanked: true, limit: 12 }),
  projects: (view) =>
    breakdownBars(view, MEASURES.projects, { by: 'item', key: 'projects', isRanked: true, limit: 12 }),
  knowledge: (view) => breakdownBars(view, MEASURES.institutions, { by: 'item', key: 'knowledge', isRanked: true }),
  financing,
  ladder,
  'innovation-regions': (view) => ranked(view, MEASURES.innovationRate, 'region', 'innovation'),
  'innovation-clusters': (view) => ranked(view, MEASURES.innovationRate, 'cluster', 'innovation'),
  'innovation-controls': innovationDumbbell,
  'event-study': eventStudy,
  'flow-participants': (view) => companyFlow(view, 'treated'),
  'flow-comparison': (view) => companyFlow(view, 'donor'),
  'pre-trends': preTrends,
  'love-plot': lovePlot,
  overlap,
  robustness: forest,
  'group-time': groupTimeMap,
  segments: effectBySegment,
  labels: labelTimeline,
  countries: (view) =>
    breakdownBars(view, MEASURES.meetingsByCountry, {
      by: 'country_item',
      key: 'meetings',
      isRanked: true,
      limit: 15,
    }) ?? breakdownBars(view, MEASURES.foreign, { by: 'country_item', key: 'foreign', isRanked: true, limit: 15 }),
  response: responseFunnel,
  scorecard,
} as const satisfies Readonly<Record<string, (view: View) => ChartModel | null>>;

export type ChartName = keyof typeof CHARTS;

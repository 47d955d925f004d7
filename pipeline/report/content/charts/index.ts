import type { ChartModel } from '../../chart/model.ts';
import { tokens } from '../../chart/theme.ts';
import type { View } from '../../page/view.ts';
import { MEASURES } from '../measures.ts';
import { breakdownBars } from './breakdown-bars.ts';
import { heatMap } from './heat-map.ts';
import { ladder } from './ladder.ts';
import { municipalityMap } from './municipality-map.ts';
import { trend } from './trend.ts';

/** The charts that a template can place, by name. Each gives null where there is nothing to draw. */
export const CHARTS = {
  'participation-trend': (view) => trend(view, MEASURES.companies, 'companies'),
  'innovation-trend': (view) => trend(view, MEASURES.innovationRate, 'innovation_rate'),
  size: (view) => breakdownBars(view, MEASURES.companies, { by: 'size_band', key: 'size' }),
  industry: (view) => breakdownBars(view, MEASURES.companies, { by: 'industry', key: 'industry', isRanked: true }),
  'industry-region': (view) => heatMap(view, MEASURES.companies, 'region'),
  'municipality-map': (view) => municipalityMap(view, MEASURES.companies, tokens.width),
  ladder,
} as const satisfies Readonly<Record<string, (view: View) => ChartModel | null>>;

export type ChartName = keyof typeof CHARTS;

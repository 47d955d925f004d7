import type { MeasureName } from '../page/view.ts';

/** The measures that pages are made of, by the names they have in the catalogue. */
export const MEASURES = {
  companies: { indicator: 'DEL01', measure: 'count' },
  participations: { indicator: 'DEL02', measure: 'count' },
  dedicated: { indicator: 'DEL04', measure: 'count' },
  lost: { indicator: 'DEL07', measure: 'lost_count' },
  inProjects: { indicator: 'PRO02', measure: 'count' },
  inProjectsShare: { indicator: 'PRO02', measure: 'share_pct' },
  newIdeas: { indicator: 'UDB01', measure: 'count' },
  newIdeasShare: { indicator: 'UDB01', measure: 'share_pct' },
  newCompetences: { indicator: 'UDB02', measure: 'count' },
  newCompetencesShare: { indicator: 'UDB02', measure: 'share_pct' },
  newProducts: { indicator: 'UDB03', measure: 'count' },
  newProductsShare: { indicator: 'UDB03', measure: 'share_pct' },
  innovationRate: { indicator: 'SUR01', measure: 'rate_pct' },
} as const satisfies Readonly<Record<string, MeasureName>>;

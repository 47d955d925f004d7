import type { MeasureName } from '../page/view.ts';

/** The measures that pages are made of, by the names they have in the catalogue. */
export const MEASURES = {
  companies: { indicator: 'DEL01', measure: 'count' },
  participations: { indicator: 'DEL02', measure: 'count' },
  dedicated: { indicator: 'DEL04', measure: 'count' },
  newParticipants: { indicator: 'DEL06', measure: 'share_pct' },
  lost: { indicator: 'DEL07', measure: 'lost_count' },
  leftCluster: { indicator: 'DEL07', measure: 'left_cluster_count' },
  foreign: { indicator: 'DEL11', measure: 'count' },
  institutions: { indicator: 'VID01', measure: 'count' },
  projects: { indicator: 'PRO01', measure: 'count' },
  inProjects: { indicator: 'PRO02', measure: 'count' },
  inProjectsShare: { indicator: 'PRO02', measure: 'share_pct' },
  events: { indicator: 'AKT01', measure: 'count' },
  meetingsByCountry: { indicator: 'INT04', measure: 'held_meetings' },
  newIdeas: { indicator: 'UDB01', measure: 'count' },
  newIdeasShare: { indicator: 'UDB01', measure: 'share_pct' },
  newCompetences: { indicator: 'UDB02', measure: 'count' },
  newCompetencesShare: { indicator: 'UDB02', measure: 'share_pct' },
  newProducts: { indicator: 'UDB03', measure: 'count' },
  newProductsShare: { indicator: 'UDB03', measure: 'share_pct' },
  innovationRate: { indicator: 'SUR01', measure: 'rate_pct' },
  productivity: { indicator: 'EFF01', measure: 'effect_pct', item: 'sme' },
  innovationRatio: { indicator: 'EFF03', measure: 'risk_ratio', item: 'sme' },
  income: { indicator: 'FIN01', measure: 'sum_dkk' },
} as const satisfies Readonly<Record<string, MeasureName>>;

/** What a cluster is compared with its peers by. */
export const SCORECARD: readonly MeasureName[] = [
  MEASURES.companies,
  { indicator: 'DEL04', measure: 'share_pct' },
  { indicator: 'DEL06', measure: 'share_pct' },
  { indicator: 'DEL07', measure: 'share_pct' },
  { indicator: 'DEL09', measure: 'share_pct' },
  MEASURES.inProjectsShare,
  MEASURES.newProductsShare,
  { indicator: 'UDB04', measure: 'share_pct' },
  MEASURES.innovationRate,
  { indicator: 'SUR08', measure: 'rate_pct' },
  { indicator: 'FIN02', measure: 'share_pct' },
  { indicator: 'FIN03', measure: 'per_company_dkk' },
  { indicator: 'ORG01', measure: 'companies_per_fte' },
];

import type { TableModel } from '../../chart/model.ts';
import type { MeasureName, View } from '../../page/view.ts';
import { MEASURES } from '../measures.ts';
import { changeTable } from './changes.ts';
import { clusterTable } from './clusters.ts';
import { correctionTable } from './corrections.ts';
import { honestTable, ruleTable, sensitivityTable } from './credibility.ts';
import { cimTable, outcomeTable, ratioTable } from './effect.ts';
import { euTable, matchmakingTable, supportTable } from './international.ts';
import { estimateTable, measureTable } from './measures.ts';
import {
  deliveryTable,
  findingTable,
  inputTable,
  parameterTable,
  suppressionTable,
  troubledDeliveries,
} from './quality.ts';
import { revisionTable } from './revisions.ts';
import { studyTable } from './study.ts';

const PARTICIPATION: readonly MeasureName[] = [
  MEASURES.companies,
  MEASURES.participations,
  MEASURES.dedicated,
  { indicator: 'DEL03', measure: 'share_pct' },
  { indicator: 'DEL05', measure: 'share_pct', item: 'under_50' },
  { indicator: 'DEL05', measure: 'share_pct', item: 'under_250' },
  { indicator: 'DEL06', measure: 'share_pct' },
  { indicator: 'DEL07', measure: 'share_pct' },
  { indicator: 'DEL08', measure: 'share_pct' },
  { indicator: 'DEL10', measure: 'share_pct' },
];

const ACTIVITIES: readonly MeasureName[] = [
  MEASURES.events,
  { indicator: 'AKT02', measure: 'attendances' },
  MEASURES.projects,
  { indicator: 'PRO02', measure: 'share_pct' },
  { indicator: 'PRO03', measure: 'mean' },
  { indicator: 'PRO03', measure: 'median' },
  { indicator: 'PRO04', measure: 'sum_dkk' },
  { indicator: 'PRO05', measure: 'share_pct' },
  MEASURES.institutions,
  { indicator: 'VID01', measure: 'per_cluster' },
  { indicator: 'VID02', measure: 'count' },
  { indicator: 'VID04', measure: 'count' },
];

const FINANCING: readonly MeasureName[] = [
  MEASURES.income,
  { indicator: 'FIN02', measure: 'share_pct' },
  { indicator: 'FIN02', measure: 'cash_share_pct' },
  { indicator: 'FIN03', measure: 'per_company_dkk' },
  { indicator: 'ORG01', measure: 'fte' },
  { indicator: 'ORG01', measure: 'companies_per_fte' },
];

const SURVEY: readonly MeasureName[] = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => ({
  indicator: `SUR0${number}`,
  measure: 'rate_pct',
}));

const INTERNATIONAL: readonly MeasureName[] = [
  { indicator: 'INT01', measure: 'count' },
  { indicator: 'INT02', measure: 'count' },
  { indicator: 'INT04', measure: 'partners' },
  { indicator: 'INT04', measure: 'countries' },
  MEASURES.foreign,
];

const QUALITY: readonly MeasureName[] = [
  { indicator: 'KVA01', measure: 'share_pct' },
  { indicator: 'KVA01', measure: 'delivered_count' },
  { indicator: 'KVA01', measure: 'cluster_count' },
  { indicator: 'KVA02', measure: 'gap_pct' },
  { indicator: 'KVA02', measure: 'reported' },
  { indicator: 'KVA02', measure: 'counted' },
  { indicator: 'DEL12', measure: 'share_pct' },
  { indicator: 'UDB04', measure: 'share_pct' },
  { indicator: 'SUR10', measure: 'response_pct' },
];

const measures =
  (key: string, names: readonly MeasureName[]) =>
  (view: View): TableModel | null =>
    measureTable(view, view.texts.text(`measures.${key}`), names);

/** The tables that a template can place, by name. Each gives null where there is nothing to show. */
export const TABLES = {
  participation: measures('participation', PARTICIPATION),
  activities: measures('activities', ACTIVITIES),
  financing: measures('financing', FINANCING),
  international: measures('international', INTERNATIONAL),
  quality: measures('quality', QUALITY),
  survey: (view) => estimateTable(view, view.texts.text('measures.survey'), SURVEY),
  clusters: clusterTable,
  matchmaking: matchmakingTable,
  eu: euTable,
  support: supportTable,
  ratio: ratioTable,
  outcomes: outcomeTable,
  sensitivity: sensitivityTable,
  honest: honestTable,
  rules: ruleTable,
  study: studyTable,
  cim: cimTable,
  'troubled-deliveries': (view) => troubledDeliveries(view, view.year),
  'troubled-deliveries-of-all-years': (view) => troubledDeliveries(view, 'all'),
  deliveries: deliveryTable,
  findings: findingTable,
  corrections: correctionTable,
  suppression: suppressionTable,
  parameters: parameterTable,
  inputs: inputTable,
  changes: changeTable,
  revisions: revisionTable,
} as const satisfies Readonly<Record<string, (view: View) => TableModel | null>>;

export type TableName = keyof typeof TABLES;

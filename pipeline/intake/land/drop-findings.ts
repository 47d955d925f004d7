import type { Finding } from '../../contract/finding.ts';
import type { Drop } from '../drops.ts';
import type { PreparedTable } from './prepare.ts';
import { matchesPattern } from './read-delivery.ts';

/** Inputs whose rows mean nothing without the cluster they belong to. */
const NEEDS_CLUSTER = new Set(['participants', 'participations', 'outcomes', 'finance', 'labels', 'clusters']);

/** Files that `drop.yaml` names and that are not there. */
export const settingsFindings = ({ settings, files }: Drop): Finding[] =>
  [...new Set((settings.files ?? []).map(({ file }) => file))]
    .filter((pattern) => !files.some((path) => matchesPattern(pattern, path)))
    .map((name) => ({ code: 'FILE_MISSING', severity: 'error', path: 'drop.yaml', params: { name } }));

/** A file whose name speaks of another year than its drop. */
export function yearFindings({ year }: Drop, path: string): Finding[] {
  const stated = [...new Set(path.match(/(?<!\d)(?:19|20)\d{2}(?!\d)/g) ?? [])];
  if (year === null || stated.length !== 1 || Number(stated[0]) === year) return [];
  return [{ code: 'YEAR_UNLIKE_DROP', severity: 'error', params: { stated: stated[0] as string, year } }];
}

/** Where the cluster of a delivery's rows came from, when no column says it. */
export function clusterFindings(
  { input, columns }: PreparedTable,
  supplier: string | null,
  isFromName: boolean,
): Finding[] {
  const hasField = input.schema.fields.some(({ name }) => name === 'cluster_id');
  if (!hasField || columns.some(({ field }) => field === 'cluster_id')) return [];
  if (supplier === null) return NEEDS_CLUSTER.has(input.name) ? [{ code: 'CLUSTER_UNKNOWN', severity: 'error' }] : [];
  return isFromName ? [{ code: 'CLUSTER_FROM_NAME', severity: 'info', params: { cluster: supplier } }] : [];
}

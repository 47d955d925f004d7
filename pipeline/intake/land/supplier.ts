import { basename, extname } from 'node:path';
import type { InputContract } from '../../contract/inputs.ts';
import { foldHeader } from '../recognise/fold.ts';
import type { PreparedTable } from './prepare.ts';

/** A cluster by which files can be told: its id and its name. */
export interface KnownCluster {
  readonly id: string;
  readonly name: string;
}

const ID_IN_NAME = /(?:^|[^A-Za-z0-9])([A-Z]{1,3}\d{1,4})(?=[^A-Za-z0-9]|$)/;

/**
 * The cluster that a file's name speaks of: by the id of a known cluster as a word of the name, then by its whole name,
 * then by anything that looks like an id (`deltagere_K07_2013.csv`). Null where it speaks of none, or of several.
 */
export function supplierFromName(path: string, clusters: readonly KnownCluster[]): string | null {
  const name = basename(path, extname(path));
  const words = new Set(name.split(/[^\p{L}\p{N}]+/u).map((word) => word.toLowerCase()));
  const byId = clusters.filter(({ id }) => id !== '' && words.has(id.toLowerCase()));
  if (byId.length > 0) return byId.length === 1 ? (byId[0] as KnownCluster).id : null;
  const folded = foldHeader(name);
  const byName = clusters
    .filter((cluster) => foldHeader(cluster.name).length >= 4 && folded.includes(foldHeader(cluster.name)))
    .sort((left, right) => right.name.length - left.name.length);
  if (byName.length > 0) return (byName[0] as KnownCluster).id;
  return ID_IN_NAME.exec(name)?.[1] ?? null;
}

const fieldAt = ({ schema }: InputContract, field: string): number =>
  schema.fields.findIndex(({ name }) => name === field);

/** Ids and names of the clusters that a drop itself delivers. */
export function knownClusters(tables: readonly PreparedTable[]): KnownCluster[] {
  const known = new Map<string, KnownCluster>();
  for (const { input, rows } of tables) {
    if (input.name !== 'clusters') continue;
    for (const { values } of rows) {
      const id = (values[fieldAt(input, 'cluster_id')] ?? '').trim();
      if (id !== '') known.set(id, { id, name: (values[fieldAt(input, 'cluster_name')] ?? '').trim() });
    }
  }
  return [...known.values()];
}

/** The cluster that delivered some rows: by `drop.yaml`, by the only cluster id among them, else by the file's name. */
export function supplierOf(
  { settings, columns }: Pick<PreparedTable, 'settings' | 'columns'>,
  clusterIds: readonly string[],
  path: string,
  clusters: readonly KnownCluster[],
): { readonly id: string | null; readonly isFromName: boolean } {
  const stated = settings?.supplier ?? settings?.constants?.cluster_id;
  if (stated !== undefined) return { id: String(stated), isFromName: false };
  if (!columns.some(({ field }) => field === 'cluster_id'))
    return { id: supplierFromName(path, clusters), isFromName: true };
  const ids = new Set(clusterIds.map((id) => id.trim()).filter((id) => id !== ''));
  return { id: ids.size === 1 ? ([...ids][0] as string) : null, isFromName: false };
}

/** The cluster that delivered a table. */
export const supplierOfTable = (
  prepared: PreparedTable,
  path: string,
  clusters: readonly KnownCluster[],
): ReturnType<typeof supplierOf> => {
  const at = fieldAt(prepared.input, 'cluster_id');
  return supplierOf(
    prepared,
    prepared.rows.map(({ values }) => values[at] ?? ''),
    path,
    clusters,
  );
};

/** Fills the cluster into rows whose file has no column for it. */
export function withCluster(prepared: PreparedTable, cluster: string): PreparedTable {
  const at = fieldAt(prepared.input, 'cluster_id');
  if (at === -1 || prepared.columns.some(({ field }) => field === 'cluster_id')) return prepared;
  return {
    ...prepared,
    rows: prepared.rows.map(({ row, values }) => ({ row, values: values.with(at, values[at] ?? cluster) })),
  };
}

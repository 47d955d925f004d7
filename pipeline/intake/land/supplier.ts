import { basename, extname } from 'node:path';
import { foldHeader } from '../recognise/fold.ts';

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
  return clusters.length === 0 ? (ID_IN_NAME.exec(name)?.[1] ?? null) : (ID_IN_NAME.exec(name)?.[1] ?? null);
}

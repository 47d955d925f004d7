import type { Manifest } from './manifest.ts';

/** A file that another edition was made of too, or not, or in other bytes. */
export interface ChangedInput {
  readonly path: string;
  readonly change: 'added' | 'changed' | 'removed';
}

/** What was delivered anew, in other bytes or no longer between two editions, by path. */
export function changedInputs(before: Manifest['inputs'], after: Manifest['inputs']): readonly ChangedInput[] {
  const digests = (inputs: Manifest['inputs']): ReadonlyMap<string, string> =>
    new Map(inputs.map(({ drop, path, sha256 }) => [drop === '' ? path : `${drop}/${path}`, sha256]));
  const [was, is] = [digests(before), digests(after)];
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((path): ChangedInput[] => {
    const [old, now] = [was.get(path), is.get(path)];
    if (old === now) return [];
    return [{ path, change: old === undefined ? 'added' : now === undefined ? 'removed' : 'changed' }];
  });
}

import { readFileSync } from 'node:fs';
import { packageVersion, resourcePath } from '../contract/resources.ts';
import type { FileDigest } from './digest.ts';

/** What a bundle was made of and what it holds; `manifest.json` of the bundle. Holds no time, host, user or path of a machine. */
export interface Manifest {
  readonly schema: 'cluster-accounts/manifest/1';
  readonly tool: {
    readonly name: string;
    readonly version: string;
    readonly libraries: Readonly<Record<string, string>>;
  };
  readonly edition: { readonly editionYear: number; readonly referenceYears: readonly number[] };
  readonly parameters: unknown;
  readonly counts: Readonly<Record<string, unknown>>;
  readonly inputs: readonly (FileDigest & { readonly drop: string })[];
  readonly outputs: readonly FileDigest[];
}

const LIBRARIES = ['@duckdb/node-api', 'apache-arrow', 'vega', 'vega-lite'];

/** The tool and the versions of the libraries that shape the bytes of a bundle, as pinned in `package.json`. */
export function toolOfManifest(): Manifest['tool'] {
  const { name, dependencies } = JSON.parse(readFileSync(resourcePath('package.json'), 'utf8')) as {
    name: string;
    dependencies: Record<string, string>;
  };
  return {
    name,
    version: packageVersion,
    libraries: Object.fromEntries(LIBRARIES.map((library) => [library, dependencies[library] ?? ''])),
  };
}

export const manifestText = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`;

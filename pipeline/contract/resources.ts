import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folder of the package, whether it runs from source or from `dist/`. */
function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('The package folder was not found.');
  return findRoot(parent);
}

export const packageRoot = findRoot(import.meta.dirname);

/** Path of something shipped with the package, e.g. `resourcePath('sql', '3-accounts')`. */
export const resourcePath = (...parts: string[]): string => join(packageRoot, ...parts);

/** Version of the package. */
export const packageVersion = (JSON.parse(readFileSync(resourcePath('package.json'), 'utf8')) as { version: string })
  .version;

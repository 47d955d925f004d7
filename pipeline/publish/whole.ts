import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileDigest } from './digest.ts';

/** Whether every file that the manifest of an edition names still stands there in its size. */
export async function isWhole(edition: string): Promise<boolean> {
  try {
    const { outputs } = JSON.parse(await readFile(join(edition, 'manifest.json'), 'utf8')) as {
      readonly outputs: readonly FileDigest[];
    };
    const sizes = await Promise.all(outputs.map(async ({ path }) => (await stat(join(edition, path))).size));
    return outputs.every(({ bytes }, at) => bytes === sizes[at]);
  } catch {
    return false;
  }
}

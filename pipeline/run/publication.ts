import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestFolder, digestOf, digestOfDigests, type FileDigest } from '../publish/digest.ts';
import { type Manifest, manifestText, toolOfManifest } from '../publish/manifest.ts';

const MANIFEST = 'manifest.json';

const byPath = (a: FileDigest, b: FileDigest): number => (a.path < b.path ? -1 : 1);

/** Length of the part of the content's digest that names an edition. */
const NAME_DIGITS = 12;

/** Writes `manifest.json` over all files of the staged bundle. Returns the edition's name, made of its content. */
export async function writeManifest(
  bundle: string,
  facts: Pick<Manifest, 'edition' | 'parameters' | 'counts' | 'inputs'>,
): Promise<string> {
  const outputs = await digestFolder(bundle);
  const manifest: Manifest = { schema: 'cluster-accounts/manifest/1', tool: toolOfManifest(), ...facts, outputs };
  const text = Buffer.from(manifestText(manifest));
  await writeFile(join(bundle, MANIFEST), text);
  const content = digestOfDigests([...outputs, digestOf(MANIFEST, text)].sort(byPath));
  return `${facts.edition.editionYear}-${content.slice(0, NAME_DIGITS)}`;
}

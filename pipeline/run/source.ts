import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type Correction, parseCorrections } from '../accounts/index.ts';
import { readCodeList } from '../contract/codelists.ts';
import type { InputContract } from '../contract/inputs.ts';
import { type Parameters, parseParameters } from '../contract/parameters.ts';
import { type Drop, decodeText, findDrops } from '../intake/index.ts';
import { digestOfDigests, type FileDigest, sha256 } from '../publish/digest.ts';
import type { Boundary } from '../report/index.ts';
import { readStudyFiles, type StudyFiles, studyFileTexts } from './effect/files.ts';
import { readBoundaries } from './report/boundaries.ts';

/** What a run is made of: drops, their files' digests and the parameters. */
export interface Source {
  readonly drops: readonly Drop[];
  readonly parameters: Parameters;
  /** What `corrections.csv` beside `accounts.yaml` corrects. */
  readonly corrections: readonly Correction[];
  readonly inputs: readonly (FileDigest & { readonly drop: string })[];
  /** What files beside the drops say about the effect study. */
  readonly study: StudyFiles;
  /** Borders for the map of municipalities, if `accounts.yaml` names a file of them. */
  readonly boundaries: readonly Boundary[] | null;
  /** One digest of all inputs. */
  readonly digest: string;
}

const SETTINGS_FILE = 'drop.yaml';
const CORRECTIONS_FILE = 'corrections.csv';

const municipalityCodes = (): string[] =>
  readCodeList('municipality').flatMap(({ municipality_code: code }) => (code === undefined ? [] : [code]));

const digestOf = (path: string, bytes: Uint8Array): FileDigest & { drop: string } => ({
  drop: '',
  path,
  bytes: bytes.byteLength,
  sha256: sha256(bytes),
});

async function digestDrop(drop: Drop): Promise<(FileDigest & { drop: string })[]> {
  const settings = await readFile(join(drop.folder, SETTINGS_FILE)).catch(() => null);
  const digests: (FileDigest & { drop: string })[] = [];
  for (const path of settings === null ? drop.files : [...drop.files, SETTINGS_FILE].sort()) {
    digests.push({ ...digestOf(path, await readFile(join(drop.folder, path))), drop: drop.name });
  }
  return digests;
}

/** Finds the drops, reads `accounts.yaml` (or the file named) and takes the digests of all files. */
export async function readSource(
  paths: readonly string[],
  contract: readonly InputContract[],
  parametersPath?: string,
): Promise<Source> {
  const found = await findDrops(paths, contract);
  const path = parametersPath ?? found.parametersPath;
  const parameters =
    path === null ? parseParameters('', 'accounts.yaml') : parseParameters(await readFile(path, 'utf8'), path);
  const inputs = (await Promise.all(found.drops.map(digestDrop))).flat();
  const correctionsPath = join(dirname(path ?? found.drops[0]?.folder ?? '.'), CORRECTIONS_FILE);
  const correctionsBytes = await readFile(correctionsPath).catch(() => null);
  const bordersName = parameters.report?.boundaries;
  const bordersPath = bordersName === undefined ? null : resolve(dirname(path ?? ''), bordersName);
  const borders = bordersPath === null ? null : await readBoundaries(bordersPath, municipalityCodes());
  const besides = [
    ...(correctionsBytes === null ? [] : [digestOf(CORRECTIONS_FILE, correctionsBytes)]),
    ...(bordersPath === null ? [] : [digestOf(basename(bordersPath), await readFile(bordersPath))]),
  ];
  const studyTexts = await studyFileTexts(found.drops);
  const keyed = [
    ...studyTexts.map(({ path: name, text }) => digestOf(name, Buffer.from(text))),
    ...inputs.map((digest) => ({ ...digest, path: `${digest.drop}/${digest.path}` })),
    ...besides,
  ];
  return {
    drops: found.drops,
    parameters,
    corrections: parseCorrections(correctionsBytes === null ? '' : decodeText(correctionsBytes).text, correctionsPath),
    inputs: [...inputs, ...besides],
    study: await readStudyFiles(found.drops),
    boundaries: borders,
    digest: digestOfDigests(keyed),
  };
}

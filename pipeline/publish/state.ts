import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageVersion, resourcePath } from '../contract/resources.ts';
import { digestFolder, digestOfDigests, sha256 } from './digest.ts';

const SCHEMA = 'cluster-accounts/state/1';

/** What the last run in an out folder was made of, so that a run with nothing changed can be recognised. Not published. */
export interface RunState<Summary> {
  readonly schema: typeof SCHEMA;
  readonly fingerprint: string;
  readonly edition: string;
  /** Editions in the order in which they were published here. */
  readonly history: readonly string[];
  readonly summary: Summary;
}

const CODE_FOLDERS = import.meta.filename.endsWith('.ts') ? ['pipeline', 'sql', 'reports'] : ['dist', 'sql', 'reports'];

/** Digest of everything that decides the bytes of a bundle: inputs, parameters, code, SQL, templates, versions. */
export async function fingerprintOf(inputs: string, parameters: unknown): Promise<string> {
  const code = await Promise.all(
    CODE_FOLDERS.map(async (folder) => digestOfDigests(await digestFolder(resourcePath(folder)))),
  );
  return sha256(JSON.stringify([packageVersion, code, inputs, parameters]));
}

const pathOf = (outFolder: string): string => join(outFolder, 'state.json');

/** The state of the last run, or null when there is none that can be read. */
export async function readState<Summary>(outFolder: string): Promise<RunState<Summary> | null> {
  try {
    const state = JSON.parse(await readFile(pathOf(outFolder), 'utf8')) as RunState<Summary> | null;
    return state?.schema === SCHEMA ? state : null;
  } catch {
    return null;
  }
}

export const writeState = async <Summary>(outFolder: string, state: RunState<Summary>): Promise<void> =>
  writeFile(pathOf(outFolder), `${JSON.stringify(state, null, 2)}\n`);

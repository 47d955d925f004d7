import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseStudy, type StudySettings } from '../../contract/study.ts';
import type { Drop } from '../../intake/index.ts';
import { type EffectAggregates, readAggregates } from './aggregates.ts';

/** Names of the files beside the drops, or in one, that belong to the study. */
export const STUDY_FILES = ['study.yaml', 'effect-aggregates.json'] as const;

/** What the files beside the drops say about the study. */
export interface StudyFiles {
  readonly settings?: StudySettings;
  readonly aggregates?: EffectAggregates;
}

/** The first of the folders that has the file, with its text; null where none has. */
async function firstWith(folders: readonly string[], name: string): Promise<{ path: string; text: string } | null> {
  for (const folder of folders) {
    const path = join(folder, name);
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text !== null) return { path, text };
  }
  return null;
}

const foldersOf = (drops: readonly Drop[]): string[] => [
  ...new Set(drops.flatMap(({ folder }) => [dirname(folder), folder])),
];

/** Reads `study.yaml` and `effect-aggregates.json` from the folder of the drops or from a drop. */
export async function readStudyFiles(drops: readonly Drop[]): Promise<StudyFiles> {
  const study = await firstWith(foldersOf(drops), STUDY_FILES[0]);
  const aggregates = await firstWith(foldersOf(drops), STUDY_FILES[1]);
  return {
    ...(study === null ? {} : { settings: parseStudy(study.text, study.path) }),
    ...(aggregates === null ? {} : { aggregates: await readAggregates(aggregates.path) }),
  };
}

/** Texts of the study's files, for the digest that tells whether anything has changed. */
export async function studyFileTexts(drops: readonly Drop[]): Promise<readonly { path: string; text: string }[]> {
  const found = await Promise.all(
    STUDY_FILES.map(async (name) => ({ name, file: await firstWith(foldersOf(drops), name) })),
  );
  return found.flatMap(({ name, file }) => (file === null ? [] : [{ path: name, text: file.text }]));
}

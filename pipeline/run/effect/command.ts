import { writeFile } from 'node:fs/promises';
import { usageError } from '../../contract/errors.ts';
import type { Finding } from '../../contract/finding.ts';
import { loadContract } from '../../contract/inputs.ts';
import { parseStudy } from '../../contract/study.ts';
import { type ProtectedFigure, protectFigures } from '../../protect/index.ts';
import { loadSolver } from '../../protect/solver.ts';
import { sha256 } from '../../publish/digest.ts';
import { toolOfManifest } from '../../publish/manifest.ts';
import { fingerprintOf } from '../../publish/state.ts';
import type { EffectFacts } from '../../report/index.ts';
import { openStore } from '../../store/store.ts';
import { disclosureOf } from '../disclosure.ts';
import { prepareAccounts } from '../prepare.ts';
import type { RunProgress } from '../progress.ts';
import { readSource } from '../source.ts';
import { aggregatesOf, aggregatesText } from './aggregates.ts';
import { runEffect } from './index.ts';

export interface EffectCommand {
  readonly paths: readonly string[];
  readonly parametersPath?: string | undefined;
  /** Path and text of the study file named on the command line. */
  readonly study?: { readonly path: string; readonly text: string } | undefined;
  readonly exportPath?: string | undefined;
  readonly threads: number;
}

export interface EffectOutcome {
  readonly referenceYear: number;
  readonly figures: readonly ProtectedFigure[];
  readonly facts: EffectFacts | null;
  /** What the study found worth knowing; companies are named by count only. */
  readonly findings: readonly Finding[];
}

/** Runs the study alone on drops, in memory: nothing is published, and no figure leaves that disclosure control withholds. */
export async function studyDrops(command: EffectCommand, progress: RunProgress): Promise<EffectOutcome> {
  const given = command.study === undefined ? undefined : parseStudy(command.study.text, command.study.path);
  const contract = loadContract();
  const source = await readSource(command.paths, contract, command.parametersPath);
  const years = source.drops.flatMap(({ year }) => (year === null ? [] : [year]));
  if (years.length === 0)
    throw usageError(
      'EFFECT_NO_YEAR',
      'No drop has a reference year.',
      'Name the folder by its year, or write "year: 2013" in its drop.yaml.',
    );
  const referenceYear = Math.max(...years);
  const settings = given ?? source.study.settings;
  const store = await openStore(':memory:', { threads: command.threads });
  try {
    await prepareAccounts(store, source, contract, progress);
    progress.stage('Studying effects');
    const result = await runEffect(store, source.parameters, {
      referenceYear,
      threads: command.threads,
      ...(settings === undefined ? {} : { settings }),
    });
    if (result.study === null)
      throw usageError(
        'EFFECT_NO_REGISTER',
        'The effect study needs the business register, and the drops hold none.',
        'Add the register extract, or run with the aggregates that the closed room exported.',
      );
    const { figures } = protectFigures(await loadSolver(), result.figures, disclosureOf(source.parameters));
    if (command.exportPath !== undefined) {
      const fingerprint = sha256(await fingerprintOf(source.digest, [source.parameters, settings ?? null]));
      const { name, version } = toolOfManifest();
      const made = { tool: `${name} ${version}`, referenceYear, fingerprint };
      await writeFile(command.exportPath, aggregatesText(aggregatesOf(figures, result.facts, made)));
    }
    progress.end();
    return { referenceYear, figures, facts: result.facts, findings: result.findings };
  } finally {
    store.close();
  }
}

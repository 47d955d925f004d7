import type { Figure } from '../../contract/figure.ts';
import type { Finding } from '../../contract/finding.ts';
import type { Parameters } from '../../contract/parameters.ts';
import { parseStudy, type StudySettings } from '../../contract/study.ts';
import type { Store } from '../../store/store.ts';
import { diagnosticNumbers } from './diagnostic-numbers.ts';
import { effectNumbers } from './effect-numbers.ts';
import { toFigure } from './figures.ts';
import { innovationNumbers } from './innovation-numbers.ts';
import { type EffectStudy, runStudy } from './study.ts';

export interface EffectOptions {
  /** Year that the figures are filed under. */
  readonly referenceYear: number;
  /** What `study.yaml` says; without it the defaults with what `accounts.yaml` says under `effect`. */
  readonly settings?: StudySettings;
}

/** The effect study as it goes on: figures to be protected, and facts of the study that name no company. */
export interface EffectResult {
  readonly figures: readonly Figure[];
  readonly findings: readonly Finding[];
  readonly study: EffectStudy;
}

/** Study settings when there is no `study.yaml`. */
export const defaultStudy = ({ effect }: Parameters): StudySettings => ({
  ...parseStudy('', 'study.yaml'),
  treatment: effect.treatment,
  horizons: effect.horizons,
  caliper_sd: effect.caliper_sd,
});

/**
 * Runs the effect study on the accounts in the store and gives its figures (EFF01 to EFF08), in a fixed order.
 *
 * Needs `accounts.firm_year`; throws a usage error where it is empty.
 */
export async function runEffect(store: Store, parameters: Parameters, options: EffectOptions): Promise<EffectResult> {
  const study = await runStudy(store, options.settings ?? defaultStudy(parameters), parameters);
  const numbers = [
    ...effectNumbers(study),
    ...innovationNumbers(study.innovation, study.level),
    ...diagnosticNumbers(study),
  ];
  return {
    figures: numbers.map((number) => toFigure(number, options.referenceYear, study.level)),
    findings: study.findings,
    study,
  };
}

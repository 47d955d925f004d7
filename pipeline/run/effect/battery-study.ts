import type { InnovationStudy } from './innovation.ts';
import type { OutcomeName } from './outcomes.ts';
import { shareArrays } from './shared-arrays.ts';
import type { EffectStudy } from './study.ts';

/** What the battery reads of a study. */
export interface BatteryStudy
  extends Pick<
    EffectStudy,
    'settings' | 'seed' | 'level' | 'smeBands' | 'panel' | 'treatment' | 'population' | 'sample' | 'estimates'
  > {
  readonly outcomes: Pick<EffectStudy['outcomes'], 'get'>;
  readonly innovation: Pick<InnovationStudy, 'sme' | 'all'> | null;
}

/** Outcomes that the battery looks at. */
const OUTCOMES: readonly OutcomeName[] = ['log_productivity', 'log_fte', 'exporter'];

/** The same in a form that threads share: without functions, and without the companies' numbers. */
export type SharedStudy = ReturnType<typeof shareStudy>;

export function shareStudy(study: BatteryStudy) {
  const { settings, seed, level, smeBands, treatment, population, sample, estimates, innovation } = study;
  const { idOf: _numbers, findFirms: _places, ...panel } = study.panel;
  return shareArrays({
    ...{ settings, seed, level, smeBands, panel, treatment, population, sample },
    estimates,
    outcomes: new Map(OUTCOMES.map((name) => [name, study.outcomes.get(name)])),
    innovation: innovation === null ? null : { sme: innovation.sme, all: innovation.all },
  });
}

const refuse = (what: string): never => {
  throw new Error(`The battery has no ${what}.`);
};

/** The study that a thread was given. */
export function studyOfShared({ panel, outcomes, ...rest }: SharedStudy): BatteryStudy {
  return {
    ...rest,
    panel: { ...panel, idOf: () => refuse('company numbers'), findFirms: () => refuse('company numbers') },
    outcomes: { get: (name) => outcomes.get(name) ?? refuse(`outcome "${name}"`) },
  };
}

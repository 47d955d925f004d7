import { type GroupTimeStudy, studyGroupTime } from './group-time.ts';
import { type Sensitivity, sensitivityOf } from './sensitivity.ts';
import { type Specification, specifications } from './specifications.ts';
import type { EffectStudy } from './study.ts';

/** Everything that was tried to break the headline. */
export interface Battery {
  readonly groupTime: GroupTimeStudy;
  readonly specifications: readonly Specification[];
  readonly sensitivity: Sensitivity;
}

/** Runs the credibility battery; always whole. */
export function runBattery(study: EffectStudy): Battery {
  const groupTime = studyGroupTime(study, 'never');
  return { groupTime, specifications: specifications(study, groupTime), sensitivity: sensitivityOf(study) };
}

import type { BatteryStudy } from './battery-study.ts';
import { collectLarge } from './collect.ts';
import { type GroupTimeStudy, groupTimeSpecification, studyGroupTime } from './group-time.ts';
import { MATCHINGS, rematching, withoutOtherSchemes } from './rematched.ts';
import { balancedPanel, leaveOneOut, otherLimits, samePairs, winsorisedOutcomes } from './same-pairs.ts';
import { type Sensitivity, sensitivityOf } from './sensitivity.ts';
import type { Specification } from './specification.ts';
import { weightings } from './weightings.ts';

/** What a task of the battery finds. */
export interface BatteryPart {
  readonly specifications?: readonly Specification[];
  readonly groupTime?: GroupTimeStudy;
  readonly sensitivity?: Sensitivity;
}

/** Reads the study and changes nothing, so tasks can be done in any order, at once, by any thread. */
export type BatteryTask = (study: BatteryStudy) => BatteryPart;

const specified =
  (specify: (study: BatteryStudy) => readonly Specification[]): BatteryTask =>
  (study) => ({ specifications: specify(study).map(estimated) });

/** An effect that is not a number is no estimate. */
const estimated = (specification: Specification): Specification =>
  Number.isFinite(specification.effect?.estimate) ? specification : { ...specification, effect: null };

/**
 * All of the battery; specifications in the order in which they are told. Long tasks stand before short ones, so that threads
 * end together. What is drawn at random depends on the study's seed and on what it is drawn for, never on who draws.
 */
const BATTERY_TASKS: readonly BatteryTask[] = [
  specified(samePairs),
  (study) => {
    const groupTime = studyGroupTime(study, 'never');
    return { groupTime, ...specified(() => [groupTimeSpecification('group_time', groupTime)])(study) };
  },
  specified((study) => [groupTimeSpecification('group_time_not_yet', studyGroupTime(study, 'not-yet'))]),
  (study) => ({ sensitivity: sensitivityOf(study) }),
  ...MATCHINGS.map((matching) => specified((study) => [rematching(study, matching)])),
  specified(weightings),
  specified(winsorisedOutcomes),
  specified((study) => [balancedPanel(study)]),
  specified((study) => [withoutOtherSchemes(study)]),
  specified(otherLimits),
  specified(leaveOneOut),
];

/** The parts that were done, by place in the list of tasks, and the error that ended it. */
export interface DoneTasks {
  readonly parts: readonly (readonly [place: number, part: BatteryPart])[];
  readonly failure: { readonly place: number; readonly error: unknown } | null;
}

/**
 * Does the tasks that nobody has taken yet, one after the other. `next[0]` is the place of the next one; whoever fails ends it
 * for all. Whatever the number of threads, all before the first that fails are taken, so that one is always among the failed.
 */
export function doTasks(
  study: BatteryStudy,
  next: Int32Array,
  tasks: readonly BatteryTask[] = BATTERY_TASKS,
): DoneTasks {
  const parts: [number, BatteryPart][] = [];
  for (;;) {
    collectLarge(study.panel.isPresent.length);
    const place = Atomics.add(next, 0, 1);
    const task = tasks[place];
    if (task === undefined) return { parts, failure: null };
    try {
      parts.push([place, task(study)]);
    } catch (error) {
      Atomics.store(next, 0, tasks.length);
      return { parts, failure: { place, error } };
    }
  }
}

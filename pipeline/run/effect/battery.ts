import type { BatteryStudy } from './battery-study.ts';
import { type BatteryWorkers, runTasks } from './battery-workers.ts';
import type { GroupTimeStudy } from './group-time.ts';
import type { Sensitivity } from './sensitivity.ts';
import type { Specification } from './specification.ts';

/** Everything that was tried to break the headline. */
export interface Battery {
  readonly groupTime: GroupTimeStudy;
  readonly specifications: readonly Specification[];
  readonly sensitivity: Sensitivity;
}

/** Runs the credibility battery, always whole; the same for any number of workers. */
export async function runBattery(study: BatteryStudy, workers: BatteryWorkers): Promise<Battery> {
  const parts = await runTasks(study, workers);
  const [groupTime] = parts.flatMap((part) => part.groupTime ?? []);
  const [sensitivity] = parts.flatMap((part) => part.sensitivity ?? []);
  if (groupTime === undefined || sensitivity === undefined) throw new Error('The battery lacks a part.');
  return { groupTime, specifications: parts.flatMap((part) => part.specifications ?? []), sensitivity };
}

import nodeModule from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { BatteryOrder, BatteryReply } from './battery-workers.ts';

// A thread does not share the cache of compiled modules that the program has switched on; hence the imports that come after.
nodeModule.enableCompileCache?.();
const { studyOfShared } = await import('./battery-study.ts');
const { doTasks } = await import('./battery-tasks.ts');
const { faultOf } = await import('./fault.ts');

parentPort?.once('message', ({ study, next }: BatteryOrder) => {
  const { parts, failure } = doTasks(studyOfShared(study), next);
  const reply: BatteryReply = {
    parts,
    failure: failure === null ? null : { place: failure.place, fault: faultOf(failure.error) },
  };
  parentPort?.postMessage(reply);
});

import nodeModule from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { TextsInput } from './audit.ts';

// A thread does not share the cache of compiled modules that the program has switched on; hence the imports that come after.
nodeModule.enableCompileCache?.();
const { openBundle } = await import('./bundle.ts');
const { readPublishedTable } = await import('./published-table.ts');
const { leaksOfTexts } = await import('./texts.ts');

const { folder, items } = workerData as TextsInput;

parentPort?.postMessage(await leaksOfTexts(await openBundle(folder, await readPublishedTable(folder), items)));

import { parentPort, workerData } from 'node:worker_threads';
import { openBundle } from './bundle.ts';
import { readPublishedTable } from './published-table.ts';
import { leaksOfTexts } from './texts.ts';

const folder = workerData as string;

parentPort?.postMessage(await leaksOfTexts(await openBundle(folder, await readPublishedTable(folder))));

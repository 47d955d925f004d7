import { parentPort, workerData } from 'node:worker_threads';
import type { ReportInput } from './input.ts';
import { pagesOf } from './page/page-list.ts';
import { pageRenderer } from './page/pages.ts';
import type { WorkerReply } from './pool.ts';

const input = workerData as ReportInput;
const pages = pagesOf(input);
const render = pageRenderer(input);

/** One page at a time: Vega numbers the definitions of a drawing in a counter that all drawings share. */
let queue: Promise<unknown> = Promise.resolve();

async function answer(position: number): Promise<WorkerReply> {
  try {
    const page = pages[position];
    return { position, files: page === undefined ? [] : await render(page) };
  } catch (error) {
    return { position, error: error as Error };
  }
}

parentPort?.on('message', (position: number) => {
  queue = queue.then(async () => parentPort?.postMessage(await answer(position)));
});

import { Worker } from 'node:worker_threads';
import type { ReportFile, ReportInput } from './input.ts';

/** What a worker sends back: the files of one page, or what went wrong. */
export type WorkerReply =
  | { readonly position: number; readonly files: readonly ReportFile[] }
  | { readonly position: number; readonly error: Error };

const workerFile = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);

/**
 * Renders pages by their positions in the list of pages, in several threads. Pages are handed out one by one and come
 * back in the order they were asked for, so that the number of threads cannot be seen in the result.
 */
export async function* renderInWorkers(
  input: ReportInput,
  positions: readonly number[],
  threads: number,
): AsyncGenerator<ReportFile> {
  const done = new Map<number, readonly ReportFile[]>();
  let failure: Error | null = null;
  let wake = (): void => {};
  let next = 0;
  const fail = (error: Error): void => {
    failure = error;
    wake();
  };
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(workerFile, { workerData: input });
    const ask = (): void => {
      if (next < positions.length) worker.postMessage(positions[next++]);
    };
    worker.on('message', (reply: WorkerReply) => {
      if ('error' in reply) return fail(reply.error);
      done.set(reply.position, reply.files);
      ask();
      wake();
    });
    worker.on('error', (error) => fail(error as Error));
    ask();
    return worker;
  });
  try {
    for (const position of positions) {
      while (!done.has(position)) {
        if (failure !== null) throw failure;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      yield* done.get(position) ?? [];
      done.delete(position);
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ReportInput } from '../../pipeline/report/index.ts';
import type { DevReply, DevRequest } from './dev-worker.ts';

/**
 * Renders pages of the workshop. Each generation of files in `reports/` is rendered by a worker that has read none before;
 * the next one stands ready with its code loaded, and charts that have not changed are not drawn again.
 */
export interface Workshop {
  readonly page: (path: string) => Promise<DevReply>;
  /** Says that files have changed: those that are read for each page, or those that are read when code is loaded. */
  readonly changed: (what: 'files' | 'code') => void;
  readonly close: () => Promise<unknown>;
}

export function openWorkshop(inputs: Readonly<Record<string, ReportInput>>): Workshop {
  const start = (): Worker => new Worker(new URL('./dev-worker.ts', import.meta.url), { workerData: inputs });
  let current = start();
  let spare: Worker | null = null;
  let drawings: ReadonlyMap<string, string> = new Map();
  let rendered = new Map<string, Promise<DevReply>>();
  let queue: Promise<unknown> = Promise.resolve();

  async function render(worker: Worker, path: string): Promise<DevReply> {
    worker.postMessage({ path, drawings } satisfies DevRequest);
    const overtaken: DevReply = { error: 'The files have changed meanwhile: reload.' };
    const reply = await Promise.race([
      once(worker, 'message').then(([message]) => message as DevReply),
      once(worker, 'exit').then(() => overtaken),
    ]);
    if ('drawings' in reply) drawings = reply.drawings;
    // Only now, so that it does not slow down the page that somebody is waiting for.
    spare ??= start();
    return reply;
  }
  return {
    page: (path) => {
      const known = rendered.get(path);
      if (known !== undefined) return known;
      const worker = current;
      const reply = queue.then(() => render(worker, path));
      queue = reply.catch(() => {});
      rendered.set(path, reply);
      return reply;
    },
    changed: (what) => {
      const [old, next] = [current, spare];
      if (what === 'code') void next?.terminate();
      current = what === 'files' && next !== null ? next : start();
      spare = null;
      rendered = new Map();
      queue = Promise.resolve();
      void old.terminate();
    },
    close: () => Promise.all([current.terminate(), spare?.terminate()]),
  };
}

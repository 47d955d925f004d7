import { Worker } from 'node:worker_threads';
import { type BatteryStudy, type SharedStudy, shareStudy } from './battery-study.ts';
import { type BatteryPart, doTasks } from './battery-tasks.ts';
import { errorOf, type Fault } from './fault.ts';

/** What a worker is sent when the study is there. */
export interface BatteryOrder {
  readonly study: SharedStudy;
  readonly next: Int32Array;
}

/** What it sends back. */
export interface BatteryReply {
  readonly parts: readonly (readonly [place: number, part: BatteryPart])[];
  readonly failure: { readonly place: number; readonly fault: Fault } | null;
}

/** Threads that help with the battery. */
export interface BatteryWorkers {
  readonly begin: (study: BatteryStudy, next: Int32Array) => void;
  readonly replies: () => Promise<readonly BatteryReply[]>;
  readonly close: () => Promise<void>;
}

/**
 * Company-years of the register for every worker: a thread costs up to 0.8 s of processor time until it runs at full speed, and
 * the battery takes 0.6 s on 250,000 of them, 4 s on two million.
 */
const ROWS_A_WORKER = 250_000;

/** More find nothing to do: the longest task, group-time effects, takes a quarter of the battery's time. */
const MOST_WORKERS = 3;

/** How many workers help where so many threads may be used; decided by the size of the register, never by the clock. */
export const workersFor = (threads: number, rows: number): number =>
  Math.max(0, Math.min(threads - 1, MOST_WORKERS, Math.floor(rows / ROWS_A_WORKER)));

const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './battery-worker.ts' : './battery-worker.js',
  import.meta.url,
);

const replyOf = (worker: Worker): Promise<BatteryReply> =>
  new Promise((done, fail) => {
    worker.once('message', done);
    worker.once('error', fail);
    worker.once('exit', (code) => fail(new Error(`A thread of the battery ended with code ${code} and no answer.`)));
  });

/** Starts workers. They load their modules while the study is made; close them in the end. */
export function startWorkers(count: number): BatteryWorkers {
  const workers = Array.from({ length: count }, () => new Worker(workerFile));
  const replies = Promise.all(workers.map(replyOf));
  // Whoever waits for the replies gets the failure; until then it must not count as unhandled.
  replies.catch(() => {});
  return {
    begin: (study, next) => {
      if (workers.length === 0) return;
      const order: BatteryOrder = { study: shareStudy(study), next };
      for (const worker of workers) worker.postMessage(order);
    },
    replies: () => replies,
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** Does all tasks of the battery, here and in the workers; gives their parts in the order of the tasks. */
export async function runTasks(study: BatteryStudy, workers: BatteryWorkers): Promise<readonly BatteryPart[]> {
  const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  workers.begin(study, next);
  const own = doTasks(study, next);
  const others = await workers.replies();
  const failures = [
    ...(own.failure === null ? [] : [own.failure]),
    ...others.flatMap(({ failure }) =>
      failure === null ? [] : [{ place: failure.place, error: errorOf(failure.fault) }],
    ),
  ];
  const [first] = failures.sort((a, b) => a.place - b.place);
  if (first !== undefined) throw first.error;
  const parts: BatteryPart[] = [];
  for (const [place, part] of [own, ...others].flatMap((done) => done.parts)) parts[place] = part;
  return parts;
}

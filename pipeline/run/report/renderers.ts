import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Language } from '../../contract/finding.ts';
import type { Page, ReportFile, ReportInput } from '../../report/index.ts';

/** What a worker is started with. */
export interface RendererStart {
  readonly languages: readonly Language[];
  readonly drawings: ReadonlyMap<string, string>;
  /** Whether there is time to compile charts before the first page is asked for. */
  readonly isEarly: boolean;
}

/** What is made beside pages and specs. */
export interface Beside {
  /** A workbook a language and an archive for every recipient. */
  readonly downloads: boolean;
  /** Every chart as a PNG, in the archives too. */
  readonly pictures?: boolean;
}

/** What a worker is asked: to get ready for an edition, then for one page after the other. */
export type RendererRequest = { readonly input: ReportInput; readonly beside: Beside } | { readonly page: Page };

/** What a worker sends back: the files of one page and the drawings in them, or what went wrong. */
export type RendererReply =
  | {
      readonly path: string;
      readonly files: readonly ReportFile[];
      readonly used: readonly string[];
      readonly fresh: readonly (readonly [digest: string, drawing: string])[];
    }
  | { readonly error: Error };

/** Threads that render pages. */
export interface Renderers {
  /** Starts the threads, so that they are ready when the figures are. Rendering starts them where nobody has. */
  readonly warm: () => void;
  /**
   * Files of pages, in the order of the pages: the page, the specs of its charts, and what its recipient gets beside it.
   * The same bytes for any number of threads.
   */
  readonly render: (input: ReportInput, pages: readonly Page[], beside: Beside) => AsyncGenerator<ReportFile>;
  /** The drawings that the pages rendered so far hold. */
  readonly drawings: () => ReadonlyMap<string, string>;
  readonly close: () => Promise<void>;
}

const MOST_THREADS = 8;

const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './renderers-worker.ts' : './renderers-worker.js',
  import.meta.url,
);

/** Hands pages out one by one and gives the replies, in the order of the pages. */
async function* repliesOf(
  workers: readonly Worker[],
  ready: RendererRequest,
  pages: readonly Page[],
): AsyncGenerator<Exclude<RendererReply, { readonly error: Error }>> {
  const done = new Map<string, Exclude<RendererReply, { readonly error: Error }>>();
  let failure: Error | null = null;
  let wake = (): void => {};
  let next = 0;
  for (const worker of workers) {
    const ask = (): void => {
      const page = pages[next++];
      if (page !== undefined) worker.postMessage({ page } satisfies RendererRequest);
    };
    worker.removeAllListeners();
    worker.on('message', (reply: RendererReply) => {
      if ('error' in reply) failure = reply.error;
      else {
        done.set(reply.path, reply);
        ask();
      }
      wake();
    });
    worker.on('error', (error) => {
      failure = error as Error;
      wake();
    });
    worker.postMessage(ready);
    ask();
  }
  for (const { path } of pages) {
    while (!done.has(path)) {
      if (failure !== null) throw failure;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    yield done.get(path) as Exclude<RendererReply, { readonly error: Error }>;
    done.delete(path);
  }
}

/**
 * Threads that render the pages of an edition; as many as the machine has where `threads` is left out. What is among the
 * drawings of an earlier run is not drawn again. Close them in the end.
 */
export function createRenderers(
  languages: readonly Language[],
  earlier: ReadonlyMap<string, string> = new Map(),
  threads: number = availableParallelism(),
): Renderers {
  const workers: Worker[] = [];
  const kept = new Map<string, string>();
  let early: Error | null = null;
  const start = (isEarly: boolean): void => {
    const workerData: RendererStart = { languages, drawings: earlier, isEarly };
    while (workers.length < Math.max(1, Math.min(threads, MOST_THREADS))) {
      const worker = new Worker(workerFile, { workerData });
      worker.on('error', (error) => {
        early = error as Error;
      });
      workers.push(worker);
    }
  };
  return {
    warm: () => start(true),
    render: async function* (input, pages, beside) {
      start(false);
      if (early !== null) throw early;
      for await (const { files, used, fresh } of repliesOf(workers, { input, beside }, pages)) {
        for (const [digest, drawing] of fresh) kept.set(digest, drawing);
        for (const digest of used) {
          const drawing = earlier.get(digest);
          if (drawing !== undefined) kept.set(digest, drawing);
        }
        yield* files;
      }
    },
    drawings: () => kept,
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

import { watch } from 'node:fs';
import { createServer } from 'node:http';
import { Worker } from 'node:worker_threads';
import { resourcePath } from '../../pipeline/contract/resources.ts';
import type { DevRequest } from './dev-worker.ts';
import { VARIANTS } from './variants.ts';

/**
 * The designer's workshop: `npm run dev` serves the reports of made-up figures, rendered when they are asked for.
 *
 * After a change in `reports/` or `pipeline/report/` the page looked at last is rendered again at once, by a worker that
 * stands ready with all libraries loaded; reload the browser to see it. `/` is the index, `/gallery` lists the galleries.
 */
const port = Number(process.argv[2] ?? 4321);
const inputs = Object.fromEntries(Object.entries(VARIANTS).map(([name, make]) => [name, make()]));

interface Reply {
  readonly bytes?: Uint8Array | null;
  readonly error?: string;
}

const startWorker = (): Worker => new Worker(new URL('./dev-worker.ts', import.meta.url), { workerData: inputs });

let current = startWorker();
let spare = startWorker();
const rendered = new Map<string, Promise<Reply>>();
let lastPath = 'index.html';

function page(path: string): Promise<Reply> {
  const known = rendered.get(path);
  if (known !== undefined) return known;
  const started = performance.now();
  const worker = current;
  const previous = [...rendered.values()].at(-1) ?? Promise.resolve();
  const reply = previous.then(
    () =>
      new Promise<Reply>((resolve) => {
        worker.once('message', (message: Reply) => {
          process.stdout.write(`${path} in ${Math.round(performance.now() - started)} ms\n`);
          resolve(message);
        });
        worker.postMessage({ path } satisfies DevRequest);
      }),
  );
  rendered.set(path, reply);
  return reply;
}

let pause: NodeJS.Timeout | undefined;
function renew(): void {
  clearTimeout(pause);
  pause = setTimeout(() => {
    void current.terminate();
    current = spare;
    spare = startWorker();
    rendered.clear();
    void page(lastPath);
  }, 50);
}
for (const folder of ['reports', 'pipeline/report']) watch(resourcePath(folder), { recursive: true }, renew);

const galleryList = Object.keys(VARIANTS)
  .flatMap((name) => [`gallery-${name}.html`, `gallery-${name}-cluster.html`])
  .map((path) => `<li><a href="/${path}">${path}</a></li>`)
  .join('');

createServer(async ({ url = '/' }, response) => {
  const path = new URL(url, 'http://localhost').pathname.slice(1) || 'index.html';
  response.setHeader('content-type', 'text/html; charset=utf-8');
  if (path === 'gallery') return response.end(`<!doctype html><title>Gallery</title><ul>${galleryList}</ul>`);
  if (!path.endsWith('.html')) return response.writeHead(404).end();
  lastPath = path;
  const { bytes, error } = await page(path);
  if (error !== undefined) return response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(error);
  return bytes === null || bytes === undefined ? response.writeHead(404).end('No such page.') : response.end(bytes);
}).listen(port, () =>
  process.stdout.write(`Reports: http://localhost:${port}/  Gallery: http://localhost:${port}/gallery\n`),
);

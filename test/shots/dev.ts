import { watch } from 'node:fs';
import { createServer } from 'node:http';
import { resourcePath } from '../../pipeline/contract/resources.ts';
import { VARIANTS } from './variants.ts';
import { openWorkshop } from './workshop.ts';

/**
 * The designer's workshop: `npm run dev` serves the reports of made-up figures, rendered when they are asked for.
 *
 * After a change in `reports/` or `pipeline/report/` the page looked at last is rendered again at once; reload the browser
 * to see it. `/` is the index, `/gallery` lists the galleries.
 */
const port = Number(process.argv[2] ?? 4321);
const workshop = openWorkshop(Object.fromEntries(Object.entries(VARIANTS).map(([name, make]) => [name, make()])));
let lastPath = 'index.html';

async function page(path: string) {
  const started = performance.now();
  const reply = await workshop.page(path);
  process.stdout.write(`${path} in ${Math.round(performance.now() - started)} ms\n`);
  return reply;
}

let pause: NodeJS.Timeout | undefined;
let isCode = false;
/** Editors write a file in several steps: wait for the last. */
function changed(what: 'files' | 'code'): void {
  clearTimeout(pause);
  isCode ||= what === 'code';
  pause = setTimeout(() => {
    workshop.changed(isCode ? 'code' : 'files');
    isCode = false;
    void page(lastPath);
  }, 30);
}
for (const folder of ['pages', 'text', 'charts']) watch(resourcePath('reports', folder), () => changed('files'));
watch(resourcePath('reports', 'theme'), () => changed('code'));
watch(resourcePath('pipeline', 'report'), { recursive: true }, () => changed('code'));

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
  const reply = await page(path);
  if ('error' in reply)
    return response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(reply.error);
  return reply.bytes === null ? response.writeHead(404).end('No such page.') : response.end(reply.bytes);
}).listen(port, () =>
  process.stdout.write(`Reports: http://localhost:${port}/  Gallery: http://localhost:${port}/gallery\n`),
);

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { pagesFor } from '../../pipeline/report/index.ts';
import { createRenderers } from '../../pipeline/run/report/renderers.ts';
import { openWorkshop } from '../shots/workshop.ts';
import { startBrowser } from '../support/browser.ts';
import { fixtureInput } from '../support/report-fixture.ts';

/** How long all reports of an edition of 50 clusters take, how large pages are, and how soon one is painted. */
const input = fixtureInput({ clusters: 50 });
const print = (label: string, value: string): void =>
  void process.stdout.write(`${label.padEnd(44)}${value.padStart(12)}\n`);

const folder = mkdtempSync(join(tmpdir(), 'report-bench-'));
const started = performance.now();
const sizes: [string, number][] = [];
let specs = 0;
const renderers = createRenderers(input.parameters.languages);
for await (const { path, bytes } of renderers.render(input, pagesFor(input), { downloads: false })) {
  if (!path.endsWith('.html')) specs += 1;
  else {
    sizes.push([path, bytes.byteLength]);
    writeFileSync(join(folder, path), bytes);
  }
}
print('figures', String(input.figures.length));
print('pages, two languages each', String(sizes.length));
print('charts, by language', String(specs));
print('all reports', `${((performance.now() - started) / 1000).toFixed(1)} s`);
const [largest = ['', 0]] = [...sizes].sort((a, b) => b[1] - a[1]);
print(`largest page (${largest[0]})`, `${Math.round(largest[1] / 1000)} kB`);
print('mean page', `${Math.round(sizes.reduce((sum, [, size]) => sum + size, 0) / sizes.length / 1000)} kB`);

await renderers.close();

/** Renders again with the drawings of the last time, as a run does after a small change. */
async function again(label: string, only: readonly string[] | undefined, threads?: number): Promise<void> {
  const since = performance.now();
  const once = createRenderers(input.parameters.languages, renderers.drawings(), threads);
  for await (const { path } of once.render(input, pagesFor(input, only), { downloads: false })) void path;
  await once.close();
  print(label, `${((performance.now() - since) / 1000).toFixed(2)} s`);
}
await again('all reports, no chart changed', undefined);
await again('one region again', ['region:1081'], 1);

const workshop = openWorkshop({ ordinary: input });
await workshop.page('national.html');
await setTimeout(3000);
workshop.changed('files');
const changedAt = performance.now();
await workshop.page('national.html');
print('national page after a change in reports/', `${((performance.now() - changedAt) / 1000).toFixed(2)} s`);
await workshop.close();

const firstPaint = `new Promise((resolve) =>
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') resolve(startTime);
  }).observe({ type: 'paint', buffered: true }))`;
const browser = await startBrowser();
const page = await browser.newPage();
for (const path of ['national.html', 'region-1084.html']) {
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    await page.goto(pathToFileURL(join(folder, path)).href);
    times.push((await page.evaluate(firstPaint)) as number);
  }
  times.sort((a, b) => a - b);
  print(`first paint of ${path}, median of 5`, `${Math.round(times[2] as number)} ms`);
}
await browser.close();
rmSync(folder, { recursive: true });

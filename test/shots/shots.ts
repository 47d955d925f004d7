import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../support/browser.ts';

/**
 * Pictures of rendered pages to be looked at: `node test/shots/shots.ts <bundle> <out> [page ...]`.
 * Each page at a phone's, a desk's and paper's width, in both languages; the desk's also in dark; and as a PDF.
 */
const [bundle = '', out = 'shots', ...wanted] = process.argv.slice(2);

interface Shot {
  readonly name: string;
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  readonly media: 'screen' | 'print';
  readonly language: 'da' | 'en';
}

const SHOTS: readonly Shot[] = [
  { name: 'phone-da', width: 390, scheme: 'light', media: 'screen', language: 'da' },
  { name: 'phone-en-dark', width: 390, scheme: 'dark', media: 'screen', language: 'en' },
  { name: 'desk-da', width: 1280, scheme: 'light', media: 'screen', language: 'da' },
  { name: 'desk-en-dark', width: 1280, scheme: 'dark', media: 'screen', language: 'en' },
  { name: 'print-en', width: 700, scheme: 'light', media: 'print', language: 'en' },
];

async function open(browser: Browser, path: string, { width, scheme, media, language }: Shot): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
  await page.goto(pathToFileURL(resolve(bundle, path)).href);
  const radio = page.locator(`#language-${language}`);
  if ((await radio.count()) > 0 && !(await radio.isChecked())) await radio.check({ force: true });
  await page.emulateMedia({ media, colorScheme: scheme });
  return page;
}

mkdirSync(out, { recursive: true });
const pages = wanted.length > 0 ? wanted : readdirSync(bundle).filter((name) => name.endsWith('.html'));
const browser = await startBrowser();
for (const path of pages) {
  const stem = path.slice(0, -'.html'.length);
  for (const shot of SHOTS) {
    const page = await open(browser, path, shot);
    await page.screenshot({ path: join(out, `${stem}.${shot.name}.png`), fullPage: true });
    await page.close();
  }
  const page = await open(browser, path, SHOTS[0] as Shot);
  writeFileSync(join(out, `${stem}.pdf`), await page.pdf({ format: 'A4', preferCSSPageSize: true }));
  await page.close();
}
await browser.close();

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../support/browser.ts';
import { renderToFolder } from '../support/bundle-in-browser.ts';
import { fixtureInput } from '../support/report-fixture.ts';

/**
 * Pictures of all kinds of pages to be looked at one by one, and a contact sheet of them: `npm run shots`.
 *
 * Each page at the width of a phone, a tablet, a desk and paper, in both languages, light and dark, and as a PDF. Renders the made-up
 * figures of the tests, or takes `--bundle <folder>`. Pages may be named; otherwise one of each kind.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { bundle: { type: 'string' }, out: { type: 'string', default: 'out/shots' } },
});

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
  { name: 'tablet-en', width: 820, scheme: 'light', media: 'screen', language: 'en' },
  { name: 'desk-da', width: 1280, scheme: 'light', media: 'screen', language: 'da' },
  { name: 'desk-en-dark', width: 1280, scheme: 'dark', media: 'screen', language: 'en' },
  { name: 'print-en', width: 680, scheme: 'light', media: 'print', language: 'en' },
];

async function open(browser: Browser, folder: string, path: string, shot: Shot): Promise<Page> {
  const { width, scheme, media, language } = shot;
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
  await page.goto(pathToFileURL(resolve(folder, path)).href);
  await page.locator(`label[for=language-${language}]`).click();
  await page.emulateMedia({ media, colorScheme: scheme });
  return page;
}

/** One page of every kind: all that are not of a recipient, and the first of each kind that are. */
function onePageOfEachKind(folder: string): string[] {
  const kinds = new Map<string, string>();
  for (const name of readdirSync(folder).sort()) {
    const kind = name.endsWith('.html') ? name.replace(/^(region|cluster|growth-forum)-.*/, '$1') : null;
    if (kind !== null && !kinds.has(kind)) kinds.set(kind, name);
  }
  return [...kinds.values()];
}

async function contactSheet(browser: Browser, out: string, pictures: readonly string[]): Promise<void> {
  const cells = pictures
    .map((name) => `<figure><a href="${name}"><img src="${name}"></a><figcaption>${name}</figcaption></figure>`)
    .join('');
  const style =
    'body{display:grid;grid-template-columns:repeat(6,1fr);gap:12px;font:11px sans-serif}figure{margin:0}a{display:block;height:360px;overflow:hidden;border:1px solid #ccc}img{width:100%}';
  const sheet = join(out, 'contact-sheet.html');
  writeFileSync(
    sheet,
    `<!doctype html><meta charset="utf-8"><title>Contact sheet</title><style>${style}</style>${cells}`,
  );
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.goto(pathToFileURL(resolve(sheet)).href);
  await page.screenshot({ path: join(out, 'contact-sheet.png'), fullPage: true });
}

const rendered = values.bundle === undefined ? await renderToFolder(fixtureInput()) : null;
const folder = values.bundle ?? (rendered?.folder as string);
mkdirSync(values.out, { recursive: true });
const browser = await startBrowser();
const pictures: string[] = [];
for (const path of positionals.length > 0 ? positionals : onePageOfEachKind(folder)) {
  const stem = path.replace(/\.html$/, '');
  for (const shot of SHOTS) {
    const page = await open(browser, folder, path, shot);
    pictures.push(`${stem}.${shot.name}.png`);
    await page.screenshot({ path: join(values.out, `${stem}.${shot.name}.png`), fullPage: true });
    await page.close();
  }
  const page = await open(browser, folder, path, { ...(SHOTS[0] as Shot), media: 'print' });
  writeFileSync(join(values.out, `${stem}.pdf`), await page.pdf({ preferCSSPageSize: true }));
  await page.close();
}
await contactSheet(browser, values.out, pictures);
await browser.close();
rendered?.remove();
process.stdout.write(`${pictures.length} pictures and a contact sheet in ${values.out}\n`);

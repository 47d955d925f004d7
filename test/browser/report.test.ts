import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.ts';
import { type Conditions, openPage, renderToFolder } from '../support/bundle-in-browser.ts';
import { fixtureInput, HOSTILE_NAMES, hostileInput } from '../support/report-fixture.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const REPORTS = ['national.html', 'region-1082.html', 'cluster-01-k01.html', 'effect.html'];
const OTHERS = ['index.html', 'growth-forum-bornholm.html', 'methods.html', 'dictionary.html', 'changes.html'];
const LINKED = 'region-1085.html';

/** All rules, or those whose answer depends on widths and colours: the others say the same of the same page. */
type Rules = 'all' | 'visual';
const VISUAL = ['color-contrast', 'target-size', 'link-in-text-block', 'scrollable-region-focusable'];

const CONDITIONS: readonly (Conditions & { readonly rules: Rules })[] = [
  { width: 1280, scheme: 'light', language: 'da', rules: 'all' },
  { width: 390, scheme: 'dark', language: 'en', rules: 'all' },
  { width: 1280, scheme: 'light', isForced: true, language: 'en', rules: 'visual' },
  { width: 390, scheme: 'light', language: 'da', rules: 'visual' },
];

let browser: Browser;
let folder: string;
let remove: () => void;

beforeAll(async () => {
  browser = await startBrowser();
  ({ folder, remove } = await renderToFolder(fixtureInput({ clusters: 10 }), [...REPORTS, ...OTHERS, LINKED]));
});

afterAll(async () => {
  await browser.close();
  remove();
});

const at = (name: string): string => join(folder, name);

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

/** Violations of WCAG 2.2 A and AA and of axe's best practices. A drawing is one image: what is in it is not asked. */
async function violationsOf(page: Page, rules: Rules = 'all'): Promise<string[]> {
  await page.evaluate(axeSource);
  const only = rules === 'all' ? {} : { runOnly: VISUAL };
  const options = JSON.stringify({ resultTypes: ['violations'], ...only });
  const { violations } = (await page.evaluate(`axe.run({ exclude: ["svg > *"] }, ${options})`)) as AxeResult;
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
}

describe.concurrent.each([...REPORTS, ...OTHERS])('%s', (name) => {
  it('has no accessibility violation, asks for nothing and complains of nothing', async () => {
    for (const conditions of REPORTS.includes(name) ? CONDITIONS : CONDITIONS.slice(0, 2)) {
      const { page, requests, complaints, close } = await openPage(browser, at(name), conditions);
      expect({ conditions, violations: await violationsOf(page, conditions.rules), requests, complaints }).toEqual({
        conditions,
        violations: [],
        requests: [],
        complaints: [],
      });
      await close();
    }
  });

  it('fits narrow windows and large text without scrolling sideways', async () => {
    const { page, close } = await openPage(browser, at(name), { width: 320 });
    const overflow = () => page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.evaluate('document.documentElement.style.fontSize = "200%"');
    expect(await overflow()).toBeLessThanOrEqual(0);
    await close();
  });
});

it('would find a violation if there were one', async () => {
  const { page, close } = await openPage(browser, at('changes.html'));
  await page.evaluate('document.documentElement.removeAttribute("lang")');
  expect(await violationsOf(page)).toEqual([expect.stringMatching(/^html-has-lang/)]);
  await close();
});

/** In the page: the colour of the first pixel of a PNG, and whether the picture has other colours below its title. */
const CORNER_OF_PICTURE = `async (base64) => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: picture.width, height: picture.height });
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen.drawImage(picture, 0, 0);
  const colour = [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  const half = pen.getImageData(0, picture.height / 2, picture.width, picture.height / 2).data;
  return { colour, isDrawnOn: half.some((value) => value < 128) };
}`;

describe.concurrent('a page', () => {
  it('changes its language with and without scripts', async () => {
    for (const hasScripts of [true, false]) {
      const { page, close } = await openPage(browser, at('region-1082.html'), { hasScripts });
      expect(await page.locator('h1:visible').allTextContents()).toEqual(['Region Midtjylland']);
      await page.locator('label[for=language-en]').click();
      expect(await page.locator('h1:visible').allTextContents()).toEqual(['Central Denmark Region']);
      expect(await page.locator('section:visible').first().locator('data').first().textContent()).toMatch(/^\d,\d{3}$/);
      if (hasScripts) {
        expect(await page.evaluate('document.documentElement.lang')).toBe('en');
        expect(await page.title()).toContain('Central Denmark Region');
      }
      await close();
    }
  });

  it('carries the language to the next page', async () => {
    const { page, close } = await openPage(browser, at('index.html'), { language: 'en' });
    await page.getByRole('link', { name: 'Region Zealand' }).click();
    await page.waitForURL(/region-1085/);
    expect(await page.locator('h1:visible').textContent()).toBe('Region Zealand');
    await close();
  });

  it('can be read without scripts: every chart drawn, every table there', async () => {
    const { page, close } = await openPage(browser, at('national.html'), { hasScripts: false });
    const charts = page.locator('.in-da figure');
    expect(await charts.count()).toBeGreaterThanOrEqual(14);
    for (const chart of await charts.all()) {
      expect(await chart.locator('svg.wide').isVisible()).toBe(true);
      expect(await chart.locator('svg.wide').getAttribute('aria-label')).toMatch(/\S{3}/);
      expect(await chart.locator('table').count()).toBe(1);
    }
    await close();
  });

  it('can be walked by keyboard', async () => {
    const { page, close } = await openPage(browser, at('region-1082.html'));
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Spring til indholdet');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.locator('#language-da').focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');

    await page.locator('.in-en svg.wide').first().focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('.tooltip').textContent()).toMatch(/^2011: [\d,]+$/);
    await page.keyboard.press('Escape');
    expect(await page.locator('.tooltip').isVisible()).toBe(false);
    await close();
  });

  it('sorts a table by the unrounded numbers', async () => {
    const { page, close } = await openPage(browser, at('national.html'));
    const table = page.locator('.in-da table', { has: page.locator('caption', { hasText: 'Klyngerne, 2013' }) });
    const header = table.getByRole('button', { name: 'Deltagere i alt' });
    const values = async () =>
      (await table
        .locator('tbody tr td:nth-child(2) data')
        .evaluateAll((cells) => cells.map((cell) => Number((cell as unknown as { value: string }).value)))) as number[];
    await header.click();
    const falling = await values();
    expect(falling).toEqual([...falling].sort((a, b) => b - a));
    await header.click();
    expect(await values()).toEqual([...falling].reverse());
    await close();
  });

  it('shows what is pointed at, and lights the same place elsewhere', async () => {
    const { page, close } = await openPage(browser, at('national.html'));
    const mark = page.locator('.in-da #chart-innovation-regions-da svg.wide [data-tip]').first();
    await mark.dispatchEvent('pointerover');
    expect(await page.locator('.tooltip').textContent()).toMatch(/: /);
    expect(await page.locator('.lit').count()).toBeGreaterThan(2);
    await close();
  });

  it('gives a chart as a picture for a memo: at twice the size, light, with title, and no text that cannot be seen', async () => {
    const { page, requests, complaints, close } = await openPage(browser, at('region-1082.html'), { scheme: 'dark' });
    const figure = page.locator('#chart-municipality-map-da');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      figure.getByRole('button', { name: 'Hent billede (PNG)' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('chart-municipality-map-da.png');
    const png = readFileSync(await download.path());
    const width = Number(await figure.locator('svg.wide').getAttribute('width'));
    expect(png.readUInt32BE(16)).toBe(2 * (width + 32));
    expect(png.toString('latin1')).not.toMatch(/tEXt|iTXt|zTXt|eXIf/);
    const corner = await page.evaluate(`(${CORNER_OF_PICTURE})(${JSON.stringify(png.toString('base64'))})`);
    expect(corner).toEqual({ colour: [255, 255, 255], isDrawnOn: true });
    expect(complaints).toEqual([]);
    expect(requests.filter((request) => !/^(data|blob):/.test(request))).toEqual([]);
    await close();
  });

  it('chooses a year', async () => {
    const { page, close } = await openPage(browser, at('region-1082.html'));
    await page.locator('.in-da .year-choice').getByRole('button', { name: '2012' }).click();
    expect(await page.locator('.in-da .sentence:visible').first().textContent()).toContain('2012');
    await close();
  });

  it('prints whole: no chart is wider than the paper, nothing is hidden behind a fold', async () => {
    const { page, close } = await openPage(browser, at('national.html'));
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 680, height: 900 });
    const widths = (await page
      .locator('.in-da svg:visible')
      .evaluateAll((drawings) => drawings.map((drawing) => drawing.getBoundingClientRect().right))) as number[];
    expect(Math.max(...widths)).toBeLessThanOrEqual(681);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.byteLength).toBeGreaterThan(50_000);
    await close();
  });

  it('prints marks of evidence as they are, and headings of tables that go along overleaf', async () => {
    const { page, close } = await openPage(browser, at('national.html'));
    await page.emulateMedia({ media: 'print' });
    const styleOf = (selector: string, property: string, pseudo: '::before' | '' = '') =>
      page.evaluate(
        `getComputedStyle(document.querySelector("${selector}"), "${pseudo}").getPropertyValue("${property}")`,
      );
    expect(await styleOf('.in-da .tier-register', 'print-color-adjust', '::before')).toBe('exact');
    // Chromium does not repeat a heading row that holds a box of a button.
    expect(await styleOf('.in-da thead .sort', 'display')).toBe('contents');
    await close();
  });
});

describe('hostile names', () => {
  it('are shown as they are and do nothing', async () => {
    const names = ['national.html', 'index.html', 'methods.html', 'cluster-01-k01.html', 'cluster-05-k05.html'];
    const { folder: hostile, remove: removeHostile } = await renderToFolder(hostileInput(), names);
    for (const name of names) {
      const { page, requests, complaints, close } = await openPage(browser, join(hostile, name));
      expect(await page.evaluate('globalThis.harmed')).toBeUndefined();
      expect(await page.locator('script').count()).toBe(1);
      expect(await page.locator('img, iframe, object, [onerror], a[href^="javascript"]').count()).toBe(0);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      expect([...requests, ...complaints]).toEqual([]);
      await close();
    }
    const { page, close } = await openPage(browser, join(hostile, 'cluster-01-k01.html'));
    expect(await page.locator('h1:visible').textContent()).toBe(HOSTILE_NAMES[0]);
    await close();
    removeHostile();
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { pageRenderer, pagesFor, type ReportInput } from '../../pipeline/report/index.ts';

/** A folder with the rendered pages of an edition: all of them, or those of the given paths. */
export async function renderToFolder(
  input: ReportInput,
  paths?: readonly string[],
): Promise<{ folder: string; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  const render = pageRenderer(input);
  for (const page of pagesFor(input).filter((one) => paths === undefined || paths.includes(one.path)))
    for (const { path, bytes } of await render(page)) {
      const target = join(folder, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, bytes);
    }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface Conditions {
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
  readonly isForced?: boolean;
  readonly language?: 'da' | 'en';
  readonly hasScripts?: boolean;
}

/** A page opened from the disk with the network off, and everything it asked for or complained about. */
export async function openPage(browser: Browser, path: string, conditions: Conditions = {}) {
  const { width = 1280, scheme = 'light', isForced = false, language = 'da', hasScripts = true } = conditions;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    forcedColors: isForced ? 'active' : 'none',
    javaScriptEnabled: hasScripts,
    offline: true,
  });
  const page: Page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  const url = pathToFileURL(path).href;
  await page.goto(url);
  if (language === 'en') await page.locator('label[for=language-en]').click();
  return { page, requests: requests.filter((request) => request !== url), complaints, close: () => context.close() };
}

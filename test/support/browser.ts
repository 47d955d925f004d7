import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';

// The package's own types do not follow its exports under `nodenext`.
const require = createRequire(import.meta.url);

interface ChromiumPackage {
  readonly executablePath: () => Promise<string>;
}

/** Starts the Chromium that comes with the development dependencies. It needs no network and nothing installed. */
export async function startBrowser(): Promise<Browser> {
  const module = (await import(require.resolve('@sparticuz/chromium'))) as { default: ChromiumPackage };
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: await module.default.executablePath(),
    args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
    headless: true,
  });
}

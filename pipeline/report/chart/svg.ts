import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourcePath } from '../../contract/resources.ts';
import { type Html, trustedHtml } from '../html/escape.ts';
import type { Texts } from '../text/texts.ts';
import type { ChartModel } from './model.ts';
import { chartSpec } from './spec.ts';
import { CHART_WIDTHS, type ChartWidth, tokens } from './theme.ts';

/** The drawings of a chart by the digest of all they are made of: what was drawn once, on this page, another or in an earlier run. */
export interface Drawings {
  readonly get: (digest: string) => string | undefined;
  readonly set: (digest: string, drawing: string) => unknown;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Digest of the code that draws, its colours and the versions of its libraries. */
export const drawnBy = (() => {
  const code = readdirSync(import.meta.dirname)
    .filter((name) => /\.[jt]s$/.test(name) && !name.endsWith('.d.ts'))
    .sort()
    .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'));
  return sha256([...code, JSON.stringify(tokens), readFileSync(resourcePath('package.json'), 'utf8')].join('\u0000'));
})();

const specDigests = new WeakMap<object, string>();

function digestOf(model: ChartModel, texts: Texts): string {
  const spec = chartSpec(model.spec, texts);
  const specDigest = specDigests.get(spec) ?? sha256(drawnBy + JSON.stringify(spec));
  specDigests.set(spec, specDigest);
  return sha256(JSON.stringify([specDigest, model.alt, model.size, model.rows]));
}

/** Stands between the two drawings of a chart. */
const BETWEEN = '\n';

/** The two drawings of a chart: taken from the drawings where they are among them, otherwise drawn and added to them. */
export async function chartSvg(
  model: ChartModel,
  texts: Texts,
  drawings: Drawings,
): Promise<Readonly<Record<ChartWidth, Html>>> {
  const digest = digestOf(model, texts);
  let both = drawings.get(digest);
  if (both === undefined) {
    // Loading Vega takes longer than a page whose charts are all there.
    const { drawChart } = await import('./draw.ts');
    const drawn = await drawChart(model, texts);
    both = CHART_WIDTHS.map((width) => drawn[width].replaceAll(BETWEEN, ' ')).join(BETWEEN);
    drawings.set(digest, both);
  }
  const [wide = '', narrow = ''] = both.split(BETWEEN);
  return { wide: trustedHtml(wide), narrow: trustedHtml(narrow) };
}

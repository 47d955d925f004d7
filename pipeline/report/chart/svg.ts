import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourcePath } from '../../contract/resources.ts';
import { type Html, trustedHtml } from '../html/escape.ts';
import type { Texts } from '../text/texts.ts';
import type { ChartModel } from './model.ts';
import { chartSpec } from './spec.ts';
import { type ChartWidth, tokens } from './theme.ts';

/** Drawings by the digest of all they are made of: what was drawn once, on this page, another or in an earlier run. */
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

function digestOf(model: ChartModel, texts: Texts, width: ChartWidth, id: string): string {
  const spec = chartSpec(model.spec, texts, width);
  const specDigest = specDigests.get(spec) ?? sha256(drawnBy + JSON.stringify(spec));
  specDigests.set(spec, specDigest);
  return sha256(JSON.stringify([specDigest, id, width, model.alt, model.size?.[width], model.rows]));
}

/** The drawing of a chart: taken from the drawings where it is among them, otherwise drawn and added to them. */
export async function chartSvg(
  model: ChartModel,
  texts: Texts,
  width: ChartWidth,
  id: string,
  drawings: Drawings,
): Promise<Html> {
  const digest = digestOf(model, texts, width, id);
  let drawing = drawings.get(digest);
  if (drawing === undefined) {
    // Loading Vega takes longer than a page whose charts are all there.
    const { drawChart } = await import('./draw.ts');
    drawing = await drawChart(model, texts, width, id);
    drawings.set(digest, drawing);
  }
  return trustedHtml(drawing);
}

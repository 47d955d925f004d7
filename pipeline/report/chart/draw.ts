import type { Runtime } from 'vega';
import { escapeText } from '../html/escape.ts';
import type { Texts } from '../text/texts.ts';
import type { ChartModel } from './model.ts';
import { datasetOf, inLanguage, type JsonObject, ROWS, unwordedSpec } from './spec.ts';
import { type ChartWidth, themed } from './theme.ts';
import { compiledSpec, drawSvg, runtimeOf } from './vega.ts';

/** Marks without an extent that only carry the structure of the scene. */
const EMPTY_MARKS = /<path class="(?:background|foreground)"[^>]*?d="(?:M0,0h0v0h0Z)?"[^>]*?\/>/g;

/** Labels for screen readers inside the drawing: the drawing as a whole is one image with its own description. */
const ROLES =
  / (?:role|aria-roledescription|aria-hidden|pointer-events|stroke-miterlimit|opacity)="(?:1|10|[a-z -]+|none|true)"/g;

/** `aria-label="key|text"` of a mark becomes what the page's script shows and ties together. */
const MARK_LABEL = / aria-label="([a-z0-9-]*)\|([^"]*)"/g;

/** Texts with nothing to say, such as the "suppressed" of a bar that is shown, and those too small to be read. */
const EMPTY_TEXTS = /<text[^>]*><\/text>|<text [^>]*font-size="0px"[^>]*>[^<]*<\/text>/g;

const OTHER_LABEL = / aria-label="[^"]*"/g;

function slim(svg: string): string {
  return svg
    .replace(EMPTY_MARKS, '')
    .replace(EMPTY_TEXTS, '')
    .replace(ROLES, '')
    .replace(MARK_LABEL, (_match, key: string, text: string) => ` data-key="${key}" data-tip="${text}"`)
    .replace(OTHER_LABEL, '')
    .replaceAll(' font-family="Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"', '')
    .replace(/ style="[^"]*"/g, '');
}

/** What is made once a key. */
function once<Made>(made: Map<string, Made>, key: string, make: () => Made): Made {
  const known = made.get(key);
  if (known !== undefined) return known;
  const fresh = make();
  made.set(key, fresh);
  return fresh;
}

const compiled = new Map<string, JsonObject>();
const runtimes = new Map<string, Runtime>();

/**
 * The chart as Vega runs it. Its dataset `ROWS` is empty. Compiled once a width, since texts do not matter to the compiler;
 * texts are put in once a language.
 */
function chartRuntime(name: string, texts: Texts, width: ChartWidth): Runtime {
  const key = `${name} ${width}`;
  return once(runtimes, `${key} ${texts.language}`, () =>
    runtimeOf(
      inLanguage(
        once(compiled, key, () => compiledSpec(unwordedSpec(name, width)) as JsonObject),
        texts,
      ),
    ),
  );
}

/** Makes a chart ready that will be drawn soon. */
export const prepareChart = (name: string, texts: Texts): void => {
  for (const width of ['wide', 'narrow'] as const) chartRuntime(name, texts, width);
};

/** Draws a chart. The markup holds no style, no script, no reference and no identifier that another drawing has. */
export async function drawChart(model: ChartModel, texts: Texts, width: ChartWidth, id: string): Promise<string> {
  const raw = await drawSvg(chartRuntime(model.spec, texts, width), (view) => {
    view.data(ROWS, datasetOf(model));
    const size = model.size?.[width];
    if (size !== undefined) view.width(size.width).height(size.height);
  });
  const frame = /width="[\d.]+" height="[\d.]+" viewBox="[^"]*"/.exec(raw)?.[0] ?? '';
  const inner = raw.slice(raw.indexOf('>') + 1);
  const drawing = slim(inner)
    .replace(/ id="([^"]*)"/g, ` id="${id}-$1"`)
    .replace(/url\(#([^)]*)\)/g, `url(#${id}-$1)`);
  return `<svg class="${width}" ${frame} role="img" aria-label="${escapeText(model.alt)}">${themed(drawing)}`;
}

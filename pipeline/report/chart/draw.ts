import type { Runtime } from 'vega';
import { escapeText } from '../html/escape.ts';
import type { Texts } from '../text/texts.ts';
import type { ChartModel } from './model.ts';
import { datasetOf, inLanguage, isSameSpec, type JsonObject, ROWS, unwordedSpec } from './spec.ts';
import { CHART_WIDTHS, type ChartWidth, tokens } from './theme.ts';
import { compiledSpec, drawScenes, runtimeOf } from './vega.ts';

/** A chart drawn for a desk and for a phone. */
export type Drawn = Readonly<Record<ChartWidth, string>>;

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
 * The chart as Vega runs it. Its dataset `ROWS` is empty. Compiled once, and once more for a phone where that is another
 * spec; texts do not matter to the compiler and are put in once a language.
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

/** The widths of a chart that have a runtime of their own. */
const widthsOf = (name: string): readonly ChartWidth[] => (isSameSpec(name) ? ['wide'] : CHART_WIDTHS);

/** Makes a chart ready that will be drawn soon. */
export const prepareChart = (name: string, texts: Texts): void => {
  for (const width of widthsOf(name)) chartRuntime(name, texts, width);
};

/**
 * Draws a chart in both widths: where they are one spec, the second is the first with another size. The markup holds no
 * style, no script, no reference and no identifier.
 */
export async function drawChart(model: ChartModel, texts: Texts): Promise<Drawn> {
  const drawn: Record<ChartWidth, string> = { wide: '', narrow: '' };
  const own = widthsOf(model.spec);
  for (const width of own) {
    const sizes = own.length === 1 ? CHART_WIDTHS : [width];
    const scenes = await drawScenes(
      chartRuntime(model.spec, texts, width),
      { [ROWS]: datasetOf(model) },
      sizes.map((size) => model.size?.[size] ?? { width: tokens.width[size] }),
    );
    scenes.forEach(({ markup, width: pixels, height }, at) => {
      const size = sizes[at] as ChartWidth;
      const frame = `width="${pixels}" height="${height}" viewBox="0 0 ${pixels} ${height}"`;
      drawn[size] = `<svg class="${size}" ${frame} role="img" aria-label="${escapeText(model.alt)}">${markup}</svg>`;
    });
  }
  return drawn;
}

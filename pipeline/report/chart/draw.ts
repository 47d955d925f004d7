import type { Runtime } from 'vega';
import { escapeText } from '../html/escape.ts';
import type { Texts } from '../text/texts.ts';
import type { ChartModel } from './model.ts';
import { datasetOf, inLanguage, type JsonObject, ROWS, unwordedSpec } from './spec.ts';
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
 * The chart as Vega runs it. Its dataset `ROWS` is empty. Compiled once, since texts do not matter to the compiler; they are
 * put in once a language.
 */
const chartRuntime = (name: string, texts: Texts): Runtime =>
  once(runtimes, `${name} ${texts.language}`, () =>
    runtimeOf(
      inLanguage(
        once(compiled, name, () => compiledSpec(unwordedSpec(name)) as JsonObject),
        texts,
      ),
    ),
  );

/** Makes a chart ready that will be drawn soon. */
export const prepareChart = (name: string, texts: Texts): void => {
  chartRuntime(name, texts);
};

/** Draws a chart in both widths. The markup holds no style, no script, no reference and no identifier. */
export async function drawChart(model: ChartModel, texts: Texts): Promise<Drawn> {
  const scenes = await drawScenes(
    chartRuntime(model.spec, texts),
    { [ROWS]: datasetOf(model) },
    CHART_WIDTHS.map((width) => model.size?.[width] ?? { width: tokens.width[width] }),
  );
  const drawn = CHART_WIDTHS.map((name, at) => {
    const { markup, width, height } = scenes[at] as (typeof scenes)[number];
    const frame = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
    return [name, `<svg class="${name}" ${frame} role="img" aria-label="${escapeText(model.alt)}">${markup}</svg>`];
  });
  return Object.fromEntries(drawn) as Drawn;
}

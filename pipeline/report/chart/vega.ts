import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { rememberedExpressions } from './expressions.ts';
import { textWidth } from './text-width.ts';

interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
  readonly limit?: number;
}

/** Parts of Vega's interface that its types leave out. */
const { textMetrics, resetSVGDefIds } = vega as unknown as {
  readonly textMetrics: { width: (item: TextItem, text: unknown) => number };
  readonly resetSVGDefIds: () => void;
};

/**
 * Vega measures text with our table. Without a canvas it takes every character for 0.8 of the font size, which leaves gaps
 * beside labels and cuts them short; a canvas would make the drawing depend on the fonts of the machine.
 */
textMetrics.width = ({ fontSize = 11, fontWeight, limit = 0 }, text) => {
  const isBold = fontWeight === 'bold' || Number(fontWeight) >= 600;
  const width = textWidth(String(text ?? ''), Number(fontSize), isBold);
  return limit > 0 ? Math.min(width, limit) : width;
};

const nothing = () => silent;
/** Warnings of the compiler are the business of the tests, which compile every spec with a logger that throws. */
const silent = { level: nothing, error: nothing, warn: nothing, info: nothing, debug: nothing } as never;

/** A Vega-Lite spec as a Vega spec. */
export const compiledSpec = (spec: object): object => compile(spec as TopLevelSpec, { logger: silent }).spec;

/** A Vega spec as Vega runs it. */
export const runtimeOf = (spec: object): vega.Runtime => vega.parse(spec as vega.Spec);

/** Draws a compiled chart as SVG, after `prepare` has given the view its data and size. */
export async function drawSvg(runtime: vega.Runtime, prepare: (view: vega.View) => void): Promise<string> {
  const options = { renderer: 'none', logLevel: vega.Error, expr: rememberedExpressions } as vega.ViewOptions;
  const view = new vega.View(runtime, options);
  prepare(view);
  resetSVGDefIds();
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}

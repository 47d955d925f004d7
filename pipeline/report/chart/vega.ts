import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { rememberedExpressions } from './expressions.ts';
import { type Scene, sceneMarkup } from './markup.ts';
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

const viewOf = (runtime: vega.Runtime): vega.View =>
  new vega.View(runtime, { renderer: 'none', logLevel: vega.Error, expr: rememberedExpressions } as vega.ViewOptions);

/** A compiled chart as SVG, complete in itself. */
export async function drawSvg(runtime: vega.Runtime): Promise<string> {
  const view = viewOf(runtime);
  resetSVGDefIds();
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}

/** Size of a chart with its padding, in pixels; its own height where none is given. */
interface Size {
  readonly width: number;
  readonly height?: number;
}

interface DrawnScene extends Required<Size> {
  readonly markup: string;
}

/** Part of a view that its type leaves out: its size without padding, and where its origin is within that. */
interface Sized {
  readonly _viewWidth: number;
  readonly _viewHeight: number;
}

/** Draws a compiled chart with its data, once in every size, in this order. */
export async function drawScenes(
  runtime: vega.Runtime,
  datasets: Readonly<Record<string, object[]>>,
  sizes: readonly Size[],
): Promise<DrawnScene[]> {
  const view = viewOf(runtime);
  for (const [name, rows] of Object.entries(datasets)) view.data(name, rows);
  const drawn: DrawnScene[] = [];
  for (const { width, height } of sizes) {
    view.width(width);
    if (height !== undefined) view.height(height);
    await view.runAsync();
    const { left, right, top, bottom } = view.padding() as Required<Exclude<vega.Padding, number>>;
    const { _viewWidth, _viewHeight } = view as unknown as Sized;
    const [x, y] = view.origin();
    drawn.push({
      markup: `<g fill="none" transform="translate(${left + x},${top + y})">${sceneMarkup((view.scenegraph() as unknown as { root: Scene }).root)}</g>`,
      width: Math.max(0, _viewWidth + left + right),
      height: Math.max(0, _viewHeight + top + bottom),
    });
  }
  view.finalize();
  return drawn;
}

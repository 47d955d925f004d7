import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { measureTextByTable } from './text-width.ts';
import { tokens } from './theme.ts';

measureTextByTable();

/** Part of Vega's interface that its types leave out. */
const { resetSVGDefIds } = vega as unknown as { resetSVGDefIds: () => void };

/**
 * The picture of a published spec (`charts/<page>/<chart>.<language>.vl.json`) with its title, on white: for memos, as an
 * SVG that can be turned into a PNG. The spec is all it needs.
 */
export async function pictureOf(specJson: string): Promise<string> {
  const spec = {
    ...(JSON.parse(specJson) as TopLevelSpec),
    background: tokens.light.paper ?? '#ffffff',
  } as TopLevelSpec;
  const view = new vega.View(vega.parse(compile(spec).spec), { renderer: 'none', logLevel: vega.Error });
  resetSVGDefIds();
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}

import { tokens } from './theme.ts';
import { drawSvg, runtimeOf } from './vega.ts';

/**
 * The picture of a published spec (`charts/<page>/<chart>.<language>.vl.json`) with its title, on white: for memos, as an
 * SVG that can be turned into a PNG. The spec is all it needs.
 */
export const pictureOf = (specJson: string): Promise<string> =>
  drawSvg(runtimeOf({ ...JSON.parse(specJson), background: tokens.light.paper ?? '#ffffff' }), () => {});

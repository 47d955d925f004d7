import { tokens } from './theme.ts';
import { compiledSpec, drawSvg, runtimeOf } from './vega.ts';
import { linesOf } from './wrap.ts';

interface Standalone {
  readonly width?: number;
  readonly title: { readonly text: string; readonly subtitle: string };
}

/** Narrowest title, in pixels: a small chart stands below a title wider than itself. */
const NARROWEST_TITLE = 300;

/**
 * The picture of a published spec (`charts/<page>/<chart>.<language>.vl.json`) with its title, on white: for memos, as an
 * SVG that can be turned into a PNG. The spec is all it needs; a title longer than the picture is wide is broken.
 */
export function pictureOf(specJson: string): Promise<string> {
  const spec = JSON.parse(specJson) as Standalone;
  const { heading, subheading } = tokens.size;
  const width = Math.max(NARROWEST_TITLE, Math.min(tokens.width.wide, spec.width ?? tokens.width.wide));
  const title = {
    ...spec.title,
    text: linesOf(spec.title.text, width, heading, true),
    subtitle: linesOf(spec.title.subtitle, width, subheading),
  };
  const background = tokens.light.paper ?? '#ffffff';
  return drawSvg(runtimeOf(compiledSpec({ ...spec, title, background })));
}

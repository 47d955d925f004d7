import { tokens } from './theme.ts';
import { compiledSpec, drawSvg, runtimeOf } from './vega.ts';
import { linesOf } from './wrap.ts';

interface Standalone {
  readonly title: { readonly text: string; readonly subtitle: string };
}

/**
 * The picture of a published spec (`charts/<page>/<chart>.<language>.vl.json`) with its title, on white: for memos, as an
 * SVG that can be turned into a PNG. The spec is all it needs; a title longer than the picture is wide is broken.
 */
export function pictureOf(specJson: string): Promise<string> {
  const spec = JSON.parse(specJson) as Standalone;
  const { heading, subheading } = tokens.size;
  const title = {
    ...spec.title,
    text: linesOf(spec.title.text, tokens.width.wide, heading, true),
    subtitle: linesOf(spec.title.subtitle, tokens.width.wide, subheading),
  };
  const background = tokens.light.paper ?? '#ffffff';
  return drawSvg(runtimeOf(compiledSpec({ ...spec, title, background })), () => {});
}

import { Resvg } from '@resvg/resvg-js';
import { environmentError } from '../../contract/errors.ts';
import { pictureOf } from '../../report/chart/picture.ts';
import type { ReportFile } from '../../report/index.ts';

/** Pixels of a picture per pixel of the chart. */
const SCALE = 2;

/** Empty pixels beside what reaches out of the frame of a chart. */
const MARGIN = 4;

/** Fonts to write with, the best first. The first three are as wide as charts take text to be. */
const FONTS = ['Arial', 'Liberation Sans', 'Arimo', 'Nimbus Sans', 'Roboto', 'Noto Sans', 'Open Sans', 'DejaVu Sans'];

const probe = (font: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="99" height="9"><text y="9" font-family="${font}">Wij</text></svg>`;

const widthIn = (font: string): number | undefined =>
  new Resvg(probe(font), { font: { loadSystemFonts: true } }).getBBox()?.width;

let chosen: string | null = null;

/** The best font of the machine. Text of a font that is not there is written in another, or silently left out. */
function fontOfMachine(): string {
  if (chosen !== null) return chosen;
  const other = widthIn('none of this name');
  if (other === undefined)
    throw environmentError(
      'FONTS_MISSING',
      'This machine has no font to write pictures with.',
      'Install one, e.g. Liberation Sans, or save single charts from a report in the browser.',
    );
  chosen = FONTS.find((font) => widthIn(font) !== other) ?? 'sans-serif';
  return chosen;
}

const optionsOf = (font: string) => ({
  background: '#ffffff',
  fitTo: { mode: 'zoom' as const, value: SCALE },
  font: { loadSystemFonts: true, defaultFontFamily: font, sansSerifFamily: font },
});

const FRAME = /width="([\d.]+)" height="([\d.]+)" viewBox="0 0 [\d.]+ [\d.]+"/;

/** The drawing in a frame that holds all of it: the font of a machine may be wider than a chart takes it to be. */
function framed(svg: string, font: string): string {
  const box = new Resvg(svg, { ...optionsOf(font), fitTo: { mode: 'original' } }).getBBox();
  const [frame, width = 0, height = 0] = (FRAME.exec(svg) ?? []).map((part, at) => (at === 0 ? part : Number(part)));
  if (box === undefined || frame === undefined) return svg;
  const grown = (from: number, to: number, end: number): [number, number] => [
    from < 0 ? Math.floor(from) - MARGIN : 0,
    to > end ? Math.ceil(to) + MARGIN : end,
  ];
  const [left, right] = grown(box.x, box.x + box.width, Number(width));
  const [top, bottom] = grown(box.y, box.y + box.height, Number(height));
  const size = [right - left, bottom - top];
  return svg.replace(FRAME, `width="${size[0]}" height="${size[1]}" viewBox="${left} ${top} ${size[0]} ${size[1]}"`);
}

/**
 * The charts of a page as PNG, for memos: twice the size, with their titles, on white. Made of the published specs alone, and
 * without metadata. They depend on the fonts of the machine, so they are made on request and are no part of a bundle.
 */
export async function picturesOf(files: readonly ReportFile[]): Promise<ReportFile[]> {
  const pictures: ReportFile[] = [];
  for (const { path, bytes } of files) {
    if (!path.startsWith('charts/')) continue;
    const font = fontOfMachine();
    const svg = framed(await pictureOf(Buffer.from(bytes).toString('utf8')), font);
    const png = new Resvg(svg, optionsOf(font)).render().asPng();
    pictures.push({ path: path.replace(/^charts\//, 'pictures/').replace(/\.vl\.json$/, '.png'), bytes: png });
  }
  return pictures;
}

import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { pictureOf } from '../../report/chart/picture.ts';
import type { ReportFile } from '../../report/index.ts';

/** Pixels of a picture per pixel of the chart. */
const SCALE = 2;

/** Empty pixels beside what reaches out of the frame of a chart. */
const MARGIN = 4;

/** The font of all pictures. It comes with the program, so that no picture depends on the machine, and is as wide as charts take text to be. */
const FONT = 'Arimo';
const FONT_STYLES = ['400Regular', '400Regular_Italic', '600SemiBold', '700Bold'];

const { resolve } = createRequire(import.meta.url);

const options = {
  background: '#ffffff',
  fitTo: { mode: 'zoom' as const, value: SCALE },
  font: {
    loadSystemFonts: false,
    fontFiles: FONT_STYLES.map((style) => resolve(`@expo-google-fonts/arimo/${style}/Arimo_${style}.ttf`)),
    defaultFontFamily: FONT,
    sansSerifFamily: FONT,
  },
};

const FRAME = /width="([\d.]+)" height="([\d.]+)" viewBox="0 0 [\d.]+ [\d.]+"/;

/** The drawing in a frame that holds all of it: a label may reach out of its chart. */
function framed(svg: string): string {
  const box = new Resvg(svg, { ...options, fitTo: { mode: 'original' } }).getBBox();
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
 * The charts of a page as PNG, for memos: twice the size, with their titles, on white. Made of the published specs alone,
 * without metadata, and the same on every machine.
 */
export async function picturesOf(files: readonly ReportFile[]): Promise<ReportFile[]> {
  const pictures: ReportFile[] = [];
  for (const { path, bytes } of files) {
    if (!path.startsWith('charts/')) continue;
    const png = new Resvg(framed(await pictureOf(Buffer.from(bytes).toString('utf8'))), options).render().asPng();
    pictures.push({ path: path.replace(/^charts\//, 'pictures/').replace(/\.vl\.json$/, '.png'), bytes: png });
  }
  return pictures;
}

import { Resvg } from '@resvg/resvg-js';
import { environmentError } from '../../contract/errors.ts';
import { pictureOf } from '../../report/chart/picture.ts';
import type { ReportFile } from '../../report/index.ts';

/** Pixels of a picture per pixel of the chart. */
const SCALE = 2;

const options = {
  fitTo: { mode: 'zoom', value: SCALE },
  font: { loadSystemFonts: true, defaultFontFamily: 'Liberation Sans', sansSerifFamily: 'Liberation Sans' },
} as const;

const PROBE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9" font-family="sans-serif">x</text></svg>';

let hasFonts: boolean | null = null;

/** Without any font, text would silently be left out. */
function requireFonts(): void {
  hasFonts ??= new Resvg(PROBE, options).getBBox() !== undefined;
  if (!hasFonts)
    throw environmentError(
      'FONTS_MISSING',
      'This machine has no font to write pictures with.',
      'Install one, e.g. Liberation Sans, or save single charts from a report in the browser.',
    );
}

/**
 * The charts of a page as PNG, for memos: twice the size, with their titles, on white. Made of the published specs alone, and
 * without metadata. They depend on the fonts of the machine, so they are made on request and are no part of a bundle.
 */
export async function picturesOf(files: readonly ReportFile[]): Promise<ReportFile[]> {
  const pictures: ReportFile[] = [];
  for (const { path, bytes } of files) {
    if (!path.startsWith('charts/')) continue;
    requireFonts();
    const svg = await pictureOf(Buffer.from(bytes).toString('utf8'));
    const png = new Resvg(svg, options).render().asPng();
    pictures.push({ path: path.replace(/^charts\//, 'pictures/').replace(/\.vl\.json$/, '.png'), bytes: png });
  }
  return pictures;
}

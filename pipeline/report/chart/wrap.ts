import { plainText } from '../html/escape.ts';
import { textWidth } from './text-width.ts';

const FONT_SIZE = 12;
const ELLIPSIS = '…';
/** What a municipality's name on its tile ends with where it is cut. */
const STOP = '.';

const fits = (text: string, width: number): boolean => textWidth(text, FONT_SIZE) <= width;

function cut(text: string, width: number, end = ELLIPSIS): string {
  if (fits(text, width)) return text;
  let kept = text;
  while (kept !== '' && !fits(kept + end, width)) kept = kept.slice(0, -1);
  return kept.trimEnd() + end;
}

/** A label on at most two lines of `width` pixels, cut with an ellipsis where it is longer. Lines are joined by a line feed. */
export function wrapLabel(text: string, width: number): string {
  const words = plainText(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  let first = '';
  while (words.length > 0 && fits(`${first} ${words[0]}`.trim(), width)) first = `${first} ${words.shift()}`.trim();
  if (words.length === 0) return first;
  const rest = words.join(' ');
  return first === '' ? cut(rest, width) : `${first}\n${cut(rest, width)}`;
}

/** The first word of a name, abbreviated to `width` pixels: `Brøn.`. */
export const shortLabel = (name: string, width: number): string =>
  cut(plainText(name).split(/[- ]/)[0] ?? '', width, STOP);

/** A text on as many lines of `width` pixels as it takes; a word longer than a line stands alone. */
export function linesOf(text: string, width: number, fontSize: number, isBold = false): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && textWidth(longer, fontSize, isBold) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

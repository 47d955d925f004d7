import { plainText } from '../html/escape.ts';
import { textWidth } from './text-width.ts';

const FONT_SIZE = 12;
const ELLIPSIS = '…';

const fits = (text: string, width: number): boolean => textWidth(text, FONT_SIZE) <= width;

function cut(text: string, width: number): string {
  if (fits(text, width)) return text;
  let kept = text;
  while (kept !== '' && !fits(kept + ELLIPSIS, width)) kept = kept.slice(0, -1);
  return kept.trimEnd() + ELLIPSIS;
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

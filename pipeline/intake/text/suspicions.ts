import type { Finding } from '../../contract/finding.ts';
import { countLineEnds } from '../csv/tokenize.ts';
import { Refusal } from '../refusal.ts';

/** Places counted of one suspicion; more are not worth the time. */
const MOST_COUNTED = 100_000;

/** First place of a pattern, and how many there are, counted up to a limit. */
function places(text: string, pattern: RegExp): { first: number; count: number } {
  const search = new RegExp(pattern.source, 'g');
  let first = -1;
  let count = 0;
  while (count < MOST_COUNTED) {
    const match = search.exec(text);
    if (match === null) break;
    if (count === 0) first = match.index;
    count += 1;
  }
  return { first, count };
}

/** What speaks for text that was spoiled before it reached us, or that is not text at all. */
export function suspicions(text: string): Finding[] {
  const found: Finding[] = [];
  const add = (code: string, severity: 'info' | 'warning', pattern: RegExp): void => {
    const { first, count } = places(text, pattern);
    if (count > 0) found.push({ code, severity, row: countLineEnds(text, 0, first) + 1, params: { count } });
  };
  add('TEXT_MOJIBAKE', 'warning', /Ã[¦¸¥†˜…]|Ã\u0086|Ã\u0098|Ã\u0085|â€[™œ“”]/);
  add('TEXT_REPLACED', 'warning', /\ufffd/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  add('TEXT_CONTROL', 'warning', /[\u0000-\u0008\u000e-\u001f\u007f]/);
  add('TEXT_SIGNS', 'warning', /[\u0080-\u009f]/);
  add('TEXT_COMBINING', 'info', /[A-Za-z][\u0300-\u030f]/);
  return found;
}

const BINARY_STARTS = [
  '%PDF-',
  '\u0089PNG',
  '\u00ff\u00d8\u00ff',
  'GIF8',
  '{\\rtf',
  'PAR1',
  'SQLite format 3',
  'ARROW1',
];
/** Files packed in other ways than zip and gzip: zstd, bzip2, xz, 7-Zip, RAR, LZ4. */
const PACKED_STARTS = [
  '(\u00b5/\u00fd',
  'BZh91AY&SY',
  '\u00fd7zXZ\0',
  "7z\u00bc\u00af'\u001c",
  'Rar!\u001a\u0007',
  '\u0004"M\u0018',
];
const LOOKED_AT = 65_536;
/** Control characters that text does not have, with and without NUL: more than so many, and than this share. */
const CONTROLS = { few: 16, share: 0.3 } as const;
const CONTROLS_BUT_NUL = { few: 64, share: 0.05 } as const;

/** Refuses what is no text: a known other format, or bytes of which many are control characters. */
export function refuseBinary(bytes: Uint8Array): void {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, LOOKED_AT)).toString('latin1');
  const isBinary = [...BINARY_STARTS, ...PACKED_STARTS].some((start) => head.startsWith(start));
  let nuls = 0;
  let controls = 0;
  for (let at = 0; at < head.length; at += 1) {
    const code = head.charCodeAt(at);
    if (code === 0) nuls += 1;
    else if (code < 9 || (code > 13 && code < 32)) controls += 1;
  }
  const isOver = (count: number, { few, share }: { few: number; share: number }): boolean =>
    count > few && count > head.length * share;
  if (isBinary || isOver(nuls + controls, CONTROLS) || isOver(controls, CONTROLS_BUT_NUL))
    throw new Refusal('FILE_BINARY');
}

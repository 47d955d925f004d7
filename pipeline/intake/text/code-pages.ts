/** Encodings with one byte a character that Danish office machines have written. */
export type CodePage = 'windows-1252' | 'macroman' | 'cp850';

/**
 * Signs of the bytes 0x80 to 0x9F in windows-1252. Own table, because `TextDecoder('windows-1252')` of several Node
 * versions gives control characters there. The five bytes without a sign keep their number.
 */
const WINDOWS_1252_UPPER = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const latin1From = (first: number): string =>
  Array.from({ length: 256 - first }, (_, index) => String.fromCharCode(first + index)).join('');

/** The 128 signs of the bytes 0x80 to 0xFF. */
const UPPER_HALF: Readonly<Record<CodePage, string>> = {
  'windows-1252': WINDOWS_1252_UPPER + latin1From(0xa0),
  macroman:
    'ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ',
  cp850:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
};

/** The sign of a byte of a code page. */
export const signOf = (page: CodePage, byte: number): string =>
  byte < 0x80 ? String.fromCharCode(byte) : UPPER_HALF[page].charAt(byte - 0x80);

/** Bytes of one code page as text; never fails, never drops a byte. */
export function decodeCodePage(bytes: Uint8Array, page: CodePage): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const upper = UPPER_HALF[page];
  const pattern = page === 'windows-1252' ? /[\u0080-\u009f]/g : /[\u0080-\u00ff]/g;
  return latin1.replace(pattern, (sign) => upper.charAt(sign.charCodeAt(0) - 0x80));
}

const DANISH = new Set('æøåÆØÅ');

/** How probable a sign is in a Danish file: letters of the language count, box drawing speaks against. */
const weightOf = (sign: string): number => {
  if (DANISH.has(sign)) return 3;
  if ('éÉüÜöÖäÄèóáßñç'.includes(sign)) return 1;
  if ('–—’‘“”…€£§°½«»´·²³'.includes(sign) || sign === '\u00a0') return 0.5;
  return /\p{L}/u.test(sign) ? -1 : -3;
};

/**
 * The code page under which the bytes above 0x7F make the most Danish text; windows-1252 when no other makes more Danish
 * letters.
 */
export function likeliestCodePage(bytes: Uint8Array): CodePage {
  const counts = new Uint32Array(256);
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] as number;
    counts[byte] = (counts[byte] as number) + 1;
  }
  const weigh = (page: CodePage): { page: CodePage; score: number; letters: number } => {
    let score = 0;
    let letters = 0;
    for (let byte = 0x80; byte < 256; byte += 1) {
      const sign = signOf(page, byte);
      score += (counts[byte] as number) * weightOf(sign);
      if (DANISH.has(sign)) letters += counts[byte] as number;
    }
    return { page, score, letters };
  };
  const standard = weigh('windows-1252');
  const [other] = (['macroman', 'cp850'] as const)
    .map(weigh)
    .filter(({ score, letters }) => score > standard.score && letters > standard.letters)
    .sort((left, right) => right.score - left.score);
  return other?.page ?? 'windows-1252';
}

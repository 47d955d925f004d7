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

/** Control characters that stand where windows-1252 has signs, as those signs: text that was taken for latin-1 on its way. */
export const withSigns = (text: string): string =>
  text.replace(/[\u0080-\u009f]/g, (sign) => WINDOWS_1252_UPPER.charAt(sign.charCodeAt(0) - 0x80));

/** Bytes of one code page as text; never fails, never drops a byte. */
export function decodeCodePage(bytes: Uint8Array, page: CodePage): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const upper = UPPER_HALF[page];
  const pattern = page === 'windows-1252' ? /[\u0080-\u009f]/g : /[\u0080-\u00ff]/g;
  return latin1.replace(pattern, (sign) => upper.charAt(sign.charCodeAt(0) - 0x80));
}

const isLetter = (byte: number): boolean => (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
const isLowerCase = (byte: number): boolean => byte >= 97 && byte <= 122;

/** How probable signs of the page are in a Danish file, by byte; Danish letters are weighed by what stands around them. */
function weights(page: CodePage): { readonly plain: Float64Array; readonly danish: Uint8Array } {
  const plain = new Float64Array(256);
  const danish = new Uint8Array(256);
  for (let byte = 0x80; byte < 256; byte += 1) {
    const sign = signOf(page, byte);
    if ('æøå'.includes(sign)) danish[byte] = 1;
    else if ('ÆØÅ'.includes(sign)) danish[byte] = 2;
    else if ('éÉüÜöÖäÄèóáßñç'.includes(sign)) plain[byte] = 1;
    else if ('–—’‘“”…€£§°½«»´·²³®©™\u00a0'.includes(sign)) plain[byte] = 0.5;
    else plain[byte] = /[\u2500-\u25a0]/.test(sign) ? -3 : -1;
  }
  return { plain, danish };
}

/** Score of a page, and how many Danish letters stand where such letters can stand: small ones in words, capitals not after small ones. */
function weigh(bytes: Uint8Array, page: CodePage): { page: CodePage; score: number; letters: number } {
  const { plain, danish } = weights(page);
  let score = 0;
  let letters = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte < 0x80) continue;
    const size = danish[byte] as number;
    if (size === 0) {
      score += plain[byte] as number;
      continue;
    }
    const before = at === 0 ? 0 : (bytes[at - 1] as number);
    const after = at + 1 === bytes.length ? 0 : (bytes[at + 1] as number);
    const fits =
      size === 1 ? isLetter(before) || isLetter(after) || before >= 0x80 || after >= 0x80 : !isLowerCase(before);
    score += fits ? 3 : -2;
    if (fits) letters += 1;
  }
  return { page, score, letters };
}

/**
 * The code page under which the bytes above 0x7F make the most Danish text; windows-1252 when no other makes more Danish
 * letters.
 */
export function likeliestCodePage(bytes: Uint8Array): CodePage {
  const standard = weigh(bytes, 'windows-1252');
  const [other] = (['macroman', 'cp850'] as const)
    .map((page) => weigh(bytes, page))
    .filter(({ score, letters }) => score > standard.score && letters > standard.letters)
    .sort((left, right) => right.score - left.score);
  return other?.page ?? 'windows-1252';
}

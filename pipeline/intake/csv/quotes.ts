/** Characters above which a text is copied code by code: replacing keeps a piece for every quote, and a broken file is all quotes. */
const LONG = 100_000;

const textOf = (codes: Uint16Array): string =>
  Buffer.from(codes.buffer, codes.byteOffset, codes.byteLength).toString('utf16le');

/** A text whose quotes are doubled, with single ones. */
export function singleQuotes(text: string, quote: string): string {
  if (text.length < LONG) return text.replaceAll(quote + quote, quote);
  const code = quote.charCodeAt(0);
  const codes = new Uint16Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    codes[length] = text.charCodeAt(at);
    if (codes[length] === code && text.charCodeAt(at + 1) === code) at += 1;
    length += 1;
  }
  return textOf(codes.subarray(0, length));
}

/** A text with every double quote doubled. */
export function doubleQuotes(text: string): string {
  if (text.length < LONG) return text.replaceAll('"', '""');
  const code = 0x22;
  const codes = new Uint16Array(2 * text.length);
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    codes[length++] = text.charCodeAt(at);
    if (codes[length - 1] === code) codes[length++] = code;
  }
  return textOf(codes.subarray(0, length));
}

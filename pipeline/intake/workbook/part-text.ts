import { StringDecoder } from 'node:string_decoder';
import { Refusal } from '../refusal.ts';
import type { ZipArchive } from './zip.ts';

type XmlEncoding = 'utf8' | 'utf16le' | 'utf16be';

/** Encodings that an XML declaration may name; anything else would come out as other letters. */
const READABLE = /^(?:utf-?8|us-ascii|utf-?16(?:[lb]e)?|ucs-2)$/i;

/** How the bytes of a part are encoded, by their mark or the pattern of zeros of the first tag, as XML prescribes. */
function encodingOf(bytes: Uint8Array): XmlEncoding {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf16be';
  const declared = /^[^<]{0,3}<\?xml[^>]{0,100}?\sencoding\s*=\s*["']([\w.-]+)["']/.exec(
    Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 200)).toString('latin1'),
  )?.[1];
  if (declared !== undefined && !READABLE.test(declared))
    throw new Refusal('WORKBOOK_DAMAGED', { what: `encoding ${declared}` });
  return 'utf8';
}

/** Turns pieces of bytes into text; a sign that two pieces share comes with the second. */
function textDecoder(encoding: XmlEncoding): (piece: Uint8Array) => string {
  const decoder = new StringDecoder(encoding === 'utf8' ? 'utf8' : 'utf16le');
  let odd = Buffer.alloc(0);
  return (piece) => {
    if (encoding !== 'utf16be') return decoder.write(Buffer.from(piece.buffer, piece.byteOffset, piece.length));
    const joined = Buffer.concat([odd, piece]);
    const whole = joined.length - (joined.length % 2);
    odd = Buffer.from(joined.subarray(whole));
    return decoder.write(joined.subarray(0, whole).swap16());
  };
}

/** The text of a part, piece by piece, without byte order mark. */
export async function* partPieces(zip: ZipArchive, name: string): AsyncIterable<string> {
  let decode: ((piece: Uint8Array) => string) | undefined;
  for await (const piece of zip.pieces(name)) {
    if (decode !== undefined) {
      yield decode(piece);
      continue;
    }
    decode = textDecoder(encodingOf(piece));
    const text = decode(piece);
    yield text.startsWith('\ufeff') ? text.slice(1) : text;
  }
}

/** The text of a part as a whole, for parts that are small. */
export async function partText(zip: ZipArchive, name: string): Promise<string> {
  let text = '';
  for await (const piece of partPieces(zip, name)) text += piece;
  return text;
}

/**
 * A string of its own. A piece cut out of a long text keeps the whole of it in memory; short ones are copied anyway.
 */
export const ownString = (text: string): string =>
  text.length < 13 ? text : /[\ud800-\udfff]/.test(text) ? inBytes(text, 'utf16le') : inBytes(text, 'utf8');

const inBytes = (text: string, encoding: 'utf8' | 'utf16le'): string => Buffer.from(text, encoding).toString(encoding);

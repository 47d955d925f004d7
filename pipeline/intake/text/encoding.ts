import { isUtf8 } from 'node:buffer';
import type { FileSettings } from '../../contract/drop-settings.ts';
import type { Finding } from '../../contract/finding.ts';
import { Refusal } from '../refusal.ts';
import { decodeCodePage, likeliestCodePage, withSigns } from './code-pages.ts';
import { byteLines } from './lines.ts';
import { refuseBinary, suspicions } from './suspicions.ts';

type Encoding = NonNullable<FileSettings['encoding']>;

/** A file's text, how its bytes were read, and why so. */
export interface DecodedText {
  readonly text: string;
  /** As in `drop.yaml`, or `mixed` where lines differ. */
  readonly encoding: Encoding | 'mixed';
  readonly reason:
    | 'declared'
    | 'byte_order_mark'
    | 'nul_pattern'
    | 'ascii'
    | 'valid_utf8'
    | 'danish_letters'
    | 'by_line';
  readonly findings: readonly Finding[];
}

/** Lines with letters beyond ASCII that are named one by one, where there are no more. */
const FEW_LINES = 5;

const SUBSTITUTE_END = 0x1a;

const utf8OrNothing = (bytes: Uint8Array): string | undefined =>
  isUtf8(bytes) ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8') : undefined;

function decodeUtf16(bytes: Uint8Array, order: 'le' | 'be'): string {
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  const copy = Buffer.from(even);
  return (order === 'le' ? copy : copy.swap16()).toString('utf16le');
}

/** Which order of UTF-16 the NULs of a file speak for: ASCII text has one in every second place. */
function utf16Order(bytes: Uint8Array): 'le' | 'be' | undefined {
  const length = Math.min(bytes.length, 65_536) & ~1;
  if (length < 4) return undefined;
  let atEven = 0;
  let atOdd = 0;
  for (let index = 0; index < length; index += 2) {
    if (bytes[index] === 0) atEven += 1;
    if (bytes[index + 1] === 0) atOdd += 1;
  }
  const pairs = length / 2;
  if (atOdd > pairs * 0.4 && atEven < pairs * 0.05) return 'le';
  if (atEven > pairs * 0.4 && atOdd < pairs * 0.05) return 'be';
  return undefined;
}

/** Length of the bytes without a character that the end of the file has cut in two. */
function lengthWithoutCutCharacter(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] as number;
    if (byte >= 0xc0) return bytes.length - back;
    if (byte < 0x80) return bytes.length;
  }
  return bytes.length;
}

interface MixedLines {
  readonly utf8: number;
  readonly other: readonly number[];
  readonly text: string;
}

/** Reads every line by itself: UTF-8 where it is valid, else the code page. */
function decodeByLine(bytes: Uint8Array): MixedLines {
  const parts: string[] = [];
  const other: number[] = [];
  let utf8 = 0;
  let line = 0;
  for (const { start, end } of byteLines(bytes)) {
    line += 1;
    const slice = bytes.subarray(start, end);
    const text = utf8OrNothing(slice);
    if (text === undefined) {
      other.push(line);
      parts.push(decodeCodePage(slice, 'windows-1252'));
    } else {
      if (text.length < slice.length) utf8 += 1;
      parts.push(text);
    }
  }
  return { utf8, other, text: parts.join('') };
}

function decodeWithoutMark(bytes: Uint8Array): Omit<DecodedText, 'findings'> & { findings?: Finding[] } {
  const order = utf16Order(bytes);
  if (order !== undefined)
    return { text: decodeUtf16(bytes, order), encoding: `utf-16${order}`, reason: 'nul_pattern' };
  const strict = utf8OrNothing(bytes);
  if (strict !== undefined)
    return { text: strict, encoding: 'utf-8', reason: strict.length === bytes.length ? 'ascii' : 'valid_utf8' };
  const whole = lengthWithoutCutCharacter(bytes);
  const cut = whole < bytes.length ? utf8OrNothing(bytes.subarray(0, whole)) : undefined;
  if (cut !== undefined && cut.length < whole)
    return {
      text: `${cut}\ufffd`,
      encoding: 'utf-8',
      reason: 'valid_utf8',
      findings: [{ code: 'FILE_TRUNCATED', severity: 'error' }],
    };
  const mixed = decodeByLine(bytes);
  if (mixed.utf8 > 0)
    return {
      text: mixed.text,
      encoding: 'mixed',
      reason: 'by_line',
      findings: mixed.other.slice(0, 100).map((row) => ({
        code: 'ENCODING_MIXED',
        severity: 'warning' as const,
        row,
        params: { lines: mixed.other.length },
      })),
    };
  const page = likeliestCodePage(bytes);
  return {
    text: decodeCodePage(bytes, page),
    encoding: page,
    reason: 'danish_letters',
    findings: mixed.other.slice(0, mixed.other.length > FEW_LINES ? 1 : FEW_LINES).map((row) => ({
      code: 'ENCODING_ASSUMED',
      severity: 'info' as const,
      row,
      params: { encoding: page, lines: mixed.other.length },
    })),
  };
}

function decodeDeclared(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding === 'utf-16le' || encoding === 'utf-16be')
    return decodeUtf16(bytes, encoding === 'utf-16le' ? 'le' : 'be');
  if (encoding === 'macroman' || encoding === 'cp850') return decodeCodePage(bytes, encoding);
  if (encoding !== 'utf-8') return decodeCodePage(bytes, 'windows-1252');
  const text = utf8OrNothing(bytes);
  if (text === undefined) throw new Refusal('ENCODING_CONTRADICTED', { encoding });
  return text;
}

/**
 * Bytes of a file as text. The rule, in this order: what is declared; byte order mark; NULs in every second place;
 * strict UTF-8 over the whole file; lines that differ; else the one-byte code page that makes the most Danish letters.
 *
 * Refuses a file whose bytes contradict the declared encoding.
 */
export function decodeText(bytes: Uint8Array, declared?: Encoding): DecodedText {
  const end = bytes.at(-1) === SUBSTITUTE_END ? bytes.length - 1 : bytes.length;
  const ended: Finding[] = end < bytes.length ? [{ code: 'TEXT_END_MARK', severity: 'info' }] : [];
  const content = bytes.subarray(0, end);
  const finish = (decoded: Omit<DecodedText, 'findings'> & { findings?: readonly Finding[] }): DecodedText => ({
    ...decoded,
    text: withSigns(decoded.text),
    findings: [...(decoded.findings ?? []), ...ended, ...suspicions(decoded.text)],
  });
  const starts = (...mark: number[]): boolean => mark.every((byte, index) => content[index] === byte);
  if (starts(0xff, 0xfe, 0, 0) || starts(0, 0, 0xfe, 0xff))
    throw new Refusal('FORMAT_UNREADABLE', { format: 'UTF-32' });
  const marked = starts(0xef, 0xbb, 0xbf) ? 3 : starts(0xff, 0xfe) || starts(0xfe, 0xff) ? 2 : 0;
  if (declared !== undefined)
    return finish({
      text: decodeDeclared(declared.startsWith('utf') ? content.subarray(marked) : content, declared),
      encoding: declared,
      reason: 'declared',
    });
  if (marked === 2)
    return finish({
      text: decodeUtf16(content.subarray(2), content[0] === 0xff ? 'le' : 'be'),
      encoding: content[0] === 0xff ? 'utf-16le' : 'utf-16be',
      reason: 'byte_order_mark',
      findings: content.length % 2 === 1 ? [{ code: 'FILE_TRUNCATED', severity: 'error' }] : [],
    });
  if (marked === 3) {
    const decoded = decodeWithoutMark(content.subarray(3));
    return finish(decoded.encoding === 'utf-8' ? { ...decoded, reason: 'byte_order_mark' } : decoded);
  }
  if (utf16Order(content) === undefined) refuseBinary(content);
  return finish(decodeWithoutMark(content));
}

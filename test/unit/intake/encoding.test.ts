import { describe, expect, it } from 'vitest';
import { decodeCodePage, signOf } from '../../../pipeline/intake/text/code-pages.ts';
import { decodeText } from '../../../pipeline/intake/text/encoding.ts';

const DANISH = 'Virksomhed;Kommune;Bemærkning\r\nÅse Østergård ApS;Køge;"Får rød grød – 5 €"\r\nBæk & Søn;Ærø;Ny\r\n';

/** Text in a code page: the byte whose sign it is. */
function encode(text: string, page: 'windows-1252' | 'macroman' | 'cp850'): Buffer {
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [signOf(page, byte), byte]));
  return Buffer.from(Array.from(text, (sign) => bytes.get(sign) ?? 0x3f));
}

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('decodes exactly, and says why', () => {
  const plain = DANISH.replace('– 5 €', '5 kr.');
  it.each([
    ['utf-8', 'valid_utf8', Buffer.from(DANISH)],
    ['utf-8', 'byte_order_mark', Buffer.from(`\ufeff${DANISH}`)],
    ['utf-16le', 'byte_order_mark', Buffer.from(`\ufeff${DANISH}`, 'utf16le')],
    ['utf-16be', 'byte_order_mark', utf16be(`\ufeff${DANISH}`)],
    ['utf-16le', 'nul_pattern', Buffer.from(DANISH, 'utf16le')],
    ['utf-16be', 'nul_pattern', utf16be(DANISH)],
    ['windows-1252', 'danish_letters', encode(DANISH, 'windows-1252')],
    ['macroman', 'danish_letters', encode(DANISH, 'macroman')],
  ])('%s by %s', (encoding, reason, bytes) => {
    expect(decodeText(bytes)).toMatchObject({ text: DANISH, encoding, reason });
  });

  it('cp850, which has no euro sign', () => {
    expect(decodeText(encode(plain, 'cp850'))).toMatchObject({ text: plain, encoding: 'cp850' });
  });

  it('finds the first Danish letter of a long file', () => {
    const late = `${'a;b;c\n'.repeat(60_000)}${DANISH}`;
    expect(decodeText(encode(late, 'windows-1252')).text).toBe(late);
  });

  it('takes windows-1252 where nothing speaks for another', () => {
    const { encoding, findings } = decodeText(Buffer.from([0x41, 0xa7, 0x0a]));
    expect(encoding).toBe('windows-1252');
    expect(findings.map(({ code }) => code)).toEqual(['ENCODING_ASSUMED']);
  });
});

it('knows all 27 signs of windows-1252 between 0x80 and 0x9F', () => {
  const signs = decodeCodePage(
    Uint8Array.from({ length: 32 }, (_, index) => 0x80 + index),
    'windows-1252',
  );
  expect([...signs].filter((sign) => (sign.codePointAt(0) as number) > 0x9f).join('')).toBe(
    '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ',
  );
});

it('never loses a byte of a code page', () => {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  for (const page of ['windows-1252', 'macroman', 'cp850'] as const)
    expect(new Set(decodeCodePage(all, page)).size).toBe(256);
});

it('reads a file of mixed encodings line by line and names the odd lines', () => {
  const bytes = Buffer.concat([Buffer.from('Navn\nÆrø\n'), encode('Køge\n', 'windows-1252'), Buffer.from('Åbo\n')]);
  const { text, encoding, findings } = decodeText(bytes);
  expect(text).toBe('Navn\nÆrø\nKøge\nÅbo\n');
  expect(encoding).toBe('mixed');
  expect(findings).toContainEqual(expect.objectContaining({ code: 'ENCODING_MIXED', row: 3 }));
});

it('says that a file is cut in the middle of a character', () => {
  const cut = decodeText(Buffer.from('æøå').subarray(0, 5));
  expect(cut.text).toBe('æø\ufffd');
  expect(cut.findings.map(({ code }) => code)).toContain('FILE_TRUNCATED');
});

it('refuses bytes that contradict the declared encoding, instead of voting', () => {
  expect(() => decodeText(Buffer.from([0xe6, 0x0a]), 'utf-8')).toThrow('ENCODING_CONTRADICTED');
  expect(decodeText(Buffer.from([0xe6, 0x0a]), 'latin-1').text).toBe('æ\n');
});

it('refuses what is no text', () => {
  expect(() => decodeText(Buffer.from('%PDF-1.7 ...'))).toThrow('FILE_BINARY');
  expect(() => decodeText(Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]))).toThrow('FORMAT_UNREADABLE');
  expect(() => decodeText(Uint8Array.from({ length: 4000 }, (_, at) => (at * 7919) % 32))).toThrow('FILE_BINARY');
  expect(() => decodeText(Uint8Array.from({ length: 4000 }, (_, at) => (at * 7919) % 256))).toThrow('FILE_BINARY');
});

it.each([
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['7-Zip', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
])('refuses what is packed as %s', (_name, start) => {
  expect(() => decodeText(Buffer.concat([Buffer.from(start), Buffer.from('a;b\n1;2\n')]))).toThrow('FILE_BINARY');
});

it('reports spoiled text, lost characters and end marks', () => {
  const codes = (text: string): string[] => decodeText(Buffer.from(text)).findings.map(({ code }) => code);
  expect(codes('a\nBlÃ¥vand')).toEqual(['TEXT_MOJIBAKE']);
  expect(codes('Bl\ufffdvand')).toEqual(['TEXT_REPLACED']);
  expect(codes('A\u030arhus')).toEqual(['TEXT_COMBINING']);
  expect(codes('a;b\n\u001a')).toEqual(['TEXT_END_MARK']);
  expect(codes('a\u0000b')).toEqual(['TEXT_CONTROL']);
});

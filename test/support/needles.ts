/** How a text can stand in bytes: as UTF-8, in one byte a letter, in two, and escaped as in JSON or HTML. */
const spellings = (text: string): Buffer[] => {
  const escaped = (of: (code: number) => string): Buffer =>
    Buffer.from(text.replace(/[^ -~]/gu, (letter) => of(letter.codePointAt(0) as number)));
  return [
    Buffer.from(text, 'utf8'),
    Buffer.from(text, 'latin1'),
    Buffer.from(text, 'utf16le'),
    escaped((code) => `\\u${code.toString(16).padStart(4, '0')}`),
    escaped((code) => `&#${code};`),
  ];
};

/**
 * Makes a search for many texts at once. What it returns gives every text that stands somewhere in the bytes, in any of its
 * spellings. Texts must have four bytes or more.
 */
export function needlesIn(texts: Iterable<string>): (haystack: Uint8Array) => string[] {
  const byStart = new Map<number, { text: string; bytes: Buffer }[]>();
  const mayBegin = new Uint8Array(65_536);
  for (const text of texts)
    for (const bytes of spellings(text)) {
      const start = bytes.readInt32LE(0);
      byStart.set(start, [...(byStart.get(start) ?? []), { text, bytes }]);
      mayBegin[bytes.readUInt16LE(0)] = 1;
    }
  return (haystack) => {
    const buffer = Buffer.from(haystack.buffer, haystack.byteOffset, haystack.byteLength);
    const found = new Set<string>();
    for (let at = 0; at + 4 <= buffer.length; at += 1) {
      if (mayBegin[(buffer[at] as number) | ((buffer[at + 1] as number) << 8)] === 0) continue;
      for (const { text, bytes } of byStart.get(buffer.readInt32LE(at)) ?? [])
        if (buffer.compare(bytes, 0, bytes.length, at, Math.min(at + bytes.length, buffer.length)) === 0)
          found.add(text);
    }
    return [...found].sort();
  };
}

/** One physical line of a file as a range of bytes, its line end included. */
export interface ByteLine {
  readonly start: number;
  readonly end: number;
}

/** Cuts bytes at LF, CR LF and lone CR. */
export function* byteLines(bytes: Uint8Array): Generator<ByteLine> {
  let start = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (byte !== 0x0a && byte !== 0x0d) continue;
    if (byte === 0x0d && bytes[index + 1] === 0x0a) index += 1;
    yield { start, end: index + 1 };
    start = index + 1;
  }
  if (start < bytes.length) yield { start, end: bytes.length };
}

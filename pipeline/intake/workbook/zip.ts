import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { Refusal } from '../refusal.ts';

/** What a workbook may cost: entries, bytes of one part, of all parts, and how far a part may swell. */
export const ZIP_LIMITS = {
  entries: 2000,
  partBytes: 200_000_000,
  totalBytes: 300_000_000,
  ratio: 200,
  ratioFromBytes: 5_000_000,
} as const;

interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** The parts of a zip whose directory has passed every check. */
export interface ZipArchive {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** The bytes of a part, inflated under the limits and with the checksum proven. Refuses what lies about its size. */
  read(name: string): Uint8Array;
  /** Bytes that the directory claims for a part. */
  size(name: string): number;
  /** The same bytes piece by piece; a false size or checksum is refused when it shows, at the latest at the end. */
  pieces(name: string): AsyncIterable<Uint8Array>;
}

const END_OF_DIRECTORY = 0x06054b50;
const WIDE_LOCATOR = 0x07064b50;
const WIDE_END = 0x06064b50;
const PIECE_BYTES = 262_144;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const UNSET = 0xffffffff;

export const isZip = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 &&
  bytes[0] === 0x50 &&
  bytes[1] === 0x4b &&
  (bytes[2] === 3 || bytes[2] === 5) &&
  (bytes[3] === 4 || bytes[3] === 6);

function findEnd(buffer: Buffer): number {
  for (let at = buffer.length - 22; at >= Math.max(0, buffer.length - 22 - 65_535); at -= 1)
    if (buffer.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  throw new Refusal('ZIP_DAMAGED', { what: 'end of directory' });
}

/** Sizes and offset of an entry from its zip64 extra field, where the directory says that they stand there. */
function wide(extra: Buffer, values: readonly number[]): number[] {
  let at = 0;
  while (at + 4 <= extra.length) {
    const id = extra.readUInt16LE(at);
    const length = extra.readUInt16LE(at + 2);
    if (id === 1) {
      let field = at + 4;
      return values.map((value) => {
        if (value !== UNSET || field + 8 > extra.length) return value;
        field += 8;
        return Number(extra.readBigUInt64LE(field - 8));
      });
    }
    at += 4 + length;
  }
  return [...values];
}

const damaged = (what: string): Refusal => new Refusal('ZIP_DAMAGED', { what });

/** How many parts the directory lists and where it begins; zip64 says so in a record of its own. */
function directoryPlace(buffer: Buffer): { count: number; at: number } {
  const end = findEnd(buffer);
  const count = buffer.readUInt16LE(end + 10);
  const at = buffer.readUInt32LE(end + 16);
  if ((count !== 0xffff && at !== UNSET) || end < 20 || buffer.readUInt32LE(end - 20) !== WIDE_LOCATOR)
    return { count, at };
  const wideEnd = Number(buffer.readBigUInt64LE(end - 12));
  if (wideEnd + 56 > buffer.length || buffer.readUInt32LE(wideEnd) !== WIDE_END) throw damaged('end of directory');
  return { count: Number(buffer.readBigUInt64LE(wideEnd + 32)), at: Number(buffer.readBigUInt64LE(wideEnd + 48)) };
}

function readDirectory(buffer: Buffer): ZipEntry[] {
  const { count, at: first } = directoryPlace(buffer);
  if (count > ZIP_LIMITS.entries) throw new Refusal('ZIP_ENTRIES', { count, limit: ZIP_LIMITS.entries });
  const entries: ZipEntry[] = [];
  let at = first;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== DIRECTORY_ENTRY) throw damaged('directory');
    const nameLength = buffer.readUInt16LE(at + 28);
    const extraLength = buffer.readUInt16LE(at + 30);
    const name = buffer.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/');
    if ((buffer.readUInt16LE(at + 8) & 1) === 1) throw new Refusal('FILE_ENCRYPTED');
    const extra = buffer.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const [size, packed, offset] = wide(extra, [
      buffer.readUInt32LE(at + 24),
      buffer.readUInt32LE(at + 20),
      buffer.readUInt32LE(at + 42),
    ]) as [number, number, number];
    entries.push({
      name,
      method: buffer.readUInt16LE(at + 10),
      crc: buffer.readUInt32LE(at + 16),
      packed,
      size,
      offset,
    });
    at += 46 + nameLength + extraLength + buffer.readUInt16LE(at + 32);
  }
  return entries;
}

/** Refuses a directory that names parts twice or outside the archive, that swells beyond the limits, or whose parts overlap. */
function check(entries: readonly ZipEntry[]): void {
  const seen = new Set<string>();
  let total = 0;
  for (const { name, size, packed } of entries) {
    if (name.startsWith('/') || /^[A-Za-z]:/.test(name) || name.split('/').includes('..') || name.includes('\0'))
      throw new Refusal('ZIP_NAME', { name: name.slice(0, 100) });
    if (seen.has(name.toLowerCase())) throw new Refusal('ZIP_DUPLICATE', { name: name.slice(0, 100) });
    seen.add(name.toLowerCase());
    total += size;
    if (size > ZIP_LIMITS.partBytes) throw new Refusal('ZIP_BOMB', { bytes: size, limit: ZIP_LIMITS.partBytes });
    if (size > ZIP_LIMITS.ratioFromBytes && size > packed * ZIP_LIMITS.ratio)
      throw new Refusal('ZIP_BOMB', { bytes: size, limit: packed * ZIP_LIMITS.ratio });
  }
  if (total > ZIP_LIMITS.totalBytes) throw new Refusal('ZIP_BOMB', { bytes: total, limit: ZIP_LIMITS.totalBytes });
  const byOffset = [...entries].sort((left, right) => left.offset - right.offset);
  byOffset.forEach((entry, index) => {
    const next = byOffset[index + 1];
    if (next !== undefined && entry.offset + 30 + entry.packed > next.offset) throw damaged('overlapping parts');
  });
}

/** Opens a zip in memory after checking its directory against `ZIP_LIMITS`. */
export function openZip(bytes: Uint8Array): ZipArchive {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let entries: ZipEntry[];
  try {
    entries = readDirectory(buffer);
  } catch (error) {
    if (error instanceof RangeError) throw damaged('directory');
    throw error;
  }
  check(entries);
  const byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  const entryOf = (name: string): ZipEntry => {
    const entry = byName.get(name.toLowerCase());
    if (entry === undefined) throw damaged(name);
    return entry;
  };
  let inflated = 0;
  const count = (bytes: number): void => {
    inflated += bytes;
    if (inflated > ZIP_LIMITS.totalBytes)
      throw new Refusal('ZIP_BOMB', { bytes: inflated, limit: ZIP_LIMITS.totalBytes });
  };
  return {
    names: entries.map(({ name }) => name),
    has: (name) => byName.has(name.toLowerCase()),
    size: (name) => entryOf(name).size,
    read: (name) => {
      const content = extract(buffer, entryOf(name));
      count(content.length);
      return content;
    },
    pieces: (name) => extractPieces(buffer, entryOf(name)),
  };
}

/** The packed bytes of a part. */
function packedBytes(buffer: Buffer, { name, method, packed, offset }: ZipEntry): Uint8Array {
  if (offset + 30 > buffer.length || buffer.readUInt32LE(offset) !== LOCAL_HEADER) throw damaged(name);
  const start = offset + 30 + buffer.readUInt16LE(offset + 26) + buffer.readUInt16LE(offset + 28);
  const raw = buffer.subarray(start, start + packed);
  if (raw.length !== packed || (method !== 0 && method !== 8)) throw damaged(name);
  return raw;
}

function extract(buffer: Buffer, entry: ZipEntry): Uint8Array {
  let content = packedBytes(buffer, entry);
  if (entry.method === 8) {
    try {
      content = inflateRawSync(content, { maxOutputLength: entry.size + 1 });
    } catch {
      throw damaged(entry.name);
    }
  }
  if (content.length !== entry.size || crc32(content) !== entry.crc) throw damaged(entry.name);
  return content;
}

async function* inflatePieces(raw: Uint8Array, name: string): AsyncIterable<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: PIECE_BYTES });
  inflate.end(raw);
  try {
    for await (const piece of inflate) yield piece as Buffer;
  } catch (error) {
    throw error instanceof Refusal ? error : damaged(name);
  }
}

function* storedPieces(raw: Uint8Array): Iterable<Uint8Array> {
  for (let at = 0; at < raw.length; at += PIECE_BYTES) yield raw.subarray(at, at + PIECE_BYTES);
}

async function* extractPieces(buffer: Buffer, entry: ZipEntry): AsyncIterable<Uint8Array> {
  const raw = packedBytes(buffer, entry);
  let size = 0;
  let checksum = 0;
  for await (const piece of entry.method === 8 ? inflatePieces(raw, entry.name) : storedPieces(raw)) {
    size += piece.length;
    if (size > entry.size) throw damaged(entry.name);
    checksum = crc32(piece, checksum);
    yield piece;
  }
  if (size !== entry.size || checksum !== entry.crc) throw damaged(entry.name);
}

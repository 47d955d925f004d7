import { gunzipSync } from 'node:zlib';
import type { Finding } from '../contract/finding.ts';
import { Refusal } from './refusal.ts';
import { isZip, openZip, ZIP_LIMITS } from './workbook/zip.ts';

/** The bytes of a file as they were before it was packed. */
export interface Unpacked {
  readonly bytes: Uint8Array;
  readonly findings: readonly Finding[];
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Bytes that gzip says it holds, by the last field of the file: enough to refuse an honest bomb before it swells. */
const gunzippedBytes = (bytes: Uint8Array): number =>
  bytes.length < 18 ? 0 : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).readUInt32LE(bytes.length - 4);

/** Unpacks into one piece of the size that the file claims; a file that claims less than it holds costs a second one. */
function gunzip(bytes: Uint8Array, mostBytes: number): Uint8Array {
  const { ratio, ratioFromBytes } = ZIP_LIMITS;
  const limit = Math.min(mostBytes, Math.max(ratioFromBytes, ratio * bytes.length));
  const claimed = gunzippedBytes(bytes);
  if (claimed > limit) throw new Refusal('ZIP_BOMB', { bytes: claimed, limit });
  try {
    return gunzipSync(bytes, { maxOutputLength: limit, chunkSize: Math.max(64, claimed + 1) });
  } catch (error) {
    if (error instanceof RangeError || (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new Refusal('ZIP_BOMB', { bytes: `> ${limit}`, limit });
    throw new Refusal('ZIP_DAMAGED', { what: 'gzip' });
  }
}

/** The only file in a zip that is no workbook; undefined where there are several or none. */
function onlyFile(bytes: Uint8Array): { name: string; content: Uint8Array } | undefined {
  const zip = openZip(bytes);
  const names = zip.names.filter((name) => !name.endsWith('/') && !/(?:^|\/)(?:__MACOSX\/|\.)/.test(name));
  const isDocument = names.some((name) =>
    /^(?:\[Content_Types\]\.xml|_rels\/\.rels|content\.xml|mimetype)$/i.test(name),
  );
  const [name] = names;
  return isDocument || name === undefined || names.length > 1 ? undefined : { name, content: zip.read(name) };
}

/** Unpacks gzip of at most `mostBytes`, and a zip that holds one file; leaves everything else, workbooks too, as it is. */
export function unpack(bytes: Uint8Array, mostBytes: number = ZIP_LIMITS.partBytes): Unpacked {
  if (isGzip(bytes))
    return {
      bytes: gunzip(bytes, mostBytes),
      findings: [{ code: 'FILE_UNPACKED', severity: 'info', params: { name: 'gzip' } }],
    };
  const only = isZip(bytes) ? onlyFile(bytes) : undefined;
  return only === undefined
    ? { bytes, findings: [] }
    : { bytes: only.content, findings: [{ code: 'FILE_UNPACKED', severity: 'info', params: { name: only.name } }] };
}

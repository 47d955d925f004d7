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

function gunzip(bytes: Uint8Array): Uint8Array {
  const claimed = gunzippedBytes(bytes);
  if (claimed > ZIP_LIMITS.partBytes) throw new Refusal('ZIP_BOMB', { bytes: claimed, limit: ZIP_LIMITS.partBytes });
  try {
    return gunzipSync(bytes, { maxOutputLength: ZIP_LIMITS.partBytes });
  } catch (error) {
    if (error instanceof RangeError || (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new Refusal('ZIP_BOMB', { bytes: `> ${ZIP_LIMITS.partBytes}`, limit: ZIP_LIMITS.partBytes });
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

/** Unpacks gzip, and a zip that holds one file; leaves everything else, workbooks too, as it is. */
export function unpack(bytes: Uint8Array): Unpacked {
  if (isGzip(bytes))
    return { bytes: gunzip(bytes), findings: [{ code: 'FILE_UNPACKED', severity: 'info', params: { name: 'gzip' } }] };
  const only = isZip(bytes) ? onlyFile(bytes) : undefined;
  return only === undefined
    ? { bytes, findings: [] }
    : { bytes: only.content, findings: [{ code: 'FILE_UNPACKED', severity: 'info', params: { name: only.name } }] };
}

import type { DuckDBMaterializedResult, DuckDBResult } from '@duckdb/node-api';

/** A column of whole numbers from 0 on: its SQL, and how many bits the largest needs. */
export interface SmallColumn {
  readonly sql: string;
  readonly bits: number;
}

/** Where a small column stands in a packed row: which number, which half of it, and its lowest bit there. */
interface Slot {
  readonly word: number;
  readonly isHigh: boolean;
  readonly shift: number;
  readonly mask: number;
}

/** A double holds whole numbers up to 53 bits: two halves that bit operations of 32 bits can take apart. */
const HALF_BITS = 26;

export interface Packing {
  /** One SQL expression a packed number. */
  readonly words: readonly string[];
  readonly slots: readonly Slot[];
}

/** Packs small columns into as few numbers a row as hold them: what is read from DuckDB is paid by the column. */
export function packColumns(columns: readonly SmallColumn[]): Packing {
  const parts: string[][] = [];
  const slots: Slot[] = [];
  let half = 0;
  let used = 0;
  for (const { sql, bits } of columns) {
    if (bits > HALF_BITS) throw new RangeError(`a packed column requires at most ${HALF_BITS} bits, not ${bits}`);
    if (used + bits > HALF_BITS) {
      half += 1;
      used = 0;
    }
    const word = half >> 1;
    const isHigh = half % 2 === 1;
    const terms = parts[word] ?? [];
    terms.push(`((${sql})::BIGINT << ${used + (isHigh ? HALF_BITS : 0)})`);
    parts[word] = terms;
    slots.push({ word, isHigh, shift: used, mask: 2 ** bits - 1 });
    used += bits;
  }
  return { words: parts.map((terms) => `(${terms.join(' | ')})::DOUBLE`), slots };
}

/** Takes a small column out of the packed numbers. */
export function unpackInto<Target extends Int32Array | Uint8Array>(
  target: Target,
  { word, isHigh, shift, mask }: Slot,
  words: readonly Float64Array[],
): Target {
  const packed = words[word] as Float64Array;
  const scale = isHigh ? 2 ** -HALF_BITS : 1;
  for (let row = 0; row < target.length; row += 1) target[row] = (((packed[row] as number) * scale) >>> shift) & mask;
  return target;
}

/** Every column of a result of DOUBLEs without NULL. */
export async function readDoubles(result: DuckDBMaterializedResult | DuckDBResult): Promise<Float64Array[]> {
  const chunks = await result.fetchAllChunks();
  const size = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  return Array.from({ length: result.columnCount }, (_, column) => {
    const target = new Float64Array(size);
    let row = 0;
    for (const chunk of chunks) {
      const vector = chunk.getColumnVector(column);
      const { rowCount } = chunk;
      for (let i = 0; i < rowCount; i += 1) {
        target[row] = vector.getItem(i) as number;
        row += 1;
      }
    }
    return target;
  });
}

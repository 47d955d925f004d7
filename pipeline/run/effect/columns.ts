import type { Store } from '../../store/store.ts';
import { collectYoung } from './collect.ts';

/** Elements of a DOUBLE, INTEGER or SMALLINT column. */
export type NumberColumn = Float64Array | Int32Array | Int16Array;

/** Texts of a VARCHAR column as the database holds them. */
export interface TextColumn {
  /**
   * Four words a text: its bytes' number, then its bytes with zeros behind them; of a text of more than twelve bytes only the
   * first four.
   */
  readonly words: Int32Array;
  readonly textAt: (row: number) => string;
}

/** Columns of numbers and of texts of one chunk, each in the order of the query. */
type Take = (numbers: readonly NumberColumn[], rows: number, texts: readonly TextColumn[]) => void;

/** Rows of a chunk at most. */
export const CHUNK_ROWS = 2048;

/** Vectors of the client, with the parts that hold the database's own memory. */
interface Vector {
  readonly items?: NumberColumn;
  readonly dataView?: DataView;
  readonly getItem: (row: number) => unknown;
}

const textColumn = (vector: Vector, { buffer, byteOffset }: DataView, rows: number): TextColumn => ({
  words: new Int32Array(buffer, byteOffset, 4 * rows),
  textAt: (row) => vector.getItem(row) as string,
});

/**
 * Chunks after which to collect what was young. A chunk's memory, which the collector knows nothing of, is the database's until
 * its wrapper is collected: left alone, a hundred megabytes of chunks gather before that.
 */
const CHUNKS_A_COLLECTION = 32;

/**
 * Of a result the database makes so much ahead: a chunk or two. Of more it makes many chunks at a time, while nobody takes any,
 * and then none while they are taken.
 */
const MADE_AHEAD = '100KB';

/**
 * Runs a query and hands over its columns chunk by chunk as typed arrays, without a JavaScript value per cell. Every column must
 * be DOUBLE, INTEGER, SMALLINT or VARCHAR and never NULL: `coalesce(x, 'nan')` marks what is missing. The arrays are valid
 * during the call only.
 */
export async function eachChunk(store: Store, sql: string, take: Take): Promise<void> {
  await store.run(`SET streaming_buffer_size = '${MADE_AHEAD}'`);
  const result = await store.connection.stream(sql);
  const indexes = Array.from({ length: result.columnCount }, (_, j) => j);
  // The database makes the next chunk while this one is taken.
  let next = result.fetchChunk();
  for (let taken = 1; ; taken++) {
    const chunk = await next;
    if (chunk === null || chunk.rowCount === 0) return;
    next = result.fetchChunk();
    if (taken % CHUNKS_A_COLLECTION === 0) collectYoung();
    const numbers: NumberColumn[] = [];
    const texts: TextColumn[] = [];
    for (const j of indexes) {
      const vector = chunk.getColumnVector(j) as unknown as Vector;
      if (vector.items !== undefined) numbers.push(vector.items);
      else if (vector.dataView !== undefined) texts.push(textColumn(vector, vector.dataView, chunk.rowCount));
    }
    take(numbers, chunk.rowCount, texts);
  }
}

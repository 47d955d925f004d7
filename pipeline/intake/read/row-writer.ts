import type { RowKind, TableRow } from '../table.ts';
import { LongRows } from './long-rows.ts';
import { OddValues } from './odd-values.ts';
import { rfc4180Row } from './rfc4180.ts';

/** Rows that are counted but not written. */
export const SET_ASIDE: ReadonlySet<RowKind> = new Set(['broken', 'empty', 'header']);

/** Writes rows in pieces of some size; counts what was written and what was set aside. */
export class RowWriter {
  readonly odd = new OddValues();
  readonly long = new LongRows();
  loaded = 0;
  quarantined = 0;
  broken = 0;
  readonly #write: (text: string) => void;
  #pending = '';

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  row({ row, cells, kind }: TableRow, width: number): void {
    if (SET_ASIDE.has(kind)) {
      this.setAside(kind);
      return;
    }
    this.loaded += 1;
    this.long.take(row, cells);
    if (kind === 'data' || kind === 'long') this.odd.take(row, cells);
    this.text(
      rfc4180Row(cells.length < width ? [...cells, ...new Array<string>(width - cells.length).fill('')] : cells),
    );
  }

  setAside(kind: RowKind): void {
    this.quarantined += 1;
    if (kind === 'broken') this.broken += 1;
  }

  text(text: string): void {
    this.#pending += text;
    if (this.#pending.length > 1_000_000) this.flush();
  }

  flush(): void {
    this.#write(this.#pending);
    this.#pending = '';
  }
}

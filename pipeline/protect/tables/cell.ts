import { TOTAL } from '../../contract/figure.ts';

/** A cell of one or more tables. Numbers that the source did not give are null. */
export interface TableCell {
  /** One code for each dimension of the set; `Total` where the cell is not broken down. */
  readonly codes: readonly string[];
  readonly value: number;
  /** Contributors, and the two largest contributions. */
  readonly count: number | null;
  readonly max1: number | null;
  readonly max2: number | null;
  /** `u`: must be withheld. `z`: must be shown. */
  readonly status: 'u' | 'z' | null;
  /** How far an attacker's bounds must reach below and above the value. */
  readonly interval: number | null;
}

/** Tables that are published together, as one set of cells: what two tables both show is one cell. */
export interface TableSet {
  readonly dimensions: readonly string[];
  readonly cells: readonly TableCell[];
  /** Dimension → parent → children, in the order given; dimensions without a hierarchy have one level below `Total`. */
  readonly hierarchies: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
}

const SEPARATOR = '\u0001';

/** A cell's place among all cells of a set. */
export const cellKey = (codes: readonly string[]): string => codes.join(SEPARATOR);

export const isTotal = (code: string): boolean => code === TOTAL;

import type { LinearSystem } from './system.ts';

/**
 * What may be done with a cell: it may be withheld, it must be and needs protection, it must be shown, or nobody is told
 * it anyway.
 */
export const FREE = 0;
export const PRIMARY = 1;
export const SHOWN = 2;
export const UNTOLD = 3;

/**
 * What has to be protected, and at which price.
 *
 * All arrays have one entry a cell, in the unit of the cell's value.
 */
export interface SuppressionProblem {
  readonly system: LinearSystem;
  /** FREE, PRIMARY, SHOWN or UNTOLD. */
  readonly states: Uint8Array;
  /** Price of withholding a cell; positive. */
  readonly costs: Float64Array;
  /** What everybody knows: a cell lies between floor and ceiling. */
  readonly floors: Float64Array;
  readonly ceilings: Float64Array;
  /** How far below and above a primary's value the attacker's bounds have to reach. */
  readonly below: Float64Array;
  readonly above: Float64Array;
  /** 1 where a cell has one contributor, who knows its value. */
  readonly isSole: Uint8Array;
  /** A number for that contributor, the same in all his cells as far as that is known; 0 in other cells. */
  readonly owners: Int32Array;
}

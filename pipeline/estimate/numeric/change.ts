/** Rounding of numbers that were computed from the same ones in other ways, e.g. the logarithm of a ratio that never changes. */
const ROUNDING = 4 * Number.EPSILON;

/** A less b; 0 where they differ by their rounding, of which no effect and no error is to be made. */
export function changeBetween(a: number, b: number): number {
  const change = a - b;
  return Math.abs(change) < ROUNDING * (Math.abs(a) + Math.abs(b)) ? 0 : change;
}

import { TOTAL } from '../../contract/figure.ts';
import { placeOfCodes } from './quantities.ts';

/** A total that a quantity is a part of. */
export interface PartOf {
  /** The position of the dimension that it is the total over. */
  readonly position: number;
  readonly place: string;
  /** Position and place as one text. */
  readonly key: string;
  /** What the parts are broken down by, and which of it is summed. */
  readonly series: string;
}

/** The totals that the quantities of a place are parts of, each place worked out once: many numbers are told of one. */
export function totalsAbove(): (codes: readonly string[], place: string) => readonly PartOf[] {
  const known = new Map<string, readonly PartOf[]>();
  return (codes, place) => {
    const found = known.get(place);
    if (found !== undefined) return found;
    const positions = codes.flatMap((code, at) => (code === TOTAL ? [] : [at]));
    const totals = positions.map((position): PartOf => {
      const above = placeOfCodes(codes.with(position, TOTAL));
      return { position, place: above, key: `${position}|${above}`, series: `${positions.join()}|${position}` };
    });
    known.set(place, totals);
    return totals;
  };
}

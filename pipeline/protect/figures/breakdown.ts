import { TOTAL } from '../../contract/figure.ts';
import { placeOfCodes } from './quantities.ts';

/** What a quantity is broken down by, and the places it is a part of. */
export interface Breakdown {
  /** Positions of the dimensions that it is broken down by. */
  readonly positions: readonly number[];
  /** The same as one text. */
  readonly level: string;
  /** For each of these positions the place of the total over it. */
  readonly parents: readonly string[];
}

/** Breakdowns by place, each worked out once: many numbers are told of one place. */
export function breakdowns(): (codes: readonly string[], place: string) => Breakdown {
  const known = new Map<string, Breakdown>();
  return (codes, place) => {
    const found = known.get(place);
    if (found !== undefined) return found;
    const positions = codes.flatMap((code, at) => (code === TOTAL ? [] : [at]));
    const parents = positions.map((position) => placeOfCodes(codes.with(position, TOTAL)));
    const breakdown = { positions, level: positions.join(), parents };
    known.set(place, breakdown);
    return breakdown;
  };
}

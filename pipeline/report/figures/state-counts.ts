import { DIMENSIONS, TOTAL } from '../../contract/figure.ts';
import type { ProtectedFigure } from '../../protect/index.ts';
import type { Place } from './figure-index.ts';

/** How many figures are published, withheld and without data. */
export type StateCount = Readonly<Record<ProtectedFigure['status'], number>>;

/** Counts figures by their state. */
export interface StateCounts {
  /** Of each indicator, over all its figures that lie within a place of at most one dimension. */
  readonly of: (place: Place) => ReadonlyMap<string, StateCount>;
}

type Counts = Map<string, Record<ProtectedFigure['status'], number>>;

export function countStates(figures: readonly ProtectedFigure[]): StateCounts {
  const byPlace = new Map<string, Counts>();
  const count = (place: string, { indicator, status }: ProtectedFigure): void => {
    const counts: Counts = byPlace.get(place) ?? new Map();
    byPlace.set(place, counts);
    const ofIndicator = counts.get(indicator) ?? { published: 0, suppressed: 0, no_data: 0 };
    counts.set(indicator, ofIndicator);
    ofIndicator[status] += 1;
  };
  for (const figure of figures) {
    count('', figure);
    for (const dimension of DIMENSIONS)
      if (figure[dimension] !== TOTAL) count(`${dimension} ${figure[dimension]}`, figure);
  }
  return {
    of: (place) => {
      const [[dimension, code] = [], ...others] = Object.entries(place);
      if (others.length > 0) throw new Error('States are counted by one dimension.');
      return byPlace.get(dimension === undefined ? '' : `${dimension} ${code}`) ?? new Map();
    },
  };
}

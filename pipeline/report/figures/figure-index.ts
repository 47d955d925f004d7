import { DIMENSIONS, type Dimension, TOTAL } from '../../contract/figure.ts';
import type { ProtectedFigure } from '../../protect/index.ts';

/** Values of the dimensions that are broken down; the others are totals. */
export type Place = Readonly<Partial<Record<Dimension, string>>>;

/** Names one figure. */
interface FigureName {
  readonly indicator: string;
  readonly measure: string;
  readonly year: number;
  readonly place?: Place;
}

/** Finds figures by what they are. Sentence, chart and table ask the same index, so they cannot disagree. */
export interface FigureIndex {
  /** The figure, or null where the edition has none of that name. */
  readonly find: (name: FigureName) => ProtectedFigure | null;
  /** Figures broken down by exactly the dimensions `by` within `place`, in the order they were given. */
  readonly list: (name: Omit<FigureName, 'year'> & { by: readonly Dimension[]; year?: number }) => ProtectedFigure[];
}

/** Names the cell of a figure by all its dimensions, and the set of dimensions that it is broken down by. */
function cellOf(place: Place): { cell: string; dimensions: string } {
  let cell = '';
  let dimensions = '';
  for (const dimension of DIMENSIONS) {
    const value = place[dimension] ?? TOTAL;
    cell += `\u0001${value}`;
    if (value !== TOTAL) dimensions += ` ${dimension}`;
  }
  return { cell, dimensions };
}

export function figureIndex(figures: readonly ProtectedFigure[]): FigureIndex {
  const byName = new Map<string, ProtectedFigure>();
  const byGroup = new Map<string, ProtectedFigure[]>();
  for (const figure of figures) {
    const { cell, dimensions } = cellOf(figure);
    byName.set(`${figure.indicator} ${figure.measure} ${figure.referenceYear}${cell}`, figure);
    const group = `${figure.indicator} ${figure.measure}${dimensions}`;
    const members = byGroup.get(group);
    if (members === undefined) byGroup.set(group, [figure]);
    else members.push(figure);
  }
  return {
    find: ({ indicator, measure, year, place = {} }) =>
      byName.get(`${indicator} ${measure} ${year}${cellOf(place).cell}`) ?? null,
    list: ({ indicator, measure, place = {}, by, year }) => {
      const wanted = DIMENSIONS.filter((dimension) => by.includes(dimension) || (place[dimension] ?? TOTAL) !== TOTAL);
      const fixed = Object.entries(place) as [Dimension, string][];
      return (byGroup.get([`${indicator} ${measure}`, ...wanted].join(' ')) ?? []).filter(
        (figure) =>
          (year === undefined || figure.referenceYear === year) &&
          fixed.every(([dimension, value]) => by.includes(dimension) || figure[dimension] === value),
      );
    },
  };
}

import { DIMENSIONS, type Dimension, TOTAL } from '../../contract/figure.ts';
import type { ProtectedFigure } from '../../protect/index.ts';

/** Values of the dimensions that are broken down; the others are totals. */
export type Place = Readonly<Partial<Record<Dimension, string>>>;

/** Names one figure. */
export interface FigureName {
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

const placeKey = (place: Place): string => DIMENSIONS.map((dimension) => place[dimension] ?? TOTAL).join('\u0001');

const broken = (figure: ProtectedFigure): string =>
  DIMENSIONS.filter((dimension) => figure[dimension] !== TOTAL).join(' ');

const groupKey = (indicator: string, measure: string, dimensions: string): string =>
  `${indicator}\u0001${measure}\u0001${dimensions}`;

export function figureIndex(figures: readonly ProtectedFigure[]): FigureIndex {
  const byName = new Map<string, ProtectedFigure>();
  const byGroup = new Map<string, ProtectedFigure[]>();
  for (const figure of figures) {
    byName.set(
      `${figure.indicator}\u0001${figure.measure}\u0001${figure.referenceYear}\u0001${placeKey(figure)}`,
      figure,
    );
    const group = groupKey(figure.indicator, figure.measure, broken(figure));
    const members = byGroup.get(group);
    if (members === undefined) byGroup.set(group, [figure]);
    else members.push(figure);
  }
  return {
    find: ({ indicator, measure, year, place = {} }) =>
      byName.get(`${indicator}\u0001${measure}\u0001${year}\u0001${placeKey(place)}`) ?? null,
    list: ({ indicator, measure, place = {}, by, year }) => {
      const wanted = DIMENSIONS.filter((dimension) => by.includes(dimension) || (place[dimension] ?? TOTAL) !== TOTAL);
      const fixed = Object.entries(place) as [Dimension, string][];
      return (byGroup.get(groupKey(indicator, measure, wanted.join(' '))) ?? []).filter(
        (figure) =>
          (year === undefined || figure.referenceYear === year) &&
          fixed.every(([dimension, value]) => by.includes(dimension) || figure[dimension] === value),
      );
    },
  };
}

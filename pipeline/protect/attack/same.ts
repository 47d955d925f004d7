import { type PublishedCell, type PublishedCells, ROLES } from './published.ts';

/** Fewer places, or fewer different numbers, may agree by chance. */
const LEAST_PLACES = 4;
const LEAST_DIFFERENT = 3;

/** The cells of one meaning by their places. */
type Series = ReadonlyMap<number, number>;

/**
 * Pairs of cells that are the same number told twice, one of them withheld: the base of one share is the count of another
 * indicator. Two series by the same dimensions are taken for the same where they agree in every place that both tell.
 */
export function sameCells(published: PublishedCells): (readonly [withheld: number, other: number])[] {
  const { cells } = published;
  const pairs: (readonly [number, number])[] = [];
  for (const group of comparableSeries(published)) {
    const all = group.filter((series) => series.size >= LEAST_PLACES);
    for (const series of all) {
      const withheld = [...series].filter(([, at]) => cells[at]?.value === null);
      if (withheld.length === 0) continue;
      for (const others of all)
        if (others !== series && areSame(series, others, cells))
          for (const [place, at] of withheld) {
            const other = others.get(place);
            if (other !== undefined) pairs.push([at, other]);
          }
    }
  }
  return pairs;
}

/** Series of the same year that are broken down by the same dimensions. */
function comparableSeries({ rows, cells, places, placeOf, subjectOf }: PublishedCells): Series[][] {
  const groups = new Map<string, Map<number, Map<number, number>>>();
  cells.forEach(({ row, role }, at) => {
    const place = placeOf[row] as number;
    const key = `${places.brokenDown(place).join()} ${rows[row]?.referenceYear}`;
    const group = groups.get(key) ?? new Map<number, Map<number, number>>();
    const meaning = (subjectOf[row] as number) * ROLES.length + ROLES.indexOf(role);
    const series = group.get(meaning);
    if (series === undefined) group.set(meaning, new Map([[place, at]]));
    else series.set(place, at);
    groups.set(key, group);
  });
  return [...groups.values()].map((group) => [...group.values()]);
}

function areSame(some: Series, others: Series, cells: readonly PublishedCell[]): boolean {
  const agreed: number[] = [];
  for (const [place, at] of some) {
    const value = cells[at]?.value ?? null;
    const other = others.get(place);
    if (value === null || other === undefined) continue;
    const told = cells[other]?.value ?? null;
    if (told === null) continue;
    if (told !== value) return false;
    if (value !== 0) agreed.push(value);
  }
  return agreed.length >= LEAST_PLACES && new Set(agreed).size >= LEAST_DIFFERENT;
}

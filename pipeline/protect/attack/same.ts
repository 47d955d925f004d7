import { TOTAL } from '../../contract/figure.ts';
import type { PublishedCells } from './published.ts';

/** Fewer places, or fewer different numbers, may agree by chance. */
const LEAST_PLACES = 4;
const LEAST_DIFFERENT = 3;

/**
 * Pairs of cells that are the same number told twice, one of them withheld: the base of one share is the count of another
 * indicator. Two series by the same dimensions are taken for the same where they agree in every place that both tell.
 */
export function sameCells({ cells, codes }: PublishedCells): (readonly [withheld: number, other: number])[] {
  const groups = new Map<string, Map<string, Map<string, number>>>();
  cells.forEach(({ row, series }, at) => {
    const own = codes[row] as readonly string[];
    const year = series.slice(series.indexOf('@'));
    const broken = own.map((code) => (code === TOTAL ? '.' : 'x')).join('');
    const ofGroup = groups.get(year + broken) ?? new Map<string, Map<string, number>>();
    const places = ofGroup.get(series) ?? new Map<string, number>();
    places.set(own.join('\u0001'), at);
    ofGroup.set(series, places);
    groups.set(year + broken, ofGroup);
  });
  const pairs: (readonly [number, number])[] = [];
  for (const ofGroup of groups.values()) {
    const all = [...ofGroup.values()].filter((places) => places.size >= LEAST_PLACES);
    for (const places of all) {
      const withheld = [...places].filter(([, at]) => cells[at]?.value === null);
      if (withheld.length === 0) continue;
      for (const others of all)
        if (others !== places && areSame(places, others, cells))
          for (const [place, at] of withheld) {
            const other = others.get(place);
            if (other !== undefined) pairs.push([at, other]);
          }
    }
  }
  return pairs;
}

function areSame(
  some: ReadonlyMap<string, number>,
  others: ReadonlyMap<string, number>,
  cells: PublishedCells['cells'],
): boolean {
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

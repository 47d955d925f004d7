import { hashText, uniform } from '../../numeric/random.ts';
import type { Buckets, Stratum } from './buckets.ts';
import type { MatchOptions, MatchUnits } from './options.ts';

const RANDOM_ORDER_STREAM = 11;

/** Treated places of a stratum in the order in which they choose. Places stand by score, then id. */
export function choosingOrder(
  buckets: Buckets,
  stratum: Stratum,
  units: MatchUnits,
  options: MatchOptions,
): Int32Array {
  const { treatedFrom: from, treatedTo: to } = stratum;
  const places = Int32Array.from({ length: to - from }, (_, k) => from + k);
  const unit = (place: number): number => buckets.treated[place] as number;
  const score = (place: number): number => units.score[unit(place)] as number;
  switch (options.order ?? 'largest') {
    case 'largest':
      return places.sort((a, b) => score(b) - score(a) || a - b);
    case 'data':
      return places.sort((a, b) => unit(a) - unit(b));
    case 'random': {
      const key = new Map(
        Array.from(places, (place) => {
          const id = units.ids === undefined ? unit(place) : units.ids[unit(place)];
          const number = typeof id === 'string' ? hashText(id) : hashText(String(id));
          return [place, uniform(options.seed ?? 0, RANDOM_ORDER_STREAM, 0, number)];
        }),
      );
      return places.sort((a, b) => (key.get(a) as number) - (key.get(b) as number) || a - b);
    }
    default:
      return places;
  }
}

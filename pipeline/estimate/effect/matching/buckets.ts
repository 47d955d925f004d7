import { ascendingOrder, compareNumbers, compareText } from '../../numeric/order.ts';
import type { MatchUnits } from './options.ts';

/** Controls and treated units by stratum; inside a stratum controls stand by score, then id. */
export interface Buckets {
  /** Unit of every control place. */
  readonly control: Int32Array;
  /** Unit of every treated place, by stratum, score and id. */
  readonly treated: Int32Array;
  readonly strata: readonly Stratum[];
}

/** Ranges of places that belong to one stratum. */
export interface Stratum {
  readonly controlFrom: number;
  readonly controlTo: number;
  readonly treatedFrom: number;
  readonly treatedTo: number;
}

type Ids = NonNullable<MatchUnits['ids']>;

const isSame = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));

/** Sorts units of equal score by id, where they do not stand so already. */
function settleTies(units: Int32Array, score: Float64Array, ids: Ids): void {
  const id = (unit: number): number | string => ids[unit] as number | string;
  const compare = (a: number, b: number): number =>
    typeof ids[0] === 'string'
      ? compareText(id(a) as string, id(b) as string)
      : compareNumbers(id(a) as number, id(b) as number);
  for (let from = 0, to = 0; from < units.length; from = to) {
    const own = score[units[from] as number] as number;
    let isSorted = true;
    for (to = from + 1; to < units.length && isSame(score[units[to] as number] as number, own); to++)
      if (id(units[to] as number) < id(units[to - 1] as number)) isSorted = false;
    if (!isSorted) units.subarray(from, to).sort((a, b) => compare(a, b) || a - b);
  }
}

/** May a unit be matched at all? */
export const isUsable = ({ score, eligible, stratum }: MatchUnits, i: number): boolean =>
  !Number.isNaN(score[i] as number) &&
  (eligible === undefined || eligible[i] === 1) &&
  (stratum === undefined || (stratum[i] as number) >= 0);

/** Units by score, equal scores by id. */
function sortedByScore(units: Int32Array, score: Float64Array, ids: MatchUnits['ids']): Int32Array {
  const scores = new Float64Array(units.length);
  for (let k = 0; k < scores.length; k++) scores[k] = score[units[k] as number] as number;
  const order = ascendingOrder(scores);
  const sorted = new Int32Array(units.length);
  for (let k = 0; k < sorted.length; k++) sorted[k] = units[order[k] as number] as number;
  if (ids !== undefined) settleTies(sorted, score, ids);
  return sorted;
}

/** All positions by score, equal scores by id; NaN last. For units that are matched more than once. */
export function scoreOrder(score: Float64Array, ids?: MatchUnits['ids']): Uint32Array {
  const units = new Int32Array(score.length);
  for (let i = 0; i < units.length; i++) units[i] = i;
  return new Uint32Array(sortedByScore(units, score, ids));
}

/** Usable units of one arm, by stratum, then score, then id. Strata are sorted one by one: little memory, near to hand. */
function arrange(units: MatchUnits, arm: number, ends: Int32Array): Int32Array {
  const { score, treated, stratum, ids, order } = units;
  const isOwn = (i: number): boolean => (treated[i] === 1 ? 1 : 0) === arm && isUsable(units, i);
  const codeOf = (i: number): number => (stratum === undefined ? 0 : (stratum[i] as number));
  for (let i = 0; i < score.length; i++) {
    if (!isOwn(i)) continue;
    const code = codeOf(i);
    ends[code + 1] = (ends[code + 1] as number) + 1;
  }
  for (let code = 1; code < ends.length; code++) ends[code] = (ends[code] as number) + (ends[code - 1] as number);
  const place = ends.slice();
  const arranged = new Int32Array(ends.at(-1) as number);
  for (let k = 0; k < score.length; k++) {
    const i = order === undefined ? k : (order[k] as number);
    if (!isOwn(i)) continue;
    const code = codeOf(i);
    const at = place[code] as number;
    arranged[at] = i;
    place[code] = at + 1;
  }
  for (let code = 0; order === undefined && code + 1 < ends.length; code++) {
    const members = arranged.subarray(ends[code] as number, ends[code + 1] as number);
    members.set(sortedByScore(members, score, ids));
  }
  return arranged;
}

/** Sorts units into buckets: a radix sort by score, then a counting sort by stratum. */
export function fillBuckets(units: MatchUnits): Buckets {
  const { stratum } = units;
  let codes = 1;
  if (stratum !== undefined)
    for (let i = 0; i < stratum.length; i++) codes = Math.max(codes, (stratum[i] as number) + 1);
  const controlEnds = new Int32Array(codes + 1);
  const treatedEnds = new Int32Array(codes + 1);
  const control = arrange(units, 0, controlEnds);
  const treated = arrange(units, 1, treatedEnds);
  const strata: Stratum[] = [];
  for (let code = 0; code < codes; code++)
    strata.push({
      controlFrom: controlEnds[code] as number,
      controlTo: controlEnds[code + 1] as number,
      treatedFrom: treatedEnds[code] as number,
      treatedTo: treatedEnds[code + 1] as number,
    });
  return { control, treated, strata };
}

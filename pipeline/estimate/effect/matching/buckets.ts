import { ascendingOrder, compareText } from '../../numeric/order.ts';
import type { MatchUnits } from './options.ts';

/** Controls and treated units by stratum; inside a stratum controls stand by score, then id. */
export interface Buckets {
  /** Unit of every control place. */
  readonly control: Int32Array;
  readonly controlScore: Float64Array;
  /** First place of the controls with the same score in the same stratum. */
  readonly runStart: Int32Array;
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

/** Positions ordered by id; undefined where the position itself is the id. */
function orderById(ids: ArrayLike<number> | readonly string[] | undefined): Uint32Array | undefined {
  if (ids === undefined) return undefined;
  if (typeof ids[0] === 'string') {
    const texts = ids as readonly string[];
    return Uint32Array.from(texts.keys()).sort((a, b) => compareText(texts[a] as string, texts[b] as string) || a - b);
  }
  return ascendingOrder(Float64Array.from(ids as ArrayLike<number>));
}

const isUsable = ({ score, eligible, stratum }: MatchUnits, i: number): boolean =>
  !Number.isNaN(score[i] as number) &&
  (eligible === undefined || eligible[i] === 1) &&
  (stratum === undefined || (stratum[i] as number) >= 0);

/** Usable units of one arm, by stratum, then score, then id. */
function arrange(units: MatchUnits, arm: number, byId: Uint32Array | undefined, counts: Int32Array): Int32Array {
  const { score, treated, stratum } = units;
  const members = new Int32Array(score.length);
  let size = 0;
  for (let k = 0; k < score.length; k++) {
    const i = byId === undefined ? k : (byId[k] as number);
    if ((treated[i] === 1 ? 1 : 0) === arm && isUsable(units, i)) members[size++] = i;
  }
  const scores = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const i = members[k] as number;
    scores[k] = score[i] as number;
    const code = stratum === undefined ? 0 : (stratum[i] as number);
    counts[code + 1] = (counts[code + 1] as number) + 1;
  }
  for (let code = 1; code < counts.length; code++)
    counts[code] = (counts[code] as number) + (counts[code - 1] as number);
  const order = ascendingOrder(scores);
  const place = counts.slice();
  const arranged = new Int32Array(size);
  for (let k = 0; k < size; k++) {
    const i = members[order[k] as number] as number;
    const code = stratum === undefined ? 0 : (stratum[i] as number);
    const at = place[code] as number;
    arranged[at] = i;
    place[code] = at + 1;
  }
  return arranged;
}

/** Sorts units into buckets: a radix sort by score, then a counting sort by stratum. */
export function fillBuckets(units: MatchUnits): Buckets {
  const { score, stratum } = units;
  let codes = 1;
  if (stratum !== undefined)
    for (let i = 0; i < stratum.length; i++) codes = Math.max(codes, (stratum[i] as number) + 1);
  const byId = orderById(units.ids);
  const controlEnds = new Int32Array(codes + 1);
  const treatedEnds = new Int32Array(codes + 1);
  const control = arrange(units, 0, byId, controlEnds);
  const treated = arrange(units, 1, byId, treatedEnds);
  const controlScore = new Float64Array(control.length);
  const runStart = new Int32Array(control.length);
  for (let k = 0; k < control.length; k++) controlScore[k] = score[control[k] as number] as number;
  const strata: Stratum[] = [];
  for (let code = 0; code < codes; code++) {
    const from = controlEnds[code] as number;
    const to = controlEnds[code + 1] as number;
    for (let k = from; k < to; k++)
      runStart[k] = k > from && controlScore[k] === controlScore[k - 1] ? (runStart[k - 1] as number) : k;
    strata.push({
      controlFrom: from,
      controlTo: to,
      treatedFrom: treatedEnds[code] as number,
      treatedTo: treatedEnds[code + 1] as number,
    });
  }
  return { control, controlScore, runStart, treated, strata };
}

import { leastSquares } from '../../numeric/least-squares.ts';
import { type Matrix, matrixOfColumns } from '../../numeric/matrix.ts';
import { ascendingOrder } from '../../numeric/order.ts';
import { standardDeviation } from '../../numeric/summary.ts';

/** Units that are matched; all arrays have one element a unit. */
export interface AbadieImbensInput {
  /** Score or covariate in which nearness is measured. */
  readonly score: Float64Array;
  readonly treated: ArrayLike<number>;
  readonly outcome: ArrayLike<number>;
}

/** Matches per unit, caliper, estimand and bias adjustment; R `Matching::Match`. */
export interface AbadieImbensOptions {
  /** Matches per unit, at most as many as there are units to choose from. Default 1; equally near ones are all averaged. */
  readonly matches?: number;
  /** Largest distance in standard deviations of the score over all units, with divisor n. */
  readonly caliper?: number;
  readonly estimand?: 'att' | 'ate' | 'atc';
  /** Covariates of the bias adjustment, one array each. */
  readonly adjust?: readonly ArrayLike<number>[];
}

/** Effect by matching with replacement, with the variance that is valid for it. */
export interface AbadieImbensEstimate {
  readonly estimate: number;
  /** Abadie and Imbens (2006), homoskedastic, for the population; NaN for one unit. */
  readonly standardError: number;
  /** As if pairs were independent: too small, since controls are reused. */
  readonly naiveStandardError: number;
  readonly pairs: number;
  readonly dropped: number;
}

const TIE_TOLERANCE = 1e-5;

interface Used {
  readonly unit: number;
  readonly other: number;
  readonly weight: number;
}

/** Matches of every unit of one arm in the other: the nearest ones and all that are as near, squared distance within 1e-5. */
function matchesOf(
  { score, treated }: AbadieImbensInput,
  arm: 0 | 1,
  matches: number,
  caliper: number,
): { readonly used: Used[]; readonly dropped: number } {
  const known = score.filter(Number.isFinite);
  // Equal scores are all equally near.
  const deviation = standardDeviation(known) || 1;
  const widest = caliper * deviation * Math.sqrt((known.length - 1) / known.length);
  const order = ascendingOrder(score);
  const others = Array.from(order).filter((i) => treated[i] !== arm && Number.isFinite(score[i]));
  const scaled = others.map((i) => (score[i] as number) / deviation);
  const used: Used[] = [];
  let dropped = 0;
  let right = 0;
  for (const unit of order) {
    if (treated[unit] !== arm || !Number.isFinite(score[unit])) continue;
    const own = (score[unit] as number) / deviation;
    while (right < scaled.length && (scaled[right] as number) <= own) right++;
    const isWithin = (other: number): boolean => Math.abs((score[other] as number) - (score[unit] as number)) <= widest;
    const distance = (at: number): number =>
      at < 0 || at >= scaled.length ? Number.POSITIVE_INFINITY : Math.abs((scaled[at] as number) - own);
    let low = right - 1;
    let high = right;
    const near: number[] = [];
    let reach = Number.POSITIVE_INFINITY;
    for (;;) {
      const isLow = distance(low) <= distance(high);
      const at = isLow ? low : high;
      const gap = distance(at);
      if (gap === Number.POSITIVE_INFINITY || gap * gap > reach || !isWithin(others[at] as number)) break;
      near.push(others[at] as number);
      if (near.length === matches) reach = gap * gap + TIE_TOLERANCE;
      if (isLow) low--;
      else high++;
    }
    if (near.length < matches) dropped++;
    else for (const other of near) used.push({ unit, other, weight: 1 / near.length });
  }
  return { used, dropped };
}

/** Number of units with a score that are not of an arm. */
function unitsOutside({ score, treated }: AbadieImbensInput, arm: 0 | 1): number {
  let count = 0;
  for (let i = 0; i < treated.length; i++) if (treated[i] !== arm && Number.isFinite(score[i])) count++;
  return count;
}

/** Linear prediction of the outcome in one arm from matched units, weighted by how often they are used. */
function predictions(input: AbadieImbensInput, used: readonly Used[], covariates: readonly ArrayLike<number>[]) {
  const uses = new Map<number, number>();
  for (const { other, weight } of used) uses.set(other, (uses.get(other) ?? 0) + weight);
  const rows = [...uses.keys()].sort((a, b) => a - b);
  const design: Matrix = matrixOfColumns([
    rows.map(() => 1),
    ...covariates.map((values) => rows.map((i) => values[i] as number)),
  ]);
  const { coefficients } = leastSquares(
    design,
    rows.map((i) => input.outcome[i] as number),
    rows.map((i) => uses.get(i) as number),
  );
  return (i: number): number =>
    covariates.reduce((sum, values, j) => {
      const coefficient = coefficients[j + 1] as number;
      return Number.isNaN(coefficient) ? sum : sum + coefficient * (values[i] as number);
    }, 0);
}

/**
 * Nearest neighbour matching with replacement and ties averaged, with the Abadie-Imbens variance and optional regression bias
 * adjustment; R `Matching::Match`. A unit with fewer than `matches` neighbours within the caliper is dropped,
 * one without a score takes no part.
 */
export function abadieImbens(input: AbadieImbensInput, options: AbadieImbensOptions = {}): AbadieImbensEstimate {
  const { estimand = 'att', adjust, caliper = Number.POSITIVE_INFINITY } = options;
  const { outcome, treated } = input;
  const arms = ({ att: [1], atc: [0], ate: [1, 0] } as const)[estimand];
  const matches = Math.min(options.matches ?? 1, ...arms.map((arm) => unitsOutside(input, arm)));
  const pairs: (Used & { readonly raw: number; readonly effect: number })[] = [];
  let dropped = 0;
  for (const arm of arms) {
    const found = matchesOf(input, arm, matches, caliper);
    dropped += found.dropped;
    const predict = adjust === undefined ? () => 0 : predictions(input, found.used, adjust);
    for (const { unit, other, weight } of found.used) {
      const sign = arm === 1 ? 1 : -1;
      const raw = sign * ((outcome[unit] as number) - (outcome[other] as number));
      pairs.push({ unit, other, weight, raw, effect: raw - sign * (predict(unit) - predict(other)) });
    }
  }
  const weighted = (value: (pair: (typeof pairs)[number]) => number): number =>
    pairs.reduce((sum, pair) => sum + pair.weight * value(pair), 0);
  const total = weighted(() => 1);
  const estimate = weighted(({ effect }) => effect) / total;
  const rawEstimate = weighted(({ raw }) => raw) / total;
  const variance = weighted(({ effect }) => (effect - estimate) ** 2) / total / 2;
  const effects = new Float64Array(treated.length);
  const isUnit = new Uint8Array(treated.length);
  const uses = new Float64Array(treated.length);
  const squares = new Float64Array(treated.length);
  for (const { unit, other, weight, effect } of pairs) {
    effects[unit] = (effects[unit] as number) + weight * effect;
    isUnit[unit] = 1;
    uses[other] = (uses[other] as number) + weight;
    squares[other] = (squares[other] as number) + weight * weight;
  }
  const isSingle = isUnit.reduce((count, own) => count + own, dropped) < 2;
  // As Matching does, a unit dropped by the caliper counts in the variance as one without effect.
  let sum = dropped * estimate * estimate;
  for (let i = 0; i < treated.length; i++) {
    if (isUnit[i] === 1) sum += ((effects[i] as number) - estimate) ** 2;
    const k = uses[i] as number;
    const reuse = estimand === 'ate' ? k * k + 2 * k - (squares[i] as number) : k * k - (squares[i] as number);
    sum += reuse * variance;
  }
  return {
    estimate,
    standardError: isSingle ? Number.NaN : Math.sqrt(sum) / (total + dropped),
    naiveStandardError: isSingle ? Number.NaN : Math.sqrt(weighted(({ raw }) => (raw - rawEstimate) ** 2)) / total,
    pairs: pairs.length,
    dropped,
  };
}

import { tQuantile } from '../distribution/index.ts';
import { degreesOfFreedomOf, type SurveyDesign } from './design.ts';
import { answeredDomain } from './estimate.ts';
import { type ProportionInterval, proportionInterval } from './interval.ts';
import { surveyMean } from './mean.ts';

/**
 * How a weighted quantile is read off the distribution function: `math` (also `hf1`) its inverse, `school` (`hf2`) the mean of
 * the two values at a step, `hf3` the value with the even place at a step, `hf4` to `hf9` (Hyndman and Fan) interpolated,
 * `shahvaish` (Shah and Vaish 2006) the inverse with half a weight taken back. The names are those of R `survey::svyquantile`.
 */
export type QuantileRule =
  | 'math'
  | 'school'
  | 'shahvaish'
  | 'hf1'
  | 'hf2'
  | 'hf3'
  | 'hf4'
  | 'hf5'
  | 'hf6'
  | 'hf7'
  | 'hf8'
  | 'hf9';

export interface QuantileEstimate {
  readonly estimate: number;
  /** Half the interval over the quantile of t, as R gives it; NaN where an end is missing. */
  readonly standardError: number;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly degreesOfFreedom: number;
  readonly n: number;
}

interface Ordered {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  readonly cumulative: Float64Array;
}

function ordered(values: Float64Array, weights: Float64Array, domain: Uint8Array): Ordered {
  const index = [...values.keys()]
    .filter((i) => domain[i] === 1 && weights[i] !== 0)
    .sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  let sum = 0;
  return {
    values: Float64Array.from(index, (i) => values[i] as number),
    weights: Float64Array.from(index, (i) => weights[i] as number),
    cumulative: Float64Array.from(index, (i) => {
      sum += weights[i] as number;
      return sum;
    }),
  };
}

/** Linear interpolation of y at p between increasing knots, constant outside. */
function interpolate(knots: Float64Array, y: Float64Array, p: number): number {
  const last = knots.length - 1;
  if (p <= (knots[0] as number)) return y[0] as number;
  if (p >= (knots[last] as number)) return y[last] as number;
  let right = 1;
  while ((knots[right] as number) < p) right += 1;
  const [x0, x1] = [knots[right - 1] as number, knots[right] as number];
  const share = (p - x0) / (x1 - x0);
  const [from, to] = [y[right - 1] as number, y[right] as number];
  return p === x1 ? to : from + (to - from) * share;
}

type Rule = (data: Ordered, p: number) => number;

/** Steps of the distribution function around p: the values below and above, and the distances to p. */
function steps({ values, cumulative }: Ordered, p: number) {
  const total = cumulative[cumulative.length - 1] as number;
  let below = -1;
  while (below + 1 < values.length && (cumulative[below + 1] as number) <= p * total) below += 1;
  const above = Math.min(below + 1, values.length - 1);
  const low = Math.max(below, 0);
  return {
    low: values[low] as number,
    high: values[above] as number,
    place: below + 1,
    toLow: below < 0 ? Number.NaN : p - (cumulative[below] as number) / total,
    toHigh: (cumulative[above] as number) / total - p,
  };
}

const knotRule =
  (knot: (cumulative: number, weight: number) => number, whole: (total: number, lastWeight: number) => number): Rule =>
  ({ values, weights, cumulative }, p) => {
    const last = values.length - 1;
    const total = whole(cumulative[last] as number, weights[last] as number);
    return interpolate(
      cumulative.map((sum, i) => knot(sum, weights[i] as number) / total),
      values,
      p,
    );
  };

/** Each value once, with the weights of all who gave it. */
function distinct({ values, weights }: Ordered): Ordered {
  const keys = Float64Array.from(new Set(values));
  const sums = new Float64Array(keys.length);
  let place = -1;
  for (let i = 0; i < values.length; i += 1) {
    if (values[i] !== keys[place]) place += 1;
    sums[place] = (sums[place] as number) + (weights[i] as number);
  }
  let sum = 0;
  return {
    values: keys,
    weights: sums,
    cumulative: sums.map((weight) => {
      sum += weight;
      return sum;
    }),
  };
}

/**
 * The value at the largest position that does not exceed p, else at the smallest. The position takes half the weight as it
 * is, not as a share, which for weights of mean 1 is Shah and Vaish's; R does the same.
 */
const shahVaish: Rule = ({ values, weights, cumulative }, p) => {
  const n = values.length;
  const mean = (cumulative[n - 1] as number) / n;
  const positions = cumulative.map((sum, i) => (sum / mean + 0.5 - (weights[i] as number) / 2) / (n + 1));
  const reached = positions.filter((position) => position <= p);
  const at = reached.length === 0 ? Math.min(...positions) : Math.max(...reached);
  const there = values.filter((_, i) => positions[i] === at);
  return there.reduce((sum, value) => sum + value, 0) / there.length;
};

const inverse: Rule = (data, p) => {
  const { low, high, toLow } = steps(data, p);
  return toLow === 0 ? low : high;
};

const stepMean: Rule = (data, p) => {
  const { low, high, toLow } = steps(data, p);
  return toLow === 0 ? (low + high) / 2 : high;
};

const RULES: Readonly<Record<QuantileRule, Rule>> = {
  math: inverse,
  school: stepMean,
  shahvaish: shahVaish,
  hf1: inverse,
  hf2: stepMean,
  hf3: (data, p) => {
    const { low, high, toLow, place } = steps(distinct(data), p);
    return toLow === 0 && place % 2 === 0 ? low : high;
  },
  hf4: (data, p) => {
    const { low, high, toLow, toHigh } = steps(data, p);
    const share = toLow / (toHigh + toLow);
    return Number.isNaN(share) ? low : low + (high - low) * share;
  },
  hf5: knotRule(
    (sum, weight) => sum - weight / 2,
    (total) => total,
  ),
  hf6: knotRule(
    (sum) => sum,
    (total, last) => total + last,
  ),
  hf7: knotRule(
    (sum, weight) => sum - weight,
    (total, last) => total - last,
  ),
  hf8: knotRule(
    (sum, weight) => (sum - weight) / 3 + (2 * sum) / 3,
    (total, last) => total + last / 3,
  ),
  hf9: knotRule(
    (sum, weight) => (3 * (sum - weight)) / 8 + (5 * sum) / 8,
    (total, last) => total + last / 4,
  ),
};

/**
 * Weighted quantile of a domain with Woodruff's interval: the interval of the share at or below it, read back through the
 * same rule. An end that falls outside 0 to 1 is null, as both are where all are at or below the quantile. Agrees with R
 * `survey::svyquantile` (4.1), but for shares below that of the smallest value, for which R's step rules (`math`, `school`, `hf1`
 * to `hf4`) give the second value; here it is the smallest.
 */
export function surveyQuantile(
  design: SurveyDesign,
  outcome: Float64Array,
  p: number,
  options: {
    readonly domain?: Uint8Array;
    readonly rule?: QuantileRule;
    readonly interval?: ProportionInterval;
    readonly level?: number;
    readonly degreesOfFreedom?: number;
  } = {},
): QuantileEstimate {
  const { rule = 'hf7', interval = 'mean', level = 0.95 } = options;
  const domain = answeredDomain([outcome], options.domain);
  const data = ordered(outcome, design.weights, domain);
  const read = RULES[rule];
  const estimate = read(data, p);
  const degreesOfFreedom = options.degreesOfFreedom ?? degreesOfFreedomOf(design, domain);
  const share = surveyMean(
    design,
    outcome.map((value) => (value <= estimate ? 1 : 0)),
    { domain },
  );
  const base = { estimate, degreesOfFreedom, n: data.values.length };
  if (degreesOfFreedom <= 0 || !(share.standardError > 0))
    return { ...base, standardError: Number.NaN, lower: null, upper: null };
  const ends = proportionInterval(interval, {
    proportion: share.estimate,
    variance: share.standardError ** 2,
    degreesOfFreedom: interval === 'beta' ? share.degreesOfFreedom : degreesOfFreedom,
    n: data.values.length,
    level,
  });
  const lower = ends.lower < 0 ? null : read(data, ends.lower);
  const upper = ends.upper > 1 ? null : read(data, ends.upper);
  return {
    ...base,
    lower,
    upper,
    standardError:
      lower === null || upper === null
        ? Number.NaN
        : (upper - lower) / (2 * tQuantile((1 + level) / 2, degreesOfFreedom)),
  };
}

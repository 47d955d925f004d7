import { normalCdf, tQuantile } from '../distribution/index.ts';
import { cubicSpline } from '../numeric/spline.ts';
import type { Interval, Spread } from './interval.ts';

/** Most steps of the profile on either side, and how many of them reach as far as is needed for a normal likelihood. */
const MOST_STEPS = 9;
const STEPS_TO_LIMIT = 5;

const expit = (x: number): number => 1 / (1 + Math.exp(-x));

/** Where a broken line through points in increasing order of `from` reaches a value; NaN outside them. */
function readOff(from: readonly number[], to: readonly number[], value: number): number {
  const right = from.findIndex((y) => y >= value);
  if (right === -1 || (right === 0 && (from[0] as number) > value)) return Number.NaN;
  if (right === 0) return to[0] as number;
  const [y0, y1] = [from[right - 1] as number, from[right] as number];
  const [x0, x1] = [to[right - 1] as number, to[right] as number];
  return x0 + ((x1 - x0) * (value - y0)) / (y1 - y0);
}

const ITERATIONS = 25;

/**
 * Information on the logit of a proportion with weights scaled to a mean of 1, from the last step of iterated least squares
 * that R `glm` takes before the deviance moves by less than 1e-8 of itself. It differs from n p (1 - p) by what is left to
 * converge, up to one in ten thousand.
 */
export function logitInformation(weights: Float64Array, outcome: Float64Array, domain: Uint8Array): number {
  const rows = [...domain.keys()].filter((i) => domain[i] === 1 && weights[i] !== 0);
  const mean = rows.reduce((sum, i) => sum + (weights[i] as number), 0) / rows.length;
  const scaled = rows.map((i) => (weights[i] as number) / mean);
  const answers = rows.map((i) => outcome[i] as number);
  const devianceOf = (fitted: readonly number[]): number =>
    answers.reduce((sum, y, k) => {
      const mu = fitted[k] as number;
      return sum - 2 * (scaled[k] as number) * Math.log(y === 1 ? mu : 1 - mu);
    }, 0);
  let fitted = answers.map((y, k) => ((scaled[k] as number) * y + 0.5) / ((scaled[k] as number) + 1));
  let deviance = devianceOf(fitted);
  let information = 0;
  for (let step = 0; step < ITERATIONS; step += 1) {
    information = 0;
    let score = 0;
    for (let k = 0; k < rows.length; k += 1) {
      const mu = fitted[k] as number;
      const working = (scaled[k] as number) * mu * (1 - mu);
      information += working;
      score += working * Math.log(mu / (1 - mu)) + (scaled[k] as number) * ((answers[k] as number) - mu);
    }
    const mu = expit(score / information);
    fitted = answers.map(() => mu);
    const next = devianceOf(fitted);
    const move = Math.abs(next - deviance) / (Math.abs(next) + 0.1);
    deviance = next;
    if (move < 1e-8) break;
  }
  return information;
}

/**
 * Interval of a weighted proportion from the profile of its pseudo-likelihood, with the cut at quantiles of t times the root
 * of the design effect (Rao and Scott 1984). The root of the deviance is computed at steps of the logit and read off a spline
 * through them, as R `survey::svyciprop(method = "likelihood")` does: the two agree to seven digits, though the exact
 * crossing may lie up to one in a thousand away.
 */
export function profileInterval({ proportion, variance, degreesOfFreedom, n, level, information }: Spread): Interval {
  const t = tQuantile((1 - level) / 2, degreesOfFreedom);
  const center = Math.log(proportion / (1 - proportion));
  const error = Math.sqrt(variance) / (proportion * (1 - proportion));
  const cut = t * error * Math.sqrt(information ?? n * proportion * (1 - proportion));
  const limit = -tQuantile(normalCdf(cut) / 4, n - 1);
  const step = (limit / STEPS_TO_LIMIT) * error;
  const rootOfDeviance = (logit: number): number => {
    const p = expit(logit);
    const deviance =
      2 * n * (proportion * Math.log(proportion / p) + (1 - proportion) * Math.log((1 - proportion) / (1 - p)));
    return Math.sign(logit - center) * Math.sqrt(Math.max(0, (deviance * (n - 1)) / n));
  };
  const side = (sign: number): number[] => {
    const places: number[] = [];
    let reached = 0;
    while (places.length < MOST_STEPS && reached < limit) {
      const place = center + sign * (places.length + 1) * step;
      places.push(place);
      reached = Math.abs(rootOfDeviance(place));
    }
    return places;
  };
  const places = [...side(-1).reverse(), center, ...side(1)];
  if (places.length < 4) return { lower: Number.NaN, upper: Number.NaN };
  const spline = cubicSpline(places, places.map(rootOfDeviance));
  const [first, last] = [places[0] as number, places.at(-1) as number];
  const count = 3 * places.length;
  const fine = Array.from({ length: count }, (_, i) => first + ((last - first) * i) / (count - 1));
  const roots = fine.map(spline);
  return { lower: expit(readOff(roots, fine, cut)), upper: expit(readOff(roots, fine, -cut)) };
}

import { conditionalTest, type ParameterTest, type TestOptions } from './conditional-test.ts';
import { plugInRelativeMagnitudes, plugInSmoothness } from './plug-in.ts';
import { relativeMagnitudes, smoothness } from './restrictions.ts';
import { type HonestStudy, parameterOf } from './study.ts';

/** Level, draws and range of honest bounds. */
export interface HonestOptions {
  readonly level?: number;
  /** For the draws behind the critical values; the same seed gives the same bounds. */
  readonly seed?: number;
  /** Default 1000, as R HonestDiD. */
  readonly draws?: number;
  /** Where to look for the ends; default as far as needed. */
  readonly range?: readonly [number, number];
}

/** Confidence interval of the parameter when parallel trends may be violated as far as `bound` allows. */
export interface HonestBounds {
  /** Mbar of relative magnitudes, or the bound on changes of slope. */
  readonly bound: number;
  /** Null where no value is compatible with the restriction: the estimates before entry contradict it. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** The interval goes on beyond the range that was searched. */
  readonly isOpen: boolean;
}

const STEPS = 80;

const testOptions = ({ level = 0.95, seed = 1, draws = 1000 }: HonestOptions): TestOptions => ({ level, seed, draws });

/** Point between an accepted and a rejected value where acceptance ends, or the last before numbers are too coarse for it. */
function edge(isAccepted: ParameterTest, inside: number, outside: number, precision: number): number {
  let [low, high] = [inside, outside];
  while (Math.abs(high - low) > precision) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (isAccepted(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Ends of what a test accepts: a grid over the range, then bisection beside the outermost accepted points. */
function acceptedInterval(
  study: HonestStudy,
  isAccepted: ParameterTest,
  reach: number,
  range: readonly [number, number] | undefined,
): Omit<HonestBounds, 'bound'> {
  const { estimate, standardError } = parameterOf(study);
  const precision = standardError / 500;
  for (let widening = 0; ; widening++) {
    const width = reach * 2 ** widening;
    const [from, to] = range ?? [estimate - width, estimate + width];
    const grid = Array.from({ length: STEPS + 1 }, (_, k) => from + ((to - from) * k) / STEPS);
    if (range === undefined) grid.splice(STEPS / 2, 1, estimate);
    const accepted = grid.flatMap((value, k) => (isAccepted(value) ? [k] : []));
    const first = accepted[0];
    const last = accepted.at(-1);
    if (first === undefined || last === undefined) return { lower: null, upper: null, isOpen: false };
    const isOpen = first === 0 || last === STEPS;
    if (isOpen && range === undefined && widening < 6) continue;
    const at = (k: number): number => grid[k] as number;
    return {
      lower: first === 0 ? at(0) : edge(isAccepted, at(first), at(first - 1), precision),
      upper: last === STEPS ? at(STEPS) : edge(isAccepted, at(last), at(last + 1), precision),
      isOpen,
    };
  }
}

/** Accepts what any of the tests accepts: a union of restrictions. */
const anyOf =
  (tests: readonly ParameterTest[]): ParameterTest =>
  (value) =>
    tests.some((test) => test(value));

const magnitudesTest = (study: HonestStudy, mbar: number, options: TestOptions): ParameterTest =>
  anyOf(relativeMagnitudes(study.before, study.after, mbar).map((set) => conditionalTest(study, set, options)));

const reachOf = (study: HonestStudy, { lower, upper }: { lower: number; upper: number }): number => {
  const { estimate, standardError } = parameterOf(study);
  return 8 * standardError + 1.5 * Math.max(Math.abs(upper - estimate), Math.abs(estimate - lower));
};

/**
 * Robust confidence intervals under relative magnitudes (Rambachan and Roth 2023): changes of the violation after the
 * reference are at most Mbar times the largest before it. R `HonestDiD::createSensitivityResults_relativeMagnitudes` ("C-LF").
 */
export function honestRelativeMagnitudes(
  study: HonestStudy,
  mbars: readonly number[],
  options: HonestOptions = {},
): HonestBounds[] {
  return mbars.map((bound) => {
    const test = magnitudesTest(study, bound, testOptions(options));
    const reach = reachOf(study, plugInRelativeMagnitudes(study, bound));
    return { bound, ...acceptedInterval(study, test, reach, options.range) };
  });
}

/**
 * Robust confidence intervals when the slope of the violation changes by at most `bound` a period. R
 * `HonestDiD::createSensitivityResults(method = "C-LF")`; for its default, "FLCI", see `honestFixedLength`.
 */
export function honestSmoothness(
  study: HonestStudy,
  bounds: readonly number[],
  options: HonestOptions = {},
): HonestBounds[] {
  return bounds.map((bound) => {
    const test = conditionalTest(study, smoothness(study.before, study.after, bound), testOptions(options));
    const reach = reachOf(study, plugInSmoothness(study, bound));
    return { bound, ...acceptedInterval(study, test, reach, options.range) };
  });
}

/**
 * Largest Mbar at which the interval still excludes 0, to 0.01: how much worse than before entry things would have to get
 * for the effect to be in doubt. 0 where it is in doubt already; null where even `largest` does not shake it.
 */
export function breakdownMbar(study: HonestStudy, options: HonestOptions = {}, largest = 10): number | null {
  const isShaken = (mbar: number): boolean => magnitudesTest(study, mbar, testOptions(options))(0);
  if (isShaken(0)) return 0;
  if (!isShaken(largest)) return null;
  let [low, high] = [0, largest];
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (isShaken(middle)) high = middle;
    else low = middle;
  }
  return low;
}

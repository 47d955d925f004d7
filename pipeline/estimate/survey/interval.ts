import { betaQuantile, tQuantile } from '../distribution/index.ts';
import { profileInterval } from './profile.ts';

/** Ways to draw an interval around a weighted proportion. */
export type ProportionInterval = 'beta' | 'wilson' | 'logit' | 'asin' | 'likelihood' | 'mean';

export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** What an interval is drawn from. */
export interface Spread {
  readonly proportion: number;
  readonly variance: number;
  readonly degreesOfFreedom: number;
  readonly n: number;
  readonly level: number;
  /** Information on the logit as if answers were independent; n p (1 - p) where left out. */
  readonly information?: number;
}

const expit = (x: number): number => 1 / (1 + Math.exp(-x));

/** Korn and Graubard (1998): Clopper-Pearson with the effective number of answers, corrected for degrees of freedom. */
function beta({ proportion, variance, degreesOfFreedom, n, level }: Spread): Interval {
  const tail = (1 - level) / 2;
  const correction = (tQuantile(tail, n - 1) / tQuantile(tail, degreesOfFreedom)) ** 2;
  const effective = ((proportion * (1 - proportion)) / variance) * correction;
  const yes = effective * proportion;
  const no = effective * (1 - proportion);
  return { lower: betaQuantile(tail, yes, no + 1), upper: betaQuantile(1 - tail, yes + 1, no) };
}

/** Wilson's score interval with the effective number of answers and quantiles of t. */
function wilson({ proportion, variance, degreesOfFreedom, level }: Spread): Interval {
  const effective = (proportion * (1 - proportion)) / variance;
  const t = tQuantile((1 + level) / 2, degreesOfFreedom);
  const center = (proportion + t ** 2 / (2 * effective)) / (1 + t ** 2 / effective);
  const reach =
    (t * Math.sqrt((proportion * (1 - proportion)) / effective + t ** 2 / (4 * effective ** 2))) /
    (1 + t ** 2 / effective);
  return { lower: center - reach, upper: center + reach };
}

function logit({ proportion, variance, degreesOfFreedom, level }: Spread): Interval {
  const center = Math.log(proportion / (1 - proportion));
  const reach = (tQuantile((1 + level) / 2, degreesOfFreedom) * Math.sqrt(variance)) / (proportion * (1 - proportion));
  return { lower: expit(center - reach), upper: expit(center + reach) };
}

function asin({ proportion, variance, degreesOfFreedom, level }: Spread): Interval {
  const center = Math.asin(Math.sqrt(proportion));
  const reach =
    (tQuantile((1 + level) / 2, degreesOfFreedom) * Math.sqrt(variance)) /
    (2 * Math.sqrt(proportion * (1 - proportion)));
  return { lower: Math.sin(center - reach) ** 2, upper: Math.sin(center + reach) ** 2 };
}

function mean({ proportion, variance, degreesOfFreedom, level }: Spread): Interval {
  const reach = tQuantile((1 + level) / 2, degreesOfFreedom) * Math.sqrt(variance);
  return { lower: proportion - reach, upper: proportion + reach };
}

const METHODS: Readonly<Record<ProportionInterval, (spread: Spread) => Interval>> = {
  beta,
  wilson,
  logit,
  asin,
  likelihood: profileInterval,
  mean,
};

/**
 * Interval of a weighted proportion that has variance.
 *
 * `beta`, `logit` (the same as R's `xlogit`), `asin`, `mean` and `likelihood` agree with R `survey::svyciprop`, `wilson` with
 * that of survey 4.5.
 */
export const proportionInterval = (method: ProportionInterval, spread: Spread): Interval => METHODS[method](spread);

/** Clopper and Pearson's exact interval for `successes` of `n` independent answers. */
export function clopperPearson(successes: number, n: number, level: number): Interval {
  const tail = (1 - level) / 2;
  return {
    lower: betaQuantile(tail, successes, n - successes + 1),
    upper: betaQuantile(1 - tail, successes + 1, n - successes),
  };
}

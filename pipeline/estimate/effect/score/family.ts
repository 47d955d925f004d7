import { normalCdf, normalQuantile } from '../../distribution/index.ts';

/** A distribution with its link: what a generalised linear model needs to know. */
export interface Family {
  readonly name:
    | 'binomial-logit'
    | 'binomial-probit'
    | 'binomial-cloglog'
    | 'binomial-cauchit'
    | 'binomial-log'
    | 'poisson-log';
  /** Mean from the linear predictor. */
  readonly inverse: (eta: number) => number;
  /** Linear predictor from the mean. */
  readonly link: (mu: number) => number;
  /** Derivative of the mean with respect to the linear predictor. */
  readonly slope: (eta: number, mu: number) => number;
  readonly variance: (mu: number) => number;
  /** Contribution of one observation to the deviance. */
  readonly deviance: (y: number, mu: number) => number;
  readonly isValid: (mu: number) => boolean;
  /** A first mean for an observation of prior weight w; as R's families. */
  readonly initial: (y: number, weight: number) => number;
}

const log = (y: number, ratio: number): number => (y === 0 ? 0 : y * Math.log(ratio));
const binomialDeviance = (y: number, mu: number): number => 2 * (log(y, y / mu) + log(1 - y, (1 - y) / (1 - mu)));
const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
const initialShare = (y: number, weight: number): number => (weight * y + 0.5) / (weight + 1);
const binomial = { variance: (mu: number) => mu * (1 - mu), deviance: binomialDeviance, initial: initialShare };
const isOpenUnit = (mu: number): boolean => mu > 0 && mu < 1;

/** Shares with the logit link; R `binomial()`. */
export const logitFamily: Family = {
  ...binomial,
  name: 'binomial-logit',
  inverse: (eta) => 1 / (1 + Math.exp(-eta)),
  link: (mu) => Math.log(mu / (1 - mu)),
  slope: (_eta, mu) => mu * (1 - mu),
  isValid: isOpenUnit,
};

/** Shares with the probit link; R `binomial("probit")`. */
export const probitFamily: Family = {
  ...binomial,
  name: 'binomial-probit',
  inverse: normalCdf,
  link: normalQuantile,
  slope: density,
  isValid: isOpenUnit,
};

/** Keeps a share off 0 and 1, as R's links do. */
const inside = (mu: number): number => Math.min(Math.max(mu, Number.EPSILON), 1 - Number.EPSILON);

/** Shares with the complementary log-log link; R `binomial("cloglog")`. */
export const cloglogFamily: Family = {
  ...binomial,
  name: 'binomial-cloglog',
  inverse: (eta) => inside(-Math.expm1(-Math.exp(eta))),
  link: (mu) => Math.log(-Math.log1p(-mu)),
  slope: (eta) => Math.max(Math.exp(Math.min(eta, 700) - Math.exp(Math.min(eta, 700))), Number.EPSILON),
  isValid: isOpenUnit,
};

/** Shares with the Cauchy link, for heavy tails; R `binomial("cauchit")`. */
export const cauchitFamily: Family = {
  ...binomial,
  name: 'binomial-cauchit',
  inverse: (eta) => inside(0.5 + Math.atan(eta) / Math.PI),
  link: (mu) => Math.tan(Math.PI * (mu - 0.5)),
  slope: (eta) => Math.max(1 / (Math.PI * (1 + eta * eta)), Number.EPSILON),
  isValid: isOpenUnit,
};

/** Shares with the log link, whose coefficients are log risk ratios; R `binomial("log")`. */
export const logBinomialFamily: Family = {
  ...binomial,
  name: 'binomial-log',
  inverse: Math.exp,
  link: Math.log,
  slope: (_eta, mu) => mu,
  isValid: isOpenUnit,
};

/** Counts with the log link; R `poisson()`. */
export const poissonFamily: Family = {
  name: 'poisson-log',
  inverse: Math.exp,
  link: Math.log,
  slope: (_eta, mu) => mu,
  variance: (mu) => mu,
  deviance: (y, mu) => 2 * (log(y, y / mu) - (y - mu)),
  isValid: (mu) => mu > 0 && Number.isFinite(mu),
  initial: (y) => y + 0.1,
};

/** Coefficients of the two rational approximations of AS 241 for the tails, lowest power first. */
const MIDDLE = {
  shift: 1.6,
  above: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  below: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
};
const FAR = {
  shift: 5,
  above: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
  ],
  below: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 0.000018463183175100548,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
};

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);

/** Normal quantile of a small share, to 16 digits: AS 241 (Wichura 1988), which R uses. */
export function normalTailQuantile(share: number): number {
  const depth = Math.sqrt(-Math.log(share));
  const { shift, above, below } = depth <= 5 ? MIDDLE : FAR;
  return -polynomial(above, depth - shift) / polynomial(below, depth - shift);
}

const LOG_ROOT_OF_TAU = 0.5 * Math.log(2 * Math.PI);
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/** Logarithm of the gamma function for x above 0: Stirling's series from 10 on, the recurrence below; R `lgamma`. */
export function logGamma(x: number): number {
  let product = 1;
  let shifted = x;
  for (; shifted < 10; shifted++) product *= shifted;
  const square = shifted * shifted;
  const series = polynomial(STIRLING, 1 / square) / shifted;
  return (shifted - 0.5) * Math.log(shifted) - shifted + LOG_ROOT_OF_TAU + series - Math.log(product);
}

/** Upper incomplete gamma function over the complete one by Legendre's continued fraction, for x above shape + 1. */
export function upperGamma(shape: number, x: number): number {
  const smallest = 1e-300;
  let b = x + 1 - shape;
  let c = 1 / smallest;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; i < 10_000; i++) {
    const a = -i * (i - shape);
    b += 2;
    d = a * d + b;
    d = 1 / (Math.abs(d) < smallest ? smallest : d);
    c = b + a / c;
    if (Math.abs(c) < smallest) c = smallest;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < Number.EPSILON) break;
  }
  return Math.exp(shape * Math.log(x) - x - logGamma(shape)) * fraction;
}

/** Lower incomplete gamma function over the complete one by its series, for x up to shape + 1. */
export function lowerGamma(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let k = 1; k < 100_000 && term > sum * Number.EPSILON; k++) {
    term *= x / (shape + k);
    sum += term;
  }
  return Math.exp(shape * Math.log(x) - x - logGamma(shape)) * sum;
}

/** Distribution function of the beta distribution where b x is small, by its power series. */
export function lowerBeta(x: number, a: number, b: number): number {
  let term = 1;
  let sum = 1 / a;
  for (let k = 1; k < 200; k++) {
    term *= ((k - b) / k) * x;
    sum += term / (a + k);
    if (Math.abs(term) < 1e-18) break;
  }
  return Math.exp(a * Math.log(x) + logGamma(a + b) - logGamma(a) - logGamma(b)) * sum;
}

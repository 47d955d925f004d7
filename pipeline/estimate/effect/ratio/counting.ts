const FIRST = 20;
const small = Array.from({ length: FIRST + 1 }, (_, n) => {
  let product = 1;
  for (let k = 2; k <= n; k++) product *= k;
  return Math.log(product);
});

/** log n! by a table up to 20 and Stirling's series above; 1e-15 relative. */
export function logFactorial(n: number): number {
  if (n <= FIRST) return small[n] as number;
  const x = n + 1;
  const series = 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5) - 1 / (1680 * x ** 7);
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}

export const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/** Probability of k successes in n trials. */
export function binomialMass(k: number, n: number, p: number): number {
  if (p <= 0) return k === 0 ? 1 : 0;
  if (p >= 1) return k === n ? 1 : 0;
  return Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
}

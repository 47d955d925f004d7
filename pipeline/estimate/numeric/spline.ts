/** Piecewise cubic through given knots, evaluated at any place between the first and the last. */
export type Spline = (at: number) => number;

/**
 * Cubic spline through knots in increasing order of x; at either end its third derivative is that of the cubic through the
 * four knots there (Forsythe, Malcolm and Moler 1977, chapter 4.4). R `spline(method = "fmm")`. Needs four knots or more;
 * throws a RangeError with fewer.
 */
export function cubicSpline(x: readonly number[], y: readonly number[]): Spline {
  const n = x.length;
  if (n < 4) throw new RangeError('a spline requires at least 4 knots');
  const at = (values: readonly number[], i: number): number => values[i] as number;
  const width = Array.from({ length: n - 1 }, (_, i) => at(x, i + 1) - at(x, i));
  const slope = width.map((h, i) => (at(y, i + 1) - at(y, i)) / h);
  const diagonal = Array.from({ length: n }, (_, i) => {
    if (i === 0) return -at(width, 0);
    return i === n - 1 ? -at(width, n - 2) : 2 * (at(width, i - 1) + at(width, i));
  });
  const third = (i: number): number => {
    const second = (j: number): number => (at(slope, j) - at(slope, j - 1)) / (at(x, j + 1) - at(x, j - 1));
    return (second(i + 2) - second(i + 1)) / (at(x, i + 3) - at(x, i));
  };
  const sigma = Array.from({ length: n }, (_, i) => {
    if (i === 0) return at(width, 0) ** 2 * third(0);
    return i === n - 1 ? -(at(width, n - 2) ** 2) * third(n - 4) : at(slope, i) - at(slope, i - 1);
  });
  for (let i = 1; i < n; i += 1) {
    const factor = at(width, i - 1) / at(diagonal, i - 1);
    diagonal[i] = at(diagonal, i) - factor * at(width, i - 1);
    sigma[i] = at(sigma, i) - factor * at(sigma, i - 1);
  }
  sigma[n - 1] = at(sigma, n - 1) / at(diagonal, n - 1);
  for (let i = n - 2; i >= 0; i -= 1) sigma[i] = (at(sigma, i) - at(width, i) * at(sigma, i + 1)) / at(diagonal, i);
  return (place) => {
    let i = 0;
    while (i < n - 2 && place >= at(x, i + 1)) i += 1;
    const h = at(width, i);
    const [here, next] = [at(sigma, i), at(sigma, i + 1)];
    const distance = place - at(x, i);
    const linear = at(slope, i) - h * (next + 2 * here);
    return at(y, i) + distance * (linear + distance * (3 * here + (distance * (next - here)) / h));
  };
}

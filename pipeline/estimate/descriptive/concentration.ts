const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/** Herfindahl-Hirschman index: sum of squared shares, from 1/n (all alike) to 1 (one holds all). Values must not be negative. */
export function herfindahl(values: Float64Array): number {
  const total = sumOf(values);
  return values.reduce((sum, value) => sum + (value / total) ** 2, 0);
}

/** Share held by the `count` largest, e.g. CR4. */
export function concentrationRatio(values: Float64Array, count: number): number {
  const sorted = Float64Array.from(values).sort().reverse();
  return sumOf(sorted.slice(0, count)) / sumOf(values);
}

/** Theil's T: mean of x/mean times its logarithm; 0 for equality. Values must be positive. */
export function theil(values: Float64Array): number {
  const mean = sumOf(values) / values.length;
  return values.reduce((sum, value) => sum + (value / mean) * Math.log(value / mean), 0) / values.length;
}

/** Gini coefficient, weighted, by trapezoids under the Lorenz curve: 0 for equality. R `laeken::gini` / 100 without ties. */
export function gini(values: Float64Array, weights: Float64Array = new Float64Array(values.length).fill(1)): number {
  const order = [...values.keys()].sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  const weightTotal = sumOf(weights);
  const total = values.reduce((sum, value, i) => sum + value * (weights[i] as number), 0);
  let held = 0;
  let area = 0;
  for (const i of order) {
    const weight = weights[i] as number;
    const next = held + (weight * (values[i] as number)) / total;
    area += ((held + next) * weight) / weightTotal;
    held = next;
  }
  return 1 - area;
}

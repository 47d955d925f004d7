import { Matrix, pseudoInverse } from 'ml-matrix';
import type { Adjustment, SurveyDesign } from './design.ts';

/** How calibrated weights may move: `linear` (GREG), `raking` (never negative) or `logit` (inside the bounds). */
export type CalibrationMetric = 'linear' | 'raking' | 'logit';

/** The new design, and how well the known totals are met. */
export interface Calibration {
  readonly design: SurveyDesign;
  readonly converged: boolean;
  /** Largest distance to a known total, relative to 1 + the total. */
  readonly misfit: number;
}

const withWeights = (design: SurveyDesign, weights: Float64Array, adjustment: Adjustment): SurveyDesign => ({
  ...design,
  weights,
  adjustments: [...design.adjustments, adjustment],
});

/** Ratio of the known size to the weighted size of every group. */
function groupRatios(weights: Float64Array, groups: Int32Array, population: Float64Array): Float64Array {
  const sizes = new Float64Array(population.length);
  groups.forEach((group, i) => {
    sizes[group] = (sizes[group] as number) + (weights[i] as number);
  });
  return sizes.map((size, group) => (population[group] as number) / size);
}

/**
 * Post-stratification: weights are scaled so that each group has its known size. R `survey::postStratify`.
 *
 * `groups` holds a code for every respondent, `population` the size by code. Throws a RangeError for a group of known size
 * without respondents: collapse it first.
 */
export function postStratify(design: SurveyDesign, groups: Int32Array, population: Float64Array): SurveyDesign {
  const ratios = groupRatios(design.weights, groups, population);
  ratios.forEach((ratio, group) => {
    if (ratio === Number.POSITIVE_INFINITY) throw new RangeError(`group ${group} requires at least 1 respondent`);
  });
  const after = design.weights.map((weight, i) => weight * (ratios[groups[i] as number] as number));
  return withWeights(design, after, { kind: 'post-stratification', groups, before: design.weights, after });
}

/**
 * Raking: post-stratification to several margins in turn until no weight moves. R `survey::rake`.
 *
 * `margins` holds for each margin the codes of the respondents and the known sizes by code.
 */
export function rake(
  design: SurveyDesign,
  margins: readonly { readonly groups: Int32Array; readonly population: Float64Array }[],
  limits: { readonly tolerance?: number; readonly iterations?: number } = {},
): Calibration {
  const { tolerance = 1e-12, iterations = 200 } = limits;
  let after = design.weights;
  let misfit = Number.POSITIVE_INFINITY;
  for (let step = 0; step < iterations && misfit > tolerance; step += 1) {
    misfit = 0;
    for (const { groups, population } of margins) {
      const ratios = groupRatios(after, groups, population);
      for (const ratio of ratios) if (Number.isFinite(ratio)) misfit = Math.max(misfit, Math.abs(ratio - 1));
      after = after.map((weight, i) => weight * (ratios[groups[i] as number] as number));
    }
  }
  const adjustment: Adjustment = { kind: 'raking', margins: margins.map(({ groups }) => groups), after };
  return { design: withWeights(design, after, adjustment), converged: misfit <= tolerance, misfit };
}

interface Distance {
  /** g - 1 at a linear predictor. */
  readonly change: (u: number) => number;
  readonly slope: (u: number) => number;
}

function distanceOf(metric: CalibrationMetric, lower: number, upper: number): Distance {
  if (metric === 'raking')
    return {
      change: (u) => Math.min(upper - 1, Math.max(lower - 1, Math.expm1(u))),
      slope: (u) => (Math.exp(u) < upper && Math.exp(u) > lower ? Math.exp(u) : 0),
    };
  if (metric === 'linear')
    return {
      change: (u) => Math.min(upper - 1, Math.max(lower - 1, u)),
      slope: (u) => (u < upper - 1 && u > lower - 1 ? 1 : 0),
    };
  const steepness = (upper - lower) / ((upper - 1) * (1 - lower));
  return {
    change: (u) => {
      const e = Math.exp(steepness * u);
      if (e === Number.POSITIVE_INFINITY) return upper - 1;
      return (lower * (upper - 1) + upper * (1 - lower) * e) / (upper - 1 + (1 - lower) * e) - 1;
    },
    slope: (u) => {
      const e = Math.exp(steepness * u);
      if (e === Number.POSITIVE_INFINITY) return 0;
      const below = upper - 1 + (1 - lower) * e;
      return ((upper - 1) * (1 - lower) * (upper - lower) * steepness * e) / below ** 2;
    },
  };
}

/** Orthonormal basis of the span of the columns: Gram-Schmidt, twice, columns that depend on earlier ones left out. */
function orthonormalBasis(columns: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  const dot = (a: Float64Array, b: Float64Array): number =>
    a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
  for (const column of columns) {
    const left = Float64Array.from(column);
    const length = Math.sqrt(dot(column, column));
    for (let pass = 0; pass < 2; pass += 1)
      for (const direction of basis) {
        const along = dot(direction, left);
        for (let i = 0; i < left.length; i += 1) left[i] = (left[i] as number) - along * (direction[i] as number);
      }
    const rest = Math.sqrt(dot(left, left));
    if (rest > 1e-9 * length) basis.push(left.map((value) => value / rest));
  }
  return basis;
}

/**
 * Calibration of the weights to known totals of auxiliary variables, by Newton's method. R `survey::calibrate`.
 *
 * `auxiliaries` holds a column for each known total (a column of ones for the population size). `bounds` limit the ratio of
 * new to old weight; `logit` needs them. A calibration that does not converge says so and keeps its last weights.
 */
export function calibrate(
  design: SurveyDesign,
  auxiliaries: readonly Float64Array[],
  totals: readonly number[],
  options: {
    readonly metric?: CalibrationMetric;
    readonly bounds?: readonly [lower: number, upper: number];
    readonly iterations?: number;
    readonly tolerance?: number;
  } = {},
): Calibration {
  const { metric = 'linear', bounds = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] } = options;
  const { iterations = 50, tolerance = 1e-7 } = options;
  const { change, slope } = distanceOf(metric, bounds[0], bounds[1]);
  const { weights, size } = design;
  const eta = new Float64Array(auxiliaries.length);
  const predictor = new Float64Array(size);
  const misses = (): number[] =>
    auxiliaries.map(
      (column, a) =>
        (totals[a] as number) -
        column.reduce((sum, x, i) => sum + x * (weights[i] as number) * (1 + change(predictor[i] as number)), 0),
    );
  const largest = (miss: readonly number[]): number =>
    miss.reduce((most, value, a) => Math.max(most, Math.abs(value) / (1 + Math.abs(totals[a] as number))), 0);
  let miss = misses();
  for (let step = 0; step < iterations && !(largest(miss) < tolerance && step > 0); step += 1) {
    const cross = auxiliaries.map((left) =>
      auxiliaries.map((right) =>
        left.reduce(
          (sum, x, i) => sum + x * (right[i] as number) * (weights[i] as number) * slope(predictor[i] as number),
          0,
        ),
      ),
    );
    const move = pseudoInverse(new Matrix(cross)).mmul(Matrix.columnVector(miss)).to1DArray();
    for (let a = 0; a < eta.length; a += 1) eta[a] = (eta[a] as number) + (move[a] as number);
    for (let i = 0; i < size; i += 1)
      predictor[i] = auxiliaries.reduce((sum, column, a) => sum + (column[i] as number) * (eta[a] as number), 0);
    miss = misses();
  }
  const ratio = predictor.map((u) => 1 + change(u));
  const roots = weights.map((weight) => Math.sqrt(weight));
  const adjustment: Adjustment = {
    kind: 'regression',
    basis: orthonormalBasis(auxiliaries.map((column) => column.map((x, i) => x * (roots[i] as number)))),
    scale: ratio.map((g, i) => g * (roots[i] as number)),
  };
  const misfit = largest(miss);
  return {
    design: withWeights(
      design,
      weights.map((weight, i) => weight * (ratio[i] as number)),
      adjustment,
    ),
    converged: misfit < tolerance,
    misfit,
  };
}

/**
 * Weights outside the limits are cut to them and what was cut is shared equally by the others, until none is outside. R
 * `survey::trimWeights(strict = TRUE)`; `rounds: 1` stops after the first sharing, as `strict = FALSE` does. Returns the
 * weights and how many were cut. Throws a RangeError for limits that leave out the mean weight.
 */
export function trimWeights(
  weights: Float64Array,
  upper: number,
  options: { readonly lower?: number; readonly rounds?: number } = {},
): { weights: Float64Array; trimmed: number } {
  const { lower = 0, rounds = Number.POSITIVE_INFINITY } = options;
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  if (upper <= mean || lower >= mean) throw new RangeError('trimming requires limits on both sides of the mean weight');
  const cut = new Uint8Array(weights.length);
  let current = weights;
  for (let round = 0; ; round += 1) {
    const isOutside = current.map((weight) => (weight > upper || weight < lower ? 1 : 0));
    const outside = isOutside.reduce((sum, value) => sum + value, 0);
    if (outside === 0 || round >= rounds)
      return { weights: current, trimmed: cut.reduce((sum, value) => sum + value, 0) };
    const bounded = current.map((weight) => Math.max(lower, Math.min(weight, upper)));
    const excess = current.reduce((sum, weight, i) => sum + weight - (bounded[i] as number), 0);
    const share = excess / (weights.length - outside);
    current = bounded.map((weight, i) => (isOutside[i] === 1 ? weight : weight + share));
    isOutside.forEach((value, i) => {
      if (value === 1) cut[i] = 1;
    });
  }
}

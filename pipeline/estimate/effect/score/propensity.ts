import { type BlockMatrix, blockColumn, blocksOf } from '../../numeric/blocks.ts';
import type { BlockDesign, Design } from './design.ts';
import { logitFamily } from './family.ts';
import { fitGlm, type GlmFit } from './glm.ts';

/** A propensity score and what had to be said about its fit. */
export interface PropensityScore {
  readonly fit: GlmFit;
  readonly names: readonly string[];
  /** Probability of treatment. */
  readonly score: Float64Array;
  /** Its logit. */
  readonly logit: Float64Array;
  /** Names of columns left out because others determine them. */
  readonly collinear: readonly string[];
  /** Names of columns by which treatment is predicted without error; the fit is then Firth's. */
  readonly separated: readonly string[];
  readonly isFirth: boolean;
}

const EXTREME = 1e-8;

/** How often every column is not 0 in either arm, and which columns hold 0 and 1 only. */
function fillOf({ rows, columns, blocks }: BlockMatrix, treated: ArrayLike<number>) {
  const filled = new Float64Array(columns);
  const filledTreated = new Float64Array(columns);
  const isDummy = new Uint8Array(columns).fill(1);
  const count = (j: number, i: number): void => {
    filled[j] = (filled[j] as number) + 1;
    filledTreated[j] = (filledTreated[j] as number) + (treated[i] as number);
  };
  for (const block of blocks) {
    const { first } = block;
    if ('codes' in block) {
      const { codes } = block;
      for (let i = 0; i < rows; i++) if ((codes[i] as number) >= 0) count(first + (codes[i] as number), i);
      continue;
    }
    const { values } = block;
    for (let i = 0; i < rows; i++) {
      if (values[i] === 0) continue;
      if (values[i] !== 1) isDummy[first] = 0;
      count(first, i);
    }
  }
  return { filled, filledTreated, isDummy };
}

/** Columns of 0 and 1 on one side of which all units are treated, or none is. */
function separatingDummies(matrix: BlockMatrix, treated: ArrayLike<number>): number[] {
  const { rows, columns } = matrix;
  const { filled, filledTreated, isDummy } = fillOf(matrix, treated);
  let allTreated = 0;
  for (let i = 0; i < rows; i++) allTreated += treated[i] as number;
  return Array.from({ length: columns - 1 }, (_, k) => k + 1).filter((j) => {
    const ones = filled[j] as number;
    const treatedOnes = filledTreated[j] as number;
    const sides = [ones - treatedOnes, treatedOnes, rows - ones - (allTreated - treatedOnes), allTreated - treatedOnes];
    return isDummy[j] === 1 && ones > 0 && ones < rows && sides.includes(0);
  });
}

/** Columns whose coefficients run away: large over the range of the column and with an error larger still. */
function runaways(matrix: BlockMatrix, fit: GlmFit): number[] {
  const columns = Array.from({ length: matrix.columns - 1 }, (_, j) => j + 1);
  return columns.filter((j) => {
    const coefficient = fit.coefficients[j] as number;
    if (Number.isNaN(coefficient)) return false;
    const column = blockColumn(matrix, j);
    const low = column.reduce((least, value) => Math.min(least, value));
    const high = column.reduce((most, value) => Math.max(most, value));
    return Math.abs(coefficient) * (high - low) > 8 && (fit.standardErrors[j] as number) > Math.abs(coefficient);
  });
}

/**
 * Logit of treatment on the design (first column the intercept), by iteratively reweighted least squares; R `glm(family =
 * binomial)`.
 *
 * Separation is a 0/1 column on one side of which all are treated or none is, or means closer than 1e-8 to 0 or 1 with
 * coefficients that run away. The columns are named and the model is fitted with Firth's penalty, so scores stay finite.
 */
export function propensityScore(design: Design | BlockDesign, treated: ArrayLike<number>): PropensityScore {
  const { names } = design;
  const matrix = 'blocks' in design.matrix ? design.matrix : blocksOf(design.matrix);
  const first = fitGlm(matrix, treated, logitFamily);
  const dummies = separatingDummies(matrix, treated);
  const isExtreme = !first.hasConverged || first.fitted.some((value) => value < EXTREME || value > 1 - EXTREME);
  const separated = [...new Set([...dummies, ...(isExtreme ? runaways(matrix, first) : [])])].sort((a, b) => a - b);
  const isFirth = separated.length > 0 || !first.hasConverged;
  const fit = isFirth ? fitGlm(matrix, treated, logitFamily, { firth: true, maximumIterations: 200 }) : first;
  return {
    fit,
    names,
    score: fit.fitted,
    logit: fit.linear,
    collinear: fit.aliased.map((j) => names[j] as string),
    separated: separated.map((j) => names[j] as string),
    isFirth,
  };
}
